"""The commands that attach a file as evidence, and extract evidence files."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TypedDict, Unpack

import click

from fivegates.actions import evidence, queries
from fivegates.actions.evidence import add_evidence
from fivegates.cli.parameters import DAY, FILE, INITIATIVE, PORTFOLIO, day_or_today
from fivegates.cli.session import opened_for_command
from fivegates.domain.errors import DataError
from fivegates.domain.initiative.initiative import Evidence, EvidenceKind


@contextmanager
def naming_options(item: Evidence) -> Iterator[None]:
    """Name the --also option that is wrong: problems number the further criteria."""
    try:
        yield
    except DataError as error:
        typed = {f"also[{index}]": f"--also {criterion}" for index, criterion in enumerate(item.also)}
        named = tuple(replace(each, place=typed.get(each.place, each.place)) for each in error.problems)
        raise DataError(error.source, named) from error


class Options(TypedDict):
    """The options of a piece of evidence."""

    title: str | None
    kind: str
    date: datetime | None
    cases: int | None
    passed: int | None
    also: tuple[str, ...]


@click.command("attach")
@PORTFOLIO
@INITIATIVE
@click.argument(
    "criterion",
    help="The id of a criterion, such as value-owner, or - to choose it later; see `fivegates rubric`.",
)
@click.argument("source", type=FILE, help="The file to attach.")
@click.option("--title", metavar="TEXT", help="What it shows; the file's name when left out.")
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in EvidenceKind]),
    default="document",
    help="What it is; a document when left out.",
)
@click.option(
    "--date",
    type=DAY,
    metavar="DATE",
    help="The day on which it was true, as 2026-05-12; today when left out.",
)
@click.option("--cases", type=click.IntRange(1), metavar="N", help="Of a test: how many cases it tried.")
@click.option("--passed", type=click.IntRange(0), metavar="N", help="How many of them came out right.")
@click.option(
    "--also", multiple=True, metavar="CRITERION", help="A further criterion that it backs; repeatable."
)
def attach(file: Path, code: str, criterion: str, source: Path, **options: Unpack[Options]) -> None:
    """Attach SOURCE to an initiative of FILE as evidence.

    It is kept inside FILE. Programs, scripts, archives and documents that can hold macros are refused.
    """
    dated = day_or_today(options["date"])
    with opened_for_command(file, to_edit=True) as opened:
        initiative_id = queries.find_initiative(opened, code)
        attached = evidence.read_attachment(source)
        title = options["title"] or attached.title
        item = Evidence(
            criterion,
            EvidenceKind(options["kind"]),
            title,
            dated,
            file=attached.file,
            cases=options["cases"],
            passed=options["passed"],
            also=options["also"],
        )
        with naming_options(item):
            add_evidence(opened, initiative_id, item, attached.content)


@click.command("extract")
@PORTFOLIO
@INITIATIVE
@click.argument(
    "folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder that is there; nothing in it is written over.",
)
def extract(file: Path, code: str, folder: Path) -> None:
    """Write the files of an initiative's evidence into FOLDER.

    Prints their names.
    """
    with opened_for_command(file) as opened:
        of = queries.record(opened, queries.find_initiative(opened, code))
        for path in evidence.save_all_attached(opened, of.evidence, folder):
            click.echo(path)
