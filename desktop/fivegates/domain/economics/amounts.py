"""Exact amounts of money: sums without loss, a currency's exponent, and rounding for display."""

from collections.abc import Iterable
from decimal import Context, Decimal, DivisionByZero, Inexact, InvalidOperation, Overflow, localcontext
from fractions import Fraction
from typing import Final

from babel.numbers import get_currency_precision, is_currency, list_currencies

Amount = Decimal | Fraction
"""A recorded amount is a Decimal, as it was written; a computed one is an exact Fraction."""

_EXACT: Final = Context(prec=200, traps=[Inexact, InvalidOperation, Overflow, DivisionByZero])
"""Arithmetic that refuses to round; each use works on a copy."""
_TWO_DIGITS: Final = 10
_MOST_DIGITS: Final = 12
_HALF: Final = Fraction(1, 2)
_NO_CURRENCIES: Final = frozenset({"XXX", "XTS"})
"""The codes that ISO 4217 reserves for transactions without a currency, and for tests."""


def known_currency(code: str) -> bool:
    """True if `code` is a currency of ISO 4217, in capitals."""
    return is_currency(code) and code not in _NO_CURRENCIES


def currencies() -> frozenset[str]:
    """The codes of all currencies that `known_currency` knows."""
    return frozenset(list_currencies()) - _NO_CURRENCIES


def exponent(currency: str) -> int:
    """Number of decimals of the currency's smallest coin: 2 for EUR, 0 for JPY, 3 for KWD."""
    return get_currency_precision(currency)


def rounded(amount: Amount, digits: int) -> Decimal:
    """Round to `digits` decimals, half away from zero, for display only."""
    whole = _last_places(abs(Fraction(amount)), digits)
    return Decimal(f"{'-' if amount < 0 and whole else ''}{whole}E-{digits}")


def unit_digits(amount: Amount, currency: str) -> int:
    """Number of decimals that show two significant digits, at least those of the currency.

    An amount in whole coins is shown in them: 6 yen, not 6.0.
    """
    digits, exact = exponent(currency), abs(Fraction(amount))
    if (exact * 10**digits).denominator == 1:
        return digits
    while exact and _last_places(exact, digits) < _TWO_DIGITS and digits < _MOST_DIGITS:
        digits += 1
    return digits


def _last_places(amount: Fraction, digits: int) -> int:
    """An amount, not negative, counted in units of its last decimal place, rounded half up."""
    counted: int = (amount * 10**digits + _HALF).__floor__()
    return counted


def shared_places(amounts: Iterable[Decimal]) -> int:
    """Number of decimals that show each amount in full, so that a column aligns at the point."""
    return max((_places(amount) for amount in amounts), default=0)


def _places(amount: Decimal) -> int:
    """Number of decimals that an amount needs: 0 for 12.0, 1 for 2.50."""
    exact, places = Fraction(amount), 0
    while (exact * 10**places).denominator != 1:
        places += 1
    return places


def distinguishing_digits(one: Amount, other: Amount, currency: str) -> int:
    """Number of decimals that show both as money of one unit, and distinguish them where they differ."""
    digits = max(unit_digits(one, currency), unit_digits(other, currency))
    while one != other and rounded(one, digits) == rounded(other, digits) and digits < _MOST_DIGITS:
        digits += 1
    return digits


def exact_sum(amounts: Iterable[Decimal]) -> Decimal:
    """Add without loss: a sum with more digits than fit raises decimal.Inexact, and is never rounded."""
    with localcontext(_EXACT):
        return sum(amounts, Decimal(0))


def exact_product(amount: Decimal, count: int | Decimal) -> Decimal:
    """Multiply without loss, as `exact_sum` adds."""
    with localcontext(_EXACT):
        return amount * count
