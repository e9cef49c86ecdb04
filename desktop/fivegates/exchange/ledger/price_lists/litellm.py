"""LiteLLM's `model_prices_and_context_window.json`: USD a token, with tiers, services and aliases."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final

from fivegates.domain.economics.ledger import ModelPrice, PriceTerms, Service, TokenPrices
from fivegates.domain.errors import UserError
from fivegates.exchange.ledger.price_lists.found import FoundPrices, Tick, known_price, price_fault, priced

_DOCUMENTATION: Final = "sample_spec"
_FIELDS: Final = {
    "input_cost_per_token": "input",
    "output_cost_per_token": "output",
    "cache_read_input_token_cost": "cached",
    "cache_creation_input_token_cost": "written",
    "output_cost_per_reasoning_token": "reasoning",
}
_OTHERWISE: Final = ("input_cost_per_request", "input_cost_per_image", "output_cost_per_image")
_SERVICES: Final = {
    None: Service.STANDARD,
    "batches": Service.BATCH,
    "flex": Service.FLEX,
    "priority": Service.PRIORITY,
}
_KEY: Final = re.compile(
    rf"(?P<field>{'|'.join(_FIELDS)})(?P<hour>_above_1hr)?(?:_above_(?P<size>[0-9]{{1,6}})k_tokens)?"
    r"(?:_(?P<service>batches|flex|priority))?"
)
_COST: Final = re.compile(r"(?:^|_)(?:cost|price)s?(?:_|$)")
_THOUSAND: Final = 1_000

Place = tuple[Service, int]
"""A service, and the size that a request must exceed."""


def read_litellm(entries: Mapping[str, object], tick: Tick = lambda _: None) -> FoundPrices:
    """Read every entry."""
    found = FoundPrices(tick=tick)
    for model, entry in entries.items():
        if model == _DOCUMENTATION:
            continue
        if not isinstance(entry, dict):
            found.refuse(model, UserError("Write an object, in braces."))
        elif isinstance(alias := entry.get("alias_of"), str):
            found.aliases[model] = alias
        elif fault := next(_faults(entry), None):
            found.refuse(model, fault)
        else:
            found.add(_price(model, entry), tiered="tiered_pricing" in entry)
    return found


def _faults(entry: Mapping[str, object]) -> Iterator[UserError]:
    """The faults of an entry's prices."""
    for part in (entry, *_tiers(entry), *_off_peak(entry)):
        for key in part:
            if (_KEY.fullmatch(key) or key in _OTHERWISE) and (fault := price_fault(part, key)):
                yield fault


def _price(model: str, entry: Mapping[str, object]) -> ModelPrice:
    """The prices of one model. Zero is unknown where something else than tokens is billed."""
    parts = _parts(entry)
    base = parts.pop((Service.STANDARD, 0), {})
    if not any(base.values()) and not any(any(each.values()) for each in parts.values()) and _others(entry):
        base, parts = {}, {}
    if base.get("reasoning") not in {None, base.get("output")}:
        parts[Service.STANDARD, 0] = {"reasoning": base["reasoning"]}
    if (image := _image_price(entry)) is not None:
        parts.setdefault((Service.STANDARD, 0), {})["image"] = image
    provider = entry.get("litellm_provider")
    return replace(
        priced(model, provider if isinstance(provider, str) else "", TokenPrices(**base)),
        per_request=known_price(entry, "input_cost_per_request"),
        terms=tuple(
            PriceTerms(TokenPrices(**prices), size, service)
            for (service, size), prices in sorted(parts.items(), key=lambda part: (part[0][1], part[0][0]))
        ),
    )


def _parts(entry: Mapping[str, object]) -> dict[Place, dict[str, Decimal | None]]:
    """The prices of an entry by service and size, each by its field."""
    parts: dict[Place, dict[str, Decimal | None]] = defaultdict(dict)
    _add(parts, entry, Service.STANDARD, 0)
    for tier in _tiers(entry):
        bounds = tier.get("range")
        start = bounds[0] if isinstance(bounds, list) and bounds else 0
        _add(parts, tier, Service.STANDARD, int(start) if isinstance(start, int | Decimal) else 0)
    for part in _off_peak(entry):
        _add(parts, part, Service.OFF_PEAK, 0)
    return dict(parts)


def _add(
    parts: dict[Place, dict[str, Decimal | None]], entry: Mapping[str, object], service: Service, size: int
) -> None:
    """Take the prices of a part of an entry, whose keys may name a service and a size."""
    for key in entry:
        named = _KEY.fullmatch(key)
        price = known_price(entry, key) if named else None
        if named is None or price is None:
            continue
        field = _FIELDS[named["field"]]
        if named["hour"]:
            field = f"{field}_hour"
        kind = _SERVICES[named["service"]] if named["service"] else service
        above = int(named["size"]) * _THOUSAND if named["size"] else size
        if field in TokenPrices.__dataclass_fields__:
            parts[kind, above][field] = price


def _image_price(entry: Mapping[str, object]) -> Decimal | None:
    """The price of a generated image; `input_cost_per_image` is that of models that only generate images."""
    made = known_price(entry, "output_cost_per_image")
    if made is None and entry.get("mode") == "image_generation":
        made = known_price(entry, "input_cost_per_image")
    return made or None


def _tiers(entry: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    """The tiers of an entry that lists them."""
    listed = entry.get("tiered_pricing")
    for tier in listed if isinstance(listed, list) else ():
        if isinstance(tier, dict):
            yield tier


def _off_peak(entry: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    """The off-peak prices."""
    part = entry.get("off_peak_pricing")
    if isinstance(part, dict):
        yield part


def _others(entry: Mapping[str, object]) -> bool:
    """True if an entry has a cost for anything but tokens."""
    return any(bool(value) for key, value in entry.items() if _COST.search(key) and not _KEY.fullmatch(key))
