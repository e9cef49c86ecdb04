"""The ledger rule (DESIGN 4.2): where the figures contradict an economics claim, they cap it.

Only lines of the ledger count. The price of tokens by a price book is an estimate: it is no month of actual
cost, attributes nothing, and changes no unit cost here, so that importing prices never changes a verdict.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from fractions import Fraction
from operator import attrgetter
from typing import TYPE_CHECKING

from fivegates.domain.rubric.rubric import Criterion, LedgerCheck, Thresholds

if TYPE_CHECKING:
    from fivegates.domain.verdict.ledger_figures import LedgerFigures

PERCENT = 100


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A contradiction of a claim above level `cap` by the ledger, and the thresholds that it misses.

    `unknown`: the ledger does not contradict the claim; it lacks the figure that would support it.
    """

    check: LedgerCheck
    cap: int
    figures: "LedgerFigures"
    thresholds: Thresholds
    unknown: bool = False

    @property
    def too_few_months(self) -> bool:
        """Whether cost is recorded for too few months, rather than unattributed."""
        return self.figures.cost_months < self.thresholds.cost_months


class _Finding(Enum):
    """Result of checking a claim against the figures."""

    HOLDS = auto()
    CONTRADICTED = auto()
    UNKNOWN = auto()


def contradiction_of(
    criterion: Criterion, figures: "LedgerFigures | None", thresholds: Thresholds
) -> Contradiction | None:
    """Contradiction of the criterion by the ledger; None where it can check nothing or agrees.

    A deciding figure that is unknown caps the claim as unproven, and never above the cap of a
    contradicted claim: missing figures never give a better verdict. An initiative without a ledger is
    capped only for want of cost and usage.
    """
    check = criterion.ledger_check
    if figures is None or check is None:
        return None
    finding = _finding(check, figures, thresholds)
    if finding is _Finding.HOLDS:
        return None
    cap = _CAPS[check](thresholds)
    unknown = finding is _Finding.UNKNOWN
    if unknown or (check is LedgerCheck.RETURN and figures.gap is not None):
        cap = min(cap, thresholds.unproven_level)
    return Contradiction(check, cap, figures, thresholds, unknown)


_CAPS: Mapping[LedgerCheck, Callable[[Thresholds], int]] = {
    LedgerCheck.VISIBILITY: attrgetter("visibility_cap"),
    LedgerCheck.UNIT_COST: attrgetter("unit_cost_cap"),
    LedgerCheck.RETURN: attrgetter("return_cap"),
}


def _finding(check: LedgerCheck, figures: "LedgerFigures", thresholds: Thresholds) -> _Finding:
    """Check a claim against the figures."""
    match check:
        case LedgerCheck.VISIBILITY:
            return _visibility(figures, thresholds)
        case LedgerCheck.UNIT_COST:
            return _Finding.HOLDS if figures.usage_months else _Finding.CONTRADICTED
        case LedgerCheck.RETURN:
            return _return(figures)


def _visibility(figures: "LedgerFigures", thresholds: Thresholds) -> _Finding:
    """Check for enough months of actual cost, and a share of unattributed cost within the limit."""

    def above(share: Fraction | None) -> bool:
        return share is not None and share * PERCENT > thresholds.most_unattributed

    if figures.cost_months < thresholds.cost_months or above(figures.unattributed):
        return _Finding.CONTRADICTED
    return _Finding.UNKNOWN if above(figures.unattributed_most) else _Finding.HOLDS


def _return(figures: "LedgerFigures") -> _Finding:
    """Check that a unit is worth its cost at target volume."""
    cost, value = figures.unit_cost, figures.unit_value
    if cost is not None and value is not None and value < cost:
        return _Finding.CONTRADICTED
    return _Finding.HOLDS if figures.gap is None else _Finding.UNKNOWN
