"""The figures of one month in the reporting currency: its cost totals, and derived figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from fivegates.domain.economics.ledger import Basis, Behaviour, CostCategory, Phase
from fivegates.domain.economics.months import Month

NOTHING: Final = Fraction(0)


@dataclass(frozen=True, slots=True, order=True)
class CostKey:
    """The key of a cost total; `priced` ones are priced by a book, not billed."""

    month: Month
    category: CostCategory
    phase: Phase
    behaviour: Behaviour
    basis: Basis
    attributed: bool
    priced: bool = False


@dataclass(frozen=True, slots=True)
class CostTotal:
    """All cost lines of one kind in one month, in the reporting currency."""

    key: CostKey
    amount: Fraction


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """One month in the reporting currency; a figure for which there is no line is None, never zero.

    `fixed` and `variable` are the two parts of the run cost: both are known where there is a run cost
    line. A basis states whether that part of the month is actual or forecast. `priced` is the part of
    `variable` estimated from a price book where there is no cost line.
    """

    month: Month
    fixed: Fraction | None = None
    variable: Fraction | None = None
    build: Fraction | None = None
    units: int | None = None
    successes: int | None = None
    benefit: Fraction | None = None
    run_basis: Basis | None = None
    usage_basis: Basis | None = None
    benefit_basis: Basis | None = None
    priced: Fraction | None = None

    @property
    def run_cost(self) -> Fraction | None:
        """Run cost = fixed + variable, in currency a month."""
        return None if self.fixed is None or self.variable is None else self.fixed + self.variable

    @property
    def unit_cost(self) -> Fraction | None:
        """Unit cost = run cost / units, in currency a unit (DESIGN section 5)."""
        return per_count(self.run_cost, self.units)

    @property
    def variable_unit_cost(self) -> Fraction | None:
        """Variable unit cost = variable run cost / units, in currency a unit (DESIGN section 5)."""
        return per_count(self.variable, self.units)

    @property
    def value_per_unit(self) -> Fraction | None:
        """Value per unit = benefit / units, in currency a unit (DESIGN section 5)."""
        return per_count(self.benefit, self.units)

    @property
    def margin(self) -> Fraction | None:
        """Margin = value per unit − unit cost, in currency a unit (DESIGN section 5)."""
        value, cost = self.value_per_unit, self.unit_cost
        return None if value is None or cost is None else value - cost

    @property
    def cost_per_success(self) -> Fraction | None:
        """Cost per successful outcome = run cost / successes: failures and retries are paid for too.

        In currency an outcome (after the unit cost of DESIGN section 5).
        """
        return per_count(self.run_cost, self.successes)

    @property
    def actual(self) -> bool:
        """True if running cost and usage are both recorded, and neither is a forecast."""
        return self.run_basis is Basis.ACTUAL and self.usage_basis is Basis.ACTUAL


def sum_known(amounts: Iterable[Fraction | None]) -> Fraction | None:
    """Add the known amounts; None where there are none."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, NOTHING) if known else None


def count_known(counts: Iterable[int | None]) -> int | None:
    """Add the known counts; None where there are none."""
    known = [count for count in counts if count is not None]
    return sum(known) if known else None


def per_count(amount: Fraction | None, count: int | None) -> Fraction | None:
    """Amount per count; None where either is unknown or the count is zero."""
    return None if amount is None or not count else amount / count
