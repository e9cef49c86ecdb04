"""Values of single columns and back: days, lists, exact fractions, JSON."""

import json
import re
import sqlite3
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from fivegates.store.records.rows import Value


def fraction_columns(name: str, value: Fraction | None) -> dict[str, Value]:
    """An exact fraction in two columns."""
    return {
        f"{name}_numerator": None if value is None else value.numerator,
        f"{name}_denominator": None if value is None else value.denominator,
    }


# A thousand initiatives share few scores and few lists of providers; most of opening them would be parsing.
@lru_cache(maxsize=4096)
def fraction_value(numerator: int | None, denominator: int | None) -> Fraction | None:
    """The fraction of two columns; None where there is no score."""
    return None if numerator is None or denominator is None else Fraction(numerator, denominator)


def list_text(items: tuple[str, ...]) -> str:
    """A list as JSON."""
    return json.dumps(items, ensure_ascii=False)


@lru_cache(maxsize=1024)
def list_value(text: str) -> tuple[str, ...]:
    """A list from JSON. Raises sqlite3.Error when it is no list of texts."""
    items = plain_value(text)
    if not isinstance(items, list) or not all(map(_is_text, items)):
        raise unreadable()
    return tuple(items)


def _is_text(item: object) -> bool:
    """Whether it is text that can be stored again: JSON can spell halves of characters."""
    return isinstance(item, str) and not re.search(r"[\ud800-\udfff]", item)


def plain_value(text: str) -> object:
    """JSON as plain values. Raises sqlite3.Error when it is none, or nested too deep."""
    try:
        plain: object = json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise unreadable() from error
    return plain


def unreadable() -> sqlite3.DatabaseError:
    """What another program has put in place of a list or a rubric is damage, as SQLite reports its own."""
    error = sqlite3.DatabaseError("neither a list nor a rubric")
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def day_text(day: date | None) -> str | None:
    """A date as text."""
    return day.isoformat() if day else None


def day_value(text: str | None) -> date | None:
    """A date from text."""
    return date.fromisoformat(text) if text else None
