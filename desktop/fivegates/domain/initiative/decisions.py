"""Decisions of the board, with conditions and thresholds; and their validation."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Final, Protocol, TypeVar

from fivegates.domain.errors import Problem, UserError
from fivegates.domain.fields import Person, SealedIfSet, field_problems
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.language import gettext_noop
from fivegates.domain.limits import (
    Dated,
    Day,
    Entries,
    Line,
    Money,
    Part,
    Parts,
    Prose,
    Volume,
    currency_problems,
)
from fivegates.domain.verdict.states import VerdictState

MOST_PARTS: Final = 50
"""Maximum number of conditions of a decision, and of thresholds."""


class Outcome(StrEnum):
    """The outcome of a decision."""

    GO = "go"
    CONDITIONS = "go-with-conditions"
    HOLD = "hold"
    STOP = "stop"


class ConditionState(StrEnum):
    """The state of a condition."""

    OPEN = "open"
    MET = "met"
    NOT_MET = "not-met"


@dataclass(frozen=True, slots=True)
class Condition:
    """A requirement for a decision to hold, with owner and due date."""

    text: Annotated[str, Prose(required=True)]
    owner: Annotated[str, Person(), Line()] = ""
    due: Annotated[date | None, Day()] = None
    state: ConditionState = ConditionState.OPEN
    note: Annotated[str, Prose()] = ""


class LedgerFigure(StrEnum):
    """A monthly figure of the ledger that a stop figure can be compared with."""

    UNIT_COST = "unit-cost"
    RUN_COST = "run-cost"
    UNITS = "units"
    UNIT_VALUE = "unit-value"
    MARGIN = "margin"
    SUCCESS_RATE = "success-rate"


COSTS: Final = frozenset({LedgerFigure.UNIT_COST, LedgerFigure.RUN_COST})
"""The figures that reach a stop figure from below; all others reach it from above."""

WITHOUT_CURRENCY: Final = frozenset({LedgerFigure.UNITS, LedgerFigure.SUCCESS_RATE})
"""Figures without a currency: units a month, and successful units in percent."""


@dataclass(frozen=True, slots=True)
class LedgerStop:
    """The stop figure of a threshold as a number, which the ledger is compared with month by month.

    `at` is in `currency` (a unit, or a month for the run cost), in units a month, or in percent (0 to
    100); `currency` is empty for figures other than amounts. Months with fewer than `from_units` units do
    not count.
    """

    figure: LedgerFigure
    at: Annotated[Decimal, Money()]
    currency: str = ""
    from_units: Annotated[int | None, Volume()] = None


@dataclass(frozen=True, slots=True)
class Threshold:
    """A measure of success fixed beforehand: from where the effort is expanded, from where it is stopped.

    `expand` and `stop` are words ("85% of claims without rework"); `result` is the value measured since,
    and empty until then. `ledger` is the stop figure where the ledger can check it.
    """

    measure: Annotated[str, Line(required=True)]
    expand: Annotated[str, Line()] = ""
    stop: Annotated[str, Line()] = ""
    result: Annotated[str, Line()] = ""
    ledger: Annotated[LedgerStop | None, Part(), SealedIfSet()] = None


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision of the board with its day and its members.

    It rests on the initiative's latest review of its day or earlier. `id` is the store's and 0 until
    stored.
    """

    dated: Dated
    outcome: Outcome
    by: Annotated[str, Person(verbatim=True), Line(required=True)]
    rationale: Annotated[str, Prose()] = ""
    conditions: Annotated[tuple[Condition, ...], Entries(MOST_PARTS), Parts()] = ()
    thresholds: Annotated[tuple[Threshold, ...], Entries(MOST_PARTS), Parts()] = ()
    id: int = 0

    @property
    def unsettled(self) -> bool:
        """True if the state of one of its conditions is still unrecorded."""
        return any(condition.state is ConditionState.OPEN for condition in self.conditions)


@dataclass(frozen=True, slots=True)
class LoggedDecision:
    """A decision with the initiative that it is about."""

    initiative: Initiative
    decision: Decision


def decisions_before(decisions: Iterable[Decision], day: date) -> tuple[Decision, ...]:
    """The decisions that open a review of a day: the latest before it, and any with an open condition.

    They come latest first. A decision on the day of a review rests on that review, so it does not come
    before it.
    """
    earlier = [decision for decision in decisions if decision.dated < day]
    ordered = sorted(earlier, key=lambda decision: (decision.dated, decision.id), reverse=True)
    return (*ordered[:1], *(decision for decision in ordered[1:] if decision.unsettled))


def check_decision(decision: Decision) -> tuple[Problem, ...]:
    """Return the problems of a decision; a place is a path such as `conditions[0].text`."""
    return (*field_problems(decision), *_stop_problems(decision.thresholds))


def _stop_problems(thresholds: Iterable[Threshold]) -> Iterator[Problem]:
    """Find stop figures whose currency is unknown, or that are no amounts and have one."""
    for index, threshold in enumerate(thresholds):
        stop, place = threshold.ledger, f"thresholds[{index}].ledger.currency"
        if stop is None:
            continue
        if stop.figure not in WITHOUT_CURRENCY:
            yield from currency_problems(place, stop.currency)
        elif stop.currency:
            yield Problem(place, UserError("This figure is no amount, so it has no currency."))


class Judged(Protocol):
    """A review of a day with its verdict."""

    @property
    def dated(self) -> date:
        """The day of the review."""

    @property
    def verdict(self) -> VerdictState:
        """The verdict of the review."""


AnyJudged = TypeVar("AnyJudged", bound=Judged)


def verdict_before(reviews: Iterable[Judged], day: date) -> VerdictState | None:
    """The verdict that a decision of `day` rests on: the latest review's of that day or earlier."""
    review = review_before(reviews, day)
    return review.verdict if review else None


def review_before(reviews: Iterable[AnyJudged], day: date) -> AnyJudged | None:
    """The latest of the reviews of that day or earlier; None where all are later."""
    known = [review for review in reviews if review.dated <= day]
    return max(known, key=lambda review: review.dated, default=None)


def is_against(outcome: Outcome, verdict: VerdictState) -> bool:
    """True if an outcome contradicts the verdict."""
    match verdict:
        case VerdictState.READY:
            return outcome in {Outcome.HOLD, Outcome.STOP}
        case VerdictState.WAIVED | VerdictState.CONDITIONAL:
            return outcome is Outcome.GO
        case VerdictState.NOT_READY | VerdictState.INCOMPLETE:
            return outcome in {Outcome.GO, Outcome.CONDITIONS}


def reason_problems(decision: Decision, verdict: VerdictState | None) -> Iterator[Problem]:
    """Find a decision against the verdict without a reason."""
    if verdict and is_against(decision.outcome, verdict) and not decision.rationale.strip():
        yield Problem("rationale", UserError(_WHY[verdict]))


_WHY: Final = {
    VerdictState.READY: gettext_noop("The verdict is “Ready”. Say why it does not go ahead."),
    VerdictState.WAIVED: gettext_noop(
        "The verdict is “Ready, under a waiver”. Say why it goes ahead without conditions."
    ),
    VerdictState.CONDITIONAL: gettext_noop(
        "The verdict is “Ready with conditions”. Say why it goes ahead without conditions."
    ),
    VerdictState.NOT_READY: gettext_noop("The verdict is “Not ready”. Say why it goes ahead nevertheless."),
    VerdictState.INCOMPLETE: gettext_noop("The review is incomplete. Say why it goes ahead nevertheless."),
}
