"""The commands for the track record: print it, record a forecast, and say what came of one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Final

import click

from fivegates.actions import queries
from fivegates.actions.records import add_forecast, edit_forecast
from fivegates.actions.track_record import stops_of, track_record, track_records
from fivegates.cli.economics_json import decimal_text
from fivegates.cli.output import Plain, day_text, json_number, json_text
from fivegates.cli.parameters import AS_JSON, DAY, INITIATIVE, PORTFOLIO, SEEN_FROM, day_or_today
from fivegates.cli.session import Session, opened_for_command
from fivegates.domain.errors import UserError
from fivegates.domain.fields import plain_of_record
from fivegates.domain.initiative.initiative import Forecast, ForecastOutcome, Initiative
from fivegates.domain.language import Language
from fivegates.domain.track_record.calibration import Calibration, ForecastCase, calibration_of
from fivegates.domain.track_record.kinds import PromiseCase, PromiseKind
from fivegates.domain.track_record.record import Summary, TrackRecord, combined
from fivegates.domain.track_record.stops import MonthValue, StopCheck
from fivegates.domain.wording.decisions import reached_text
from fivegates.domain.wording.forecasts import (
    band_text,
    calibration_sentence,
    forecast_state_text,
    probability_text,
    with_replaced_outcome,
)
from fivegates.domain.wording.track_record import (
    actual_text,
    case_error_text,
    counts_text,
    kind_word,
    nothing_sentence,
    promised_text,
    spread_text,
    summary_sentence,
)
from fivegates.domain.wording.words import UNKNOWN


def record_as_plain(record: TrackRecord) -> dict[str, Plain]:
    """Summaries by kind, each promise, the forecasts and their scores."""
    return {
        "date": record.day.isoformat(),
        "kinds": [_summary(each) for each in record.summaries],
        "promises": [_case(case) for case in record.cases],
        "forecasts": [_forecast(each) for each in record.forecasts],
        "calibration": _calibration(calibration_of(record.forecasts, record.day)),
    }


def people_as_plain(record: TrackRecord) -> Plain:
    """The same summaries and scores for each who answered for an estimate or made a forecast."""
    return [
        {
            "name": name,
            "kinds": [_summary(each) for each in theirs.summaries],
            "calibration": _calibration(calibration_of(theirs.forecasts, theirs.day)),
        }
        for name, theirs in record.by_person
    ]


def _summary(summary: Summary) -> Plain:
    """Counts, bias and spread; errors are shares of what came, days late, or misses."""
    return {
        "kind": summary.kind.value,
        "measure": summary.measure.value,
        "measured": len(summary.measured),
        "not_due": summary.not_due,
        "unknown": summary.unknown,
        "median": json_number(summary.middle),
        "lower_quartile": json_number(summary.low),
        "upper_quartile": json_number(summary.high),
        "below": summary.below,
        "above": summary.above,
        "without_error": summary.kept,
        "few": summary.few,
    }


def _case(case: PromiseCase) -> Plain:
    """Return a promise with its result, as plain data."""
    return {
        "code": case.initiative.code,
        "kind": case.kind.value,
        "made": case.made.isoformat(),
        "by": case.by or None,
        "state": case.due.value,
        "promised": _figure(case.promised, case),
        "came": _figure(case.came, case),
        "error": json_number(case.error),
        "so_far": case.so_far,
        "text": case.text or None,
        "currency": case.currency or None,
        "month": str(case.month) if case.month else None,
        "volume": case.volume,
    }


def _figure(figure: Fraction | date | None, case: PromiseCase) -> Plain:
    """A day, person-days as a number, or an amount with all its digits."""
    if isinstance(figure, date):
        return day_text(figure)
    return json_number(figure) if case.kind is PromiseKind.EFFORT else decimal_text(figure)


def _forecast(each: ForecastCase) -> Plain:
    """A forecast as of the day, with its own score once it is resolved."""
    named: dict[str, Plain] = {"code": each.initiative.code}
    score = json_number(each.score) if each.resolved else None
    return named | plain_of_record(each.forecast) | {"score": score}


def _calibration(found: Calibration) -> Plain:
    """The Brier score over the resolved forecasts, and the bands."""
    return {
        "resolved": found.resolved,
        "overdue": found.overdue,
        "pending": found.pending,
        "brier": json_number(found.brier),
        "anecdotal": found.anecdotal,
        "bands": [
            {
                "from": band.low,
                "to": band.high,
                "count": band.count,
                "came_true": band.came,
                "mean": json_number(band.mean),
            }
            for band in found.bands
        ],
    }


def stop_as_plain(check: StopCheck) -> Plain:
    """A stop figure with the latest month, and the months that reached it."""
    return {
        "decided": check.decision.dated.isoformat(),
        "measure": check.threshold.measure,
        **plain_of_record(check.stop),
        "latest": None if check.latest is None else _month(check.latest),
        "reached": [_month(each) for each in check.reached],
        "compared": not check.unknown,
    }


def _month(found: MonthValue) -> dict[str, Plain]:
    """A month with its exact figure."""
    return {"month": str(found.month), "value": decimal_text(found.value)}


_OF: Final = click.option(
    "--initiative", "code", metavar="CODE", help="The code of one initiative; the whole portfolio without."
)


@click.command("track-record")
@PORTFOLIO
@_OF
@SEEN_FROM
@AS_JSON
@click.pass_obj
def print_track_record(
    session: Session, file: Path, code: str | None, day: datetime | None, *, as_json: bool
) -> None:
    """Print what earlier papers promised against what came.

    After them come forecasts with a probability, and the stop figures of decisions.
    """
    on, language = day_or_today(day), session.language
    with opened_for_command(file) as opened:
        if code is None:
            found = list(track_records(opened, on))
        else:
            of = queries.record(opened, queries.find_initiative(opened, code))
            found = [(of.initiative, track_record(opened, of, on))]
        stops = [(of, check) for of, _ in found for check in stops_of(opened, of.id, on)]
    whole = combined((each for _, each in found), on)
    if as_json:
        named = [{"code": of.code, **record_as_plain(each)} for of, each in found]
        report = {**record_as_plain(whole), "people": people_as_plain(whole), "initiatives": named}
        plain = [{"code": of.code, "stop": stop_as_plain(check)} for of, check in stops]
        click.echo(json_text({**report, "stops": plain}))
    else:
        click.echo("\n".join(_lines(whole, stops, language)))


def _lines(
    record: TrackRecord, stops: list[tuple[Initiative, StopCheck]], language: Language
) -> Iterator[str]:
    """The track record by kind with its cases, by person, then forecasts and stop figures."""
    yield language.gettext("Track record as of {day}", day=record.day)
    if not record.cases and not record.forecasts:
        yield nothing_sentence(record, language)
    for summary in record.summaries:
        yield ""
        yield summary_sentence(summary, language)
        spread = spread_text(summary, language)
        half = "" if spread == UNKNOWN else language.gettext(" · half of them {spread}", spread=spread)
        yield f"  {kind_word(summary.kind, language)} · {counts_text(summary, language)}{half}"
        for case in (each for each in record.cases if each.kind is summary.kind):
            cells = (
                case.initiative.code,
                language.short_date(case.made),
                promised_text(case, language),
                actual_text(case, language),
                case_error_text(case, language),
            )
            yield "    " + " · ".join(cell for cell in cells if cell != UNKNOWN)
    yield from _people(record, language)
    yield from _forecasts(record, language)
    if stops:
        yield ""
        yield language.gettext("Stop figures")
        yield from (f"  {of.code} · {reached_text(check, language)}" for of, check in stops)


def _people(record: TrackRecord, language: Language) -> Iterator[str]:
    """The measures of each person who answered for an estimate."""
    for name, theirs in record.by_person:
        lines = [summary_sentence(each, language) for each in theirs.summaries if each.measured]
        if lines:
            yield ""
            yield name
            yield from (f"  {sentence}" for sentence in lines)


def _forecasts(record: TrackRecord, language: Language) -> Iterator[str]:
    """The Brier score with its bands, and each forecast."""
    if not record.forecasts:
        return
    found = calibration_of(record.forecasts, record.day)
    yield ""
    yield calibration_sentence(found, language)
    yield from (f"  {band_text(band, language)}" for band in found.bands)
    for each in record.forecasts:
        cells = (
            f"{each.initiative.code} {each.number}",
            probability_text(each.forecast, language),
            each.forecast.by,
            forecast_state_text(each.forecast, record.day, language),
        )
        yield f"  {' · '.join(cells)}"


@click.command("forecast")
@PORTFOLIO
@INITIATIVE
@click.argument("statement", help="What will be true by the day it is due.")
@click.option("--percent", type=int, required=True, metavar="N", help="How sure, in percent from 0 to 100.")
@click.option("--due", type=DAY, required=True, metavar="DATE", help="By when, as 2027-03-31.")
@click.option("--by", required=True, metavar="NAME", help="Who says so.")
@click.option("--date", "day", type=DAY, metavar="DATE", help="The day; today when left out.")
def record_forecast(  # noqa: PLR0913, PLR0917 - what the user gave
    file: Path, code: str, statement: str, percent: int, due: datetime, by: str, day: datetime | None
) -> None:
    """Record a forecast on an initiative of FILE."""
    recorded = Forecast(statement.strip(), percent, due.date(), day_or_today(day), by.strip())
    with opened_for_command(file, to_edit=True) as opened:
        add_forecast(opened, queries.find_initiative(opened, code), recorded)


@click.command("resolve")
@PORTFOLIO
@INITIATIVE
@click.argument("number", type=int, help="Which forecast, as track-record numbers them.")
@click.argument("outcome", type=click.Choice(["yes", "no"]), help="Whether it came true: yes or no.")
@click.option("--date", "day", type=DAY, metavar="DATE", help="When that was known; today when left out.")
@click.option("--note", default="", metavar="TEXT", help="A note.")
@click.option("--replace", "again", is_flag=True, help="Replace an outcome; the note keeps what it was.")
@click.pass_obj
def resolve(  # noqa: PLR0913 - what the user gave
    session: Session,
    file: Path,
    code: str,
    number: int,
    outcome: str,
    *,
    day: datetime | None,
    note: str,
    again: bool,
) -> None:
    """Say whether a forecast on an initiative of FILE came true."""
    language = session.language
    with opened_for_command(file, to_edit=True) as opened:
        held = queries.record(opened, queries.find_initiative(opened, code)).forecasts
        if not 1 <= number <= len(held):
            raise UserError(
                "There is no forecast {number}; {code} has {count}.",
                number=number,
                code=code,
                count=len(held),
            )
        forecast, known = held[number - 1], day_or_today(day)
        notes = [note.strip() or forecast.note]
        if forecast.resolved is not None:
            if not again:
                raise UserError(
                    "Forecast {number} of {code} has an outcome ({state}). Give --replace to replace it.",
                    number=number,
                    code=code,
                    state=forecast_state_text(forecast, known, language),
                )
            notes = [note.strip(), forecast.note]
        text = "\n".join(filter(None, notes))
        came = replace(forecast, outcome=ForecastOutcome(outcome), resolved=known, note=text)
        edit_forecast(opened, with_replaced_outcome(forecast, came, language), day_or_today(None))
