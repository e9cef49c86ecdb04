"""Values of single columns and back: days, lists, exact fractions, JSON.

All digits of a Decimal are kept as text, because sqlite-utils would store it as a float.
"""

import json
import re
import sqlite3
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final

from fivegates.domain.economics.months import Month
from fivegates.store.records.rows import Value

TENTHS: Final = 10


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


def _list_text(items: tuple[str, ...]) -> str:
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


def decimal_text(amount: Decimal) -> str:
    """All digits of an amount, without an exponent."""
    return f"{amount:f}"


def tenths(effort: Decimal | None) -> int | None:
    """Tenths of a person-day. Raises ValueError for what tenths cannot hold."""
    if effort is None:
        return None
    exact = effort * TENTHS
    if exact != exact.to_integral_value():
        message = f"{effort} person-days are not in tenths"
        raise ValueError(message)
    return int(exact)


def person_days(number: int | None) -> Decimal | None:
    """Person-days from tenths: 20 is 2, 25 is 2.5."""
    if number is None:
        return None
    whole, rest = divmod(number, TENTHS)
    return Decimal(number) / TENTHS if rest else Decimal(whole)


CONVERSIONS: Final[Mapping[Any, tuple[Callable[[Any], Value], Callable[[Any], object]]]] = {
    bool: (int, bool),
    date: (date.isoformat, date.fromisoformat),
    Decimal: (decimal_text, Decimal),
    Month: (str, Month.parse),
    tuple[str, ...]: (_list_text, list_value),
}
"""How a value of a type is written into a column, and read from it."""
