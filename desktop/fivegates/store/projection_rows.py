"""Price books and scenarios to rows and back, column by column."""

import sqlite3
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache

from fivegates.domain.economics.assumptions import Assumptions, Bounds, ReviewAssumption, StepAssumption
from fivegates.domain.economics.drivers import Driver
from fivegates.domain.economics.ledger import ModelPrice, PriceBook
from fivegates.store.edits import Row
from fivegates.store.ledger_rows import decimal_text


def book_row(book: PriceBook) -> Row:
    """The columns of a price book, without its id and its prices."""
    return {"snapshot": book.snapshot.isoformat(), "currency": book.currency, "source": book.source}


def book_value(row: sqlite3.Row, prices: Iterable[sqlite3.Row]) -> PriceBook:
    """A price book from its row and those of its prices."""
    return PriceBook(
        snapshot=date.fromisoformat(row["snapshot"]),
        currency=row["currency"],
        prices=tuple(map(price_value, prices)),
        source=row["source"],
        id=row["id"],
    )


def price_row(price: ModelPrice) -> Row:
    """The columns of a price, without id and book."""
    return {
        "model": price.model,
        "input": _text(price.input),
        "output": _text(price.output),
        "cached": _text(price.cached),
        "provider": price.provider,
        "note": price.note,
    }


# A public list has thousands of models, and is asked for each time that the ledger is shown.
@lru_cache(maxsize=16_384)
def price_value(row: sqlite3.Row) -> ModelPrice:
    """A price from its row."""
    return ModelPrice(
        model=row["model"],
        input=_number(row["input"]),
        output=_number(row["output"]),
        cached=_number(row["cached"]),
        provider=row["provider"],
        note=row["note"],
        id=row["id"],
    )


def scenario_row(own: Assumptions) -> Row:
    """The columns of a scenario, without id, initiative and bounds."""
    review, steps = own.review, own.steps
    return {
        "name": own.name,
        "volume": own.volume,
        "currency": own.currency,
        "value_per_unit": _text(own.value_per_unit),
        "fixed": _text(own.fixed),
        "other_unit_cost": _text(own.other_unit_cost),
        "model": own.model,
        "price_change": _text(own.price_change),
        "turns": _text(own.turns),
        "tokens_in": _text(own.tokens_in),
        "tokens_out": _text(own.tokens_out),
        "context_growth": _text(own.context_growth),
        "retry_rate": _text(own.retry_rate),
        "cache_hit_rate": _text(own.cache_hit_rate),
        "review_share": _text(review.share if review else None),
        "review_minutes": _text(review.minutes if review else None),
        "hourly_rate": _text(review.hourly_rate if review else None),
        "step_capacity": steps.capacity if steps else None,
        "step_cost": _text(steps.cost if steps else None),
        "note": own.note,
    }


def scenario_value(row: sqlite3.Row, bounds: Iterable[sqlite3.Row]) -> Assumptions:
    """A scenario from its row and those of its bounds."""
    return Assumptions(
        name=row["name"],
        volume=row["volume"],
        currency=row["currency"],
        value_per_unit=_number(row["value_per_unit"]),
        fixed=_number(row["fixed"]),
        other_unit_cost=_number(row["other_unit_cost"]),
        model=row["model"],
        price_change=_number(row["price_change"]),
        turns=_number(row["turns"]),
        tokens_in=_number(row["tokens_in"]),
        tokens_out=_number(row["tokens_out"]),
        context_growth=_number(row["context_growth"]),
        retry_rate=_number(row["retry_rate"]),
        cache_hit_rate=_number(row["cache_hit_rate"]),
        review=_review(row),
        steps=_steps(row),
        note=row["note"],
        bounds=tuple(map(_bounds_value, bounds)),
        id=row["id"],
    )


def bounds_row(bounds: Bounds) -> Row:
    """The columns of bounds, without id and scenario."""
    return {
        "driver": bounds.driver.value,
        "low": decimal_text(bounds.low),
        "high": decimal_text(bounds.high),
    }


def _bounds_value(row: sqlite3.Row) -> Bounds:
    """Bounds from their row."""
    return Bounds(Driver(row["driver"]), Decimal(row["low"]), Decimal(row["high"]))


def _review(row: sqlite3.Row) -> ReviewAssumption | None:
    """Human review, in three columns; the file has all of them or none."""
    if row["review_share"] is None:
        return None
    columns = (row["review_share"], row["review_minutes"], row["hourly_rate"])
    return ReviewAssumption(*map(Decimal, columns))


def _steps(row: sqlite3.Row) -> StepAssumption | None:
    """Blocks of capacity, in two columns; the file has both or none."""
    if row["step_capacity"] is None:
        return None
    return StepAssumption(row["step_capacity"], Decimal(row["step_cost"]))


def _text(number: Decimal | None) -> str | None:
    """All digits of a number; NULL where it is not known."""
    return None if number is None else decimal_text(number)


def _number(text: str | None) -> Decimal | None:
    """A number from its digits."""
    return None if text is None else Decimal(text)
