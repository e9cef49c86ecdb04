"""Prices that are about a thousand times those of their kind: given for another number of tokens."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from statistics import median
from typing import Final

from fivegates.domain.economics.ledger import ModelPrice
from fivegates.domain.errors import UserError

_TIMES: Final = 1_000
_FEW: Final = 3
_TYPICAL: Final = {"input": Decimal("2e-6"), "output": Decimal("8e-6"), "cached": Decimal("2e-7")}
"""What a token cost in 2026, in USD, at a model of the middle: for lists too short to compare within."""


def implausible(prices: Iterable[ModelPrice]) -> Iterator[tuple[str, UserError]]:
    """The models with a price a thousand times that of its kind, each with the reason to leave it out."""
    listed = list(prices)
    for field, typical in _TYPICAL.items():
        known = [(price.model, price.prices) for price in listed]
        values = {model: getattr(each, field) for model, each in known if getattr(each, field)}
        middle = median(values.values()) if len(values) > _FEW else typical
        for model, value in values.items():
            if value >= _TIMES * min(middle, typical * _TIMES):
                yield model, _reason(field, value, value / middle)


def _reason(field: str, value: Decimal, times: Decimal) -> UserError:
    return UserError(
        "Its price for {field}, {value} a token, is about {times} times that of others. It may be given for "
        "1,000 or a million tokens. Correct the list, or add the price by hand.",
        field=field,
        value=f"{value.normalize():f}",
        times=f"{times:.0f}",
    )
