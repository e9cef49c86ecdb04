"""The command that prints the evidence calendar: when proofs lapse, and until when verdicts hold."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import click

from fivegates.actions import evidence_calendar, queries
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.cli.output import Plain, json_number, json_text
from fivegates.cli.parameters import ANY_INITIATIVE, AS_JSON, PORTFOLIO, SEEN_FROM, day_or_today
from fivegates.cli.session import Session, opened_for_command
from fivegates.domain.evidence_calendar import Calendar, DueAnswer, Lapse, ProofsOf, WaiverEnd
from fivegates.domain.language import Language
from fivegates.domain.wording.evidence import criteria_text
from fivegates.domain.wording.evidence_calendar import (
    calendar_sentence,
    due_answer_text,
    lapse_text,
    portfolio_calendar_sentence,
    waiver_end_text,
)
from fivegates.domain.wording.overview import name_text
from fivegates.domain.wording.two_days import as_of_sentence


@click.command("calendar")
@PORTFOLIO
@ANY_INITIATIVE
@SEEN_FROM
@AS_JSON
@click.pass_obj
def print_calendar(
    session: Session, file: Path, code: str | None, day: datetime | None, *, as_json: bool
) -> None:
    """Print when proofs lapse, and until when verdicts hold.

    An initiative that is archived is left out unless CODE names it.
    """
    seen_from = day_or_today(day)
    with opened_for_command(file) as opened:
        found = list(_proofs(opened, code, seen_from))
    language = session.language
    if as_json:
        click.echo(json_text([_plain(each, language) for each in found]))
    elif found:
        over_all = [] if code else [portfolio_calendar_sentence(found, language)]
        texts = (_text(each, seen_from, language) for each in found)
        click.echo("\n\n".join([as_of_sentence(seen_from, language), *over_all, *texts]))
    else:
        click.echo(language.gettext("No initiative has been reviewed yet."))


def _proofs(opened: OpenPortfolio, code: str | None, day: date) -> Iterator[ProofsOf]:
    """The calendars of one initiative, or of all that are not archived."""
    if code is None:
        yield from evidence_calendar.all_proofs(opened, day)
        return
    record = queries.record(opened, queries.find_initiative(opened, code))
    yield evidence_calendar.proofs_of(opened, record, queries.latest_review(record), day)


def _text(each: ProofsOf, seen_from: date, language: Language) -> str:
    """The outlook, then a line a proof; with its own day where the review is later than `seen_from`."""
    calendar, on = each.calendar, each.calendar.on
    lines = [
        f"{each.initiative.code}  {name_text(each.initiative, language)}",
        f"  {calendar_sentence(calendar, each.rubric, language, seen_from)}",
        *(
            f"    {criteria_text(lapse.criteria, each.rubric, language)}: "
            f"{lapse_text(lapse, calendar, language)}"
            for lapse in calendar.lapses
        ),
        *(
            f"    {_title(each, end, language)}: {waiver_end_text(end, on, language)}"
            for end in calendar.waivers
        ),
        *(
            f"    {_title(each, due, language)}: {due_answer_text(due, on, language)}"
            for due in calendar.answers
        ),
    ]
    return "\n".join(lines)


def _title(each: ProofsOf, of: WaiverEnd | DueAnswer, language: Language) -> str:
    """The criterion that it is about."""
    return language.shipped(each.rubric.criterion(of.criterion).title)


def _plain(each: ProofsOf, language: Language) -> Plain:
    """Return an initiative as plain data; `text` is in `language`, everything else is not translated."""
    calendar = each.calendar
    return {
        "code": each.initiative.code,
        "name": each.initiative.name,
        "on": calendar.on.isoformat(),
        "verdict": calendar.verdict.value,
        "text": calendar_sentence(calendar, each.rubric, language),
        "fall": _fall(calendar),
        "proofs": [_lapse(lapse, calendar) for lapse in calendar.lapses],
        "waivers": [_waiver(end, calendar) for end in calendar.waivers],
        "not_applicable": [
            {"criterion": due.criterion, "review_by": due.review_by.isoformat()} for due in calendar.answers
        ],
    }


def _fall(calendar: Calendar) -> Plain:
    """The verdict after the last day of this one; None where no lapse lowers it."""
    fall = calendar.fall
    if fall is None:
        return None
    return {
        "last_day": fall.last_day.isoformat(),
        "verdict": fall.verdict.value,
        "readiness": json_number(fall.readiness),
        "criteria": list(fall.criteria),
        "waived": list(fall.waived),
    }


def _waiver(end: WaiverEnd, calendar: Calendar) -> Plain:
    """Return a waiver, in force or ended, as plain data."""
    return {
        "criterion": end.criterion,
        "approver": end.waiver.approver,
        "last_day": end.last_day.isoformat(),
        "ended": end.last_day < calendar.on,
        "needed": end.needed,
    }


def _lapse(lapse: Lapse, calendar: Calendar) -> Plain:
    """Return the expiry of a proof, which may back several criteria, as plain data."""
    return {
        "criterion": lapse.criterion,
        "criteria": list(lapse.criteria),
        "evidence": lapse.evidence.title,
        "dated": lapse.evidence.dated.isoformat(),
        "last_day": lapse.last_day.isoformat(),
        "lapsed": lapse.last_day < calendar.on,
        "voided": lapse.voided,
    }
