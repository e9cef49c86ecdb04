"""Parses public price lists of models to a PriceBook with the day of its snapshot.

Read are the lists of LiteLLM, of llm-prices, and the data of genai-prices.
"""

from collections.abc import Iterable, Iterator, Sized
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Final

from fivegates.domain.economics.ledger import ModelPrice, PriceBook
from fivegates.domain.errors import Problem, UserError, refuse_whole
from fivegates.domain.quoting import shown
from fivegates.exchange.json_text import parse_json
from fivegates.exchange.ledger.price_lists.found import FoundPrices, Tick
from fivegates.exchange.ledger.price_lists.genai_prices import is_genai_prices, read_genai_prices
from fivegates.exchange.ledger.price_lists.litellm import read_litellm
from fivegates.exchange.ledger.price_lists.llm_prices import (
    is_llm_prices,
    read_llm_prices,
    stated_day,
)

_TIMES: Final = 1_000
_FEW: Final = 3
_TYPICAL: Final = {"input": Decimal("2e-6"), "output": Decimal("8e-6"), "cached": Decimal("2e-7")}
"""The typical price of a token in 2026, in USD: for lists too short to compare within."""


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


CURRENCY: Final = "USD"
"""The currency of all these lists."""

MOST_MODELS: Final = 100_000


@dataclass(frozen=True, slots=True)
class PricePreview:
    """The prices of a list, and the outcome of its other entries.

    `tiered` are the models whose price depends on the size of a request, `aliases` those that are another
    name of one, `unpriced` those without such a price, and `refused` those that cannot be taken, with the
    reason. A model that is an alias is in the book as well.
    """

    book: PriceBook
    refused: tuple[Problem, ...]
    tiered: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    unpriced: tuple[str, ...] = ()


def read_prices(
    data: bytes, source: str, snapshot: date, *, day_given: bool = True, tick: Tick = lambda _: None
) -> PricePreview:
    """Read a list of prices as of the day `snapshot`, or of the day that the list states.

    A price that is not there is unknown, never zero. `day_given` is for a day that the user says, which holds
    whatever the list says. `tick` is given the entries read, and may end the work. Raises DataError if the
    file is no such list, or has no price of a token.
    """
    plain = parse_json(data, source, tick)
    day = snapshot if day_given or not isinstance(plain, dict) else stated_day(plain) or snapshot
    found = _found(plain, source, day, tick)
    prices = found.with_aliases()
    for model, reason in implausible(prices.values()):
        if prices.pop(model, None):
            found.refuse(model, reason)
            found.aliases.pop(model, None)
    if not prices:
        refuse_whole(source, _why_none(found))
    return PricePreview(
        PriceBook(day, CURRENCY, tuple(prices.values()), source),
        tuple(found.refused),
        tiered=tuple(name for name in prices if name in found.tiered),
        aliases=tuple(found.aliases),
        unpriced=tuple(found.unpriced),
    )


def _found(plain: object, source: str, day: date, tick: Tick) -> FoundPrices:
    """Read a list by its form. Raises DataError."""
    if isinstance(plain, list | dict):
        _require_bounds(plain, source)
    providers = plain.get("providers") if isinstance(plain, dict) else plain
    if isinstance(providers, list) and is_genai_prices(providers):
        return read_genai_prices(providers, day, tick)
    if not isinstance(plain, dict):
        reason = UserError(
            "This is no list of prices by model. Lists of LiteLLM, llm-prices and genai-prices are read."
        )
        refuse_whole(source, reason)
    if is_llm_prices(plain):
        return read_llm_prices(plain, day, tick)
    return read_litellm(plain, tick)


def _require_bounds(entries: Sized, source: str) -> None:
    """Refuse more entries than there are models."""
    if len(entries) > MOST_MODELS:
        reason = UserError("There are more than {most} models in this file.", most=MOST_MODELS)
        refuse_whole(source, reason)


def _why_none(found: FoundPrices) -> UserError:
    """The reason why a list has no price."""
    if found.refused:
        first = found.refused[0]
        return UserError(
            "There is no price of a token in this file that can be taken. {model}: {reason}",
            model=shown(first.place),
            reason=str(first.reason),
        )
    return UserError("There is no price of a token in this file.")
