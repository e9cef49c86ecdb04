"""The command that prints who edited what and when."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from fivegates.actions import queries
from fivegates.actions.file.edit_history import read_history
from fivegates.actions.overview import settings
from fivegates.cli.output import Plain, json_text
from fivegates.cli.parameters import AS_JSON, DAY, PORTFOLIO
from fivegates.cli.session import Session, opened_for_command
from fivegates.domain.fields import MOMENT
from fivegates.domain.language import ENGLISH, Language
from fivegates.domain.portfolio.edit_history import EditEntry
from fivegates.domain.wording.edit_history import entry_words, history_sentence, person_words, place_words


@click.command("edits")
@PORTFOLIO
@click.option("--initiative", metavar="CODE", help="Only what concerned this initiative.")
@click.option("--since", type=DAY, metavar="DATE", help="Only from this day on, as 2026-05-12.")
@AS_JSON
@click.pass_obj
def print_edits(
    session: Session, file: Path, initiative: str | None, since: datetime | None, *, as_json: bool
) -> None:
    """Print who edited what and when, newest first."""
    with opened_for_command(file) as opened:
        wanted = None if initiative is None else queries.find_initiative(opened, initiative)
        found = read_history(opened, wanted)
        days = settings(opened).history_days
    entries = [each for each in found if since is None or each.at.astimezone().date() >= since.date()]
    if as_json:
        click.echo(json_text([_plain(each) for each in entries]))
        return
    language = session.language
    lines = [_line(each, language) for each in entries]
    click.echo("\n".join([history_sentence(entries, days, language), *([""] if lines else []), *lines]))


def _line(entry: EditEntry, language: Language) -> str:
    """`2026-05-12 14:05  erika  CLAIMS  Add “Claims”`: the time of this machine."""
    when = entry.at.astimezone().strftime("%Y-%m-%d %H:%M")
    parts = (when, person_words(entry, language), place_words(entry, language), entry_words(entry, language))
    return "  ".join(parts)


def _plain(entry: EditEntry) -> Plain:
    return {
        "at": entry.at.strftime(MOMENT),
        "by": entry.by,
        "kind": entry.kind.value,
        "what": entry.what.text(ENGLISH),
        "codes": list(entry.codes),
        "reviewed": None if entry.reviewed is None else entry.reviewed.isoformat(),
        "criterion": entry.criterion,
        "changed": None if entry.changed is None else asdict(entry.changed),
    }
