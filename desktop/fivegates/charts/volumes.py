"""What running an initiative costs and brings at any volume, on the figures of one month."""

from dataclasses import dataclass
from fractions import Fraction

from fivegates.domain.economics import Economics, base_month
from fivegates.domain.months import Month


@dataclass(frozen=True, slots=True)
class Volumes:
    """`fixed` in currency a month, `variable` and `value` in currency a unit; volumes in units a month."""

    currency: str
    unit: str
    month: Month
    today: int
    target: int | None
    fixed: Fraction
    variable: Fraction
    value: Fraction | None

    def cost(self, volume: Fraction | int) -> Fraction:
        """Monthly cost = fixed + variable unit cost × volume (DESIGN section 5)."""
        return self.fixed + self.variable * volume

    def benefit(self, volume: Fraction | int) -> Fraction | None:
        """Monthly value = value per unit × volume; None where the value is not known."""
        return None if self.value is None else self.value * volume

    @property
    def break_even(self) -> Fraction | None:
        """Break-even = fixed / (value per unit − variable unit cost); None for "never" or not known."""
        if self.value is None or self.value <= self.variable:
            return None
        return max(self.fixed, Fraction(0)) / (self.value - self.variable)


def volumes_of(economics: Economics, unit: str, target: int | None) -> Volumes | None:
    """Take the month from which projections start; None where no month has both cost and units."""
    month = base_month(economics)
    if month is None or not month.units or month.fixed is None or month.variable_unit_cost is None:
        return None
    return Volumes(
        currency=economics.currency,
        unit=unit.strip(),
        month=month.month,
        today=month.units,
        target=target or None,
        fixed=month.fixed,
        variable=month.variable_unit_cost,
        value=month.value_per_unit,
    )
