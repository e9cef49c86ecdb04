"""Calibration of forecasts as of a day: stated probabilities against outcomes."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Final

from fivegates.domain.initiative.initiative import Forecast, ForecastOutcome, Initiative
from fivegates.domain.limits import WHOLE
from fivegates.domain.review.review import InitiativeRecord

ANECDOTAL: Final = 10
"""Minimum number of resolved forecasts for a meaningful score."""

BANDS: Final = ((0, 19), (20, 39), (40, 59), (60, 79), (80, 100))
"""The bands of calibration, in percent, both ends included."""


@dataclass(frozen=True, slots=True)
class ForecastCase:
    """A forecast as of a day; `number` is its position among those of the initiative, from 1."""

    initiative: Initiative
    forecast: Forecast
    number: int = 1

    @property
    def resolved(self) -> bool:
        """True if the outcome was known."""
        return self.forecast.outcome is not ForecastOutcome.OPEN

    @property
    def score(self) -> Fraction:
        """(p − o)², where p is the probability from 0 to 1 and o is 1 if it came true, else 0."""
        came = self.forecast.outcome is ForecastOutcome.YES
        return (Fraction(self.forecast.percent, WHOLE) - came) ** 2


@dataclass(frozen=True, slots=True)
class Band:
    """Resolved forecasts of `low` to `high` percent: their number, successes, and mean probability."""

    low: int
    high: int
    count: int
    came: int
    mean: Fraction


@dataclass(frozen=True, slots=True)
class Calibration:
    """The scores of forecasts as of a day.

    `brier` is the mean of (p − o)² over the `resolved` ones alone, from 0 (sure and right) to 1 (sure and
    wrong); saying 50 % each time gives 0.25. After G. W. Brier, “Verification of forecasts expressed in terms
    of probability”, Monthly Weather Review 78 (1950) 1-3, whose sum over both outcomes is twice that. None
    without a resolved one. `overdue` are due and unresolved, `pending` not due yet; neither has a score.
    """

    resolved: int
    overdue: int
    pending: int
    brier: Fraction | None
    bands: tuple[Band, ...]

    @property
    def anecdotal(self) -> bool:
        """True if there are too few resolved forecasts for a judgement."""
        return self.resolved < ANECDOTAL


def forecasts_on(record: InitiativeRecord, day: date) -> tuple[ForecastCase, ...]:
    """The forecasts made by the evening of a day; one resolved later is still open."""
    return tuple(
        ForecastCase(record.initiative, _as_of(forecast, day), number)
        for number, forecast in enumerate(record.forecasts, 1)
        if forecast.dated <= day
    )


def _as_of(forecast: Forecast, day: date) -> Forecast:
    if forecast.resolved is None or forecast.resolved <= day:
        return forecast
    return replace(forecast, outcome=ForecastOutcome.OPEN, resolved=None)


def is_overdue(forecast: Forecast, day: date) -> bool:
    """True if a forecast is due and unresolved."""
    return forecast.outcome is ForecastOutcome.OPEN and forecast.due < day


def calibration_of(cases: Iterable[ForecastCase], day: date) -> Calibration:
    """Score the resolved forecasts, and count the others apart."""
    found = tuple(cases)
    resolved = [case for case in found if case.resolved]
    overdue = sum(1 for case in found if is_overdue(case.forecast, day))
    brier = sum((case.score for case in resolved), Fraction(0)) / len(resolved) if resolved else None
    bands = tuple(band for low, high in BANDS if (band := _band(resolved, low, high)))
    return Calibration(len(resolved), overdue, len(found) - len(resolved) - overdue, brier, bands)


def _band(resolved: Iterable[ForecastCase], low: int, high: int) -> Band | None:
    within = [case.forecast for case in resolved if low <= case.forecast.percent <= high]
    if not within:
        return None
    came = sum(1 for each in within if each.outcome is ForecastOutcome.YES)
    mean = Fraction(sum(each.percent for each in within), WHOLE * len(within))
    return Band(low, high, len(within), came, mean)
