"""Formats amounts of money in charts, with no more decimals than they need."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from babel.numbers import format_compact_currency

from fivegates.domain.economics.amounts import exponent
from fivegates.domain.language import Language, as_money
from fivegates.domain.wording.money_terms import rough_money as money

__all__ = ["label_amount", "money", "tick_amounts"]

COMPACT_FROM = 10**10
"""A label has room for smaller amounts in full; a larger one would be cut inside the number."""

# Ticks are floats; beyond these significant digits is rounding noise.
TICK_DIGITS = 9


def label_amount(amount: Fraction, currency: str, language: Language, largest: Fraction | None = None) -> str:
    """A short form of an amount: `€15,779`, and very large ones as `€1.96T`."""
    if abs(amount) < COMPACT_FROM:
        return money(amount, currency, language, largest)
    return compact_amount(amount, currency, language)


def compact_amount(amount: Fraction, currency: str, language: Language) -> str:
    """An amount in thousands, millions and so on: `¥2.5M`."""
    shown = Decimal(round(amount))
    return as_money(format_compact_currency(shown, currency, locale=language.locale, fraction_digits=2))


def tick_amounts(ticks: Sequence[float], currency: str, language: Language) -> list[str]:
    """The labels of an axis, all with the decimals that its steps need."""
    exact = [Decimal(f"{tick:.{TICK_DIGITS}g}").normalize() for tick in ticks]
    needed = max((-int(tick.as_tuple().exponent) for tick in exact if tick), default=0)
    digits = max(needed, exponent(currency)) if needed > 0 else 0
    return [language.money(tick, currency, digits) for tick in exact]
