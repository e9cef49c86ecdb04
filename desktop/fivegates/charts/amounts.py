"""Amounts of money as charts write them: with no more decimals than they need."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from fivegates.domain.amounts import exponent
from fivegates.domain.language import Language

# From here on an amount is written without its cents.
WHOLE_FROM = 100
# Ticks are floats; what is behind so many significant digits is noise.
TICK_DIGITS = 9


def money(amount: Fraction, currency: str, language: Language, largest: Fraction | None = None) -> str:
    """`€15,779`, `€1.12`, `€0.0031`: rounded as its size asks, or that of the `largest` beside it."""
    if abs(amount if largest is None else largest) >= WHOLE_FROM:
        return language.money(amount, currency, 0)
    return language.unit_money(amount, currency)


def tick_amounts(ticks: Sequence[float], currency: str, language: Language) -> list[str]:
    """The labels of an axis, all with the decimals that its steps need."""
    exact = [Decimal(f"{tick:.{TICK_DIGITS}g}").normalize() for tick in ticks]
    needed = max((-int(tick.as_tuple().exponent) for tick in exact if tick), default=0)
    digits = max(needed, exponent(currency)) if needed > 0 else 0
    return [language.money(tick, currency, digits) for tick in exact]
