"""Builders of ledger lines, for tests of money."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from fivegates.domain.economics.ledger import (
    Basis,
    Behaviour,
    BenefitLine,
    CostCategory,
    CostLine,
    Ledger,
    Phase,
    UsageLine,
)
from fivegates.domain.economics.months import Month
from fivegates.domain.economics.scenarios import Scenario

MARCH = Month(2026, 3)
PAYING = Scenario(
    "EUR",
    volume=Fraction(10_000),
    value_per_unit=Fraction(2),
    fixed=Fraction(5_000),
    other_unit_cost=Fraction(1, 2),
    build=Fraction(60_000),
)
"""A month at volume that brings more than it costs."""


def cost(  # noqa: PLR0913
    amount: str,
    month: Month = MARCH,
    *,
    category: CostCategory = CostCategory.OTHER,
    behaviour: Behaviour = Behaviour.FIXED,
    phase: Phase = Phase.RUN,
    basis: Basis = Basis.ACTUAL,
    currency: str = "EUR",
    attributed: bool = True,
) -> CostLine:
    """A cost line for a whole month."""
    return CostLine(
        month.first_day, category, Decimal(amount), currency, phase, behaviour, basis, attributed=attributed
    )


def variable(amount: str, month: Month = MARCH, category: CostCategory = CostCategory.MODEL) -> CostLine:
    """A cost that grows with volume."""
    return cost(amount, month, category=category, behaviour=Behaviour.VARIABLE)


def usage(
    units: int | None, month: Month = MARCH, *, successes: int | None = None, basis: Basis = Basis.ACTUAL
) -> UsageLine:
    """A usage line for a whole month."""
    return UsageLine(month.first_day, units, "claims", successes, basis=basis)


def benefit(
    amount: str, month: Month = MARCH, *, basis: Basis = Basis.ACTUAL, currency: str = "EUR"
) -> BenefitLine:
    """A benefit line for a whole month."""
    return BenefitLine(month.first_day, Decimal(amount), currency, "Minutes saved", basis)


def losing() -> Ledger:
    """Three months of 1,000 claims that each cost 0.50 and bring 0.40, and fixed cost of 100."""
    months = [MARCH, MARCH.plus(1), MARCH.plus(2)]
    return Ledger(
        tuple(line for month in months for line in (cost("100", month), variable("500", month))),
        tuple(usage(1_000, month) for month in months),
        tuple(benefit("400", month) for month in months),
    )


def day_after(month: Month) -> date:
    """The first day on which the month is over and past."""
    return month.plus(1).first_day


def figures(*values: object) -> tuple[object, ...]:
    """Several figures, to compare with whole numbers or nothing."""
    return values
