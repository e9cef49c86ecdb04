"""The commands for rubrics: print one, list versions and packs, validate a file, add and remove packs."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final, TypedDict, Unpack

import click
from click_default_group import DefaultGroup

from fivegates.actions import queries, rubrics
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.cli.output import Plain, day_text, json_text
from fivegates.cli.parameters import AS_JSON, FILE, PORTFOLIO, SEEN_FROM, day_or_today
from fivegates.cli.session import Session, opened_for_command
from fivegates.domain.errors import DataError
from fivegates.domain.language import Language
from fivegates.domain.rubric.packs import Pack, parts_of
from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.trend.rubric_change import RubricChange
from fivegates.domain.wording.rubrics import (
    change_sentences,
    restated_text,
    rubric_name,
    size_text,
    soundness_sentence,
    verdicts_sentence,
)

_MAYBE_FILE: Final = click.argument("file", type=FILE, required=False, help="A portfolio (.fivegates).")
_PACKS: Final = click.argument(
    "packs", nargs=-1, required=True, metavar="PACK...", help="Ids of packs, or files (.toml) of packs."
)
_DRY_RUN: Final = click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")


@click.group("rubric", cls=DefaultGroup, default="show", default_if_no_args=True)
def rubric() -> None:
    """Print, list, examine and choose rubrics and their packs.

    Without a command, as with show, the rubric that new reviews of FILE use is printed.
    """


@click.command("show")
@_MAYBE_FILE
@click.option(
    "--default", "built_in", is_flag=True, help="Print what comes with Fivegates, and no portfolio's."
)
@click.option("--base", metavar="VERSION", help="Print this version of the rubric, without packs.")
@click.option("--pack", "pack_id", metavar="ID", help="Print this pack.")
@AS_JSON
def show(file: Path | None, *, built_in: bool, base: str | None, pack_id: str | None, as_json: bool) -> None:
    """Print the rubric that new reviews of FILE use.

    It is a file (TOML) to edit and import. With --default it is the one that comes with Fivegates.
    """
    if built_in == (file is not None) or (base and pack_id):
        message = "Name a FILE, or give --default; and at most one of --base and --pack."
        raise click.UsageError(message)
    if file is None:
        found = _chosen(rubrics.rubric_offer(), rubrics.default_rubric(), base, pack_id)
    else:
        with opened_for_command(file) as opened:
            found = _chosen(rubrics.rubric_offer(opened), queries.current_rubric(opened), base, pack_id)
    if as_json:
        click.echo(json_text(rubrics.plain_source(found)))
    else:
        click.echo(rubrics.source_text(found), nl=False)


def _chosen(offer: rubrics.RubricOffer, now: Rubric, base: str | None, pack_id: str | None) -> Rubric | Pack:
    """The chosen rubric. Raises UserError where there is no such version or pack."""
    if pack_id:
        return offer.pack(pack_id, parts_of(now)[0])
    return offer.base(now.id, base) if base else now


@click.command("list")
@_MAYBE_FILE
@AS_JSON
@click.pass_obj
def list_all(session: Session, file: Path | None, *, as_json: bool) -> None:
    """List the versions and the packs that FILE can use.

    Without FILE they are those that come with Fivegates. An asterisk marks what new reviews use.
    """
    if file is None:
        offer, now = rubrics.rubric_offer(), None
    else:
        with opened_for_command(file) as opened:
            offer, now = rubrics.rubric_offer(opened), queries.current_rubric(opened)
    used = _used(now)
    if as_json:
        click.echo(json_text(_offer_as_plain(offer, used)))
        return
    language = session.language
    for base in offer.bases:
        mark = "*" if (base.id, base.version) in used else " "
        size = size_text(base.criteria, language)
        click.echo(f"{mark} {base.id} {base.version}  {language.shipped(base.name)} ({size})")
    for pack in offer.packs:
        mark = "*" if (pack.head.id, pack.head.version) in used else " "
        size = size_text(pack.criteria, language)
        name, summary = language.shipped(pack.head.name), language.shipped(pack.head.summary)
        click.echo(f"{mark} {pack.head.id} {pack.head.version}  {name} ({size}): {summary}")


def _used(now: Rubric | None) -> frozenset[tuple[str, str]]:
    """Id and version of the base and the packs that new reviews use."""
    if now is None:
        return frozenset()
    base, packs = parts_of(now)
    return frozenset({(base.id, base.version), *((pack.head.id, pack.head.version) for pack in packs)})


def _offer_as_plain(offer: rubrics.RubricOffer, used: frozenset[tuple[str, str]]) -> Plain:
    """An object with the bases and the packs."""
    return {
        "bases": [
            {
                "id": base.id,
                "version": base.version,
                "name": base.name,
                "source": base.source,
                "date": day_text(base.dated),
                "criteria": [each.id for each in base.criteria],
                "used": (base.id, base.version) in used,
            }
            for base in offer.bases
        ],
        "packs": [
            {
                "id": pack.head.id,
                "version": pack.head.version,
                "name": pack.head.name,
                "summary": pack.head.summary,
                "source": pack.head.source,
                "date": day_text(pack.head.dated),
                "base": pack.head.base,
                "base_versions": [*pack.head.base_versions],
                "criteria": [each.id for each in pack.criteria],
                "used": (pack.head.id, pack.head.version) in used,
            }
            for pack in offer.packs
        ],
    }


@click.command("validate")
@click.argument("source", type=FILE, help="A rubric or a pack (.toml).")
@_MAYBE_FILE
@AS_JSON
@click.pass_context
def validate(context: click.Context, source: Path, file: Path | None, *, as_json: bool) -> None:
    """Examine the file of a rubric or a pack, and change nothing.

    A pack is tried on each version of the rubric that it names, of those that come with Fivegates and those
    of FILE, and with the packs that FILE uses.
    """
    language: Language = context.obj.language
    try:
        if file is None:
            found = rubrics.examine(source)
        else:
            with opened_for_command(file) as opened:
                found = rubrics.examine(source, opened)
    except DataError as error:
        if as_json:
            problems: Plain = [
                {"place": each.place, "reason": each.reason.text(language)} for each in error.problems
            ]
            click.echo(json_text({"sound": False, "problems": problems}))
        else:
            for each in error.problems:
                click.echo(f"{error.source}: {each.text(language)}", err=True)
        context.exit(1)
    if as_json:
        click.echo(json_text({"sound": True, "problems": []}))
    else:
        click.echo(soundness_sentence(found, language))


class ChangeOptions(TypedDict):
    """The options of commands that change the rubric."""

    dry_run: bool
    day: datetime | None
    as_json: bool


@click.command("add")
@PORTFOLIO
@_PACKS
@_DRY_RUN
@SEEN_FROM
@AS_JSON
@click.pass_obj
def add(session: Session, file: Path, packs: Sequence[str], **options: Unpack[ChangeOptions]) -> None:
    """Add packs to the rubric of new reviews.

    What that changes is printed: the criteria, and the verdicts as of the day. Reviews that exist keep their
    rubric.
    """
    sources = [Path(each) if each.endswith(".toml") else each for each in packs]
    _change(file, lambda opened: rubrics.rubric_with(opened, sources), options, session.language)


@click.command("remove")
@PORTFOLIO
@_PACKS
@_DRY_RUN
@SEEN_FROM
@AS_JSON
@click.pass_obj
def remove(session: Session, file: Path, packs: Sequence[str], **options: Unpack[ChangeOptions]) -> None:
    """Take packs out of the rubric of new reviews.

    What that changes is printed, as by add.
    """
    _change(file, lambda opened: rubrics.rubric_without(opened, packs), options, session.language)


@click.command("use")
@PORTFOLIO
@click.argument("version", help="A version of the rubric, such as 2.0.")
@_DRY_RUN
@SEEN_FROM
@AS_JSON
@click.pass_obj
def use(session: Session, file: Path, version: str, **options: Unpack[ChangeOptions]) -> None:
    """Use another version of the rubric.

    The packs stay. What that changes is printed, as by add.
    """
    _change(file, lambda opened: rubrics.rubric_on_base(opened, version), options, session.language)


def _change(
    file: Path, chosen: Callable[[OpenPortfolio], Rubric], options: ChangeOptions, language: Language
) -> None:
    """Print the changes by a rubric, and use it unless this is a dry run."""
    day = day_or_today(options["day"])
    with opened_for_command(file, to_edit=not options["dry_run"]) as opened:
        wanted = chosen(opened)
        change = rubrics.preview_rubric(opened, wanted, day)
        if not options["dry_run"]:
            rubrics.use_rubric(opened, wanted)
    if options["as_json"]:
        click.echo(json_text(_change_as_plain(change, day)))
        return
    click.echo(rubric_name(change.after, language))
    for sentence in change_sentences(change, language):
        click.echo(sentence)
    click.echo(verdicts_sentence(change, day, language))
    for each in change.verdicts:
        click.echo(f"  {each.initiative.code}  {restated_text(each, language)}")


def _change_as_plain(change: RubricChange, day: date) -> Plain:
    """An object with the criteria by id, and the verdicts of the day under either rubric."""
    return {
        "from": {"id": change.before.id, "version": change.before.version},
        "to": {"id": change.after.id, "version": change.after.version},
        "added": [each.id for each in change.added],
        "removed": [each.id for each in change.removed],
        "reworded": [each.id for each in change.reworded],
        "date": day_text(day),
        "verdicts": [
            {
                "code": each.initiative.code,
                "before": each.before.verdict.value,
                "after": each.after.verdict.value,
                "like_for_like": each.like_for_like.verdict.value if each.like_for_like else None,
            }
            for each in change.verdicts
        ],
    }


rubric.add_command(show)
for _command in (list_all, validate, add, remove, use):
    rubric.add_command(_command)
