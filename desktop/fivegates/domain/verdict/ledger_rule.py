"""The ledger rule (DESIGN 4.2): where the figures contradict an economics claim, they cap it.

Only lines of the ledger count. What a price book says of tokens is an estimate: it is no month of actual
cost, attributes nothing, and moves no unit cost here, so that importing prices never moves a verdict.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from fivegates.domain.rubric.rubric import Criterion, LedgerCheck, Thresholds

if TYPE_CHECKING:
    from fivegates.domain.verdict.ledger_figures import LedgerFigures

PERCENT = 100


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What the ledger holds against a claim above level `cap`, and the thresholds that it misses."""

    check: LedgerCheck
    cap: int
    figures: "LedgerFigures"
    thresholds: Thresholds

    @property
    def too_few_months(self) -> bool:
        """Whether cost is recorded for too few months, rather than attributed to nobody."""
        return self.figures.cost_months < self.thresholds.cost_months


def contradiction_of(
    criterion: Criterion, figures: "LedgerFigures | None", thresholds: Thresholds
) -> Contradiction | None:
    """What the ledger holds against the criterion; None where it can check nothing or agrees.

    Figures that are not known contradict nothing: an initiative without a ledger is capped only
    for want of cost and usage.
    """
    if figures is None or criterion.ledger_check is None:
        return None
    holds = _holds(criterion.ledger_check, figures, thresholds)
    cap = _CAPS[criterion.ledger_check](thresholds)
    return None if holds else Contradiction(criterion.ledger_check, cap, figures, thresholds)


_CAPS: Mapping[LedgerCheck, Callable[[Thresholds], int]] = {
    LedgerCheck.VISIBILITY: attrgetter("visibility_cap"),
    LedgerCheck.UNIT_COST: attrgetter("unit_cost_cap"),
    LedgerCheck.RETURN: attrgetter("return_cap"),
}


def _holds(check: LedgerCheck, figures: "LedgerFigures", thresholds: Thresholds) -> bool:
    """Whether the figures leave a claim standing."""
    match check:
        case LedgerCheck.VISIBILITY:
            return _visible(figures, thresholds)
        case LedgerCheck.UNIT_COST:
            return figures.usage_months > 0
        case LedgerCheck.RETURN:
            return _returns(figures)


def _visible(figures: "LedgerFigures", thresholds: Thresholds) -> bool:
    """Whether there are months of actual cost enough, and no more than the limit is unattributed."""
    if figures.cost_months < thresholds.cost_months:
        return False
    share = figures.unattributed
    return share is None or share * PERCENT <= thresholds.most_unattributed


def _returns(figures: "LedgerFigures") -> bool:
    """Whether a unit is worth its cost at target volume, as far as both are known."""
    cost, value = figures.unit_cost, figures.unit_value
    return cost is None or value is None or value >= cost
