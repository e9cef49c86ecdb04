"""A decision: what the board decided about an initiative, under which conditions and by which thresholds."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


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
