"""The columns of a record, worked out from the types of its fields."""

import sqlite3
import typing
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, fields
from enum import Enum
from fractions import Fraction
from operator import itemgetter
from types import NoneType
from typing import Any

from fivegates.store.records.conversions import (
    CONVERSIONS,
    fraction_columns,
    fraction_value,
    unreadable,
)
from fivegates.store.records.rows import Row, Value


@dataclass(frozen=True, slots=True)
class Column:
    """A field, how its value becomes columns, and how it is read from a row that has them."""

    field: str
    write: Callable[[Any], Row]
    read: Callable[[sqlite3.Row], Any]


def columns_of(
    kind: type, names: Mapping[str, Mapping[str, str]], skipped: Collection[str]
) -> Iterator[Column]:
    """The columns of each field of a dataclass that is not to be skipped.

    A field has a column of its own name. One that is a dataclass itself has several: `names` gives them by
    the fields of that dataclass, and they are empty together. Raises KeyError for a type that has no form.
    """
    types = typing.get_type_hints(kind)
    for field in fields(kind):
        if field.name not in skipped:
            yield _column(field.name, types[field.name], names.get(field.name))


def _column(name: str, kind: Any, names: Mapping[str, str] | None = None) -> Column:  # noqa: ANN401 - a type
    """The column or columns of one field."""
    kind, optional = _required(kind)
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
    write, read = _conversion(kind)
    if not optional:
        return Column(name, lambda value: {name: write(value)}, lambda row: read(row[name]))
    return Column(
        name,
        lambda value: {name: None if value is None else write(value)},
        lambda row: None if row[name] is None else read(row[name]),
    )


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


def _conversion(kind: Any) -> tuple[Callable[[Any], Value], Callable[[Any], object]]:  # noqa: ANN401
    """How a value of a type is written into a single column, and read from it."""
    if isinstance(kind, type) and issubclass(kind, Enum):
        return (lambda value: value.value), kind
    return CONVERSIONS[kind]
