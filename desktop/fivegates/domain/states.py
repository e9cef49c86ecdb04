"""How a gate and an initiative stand; apart from the rules, since tables and marks need no more."""

from enum import StrEnum


class GateState(StrEnum):
    """The verdict on one gate."""

    OPEN = "open"
    CONDITIONAL = "conditional"
    CLOSED = "closed"
    INCOMPLETE = "incomplete"


class VerdictState(StrEnum):
    """The verdict on an initiative."""

    READY = "ready"
    CONDITIONAL = "conditional"
    NOT_READY = "not-ready"
    INCOMPLETE = "incomplete"
