"""Comparable key figures of an initiative's cost and value."""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from fivegates.domain.economics.break_even import Never, break_even
from fivegates.domain.economics.ledger import Basis, Ledger
from fivegates.domain.economics.money import RateGap
from fivegates.domain.economics.months import Month
from fivegates.domain.economics.projections import Market
from fivegates.domain.economics.scenarios import Scenario, scenario_from, unit_cost
from fivegates.domain.economics.unit_economics import base_month, economics_of, rate_gaps
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.verdict.ledger_rule import known_on


@dataclass(frozen=True, slots=True)
class Prospect:
    """Money of one unit, today and at the target volume, in `currency`; None is unknown.

    `month` is the latest with an actual run cost and actual units: `volume`, `unit_cost` and
    `unit_value` are its own, and `target_unit_cost` is projected from it to `target_volume` units a
    month. `break_even` counts units a month. `gap` is a missing rate, without which nothing is known.
    `at_target` is that month at the target volume, with the build cost.
    """

    currency: str
    unit: str = ""
    target_volume: int | None = None
    month: Month | None = None
    volume: int | None = None
    unit_cost: Fraction | None = None
    unit_value: Fraction | None = None
    value_basis: Basis | None = None
    target_unit_cost: Fraction | None = None
    break_even: Fraction | Never | None = None
    gap: RateGap | None = None
    at_target: Scenario | None = None

    @property
    def target_margin(self) -> Fraction | None:
        """Margin = value per unit − unit cost at target volume, in currency a unit (DESIGN section 5)."""
        if self.unit_value is None or self.target_unit_cost is None:
            return None
        return self.unit_value - self.target_unit_cost

    @property
    def target_result(self) -> Fraction | None:
        """Result = margin at target volume × target volume, in currency a month.

        Units differ from one initiative to the next, so that only this can be compared.
        """
        margin, volume = self.target_margin, self.target_volume
        return None if margin is None or not volume else margin * volume


def prospect_of(ledger: Ledger, initiative: Initiative, currency: str, market: Market, on: date) -> Prospect:
    """Compute the prospect as of the day `on`; a missing rate is reported, not raised.

    Tokens without a cost line are priced by the books of that day, as in the brief.
    """
    named = Prospect(currency, initiative.unit, initiative.target_volume)
    known = known_on(ledger, on)
    gaps = rate_gaps(known, currency, market.rates)
    if gaps:
        return replace(named, gap=gaps[0])
    economics = economics_of(known, currency, market.rates, market.known_on(on).books)
    month, scenario = base_month(economics), scenario_from(economics)
    if month is None or scenario is None:
        return named
    volume = initiative.target_volume
    at_target = replace(scenario, volume=Fraction(volume)) if volume else None
    return replace(
        named,
        month=month.month,
        volume=month.units,
        unit_cost=month.unit_cost,
        unit_value=month.value_per_unit,
        value_basis=month.benefit_basis,
        target_unit_cost=unit_cost(at_target) if at_target else None,
        break_even=break_even(scenario),
        at_target=at_target,
    )
