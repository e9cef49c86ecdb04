"""What a ledger says on a date: the figures against which the ledger rule holds a claim (DESIGN 4.2)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Final

from fivegates.domain.economics.ledger import Basis, BenefitLine, CostLine, Ledger, UsageLine
from fivegates.domain.economics.money import RateGap, RateTable
from fivegates.domain.economics.month_figures import NOTHING, CostTotal, MonthFigures
from fivegates.domain.economics.month_totals import base_month
from fivegates.domain.economics.months import Month
from fivegates.domain.economics.unit_economics import Economics, economics_of, rate_gaps
from fivegates.domain.initiative.initiative import Initiative

RECENT_MONTHS: Final = 3


@dataclass(frozen=True, slots=True)
class LedgerFigures:
    """The figures of a ledger on a date, from months that were complete by then; None is unknown.

    `cost_months` and `usage_months` count months with actual cost lines and with actual units.
    `unattributed` is the share (0 to 1) of the actual cost of the last three months with cost that
    nobody is known for. `unit_cost` and `unit_value` are what one unit costs and is worth at
    `target_volume` units a month, on the figures of `month`; `value_basis` says whether that value
    is actual. `rate_gap` is the first missing rate: without it, no figure in money is known.
    """

    currency: str
    unit: str = ""
    cost_months: int = 0
    usage_months: int = 0
    unattributed: Fraction | None = None
    target_volume: int | None = None
    month: Month | None = None
    unit_cost: Fraction | None = None
    unit_value: Fraction | None = None
    value_basis: Basis | None = None
    rate_gap: RateGap | None = None


# Between two keys of scoring the ledger stays as it is, and its sums are a third of what a key costs.
@lru_cache(maxsize=64)
def figures_on(
    ledger: Ledger, currency: str, rates: RateTable, initiative: Initiative, on: date
) -> LedgerFigures:
    """Read the ledger as it stood when the day `on` was over; a missing rate is told, not raised."""
    seen = complete_by(ledger, on)
    counts = LedgerFigures(
        currency,
        unit=initiative.unit,
        cost_months=len({line.month for line in _actual(seen.costs)}),
        usage_months=len({line.month for line in seen.usage if line.basis is Basis.ACTUAL and line.units}),
        target_volume=initiative.target_volume,
    )
    gaps = rate_gaps(seen, currency, rates)
    if gaps:
        return replace(counts, rate_gap=gaps[0])
    known = _economics_by(ledger, seen, currency, rates)
    counts = replace(counts, unattributed=_unattributed(known.costs))
    month = base_month(known)
    return counts if month is None else _at_target(counts, month)


def _economics_by(ledger: Ledger, seen: Ledger, currency: str, rates: RateTable) -> Economics:
    """The months of the lines that were seen; no line of another month has a part in their figures."""
    whole = _economics_of_all(ledger, currency, rates)
    if whole is None:
        return economics_of(seen, currency, rates)
    months = {line.month for line in seen.costs} | {line.month for line in seen.usage}
    months |= {line.month for line in seen.benefits}
    return replace(
        whole,
        costs=tuple(total for total in whole.costs if total.key.month in months),
        months=tuple(figures for figures in whole.months if figures.month in months),
    )


# Every review of an initiative reads the same ledger, each up to its own date.
@lru_cache(maxsize=4)
def _economics_of_all(ledger: Ledger, currency: str, rates: RateTable) -> Economics | None:
    """Every month of a ledger; None where a rate is missing for one of them."""
    return None if rate_gaps(ledger, currency, rates) else economics_of(ledger, currency, rates)


def complete_by(ledger: Ledger, on: date) -> Ledger:
    """The lines of the months that are over on the day `on`."""
    this = Month.of(on)
    end = (this.plus(1) if this.over_on(on) else this).first_day
    return Ledger(
        tuple(line for line in ledger.costs if line.dated < end),
        tuple(line for line in ledger.usage if line.dated < end),
        tuple(line for line in ledger.benefits if line.dated < end),
    )


def known_on(ledger: Ledger, on: date) -> Ledger:
    """The forecasts, and the actual lines of the months that are over on the day `on`."""

    def counts(line: CostLine | UsageLine | BenefitLine) -> bool:
        return line.basis is Basis.FORECAST or line.month.over_on(on)

    return Ledger(
        tuple(filter(counts, ledger.costs)),
        tuple(filter(counts, ledger.usage)),
        tuple(filter(counts, ledger.benefits)),
    )


def _actual(costs: Iterable[CostLine]) -> list[CostLine]:
    """The lines of what was really spent."""
    return [line for line in costs if line.basis is Basis.ACTUAL]


def _unattributed(costs: Iterable[CostTotal]) -> Fraction | None:
    """Unattributed share = unattributed cost / all cost, run and build, of the last months with cost.

    None where that cost does not come to more than nothing.
    """
    actual = [total for total in costs if total.key.basis is Basis.ACTUAL]
    recent = sorted({total.key.month for total in actual})[-RECENT_MONTHS:]
    totals = [total for total in actual if total.key.month in recent]
    whole = sum((total.amount for total in totals), NOTHING)
    if whole <= 0:
        return None
    return sum((total.amount for total in totals if not total.key.attributed), NOTHING) / whole


def _at_target(figures: LedgerFigures, month: MonthFigures) -> LedgerFigures:
    """Unit cost at volume V = fixed / V + variable unit cost, in currency a unit (DESIGN section 5)."""
    volume, fixed, variable = figures.target_volume, month.fixed, month.variable_unit_cost
    known = replace(
        figures, month=month.month, unit_value=month.value_per_unit, value_basis=month.benefit_basis
    )
    if not volume or fixed is None or variable is None:
        return known
    return replace(known, unit_cost=fixed / volume + variable)
