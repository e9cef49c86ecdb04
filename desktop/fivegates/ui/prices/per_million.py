"""Prices as people quote them: for a million tokens, exact."""

from decimal import Decimal
from typing import Final

from fivegates.domain.language import Language
from fivegates.domain.wording.money_terms import unit_text

_SIX: Final = 6


def for_a_million(price: Decimal | None) -> Decimal | None:
    """What a million tokens cost; None where it is not known."""
    return None if price is None else Decimal(f"{price.scaleb(_SIX).normalize():f}")


def for_one(price: Decimal | None) -> Decimal | None:
    """What one token costs, of a price for a million."""
    return None if price is None else Decimal(f"{price.scaleb(-_SIX).normalize():f}")


def price_text(price: Decimal | None, currency: str, language: Language) -> str:
    """The price of a million tokens as money; a dash where it is not known."""
    return unit_text(for_a_million(price), currency, language)
