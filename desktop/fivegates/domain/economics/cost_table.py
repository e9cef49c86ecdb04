"""Costs by month and category, as the totals, the chart and its table have them."""

from fractions import Fraction

from fivegates.domain.economics.ledger import CostCategory
from fivegates.domain.economics.months import Month
from fivegates.domain.economics.unit_economics import Economics


def costs_by_month(
    economics: Economics,
) -> tuple[dict[Month, dict[CostCategory, Fraction]], list[CostCategory]]:
    """What each category cost in each month, in order, run and build together; and the categories used."""
    cells: dict[Month, dict[CostCategory, Fraction]] = {}
    for total in economics.costs:
        found = cells.setdefault(total.key.month, {})
        found[total.key.category] = found.get(total.key.category, Fraction(0)) + total.amount
    used = {category for found in cells.values() for category in found}
    ordered = {month: cells[month] for month in sorted(cells)}
    return ordered, [category for category in CostCategory if category in used]
