"""The states of gate, initiative and proof, separate from the rules, since tables and marks need no more."""

from enum import StrEnum
from typing import Final


class GateState(StrEnum):
    """The verdict on one gate; `WAIVED` would be open if its waived criteria passed."""

    OPEN = "open"
    WAIVED = "waived"
    CONDITIONAL = "conditional"
    CLOSED = "closed"
    INCOMPLETE = "incomplete"


WORST_FIRST: Final = (
    GateState.INCOMPLETE,
    GateState.CLOSED,
    GateState.CONDITIONAL,
    GateState.WAIVED,
    GateState.OPEN,
)


class VerdictState(StrEnum):
    """The verdict on an initiative; `WAIVED` is ready as long as its failing criteria are waived."""

    READY = "ready"
    WAIVED = "ready-under-waiver"
    CONDITIONAL = "conditional"
    NOT_READY = "not-ready"
    INCOMPLETE = "incomplete"


class ProofState(StrEnum):
    """The state of a criterion's evidence on a date."""

    CURRENT = "current"
    EXPIRED = "expired"
    VOIDED = "voided"
    MISSING = "missing"
