"""What a decision must satisfy before it is stored, its conditions and thresholds included."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, Protocol

from fivegates.domain.errors import Problem, UserError
from fivegates.domain.initiative.decisions import Condition, Decision, Outcome, Threshold
from fivegates.domain.initiative.record_checks import day_problems, line_problems, prose_problems
from fivegates.domain.language import gettext_noop
from fivegates.domain.verdict.states import VerdictState

MOST_PARTS: Final = 50
"""How many conditions a decision may have, and how many thresholds."""


def check_decision(decision: Decision) -> tuple[Problem, ...]:
    """Return what is wrong with a decision; a place is a path such as `conditions[0].text`."""
    return (
        *day_problems("date", decision.dated),
        *line_problems("by", decision.by, required=True),
        *prose_problems("rationale", decision.rationale),
        *_count("conditions", len(decision.conditions)),
        *_count("thresholds", len(decision.thresholds)),
        *(
            Problem(f"conditions[{index}].{problem.place}", problem.reason)
            for index, condition in enumerate(decision.conditions)
            for problem in _condition(condition)
        ),
        *(
            Problem(f"thresholds[{index}].{problem.place}", problem.reason)
            for index, threshold in enumerate(decision.thresholds)
            for problem in _threshold(threshold)
        ),
    )


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
        case VerdictState.CONDITIONAL:
            return outcome is Outcome.GO
        case VerdictState.NOT_READY | VerdictState.INCOMPLETE:
            return outcome in {Outcome.GO, Outcome.CONDITIONS}


def reason_problems(decision: Decision, verdict: VerdictState | None) -> Iterator[Problem]:
    """Find that a decision against the verdict does not say why."""
    if verdict and is_against(decision.outcome, verdict) and not decision.rationale.strip():
        yield Problem("rationale", UserError(_WHY[verdict]))


_WHY: Final = {
    VerdictState.READY: gettext_noop("The verdict is “Ready”. Say why it does not go ahead."),
    VerdictState.CONDITIONAL: gettext_noop(
        "The verdict is “Ready with conditions”. Say why it goes ahead without conditions."
    ),
    VerdictState.NOT_READY: gettext_noop("The verdict is “Not ready”. Say why it goes ahead nevertheless."),
    VerdictState.INCOMPLETE: gettext_noop("The review is incomplete. Say why it goes ahead nevertheless."),
}


def _condition(condition: Condition) -> Iterator[Problem]:
    """A condition says what has to be true; owner and date may follow."""
    yield from prose_problems("text", condition.text, required=True)
    yield from line_problems("owner", condition.owner)
    yield from day_problems("due", condition.due)
    yield from prose_problems("note", condition.note)


def _threshold(threshold: Threshold) -> Iterator[Problem]:
    """A threshold says what is measured."""
    yield from line_problems("measure", threshold.measure, required=True)
    yield from line_problems("expand", threshold.expand)
    yield from line_problems("stop", threshold.stop)
    yield from line_problems("result", threshold.result)


def _count(place: str, count: int) -> Iterator[Problem]:
    """A list that a board can still read."""
    if count > MOST_PARTS:
        yield Problem(
            place, UserError("This has {count} entries; at most {most} fit.", count=count, most=MOST_PARTS)
        )
