"""The states of a gate and of an initiative; apart from the rules, since tables and marks need no more."""

from enum import StrEnum
from typing import Final


class GateState(StrEnum):
    """The verdict on one gate."""

    OPEN = "open"
    CONDITIONAL = "conditional"
    CLOSED = "closed"
    INCOMPLETE = "incomplete"


WORST_FIRST: Final = (GateState.INCOMPLETE, GateState.CLOSED, GateState.CONDITIONAL, GateState.OPEN)


class VerdictState(StrEnum):
    """The verdict on an initiative."""

    READY = "ready"
    CONDITIONAL = "conditional"
    NOT_READY = "not-ready"
    INCOMPLETE = "incomplete"
