"""The fields of a record, declared once in its dataclass, each with its limit beside it in `Annotated`.

`fields_of` gives them as a table, from which records are checked, read and written. In JSON and in problems a
field has its own name, or the one that `Named` gives; the store's `id` is no field of it.
"""

import dataclasses
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import MISSING, dataclass, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from types import NoneType
from typing import Annotated, Any, Final, Protocol, TypeAlias, get_args, get_origin, get_type_hints

from fivegates.domain.economics.months import Month
from fivegates.domain.errors import Problem

MOMENT: Final = "%Y-%m-%dT%H:%M:%SZ"
"""Format of a time in UTC, to the second."""


class Limit(Protocol):
    """The constraint on the value of a field."""

    def problems(self, place: str, value: Any) -> Iterable[Problem]:  # noqa: ANN401 - of the field's type
        """The problems of a present value, at `place`."""


@dataclass(frozen=True, slots=True)
class Named:
    """The name of a field in JSON, where it differs from that in Python."""

    key: str


@dataclass(frozen=True, slots=True)
class Person:
    """A person's name: completed in forms, renamed with the person.

    JSON that has blanks alone is read as no name, or unchanged where `verbatim`.
    """

    verbatim: bool = False


@dataclass(frozen=True, slots=True)
class SealedIfSet:
    """A field that seals contain only where it is set, so that seals made before it was added stay valid."""


@dataclass(frozen=True, slots=True)
class Number:
    """Serialise as a JSON number; other exact decimals are text, so that no program rounds them."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its names in Python and in JSON, its type without None, its default, and other metadata."""

    name: str
    key: str
    type: Any
    optional: bool
    default: Any
    declared: tuple[Any, ...]

    @property
    def required(self) -> bool:
        """True if it has no default."""
        return self.default is MISSING


@lru_cache(maxsize=256)
def fields_of(kind: type) -> tuple[Field, ...]:
    """The fields of a dataclass in their order, without the store's `id`."""
    hints = get_type_hints(kind, include_extras=True)
    return tuple(
        _field(each.name, hints[each.name], each.default)
        for each in dataclasses.fields(kind)
        if each.name != "id"
    )


def person_fields(kind: type) -> tuple[str, ...]:
    """The names of the fields of a dataclass that hold a person's name, in their order."""
    return tuple(
        field.name
        for field in fields_of(kind)
        if any(isinstance(declared, Person) for declared in field.declared)
    )


def _field(name: str, hint: Any, default: object) -> Field:  # noqa: ANN401 - a type or a generic alias
    """One field from its annotation."""
    declared: tuple[Any, ...] = ()
    if get_origin(hint) is Annotated:
        hint, *extras = get_args(hint)
        declared = tuple(extras)
    parts = [each for each in get_args(hint) if each is not NoneType]
    optional = NoneType in get_args(hint)
    key = next((each.key for each in declared if isinstance(each, Named)), name)
    return Field(name, key, parts[0] if optional else hint, optional, default, declared)


@lru_cache(maxsize=256)
def _limits_of(kind: type) -> tuple[tuple[str, str, Limit], ...]:
    """Each field that has a limit: its name, its place in problems, and the limit."""
    return tuple(
        (field.name, field.key, limit)
        for field in fields_of(kind)
        for limit in field.declared
        if hasattr(limit, "problems")
    )


def field_problems(record: object) -> tuple[Problem, ...]:
    """The problems of each field of a record, in the order of its fields."""
    kind: type = type(record)
    found: list[Problem] = []
    for name, place, limit in _limits_of(kind):
        value = getattr(record, name)
        if value is not None:
            found += limit.problems(place, value)
    return tuple(found)


Finish: TypeAlias = Callable[[dict[str, Any]], dict[str, Any]]
"""Post-processes the plain data of each record, for example to omit empty fields."""
Write: TypeAlias = Callable[[Any, Finish], object]
"""Converts a value to JSON."""


def plain_of_record(record: object, skipped: Collection[str] = (), finish: Finish = dict) -> dict[str, Any]:
    """The fields of a record as JSON holds them, nested; amounts are text, with every digit."""
    kind: type = type(record)
    plain: dict[str, Any] = {}
    for name, key, write in _writes_of(kind):
        if name not in skipped:
            value = getattr(record, name)
            plain[key] = value if write is None or value is None else write(value, finish)
    return finish(plain)


@lru_cache(maxsize=256)
def _writes_of(kind: type) -> tuple[tuple[str, str, Write | None], ...]:
    """Each field with its names, and its writer; None where JSON holds the value as it is."""
    return tuple((field.name, field.key, _write_of(field)) for field in fields_of(kind))


def _write_of(field: Field) -> Write | None:
    """Writer of the values of one field."""
    if get_origin(field.type) is tuple:
        return _list
    if field.type is Decimal:
        return _days if Number() in field.declared else _amount
    if is_dataclass(field.type) and field.type is not Month:
        return _record
    return _TEXTS.get(field.type, _word if issubclass(field.type, Enum) else None)


def _list(values: Iterable[object], finish: Finish) -> object:
    return [_record(value, finish) if is_dataclass(value) else value for value in values]


def _record(value: object, finish: Finish) -> object:
    return plain_of_record(value, (), finish)


def _amount(value: Decimal, _finish: Finish) -> str:
    return f"{value:f}"


def _word(value: Enum, _finish: Finish) -> object:
    return value.value


_TEXTS: Final[Mapping[type, Write]] = {
    date: lambda value, _: value.isoformat(),
    datetime: lambda value, _: value.strftime(MOMENT),
    Month: lambda value, _: str(value),
}


def _days(effort: Decimal, _finish: Finish) -> int | float:
    """Person-days as a JSON number: a float's shortest text gives tenths exactly."""
    return int(effort) if effort == effort.to_integral_value() else float(effort)
