"""The data of genai-prices: USD a million tokens, by provider, with tiers and prices that hold from a day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from fivegates.domain.economics.ledger import ModelPrice, PriceTerms, Service, TokenPrices
from fivegates.domain.errors import UserError
from fivegates.exchange.ledger.price_lists.found import FoundPrices, Tick, known_price, price_fault, priced
from fivegates.exchange.ledger.price_lists.llm_prices import MILLION

_FIELDS: Final = {
    "input": ("input_mtok",),
    "output": ("output_mtok",),
    "cached": ("cache_read_mtok",),
    "written": ("cache_write_mtok", "cache_write_5m_mtok"),
    "written_hour": ("cache_write_1h_mtok",),
}
_THOUSAND: Final = 1_000


def is_genai_prices(plain: object) -> bool:
    """True if a file is the data of genai-prices: a list of providers with their models."""
    return isinstance(plain, list) and any(isinstance(each, dict) and "models" in each for each in plain)


def read_genai_prices(
    providers: Sequence[object], snapshot: date, tick: Tick = lambda _: None
) -> FoundPrices:
    """Read every model; one that several providers have is the first one's, then named after its provider."""
    found = FoundPrices(tick=tick)
    for provider, model, entry in _models(providers):
        name = f"{provider}/{model}" if model in found.prices else model
        prices = _holding(entry.get("prices"), snapshot)
        if fault := next(_faults(prices), None):
            found.refuse(name, fault)
        else:
            found.add(_price(name, provider, prices))
    return found


def _models(providers: Sequence[object]) -> Iterator[tuple[str, str, Mapping[str, object]]]:
    """Provider, name and entry of each model."""
    for provider in providers:
        models = provider.get("models") if isinstance(provider, dict) else None
        for entry in models if isinstance(models, list) else ():
            if isinstance(provider, dict) and isinstance(entry, dict) and entry.get("id"):
                yield str(provider.get("id", "")), str(entry["id"]), entry


def _holding(prices: object, snapshot: date) -> Mapping[str, object]:
    """The prices that hold on a day; of those for parts of a day, the dearest."""
    if isinstance(prices, dict):
        return prices
    found: Mapping[str, object] = {}
    for each in prices if isinstance(prices, list) else ():
        inner = each.get("prices") if isinstance(each, dict) else None
        if not isinstance(inner, dict):
            continue
        constraint = each.get("constraint") or {}
        start = constraint.get("start_date") if isinstance(constraint, dict) else None
        timed = isinstance(constraint, dict) and "start_time" in constraint
        later = not timed and (start is None or str(start) <= snapshot.isoformat())
        if later or (timed and _input(inner) >= _input(found)):
            found = inner
    return found


def _input(prices: Mapping[str, object]) -> Decimal:
    """The price of fresh input, to compare."""
    value = prices.get("input_mtok")
    return Decimal(value) if isinstance(value, int | Decimal) else Decimal(0)


def _faults(prices: Mapping[str, object]) -> Iterator[UserError]:
    """The faults of a model's prices."""
    for key in (key for keys in _FIELDS.values() for key in keys):
        value = prices.get(key)
        if not isinstance(value, dict) and (fault := price_fault(prices, key, MILLION)):
            yield fault


def _price(model: str, provider: str, prices: Mapping[str, object]) -> ModelPrice:
    """The prices of one model, with its tiers."""
    base: dict[str, Decimal | None] = {}
    tiers: dict[int, dict[str, Decimal | None]] = {}
    for field, keys in _FIELDS.items():
        key = next((key for key in keys if prices.get(key) is not None), keys[0])
        value = prices.get(key)
        within, place = (value, "base") if isinstance(value, dict) else (prices, key)
        base[field] = known_price(within, place, MILLION)
        for start, price in _tiers(value):
            tiers.setdefault(start, {})[field] = price
    requests = known_price(prices, "requests_kcount", _THOUSAND)
    return replace(
        priced(model, provider, TokenPrices(**base)),
        per_request=requests or None,
        terms=tuple(
            PriceTerms(TokenPrices(**tier), start, Service.STANDARD) for start, tier in sorted(tiers.items())
        ),
    )


def _tiers(value: object) -> Iterator[tuple[int, Decimal | None]]:
    """Yield the lower bound and the price of each tier."""
    tiers = value.get("tiers") if isinstance(value, dict) else None
    for tier in tiers if isinstance(tiers, list) else ():
        start = tier.get("start") if isinstance(tier, dict) else None
        if isinstance(tier, dict) and isinstance(start, int):
            yield start, known_price(tier, "price", MILLION)
