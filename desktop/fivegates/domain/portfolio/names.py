"""The names of people and business units in the records of a portfolio."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum, auto


class NameKind(Enum):
    """The kind of thing that has a name."""

    PERSON = auto()
    UNIT = auto()


class NamedIn(StrEnum):
    """The kinds of records that name somebody, and saved views that filter by the name."""

    INITIATIVE = "initiative"
    ACTION = "action"
    DECISION = "decision"
    CONDITION = "condition"
    WAIVER = "waiver"
    RISK_CLASS = "risk_class"
    FORECAST = "forecast"
    IDEA = "idea"
    CAPACITY = "capacity_owner"
    MEETING = "meeting"
    VIEW = "view"
    REVIEW = "review"
    BALLOT = "ballot"


@dataclass(frozen=True, slots=True)
class Renaming:
    """A person or business unit that was called `old`, in any case, and is called `new` now."""

    kind: NameKind
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class NameUses:
    """Numbers of records of each kind with a name: those that a renaming changes, and those that keep it.

    A record that has it in several fields counts once.
    """

    renamed: Mapping[NamedIn, int]
    kept: Mapping[NamedIn, int]
