"""The columns of a record, worked out from the types of its fields, and how values are written and read.

All digits of a Decimal are kept as text, because sqlite-utils would store it as a float.
"""

import json
import re
import sqlite3
import typing
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from operator import attrgetter, itemgetter
from types import NoneType
from typing import Any, Final

from fivegates.domain.economics.months import Month
from fivegates.domain.fields import MOMENT
from fivegates.store.records.rows import Row, Value

_TENTHS: Final = 10


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


@lru_cache(maxsize=1024)
def list_value(text: str) -> tuple[str, ...]:
    """A list from JSON. Raises sqlite3.Error when it is no list of texts."""
    items = plain_list(text)
    # JSON can spell halves of characters, which cannot be stored again.
    if not all(isinstance(item, str) and not re.search(r"[\ud800-\udfff]", item) for item in items):
        raise unreadable()
    return tuple(items)


def plain_value(text: str) -> object:
    """JSON as plain values. Raises sqlite3.Error when it is none, or nested too deep."""
    try:
        plain: object = json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise unreadable() from error
    return plain


def plain_list(text: str) -> list[Any]:
    """JSON as a list of plain values. Raises sqlite3.Error when it is none."""
    items = plain_value(text)
    if not isinstance(items, list):
        raise unreadable()
    return items


def unreadable() -> sqlite3.DatabaseError:
    """The error for an invalid list or rubric, which only another program writes: treated as damage."""
    error = sqlite3.DatabaseError("neither a list nor a rubric")
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def decimal_text(amount: Decimal) -> str:
    """All digits of an amount, without an exponent."""
    return f"{amount:f}"


def _tenths(effort: Decimal) -> int:
    """Tenths of a person-day. Raises ValueError for what tenths cannot hold."""
    exact = effort * _TENTHS
    if exact != exact.to_integral_value():
        message = f"{effort} person-days are not in tenths"
        raise ValueError(message)
    return int(exact)


def _person_days(number: int) -> Decimal:
    """Person-days from tenths: 20 is 2, 25 is 2.5."""
    whole, rest = divmod(number, _TENTHS)
    return Decimal(number) / _TENTHS if rest else Decimal(whole)


def day_value(text: str | None) -> date | None:
    """A day or nothing."""
    return None if text is None else date.fromisoformat(text)


def moment_value(text: str) -> datetime:
    """A moment in UTC. Raises ValueError for what is none."""
    return datetime.strptime(text, MOMENT).replace(tzinfo=UTC)


CONVERSIONS: Final[Mapping[Any, tuple[Callable[[Any], Value], Callable[[Any], object]]]] = {
    bool: (int, bool),
    date: (date.isoformat, date.fromisoformat),
    datetime: (lambda moment: moment.strftime(MOMENT), moment_value),
    Decimal: (decimal_text, Decimal),
    Month: (str, Month.parse),
    tuple[str, ...]: (lambda items: json.dumps(items, ensure_ascii=False), list_value),
}
"""The conversions of each type to a column and back."""


@dataclass(frozen=True, slots=True)
class Column:
    """A field, how its value becomes columns, and how it is read from a row that has them."""

    field: str
    write: Callable[[Any], Row]
    read: Callable[[sqlite3.Row], Any]


def columns_of(
    kind: type, names: Mapping[str, str | Mapping[str, str]], skipped: Collection[str]
) -> Iterator[Column]:
    """The columns of each field of a dataclass that is not to be skipped.

    A field has a column of its own name. One that is a dataclass itself has several, which are empty
    together: `names` gives them by its fields, or how they begin before the name of the field. Raises
    KeyError for a type that has no form.
    """
    types = typing.get_type_hints(kind)
    for field in fields(kind):
        if field.name not in skipped:
            yield _column(field.name, types[field.name], names.get(field.name))


def _column(name: str, kind: Any, names: str | Mapping[str, str] | None = None) -> Column:  # noqa: ANN401 - a type
    """The column or columns of one field."""
    kind, optional = _required(kind)
    if isinstance(names, str):
        names = {field.name: f"{names}{field.name}" for field in fields(kind)}
    if names is not None:
        return _nested(name, kind, names)
    if kind is Fraction:
        numerator, denominator = fraction_columns(name, None)
        return Column(
            name,
            lambda value: fraction_columns(name, value),
            lambda row: fraction_value(row[numerator], row[denominator]),
        )
    if kind in {str, int}:
        return Column(name, lambda value: {name: value}, itemgetter(name))
    is_enum = isinstance(kind, type) and issubclass(kind, Enum)
    write, read = (attrgetter("value"), kind) if is_enum else CONVERSIONS[kind]
    if not optional:
        return Column(name, lambda value: {name: write(value)}, lambda row: read(row[name]))
    return _single(name, name, write, read)


def _single(field: str, column: str, write: Callable[[Any], Value], read: Callable[[Any], object]) -> Column:
    """Return the column of a field, NULL if the field has no value."""
    return Column(
        field,
        lambda value: {column: None if value is None else write(value)},
        lambda row: None if row[column] is None else read(row[column]),
    )


def in_tenths(field: str) -> Column:
    """A column of person-days in tenths."""
    return _single(field, f"{field}_tenths", _tenths, _person_days)


def _required(kind: Any) -> tuple[Any, bool]:  # noqa: ANN401 - a type
    """A type without its None, and whether it had one."""
    inner = [each for each in typing.get_args(kind) if each is not NoneType]
    optional = NoneType in typing.get_args(kind)
    return (inner[0] if optional else kind), optional


def _nested(name: str, kind: type, names: Mapping[str, str]) -> Column:
    """Columns that hold the fields of a dataclass, and are all empty where there is no value."""
    types = typing.get_type_hints(kind)
    inner = [field.name for field in fields(kind)]
    parts = [_column(names[field], types[field]) for field in inner]
    empty = dict.fromkeys(names.values())
    first = names[inner[0]]

    def write(value: object) -> Row:
        if value is None:
            return empty
        row: dict[str, Value] = {}
        for field, part in zip(inner, parts, strict=True):
            row.update(part.write(getattr(value, field)))
        return row

    needed = [names[field] for field in inner if not _required(types[field])[1]]

    def read(row: sqlite3.Row) -> object:
        if row[first] is None:
            return None
        if any(row[column] is None for column in needed):
            raise unreadable()
        return kind(*(part.read(row) for part in parts))

    return Column(name, write, read)
