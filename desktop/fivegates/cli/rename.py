"""The command that renames a person or business unit in all records of a portfolio."""

from pathlib import Path
from typing import TypedDict, Unpack

import click

from fivegates.actions import names
from fivegates.cli.output import Plain, json_text
from fivegates.cli.parameters import AS_JSON, PORTFOLIO
from fivegates.cli.session import Session, opened_for_command
from fivegates.domain.portfolio.names import NameKind, NameUses, Renaming
from fivegates.domain.wording.names import renamed_sentence, unchanged_records_sentence, uses_sentences


class Options(TypedDict):
    """The options of a renaming."""

    unit: bool
    dry_run: bool
    as_json: bool


@click.command("rename")
@PORTFOLIO
@click.argument("old", help="The name as it is now, in any case.")
@click.argument("new", help="The new name; one that somebody has already takes over the records.")
@click.option("--unit", is_flag=True, help="Rename a business unit; a person when left out.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@AS_JSON
@click.pass_obj
def rename(session: Session, file: Path, old: str, new: str, **options: Unpack[Options]) -> None:
    """Rename a person or a business unit in all records.

    Reviews and ballots keep the name that they were made with, and saved views of the window filter as
    before: rename there to have them follow.
    """
    kind = NameKind.UNIT if options["unit"] else NameKind.PERSON
    renaming = Renaming(kind, old.strip(), new.strip())
    dry_run, language = options["dry_run"], session.language
    with opened_for_command(file, to_edit=not dry_run) as opened:
        uses = names.preview_rename(opened, renaming)
        if not dry_run:
            names.rename(opened, renaming.old, renaming.new, kind)
    if options["as_json"]:
        click.echo(json_text(_plain(renaming, uses, dry_run=dry_run)))
    elif dry_run:
        click.echo(uses_sentences(uses, language))
    else:
        texts = (
            renamed_sentence(renaming.old, renaming.new, uses, language),
            unchanged_records_sentence(uses, language),
        )
        click.echo(" ".join(filter(None, texts)))


def _plain(renaming: Renaming, uses: NameUses, *, dry_run: bool) -> Plain:
    """The renaming, and how many records of each kind it concerns; nothing in it is translated."""
    return {
        "kind": renaming.kind.name.lower(),
        "old": renaming.old,
        "new": renaming.new,
        "renamed": {kind.value: count for kind, count in uses.renamed.items()},
        "kept": {kind.value: count for kind, count in uses.kept.items()},
        "dry_run": dry_run,
    }
