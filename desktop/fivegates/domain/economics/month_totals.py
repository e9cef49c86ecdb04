"""Several months of a ledger together: their totals, how unit cost moved, where projections start."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from fivegates.domain.economics.ledger import CostCategory
from fivegates.domain.economics.month_figures import (
    CostTotal,
    MonthFigures,
    count_known,
    per_count,
    sum_known,
)
from fivegates.domain.economics.unit_economics import Economics


@dataclass(frozen=True, slots=True)
class Totals:
    """Several months together, in the reporting currency.

    `unit_cost` is taken over the months for which both run cost and units are known.
    """

    run_cost: Fraction | None
    build: Fraction | None
    benefit: Fraction | None
    units: int | None
    successes: int | None
    unit_cost: Fraction | None


@dataclass(frozen=True, slots=True)
class UnitCostTrend:
    """From the first to the last actual month with a unit cost; `change` is a share, −1/4 for a fall."""

    first: MonthFigures
    last: MonthFigures
    change: Fraction


def totals_of(months: Iterable[MonthFigures]) -> Totals:
    """Add up months; a figure that no month has stays unknown."""
    months = tuple(months)
    matched = [month for month in months if month.unit_cost is not None]
    return Totals(
        run_cost=sum_known(month.run_cost for month in months),
        build=sum_known(month.build for month in months),
        benefit=sum_known(month.benefit for month in months),
        units=count_known(month.units for month in months),
        successes=count_known(month.successes for month in months),
        unit_cost=per_count(
            sum_known(month.run_cost for month in matched), count_known(month.units for month in matched)
        ),
    )


def totals_by_category(costs: Iterable[CostTotal]) -> dict[CostCategory, Fraction]:
    """Add up costs by category, in the order of the categories; one without a line is absent."""
    found: dict[CostCategory, Fraction] = defaultdict(Fraction)
    for total in costs:
        found[total.key.category] += total.amount
    return {category: found[category] for category in CostCategory if category in found}


def unit_cost_trend(economics: Economics) -> UnitCostTrend | None:
    """Change = (last unit cost − first) / first; None with fewer than two months or nothing to compare."""
    months = [month for month in economics.months if month.actual and month.unit_cost is not None]
    if not months:
        return None
    first, last = months[0], months[-1]
    before, after = first.unit_cost, last.unit_cost
    if first is last or before is None or after is None or before <= 0:
        return None
    return UnitCostTrend(first, last, after / before - 1)


def base_month(economics: Economics) -> MonthFigures | None:
    """The month from which projections start: the latest with actual run cost and actual units.

    One with a benefit too is preferred, so that cost and value are of the same month.
    """
    usable = [month for month in economics.months if month.actual and month.unit_cost is not None]
    valued = [month for month in usable if month.benefit is not None]
    latest = valued[-1:] or usable[-1:]
    return latest[0] if latest else None
