"""What a decision must satisfy before it is stored, its conditions and thresholds included."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, Protocol

from fivegates.domain.errors import Problem, UserError
from fivegates.domain.fields import field_problems
from fivegates.domain.initiative.decisions import WITHOUT_CURRENCY, Decision, Outcome, Threshold
from fivegates.domain.language import gettext_noop
from fivegates.domain.limits import currency_problems
from fivegates.domain.verdict.states import VerdictState


def check_decision(decision: Decision) -> tuple[Problem, ...]:
    """Return what is wrong with a decision; a place is a path such as `conditions[0].text`."""
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


def verdict_before(reviews: Iterable[Judged], day: date) -> VerdictState | None:
    """The verdict that a decision of `day` rests on: the latest review's of that day or earlier."""
    known = [review for review in reviews if review.dated <= day]
    return max(known, key=lambda review: review.dated).verdict if known else None


def is_against(outcome: Outcome, verdict: VerdictState) -> bool:
    """Whether an outcome differs from what the verdict says."""
    match verdict:
        case VerdictState.READY:
            return outcome in {Outcome.HOLD, Outcome.STOP}
        case VerdictState.WAIVED | VerdictState.CONDITIONAL:
            return outcome is Outcome.GO
        case VerdictState.NOT_READY | VerdictState.INCOMPLETE:
            return outcome in {Outcome.GO, Outcome.CONDITIONS}


def reason_problems(decision: Decision, verdict: VerdictState | None) -> Iterator[Problem]:
    """Find that a decision against the verdict does not say why."""
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
