"""The kinds of promises in papers, the measure of each error, and a promise with its outcome."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final

from fivegates.domain.economics.months import Month
from fivegates.domain.initiative.initiative import Initiative


class PromiseKind(StrEnum):
    """The kinds of promises, in the order in which they are listed."""

    GO_LIVE = "go-live"
    UNIT_COST = "unit-cost"
    BENEFIT = "benefit"
    EFFORT = "path-effort"
    READY_BY = "ready-by"
    CONDITION = "condition"
    VERDICT = "verdict"


class Measure(StrEnum):
    """The measures of a promise's error.

    A `share` is (promised − came) / came, the error of a forecast relative to the observation: −0.38 for
    a figure that was 38 % too low. `days` are came − promised, above zero for late. A `miss` is 0 for a
    kept promise, else the number of times it was broken.
    """

    SHARE = "share"
    DAYS = "days"
    MISS = "miss"


MEASURES: Final = {
    PromiseKind.GO_LIVE: Measure.DAYS,
    PromiseKind.UNIT_COST: Measure.SHARE,
    PromiseKind.BENEFIT: Measure.SHARE,
    PromiseKind.EFFORT: Measure.SHARE,
    PromiseKind.READY_BY: Measure.DAYS,
    PromiseKind.CONDITION: Measure.MISS,
    PromiseKind.VERDICT: Measure.MISS,
}
"""The measure of each kind."""

MONEY_KINDS: Final = frozenset({PromiseKind.UNIT_COST, PromiseKind.BENEFIT})
"""Kinds projected from a ledger to a volume."""


class Due(StrEnum):
    """Whether a promise can be compared with its outcome by the day of the record."""

    NOT_YET = "not-yet"
    MEASURED = "measured"
    UNKNOWN = "unknown"
    """It is due, and its outcome is not recorded."""


@dataclass(frozen=True, slots=True)
class PromiseCase:
    """One promise, made on the day `made` in the first paper that has it, with its outcome.

    `by` is the person responsible for the estimate: the sponsor at the time, or the owner of a condition.
    `promised` and `came` are amounts in `currency` a unit or a month, person-days, or days; None where
    there is no such figure. Money is at `volume` units a month, those of `month` once that is known.
    `text` is the condition, or the verdict. `error` is in the kind's measure, and `so_far` marks it as
    still growing.
    """

    initiative: Initiative
    kind: PromiseKind
    made: date
    by: str
    due: Due = Due.NOT_YET
    promised: Fraction | date | None = None
    came: Fraction | date | None = None
    error: Fraction | None = None
    so_far: bool = False
    text: str = ""
    currency: str = ""
    month: Month | None = None
    volume: int | None = None


@dataclass(frozen=True, slots=True)
class Bias:
    """The bias of forecasts of a kind, in whole percent of the displayed outcome.

    `percent` is the median error, below zero for too low; `below`, `above` and `total` count cases. It is
    that of the whole portfolio, or else of one initiative alone. Its fields are sealed, and keep their
    names.
    """

    kind: PromiseKind
    percent: int
    below: int
    above: int
    total: int
    whole: bool = True
