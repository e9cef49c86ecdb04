"""Write the price book that Fivegates ships, from the data of an installed genai-prices.

Run it in an environment of its own, since genai-prices brings a client for the network along:
`python -m venv E; E/bin/pip install genai-prices==0.2.3; E/bin/python packaging/default_prices.py DAY`, where
DAY is the last day that the data covers, such as 2026-11-04.
"""

import json
import sys
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path

from genai_prices.data import providers
from genai_prices.types import ConditionalPrice, ModelPrice, StartDateConstraint, TieredPrices

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "prices"
PROVIDERS = (
    *("anthropic", "openai", "google", "mistral", "deepseek", "x-ai", "cohere", "meta", "moonshotai"),
    *("minimax", "zai", "perplexity", "voyageai", "aws", "azure"),
)
"""Vendors of models first: where two providers have a model of one name, the first one's price is used."""

LICENCE = "MIT, Copyright (c) Pydantic Services Inc. 2025 to present"
FIELDS = (
    *("input_mtok", "output_mtok", "cache_read_mtok", "cache_write_mtok", "cache_write_1h_mtok"),
    "requests_kcount",
)


def main(day: str) -> None:
    """Write the price book of that day."""
    found = {provider.id: provider for provider in providers}
    listed = [
        {
            "id": name,
            "models": [
                {"id": model.id, "prices": prices}
                for model in found[name].models
                if (prices := prices_on(model.prices, day))
            ],
        }
        for name in PROVIDERS
    ]
    plain = {
        "source": f"genai-prices {version('genai-prices')}",
        "licence": LICENCE,
        "updated_at": day,
        "providers": listed,
    }
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":")).replace('{"id"', '\n{"id"')
    (FOLDER / "genai-prices.json").write_text(f"{text}\n", encoding="utf-8")


def prices_on(prices: ModelPrice | list[ConditionalPrice], day: str) -> dict[str, object]:
    """The prices of a model valid on a day; of those for parts of a day, the highest."""
    if isinstance(prices, ModelPrice):
        return plain_prices(prices)
    held = [plain_prices(each.prices) for each in prices if starts_by(each, day)]
    timed = any(each.constraint and not isinstance(each.constraint, StartDateConstraint) for each in prices)
    return max(held, key=lambda each: float(str(each.get("input_mtok", 0)))) if timed else held[-1]


def starts_by(price: ConditionalPrice, day: str) -> bool:
    """Whether a price holds from a day on or before this one."""
    starts = isinstance(price.constraint, StartDateConstraint)
    return not starts or price.constraint.start_date.isoformat() <= day


def plain_prices(prices: ModelPrice) -> dict[str, object]:
    """The prices used by Fivegates."""
    known = {name: getattr(prices, name, None) for name in FIELDS}
    return {name: plain(price) for name, price in known.items() if price is not None}


def plain(price: Decimal | TieredPrices) -> object:
    """A price as a number, or with its tiers."""
    if isinstance(price, TieredPrices):
        tiers = [{"start": tier.start, "price": number(tier.price)} for tier in price.tiers]
        return {"base": number(price.base), "tiers": tiers}
    return number(price)


def number(price: Decimal) -> int | float:
    """A number whose shortest text is the price."""
    return int(price) if price == price.to_integral_value() else float(price)


if __name__ == "__main__":
    main(sys.argv[1])
