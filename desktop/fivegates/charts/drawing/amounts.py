"""Amounts of money as charts write them: with no more decimals than they need."""

from collections.abc import Sequence
from decimal import Decimal

from fivegates.domain.economics.amounts import exponent
from fivegates.domain.language import Language
from fivegates.domain.wording.money_terms import rough_money as money

__all__ = ["money", "tick_amounts"]

# Ticks are floats; what is behind so many significant digits is noise.
TICK_DIGITS = 9


def tick_amounts(ticks: Sequence[float], currency: str, language: Language) -> list[str]:
    """The labels of an axis, all with the decimals that its steps need."""
    exact = [Decimal(f"{tick:.{TICK_DIGITS}g}").normalize() for tick in ticks]
    needed = max((-int(tick.as_tuple().exponent) for tick in exact if tick), default=0)
    digits = max(needed, exponent(currency)) if needed > 0 else 0
    return [language.money(tick, currency, digits) for tick in exact]
