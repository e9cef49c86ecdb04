"""The lists of llm-prices: USD a million tokens, as they are or with their history."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from fivegates.domain.economics.ledger import ModelPrice
from fivegates.domain.errors import UserError
from fivegates.exchange.ledger.price_lists.found import FoundPrices, Tick, known_price, price_fault

MILLION: Final = 10**6
_KEYS: Final = ("input", "output", "input_cached")


def is_llm_prices(plain: object) -> bool:
    """True if a file is a list of this form: of all vendors, or of one with its models."""
    return isinstance(plain, dict) and (
        isinstance(plain.get("prices"), list) or isinstance(plain.get("models"), list)
    )


def stated_day(plain: Mapping[str, object]) -> date | None:
    """The day of the last update that the list states."""
    try:
        return date.fromisoformat(str(plain.get("updated_at", ""))[:10])
    except ValueError:
        return None


def read_llm_prices(plain: Mapping[str, object], snapshot: date, tick: Tick = lambda _: None) -> FoundPrices:
    """Read every entry that holds on the day `snapshot`."""
    found = FoundPrices(tick=tick)
    for at, (model, vendor, entry) in enumerate(_entries(plain)):
        if not model:
            found.refuse(f"prices[{at}]", UserError("This is missing."))
        elif fault := next(filter(None, (price_fault(entry, key, MILLION) for key in _KEYS)), None):
            found.refuse(model, fault)
        elif _holds(entry, snapshot):
            found.add(
                ModelPrice(
                    model,
                    known_price(entry, "input", MILLION),
                    known_price(entry, "output", MILLION),
                    known_price(entry, "input_cached", MILLION),
                    vendor,
                )
            )
    return found


def _entries(plain: Mapping[str, object]) -> Iterator[tuple[str, str, Mapping[str, object]]]:
    """Model, vendor and prices of each entry, those of its history one by one."""
    listed = plain.get("prices", plain.get("models"))
    for entry in listed if isinstance(listed, list) else ():
        if not isinstance(entry, dict):
            yield "", "", {}
            continue
        model, vendor = str(entry.get("id") or ""), str(entry.get("vendor", plain.get("vendor")) or "")
        history = entry.get("price_history")
        for prices in history if isinstance(history, list) else [entry]:
            if isinstance(prices, dict):
                yield model, vendor, prices


def _holds(entry: Mapping[str, object], day: date) -> bool:
    """True if prices apply on a day: from their first day until the day before the next ones."""
    start, end = str(entry.get("from_date") or ""), str(entry.get("to_date") or "")
    return (not start or start <= day.isoformat()) and (not end or day.isoformat() < end)
