"""Break-even volume, yearly return and payback of a scenario."""

from enum import StrEnum
from fractions import Fraction
from math import ceil
from typing import Final

from fivegates.domain.economics.month_figures import NOTHING
from fivegates.domain.economics.scenarios import (
    FixedSteps,
    Scenario,
    monthly_benefit,
    monthly_cost,
    monthly_result,
    variable_unit_cost,
)

YEAR: Final = 12


class Never(StrEnum):
    """The reasons why a scenario never breaks even, or never pays back."""

    NO_MARGIN = "no-margin"
    STEPS = "steps"
    LOSS = "loss"


def break_even(scenario: Scenario) -> Fraction | Never | None:
    """Break-even volume = fixed / (value per unit − variable unit cost), in units a month (DESIGN section 5).

    Exact, and the smallest volume whose benefit covers its cost; never where the margin of a unit is
    not positive, or where each further block of capacity costs more than it brings. None while no
    value is known.
    """
    if scenario.value_per_unit is None:
        return None
    margin = scenario.value_per_unit - variable_unit_cost(scenario)
    if margin <= 0:
        return Never.NO_MARGIN
    if scenario.steps is None:
        return max(NOTHING, scenario.fixed / margin)
    return _stepped(scenario.fixed, margin, scenario.steps)


def _stepped(fixed: Fraction, margin: Fraction, steps: FixedSteps) -> Fraction | Never:
    """Break-even in the first block n with fixed + n × cost ≤ margin × (n + 1) × capacity."""
    brings = margin * steps.capacity
    if fixed <= brings:
        return max(NOTHING, fixed / margin)
    if steps.cost >= brings:
        return Never.STEPS
    further = ceil((fixed - brings) / (brings - steps.cost))
    return (fixed + further * steps.cost) / margin


def return_of_a_year(scenario: Scenario) -> Fraction | None:
    """Return = (12 months' benefit − 12 months' run cost − build) / (run cost + build) (DESIGN section 5).

    A share: 1/4 is 25 %. None while no value is known, or where nothing is spent.
    """
    benefit, cost = monthly_benefit(scenario), YEAR * monthly_cost(scenario) + scenario.build
    if benefit is None or cost <= 0:
        return None
    return (YEAR * benefit - cost) / cost


def payback_months(scenario: Scenario) -> int | Never | None:
    """Payback = build / monthly result, in whole months begun at this volume (DESIGN section 5).

    Never where a month does not end with a gain. None while no value is known.
    """
    result = monthly_result(scenario)
    if result is None:
        return None
    return ceil(max(NOTHING, scenario.build) / result) if result > 0 else Never.LOSS
