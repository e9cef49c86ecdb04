"""A decision: what the board decided about an initiative, under which conditions and by which thresholds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fivegates.domain.initiatives import Initiative


class Outcome(StrEnum):
    """What was decided."""

    GO = "go"
    CONDITIONS = "go-with-conditions"
    HOLD = "hold"
    STOP = "stop"


class ConditionState(StrEnum):
    """What became of a condition."""

    OPEN = "open"
    MET = "met"
    NOT_MET = "not-met"


@dataclass(frozen=True, slots=True)
class Condition:
    """What has to be true for a decision to stand, who sees to it and by when."""

    text: str
    owner: str = ""
    due: date | None = None
    state: ConditionState = ConditionState.OPEN
    note: str = ""


@dataclass(frozen=True, slots=True)
class Threshold:
    """A measure of success fixed beforehand: where it leads to more, where it ends the effort.

    `expand` and `stop` are words ("85% of claims without rework"); `result` is what was measured
    since, and empty until then.
    """

    measure: str
    expand: str = ""
    stop: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, when and by whom.

    It rests on the initiative's latest review of its day or earlier. `id` is the store's and 0 until
    stored.
    """

    dated: date
    outcome: Outcome
    by: str
    rationale: str = ""
    conditions: tuple[Condition, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    id: int = 0


@dataclass(frozen=True, slots=True)
class LoggedDecision:
    """A decision with the initiative that it is about."""

    initiative: Initiative
    decision: Decision


def decision_before(decisions: Iterable[Decision], day: date) -> Decision | None:
    """The latest decision made before a day; a review of that day opens with its conditions.

    What is decided on the day of a review rests on that review, so it does not come before it.
    """
    earlier = [decision for decision in decisions if decision.dated < day]
    return max(earlier, key=lambda decision: (decision.dated, decision.id), default=None)
