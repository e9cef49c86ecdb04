"""Money in several currencies: a dated table of exchange rates."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Annotated

from fivegates.domain.economics.amounts import Amount
from fivegates.domain.economics.months import Month
from fivegates.domain.errors import UserError
from fivegates.domain.limits import REFERENCE, Currency, Line


@dataclass(frozen=True, slots=True)
class Rate:
    """In `month`, one unit of `base` was worth `value` units of `quote`; `value` is above zero."""

    month: Month
    base: Annotated[str, Currency()]
    quote: Annotated[str, Currency()]
    value: Decimal
    source: Annotated[str, Line(REFERENCE)] = ""
    id: int = 0


@dataclass(frozen=True, slots=True, order=True)
class RateGap:
    """A rate that is needed and missing."""

    month: Month
    base: str
    quote: str

    def error(self) -> UserError:
        """Name the month and the pair."""
        return UserError(
            "There is no rate from {base} to {quote} for {month}. Add it to the exchange rates.",
            base=self.base,
            quote=self.quote,
            month=str(self.month),
        )


@dataclass(frozen=True)
class RateTable:
    """The rates of a portfolio, at most one a month and pair; a pair serves in both directions.

    A rate holds for its month alone: neither the month before nor a third currency is used instead.
    """

    rates: tuple[Rate, ...] = ()

    @cached_property
    def _values(self) -> dict[tuple[Month, str, str], Fraction]:
        """Each rate, and its inverse where none was given."""
        inverse = {(rate.month, rate.quote, rate.base): 1 / Fraction(rate.value) for rate in self.rates}
        return inverse | {(rate.month, rate.base, rate.quote): Fraction(rate.value) for rate in self.rates}

    def value(self, month: Month, base: str, quote: str) -> Fraction | None:
        """Units of `quote` for one unit of `base`; None where the table has no such rate."""
        return Fraction(1) if base == quote else self._values.get((month, base, quote))

    def convert(self, amount: Amount, base: str, quote: str, month: Month) -> Fraction:
        """Amount in `quote` = amount in `base` × rate of the month (DESIGN section 5).

        Raises:
            UserError: The table has no such rate; the sentence names the month and the pair.
        """
        value = self.value(month, base, quote)
        if value is None:
            raise RateGap(month, base, quote).error()
        return Fraction(amount) * value
