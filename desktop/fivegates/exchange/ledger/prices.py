"""Prices of models in the JSON format of LiteLLM: bytes to a PriceBook with the day of its snapshot."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from fivegates.domain.economics.amounts import rounded
from fivegates.domain.economics.ledger import ModelPrice, PriceBook
from fivegates.domain.economics.ledger_checks import MOST_DECIMALS
from fivegates.domain.errors import Problem, UserError, refuse_whole
from fivegates.domain.quoting import shown
from fivegates.exchange.json_text import parse_json

CURRENCY: Final = "USD"
"""What LiteLLM prices tokens in."""

MOST_MODELS: Final = 100_000
_DOCUMENTATION: Final = "sample_spec"
_INPUT: Final = "input_cost_per_token"
_OUTPUT: Final = "output_cost_per_token"
_CACHED: Final = "cache_read_input_token_cost"
_PRICES: Final = (_INPUT, _OUTPUT, _CACHED)


@dataclass(frozen=True, slots=True)
class PricePreview:
    """The prices of a file, and the entries that were refused, each with its name and the reason."""

    book: PriceBook
    refused: tuple[Problem, ...]


def read_prices(data: bytes, source: str, snapshot: date) -> PricePreview:
    """Read LiteLLM's `model_prices_and_context_window.json`, as it stood on the day `snapshot`.

    A price that is not there is unknown, never zero. Models that have no price for a token, such as
    those for images, are left out. Raises DataError if the file is no such JSON.
    """
    plain = parse_json(data, source)
    if not isinstance(plain, dict):
        refuse_whole(source, UserError("This is no list of prices by model."))
    if len(plain) > MOST_MODELS:
        reason = UserError("There are more than {most} models in this file.", most=MOST_MODELS)
        refuse_whole(source, reason)
    entries = {model: entry for model, entry in plain.items() if model != _DOCUMENTATION}
    refused = {model: _fault(entry) for model, entry in entries.items()}
    prices = tuple(
        _price(model, entry)
        for model, entry in entries.items()
        if isinstance(entry, dict)
        and refused[model] is None
        and any(_known(entry, key) is not None for key in _PRICES)
    )
    if not prices:
        refuse_whole(source, UserError("There is no price of a token in this file."))
    problems = tuple(Problem(shown(model), fault) for model, fault in refused.items() if fault)
    return PricePreview(PriceBook(snapshot, CURRENCY, prices, source), problems)


def _price(model: str, entry: Mapping[str, object]) -> ModelPrice:
    """The prices of one model."""
    provider = entry.get("litellm_provider")
    return ModelPrice(
        model=model,
        input=_known(entry, _INPUT),
        output=_known(entry, _OUTPUT),
        cached=_known(entry, _CACHED),
        provider=provider if isinstance(provider, str) else "",
    )


def _known(entry: Mapping[str, object], key: str) -> Decimal | None:
    """A price; None where it is unknown."""
    value = entry.get(key)
    if not isinstance(value, int | Decimal):
        return None
    # Lists are full of floats such as 2.8000000000000003e-07: what is behind twenty decimals is noise.
    return Decimal(f"{rounded(Decimal(value), MOST_DECIMALS).normalize():f}")


def _fault(entry: object) -> UserError | None:
    """Tell what is wrong with an entry; None if nothing is."""
    if not isinstance(entry, dict):
        return UserError("Write an object, in braces.")
    for key in _PRICES:
        value = entry.get(key)
        if value is not None and not _is_price(value):
            return UserError("“{value}” is no price for {key}.", value=shown(value), key=key)
    return None


def _is_price(value: object) -> bool:
    """Whether a value is a number from nought to a thousand dollars a token."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return False
    number = Decimal(value)
    return number.is_finite() and 0 <= number < 1_000  # noqa: PLR2004 - beyond any price
