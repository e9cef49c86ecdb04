"""Forecasts with a probability: a statement on a day, its probability, and its outcome."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from fivegates.domain.errors import Problem, UserError
from fivegates.domain.fields import Person, field_problems
from fivegates.domain.limits import TITLE, Dated, Day, Line, Percent, Prose


class ForecastOutcome(StrEnum):
    """Whether what was forecast came true."""

    OPEN = "open"
    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Forecast:
    """`by` was `percent` sure on the day `dated` that `statement` would be true by `due`.

    `resolved` is the day on which the outcome was known; it is None while that is open. `id` is the
    store's and 0 until stored.
    """

    statement: Annotated[str, Line(TITLE, required=True)]
    percent: Annotated[int, Percent()]
    due: Annotated[date, Day()]
    dated: Dated
    by: Annotated[str, Person(verbatim=True), Line(required=True)]
    outcome: ForecastOutcome = ForecastOutcome.OPEN
    resolved: Annotated[date | None, Day()] = None
    note: Annotated[str, Prose()] = ""
    id: int = 0


def check_forecast(forecast: Forecast) -> tuple[Problem, ...]:
    """Return the problems of a forecast."""
    return (*field_problems(forecast), *_days(forecast))


def still_to_come(forecast: Forecast, today: date) -> tuple[Problem, ...]:
    """Find outcomes dated after today, which nobody can know yet."""
    if forecast.resolved is None or forecast.resolved <= today:
        return ()
    return (Problem("resolved", UserError("This day is still to come; nobody knows the outcome yet.")),)


def _days(forecast: Forecast) -> Iterator[Problem]:
    """Check that a forecast is made before it is due, and resolved afterwards with an outcome."""
    if forecast.due < forecast.dated:
        yield Problem("due", UserError("This is before the day on which the forecast was made."))
    is_open = forecast.outcome is ForecastOutcome.OPEN
    if is_open and forecast.resolved is not None:
        yield Problem("outcome", UserError("Say whether it came true, or leave out the day it was known."))
    elif not is_open and forecast.resolved is None:
        yield Problem("resolved", UserError("Say on which day the outcome was known."))
    elif forecast.resolved is not None and forecast.resolved < forecast.dated:
        yield Problem("resolved", UserError("This is before the day on which the forecast was made."))
