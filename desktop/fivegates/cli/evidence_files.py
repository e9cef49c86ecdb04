"""The commands that attach a file as evidence, and take files out again."""

from datetime import datetime
from pathlib import Path
from typing import Final, TypedDict, Unpack

import click

from fivegates.actions import evidence_files, queries
from fivegates.actions.evidence import add_evidence
from fivegates.cli.session import FILE, opened_for_command
from fivegates.domain.initiatives import Evidence, EvidenceKind

DAY: Final = click.DateTime(["%Y-%m-%d"])


class Said(TypedDict):
    """What the options say of a piece of evidence."""

    title: str | None
    kind: str
    date: datetime | None


@click.command("attach")
@click.argument("file", type=FILE)
@click.argument("code")
@click.argument("criterion")
@click.argument("source", type=FILE)
@click.option("--title", help="What it shows; the file's name when left out.")
@click.option("--kind", type=click.Choice([kind.value for kind in EvidenceKind]), default="document")
@click.option("--date", type=DAY, help="The day on which it was true, as 2026-05-12; today when left out.")
def attach(file: Path, code: str, criterion: str, source: Path, **said: Unpack[Said]) -> None:
    """Attach SOURCE to an initiative of FILE as evidence for CRITERION.

    It is kept inside FILE. Programs, scripts, archives and documents that can hold macros are refused.
    """
    dated = (said["date"] or datetime.now().astimezone()).date()
    with opened_for_command(file, to_edit=True) as opened:
        initiative_id = queries.find_initiative(opened, code)
        attached = evidence_files.read_attachment(source)
        title = said["title"] or attached.title
        item = Evidence(criterion, EvidenceKind(said["kind"]), title, dated, file=attached.file)
        add_evidence(opened, initiative_id, item, attached.content)


@click.command("extract")
@click.argument("file", type=FILE)
@click.argument("code")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
def extract(file: Path, code: str, folder: Path) -> None:
    """Write the files of an initiative's evidence into FOLDER, over none that is there; print their names."""
    with opened_for_command(file) as opened:
        of = queries.record(opened, queries.find_initiative(opened, code))
        for path in evidence_files.save_all_attached(opened, of.evidence, folder):
            click.echo(path)
