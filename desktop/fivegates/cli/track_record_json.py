"""The track record and stop figures as JSON: nothing in it is translated, what is not known is null."""

from datetime import date
from fractions import Fraction

from fivegates.cli.economics_json import exact_text
from fivegates.cli.json_values import Plain, day_text, exact_number
from fivegates.domain.fields import plain_of_record
from fivegates.domain.track_record.calibration import Calibration, ForecastCase, calibration_of
from fivegates.domain.track_record.kinds import PromiseCase, PromiseKind
from fivegates.domain.track_record.record import Summary, TrackRecord
from fivegates.domain.track_record.stops import MonthValue, StopCheck


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
        "median": exact_number(summary.middle),
        "lower_quartile": exact_number(summary.low),
        "upper_quartile": exact_number(summary.high),
        "below": summary.below,
        "above": summary.above,
        "without_error": summary.kept,
        "few": summary.few,
    }


def _case(case: PromiseCase) -> Plain:
    """One promise with what came of it."""
    return {
        "code": case.initiative.code,
        "kind": case.kind.value,
        "made": case.made.isoformat(),
        "by": case.by or None,
        "state": case.due.value,
        "promised": _figure(case.promised, case),
        "came": _figure(case.came, case),
        "error": exact_number(case.error),
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
    return exact_number(figure) if case.kind is PromiseKind.EFFORT else exact_text(figure)


def _forecast(each: ForecastCase) -> Plain:
    """A forecast as of the day, with its own score once it is resolved."""
    named: dict[str, Plain] = {"code": each.initiative.code}
    score = exact_number(each.score) if each.resolved else None
    return named | plain_of_record(each.forecast) | {"score": score}


def _calibration(found: Calibration) -> Plain:
    """The Brier score over the resolved forecasts, and the bands."""
    return {
        "resolved": found.resolved,
        "overdue": found.overdue,
        "pending": found.pending,
        "brier": exact_number(found.brier),
        "anecdotal": found.anecdotal,
        "bands": [
            {
                "from": band.low,
                "to": band.high,
                "count": band.count,
                "came_true": band.came,
                "mean": exact_number(band.mean),
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
    return {"month": str(found.month), "value": exact_text(found.value)}
