"""The command that prints what needs attention on a day."""

from datetime import date, datetime
from pathlib import Path

import click

from fivegates.actions.attention import gather_attention
from fivegates.cli.output import Plain, day_text, json_text
from fivegates.cli.parameters import AS_JSON, PORTFOLIO, SEEN_FROM, day_or_today
from fivegates.cli.session import Session, opened_for_command
from fivegates.domain.language import Language
from fivegates.domain.portfolio.attention import Attention, by_urgency, is_late
from fivegates.domain.wording.attention import (
    attention_due,
    attention_kind,
    attention_sentence,
    attention_text,
)


@click.command("attention")
@PORTFOLIO
@SEEN_FROM
@AS_JSON
@click.pass_obj
def print_attention(session: Session, file: Path, day: datetime | None, *, as_json: bool) -> None:
    """Print what is overdue, due within 30 days, or awaited.

    Verdicts that changed since their review come first.
    """
    seen_from, language = day_or_today(day), session.language
    with opened_for_command(file) as opened:
        gathered = list(gather_attention(opened, seen_from))
    found = by_urgency(item for each in gathered for item in each)
    if as_json:
        click.echo(json_text([_plain(item, seen_from, language) for item in found]))
    else:
        lines = [_line(item, seen_from, language) for item in found]
        click.echo("\n".join([attention_sentence(found, seen_from, language), *([""] * bool(lines)), *lines]))


def _line(item: Attention, day: date, language: Language) -> str:
    """`27 Nov 2026, overdue · Action · BRK-MAIL Broker mailbox routing · Repeat the trial`."""
    return " · ".join(
        (
            attention_due(item, day, language),
            attention_kind(item, language),
            f"{item.initiative.code} {item.initiative.name}",
            attention_text(item, day, language),
        )
    )


def _plain(item: Attention, day: date, language: Language) -> Plain:
    """Return an item as plain data; `text` is in `language`, everything else is not translated."""
    return {
        "kind": item.kind,
        "code": item.initiative.code,
        "name": item.initiative.name,
        "due": day_text(item.due),
        "overdue": is_late(item, day),
        "text": attention_text(item, day, language),
    }
