"""Values of the domain to plain data for a seal, and back: each by the fields of its class.

What is sealed is read again for as long as the file lasts, so a field that is sealed keeps its name; one
that is added later has a default, which older seals are read with.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, TypeVar, cast, get_args, get_origin, get_type_hints

from fivegates.domain.economics.months import Month

T = TypeVar("T")

_OF_THE_STORE: Final = frozenset({"id", "fingerprint", "archived"})
"""Fields that say where a value is kept, and nothing of what is printed."""


def plain_of(value: object) -> Any:  # noqa: ANN401 - what JSON holds
    """Give a value as what JSON holds; decimals keep their digits. Raises TypeError for other values."""
    if isinstance(value, tuple):
        return [plain_of(each) for each in value]
    if is_dataclass(value) and not isinstance(value, type | Month):
        return {field: plain_of(getattr(value, field)) for field in _sealed_fields(type(value))}
    return _plain_one(value)


def _plain_one(value: object) -> str | int | None:
    """A value without parts."""
    match value:
        case Enum():
            return str(value.value)
        case None | bool() | int() | str():
            return value
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case Month():
            return str(value)
    raise TypeError(value)


def value_of(kind: type[T], plain: object) -> T:
    """Read what `plain_of` gave for a value of this class.

    Raises TypeError, ValueError, ArithmeticError or KeyError for anything else.
    """
    return cast("T", _read(kind, plain))


def _read(kind: Any, plain: object) -> object:  # noqa: ANN401 - a class or a generic alias
    """Read a value of a type as annotations give it."""
    if get_origin(kind) is UnionType or type(kind).__name__ == "_UnionGenericAlias":
        (inner,) = (each for each in get_args(kind) if each is not NoneType)
        return None if plain is None else _read(inner, plain)
    if get_origin(kind) is tuple:
        if not isinstance(plain, list):
            raise TypeError(plain)
        return tuple(_read(get_args(kind)[0], each) for each in plain)
    if is_dataclass(kind) and kind is not Month:
        return _read_fields(cast("type", kind), plain)
    return _read_one(kind, plain)


def _read_fields(kind: type, plain: object) -> object:
    """Read a value by its fields; one that is not there has its default."""
    if not isinstance(plain, Mapping):
        raise TypeError(plain)
    found = {name: _read(hint, plain[name]) for name, hint in _sealed_fields(kind).items() if name in plain}
    return kind(**found)


def _read_one(kind: type, plain: object) -> object:
    """Read a value that JSON holds as text, a whole number or a truth."""
    if kind in {bool, int, str}:
        if type(plain) is not kind:
            raise TypeError(plain)
        return plain
    if not isinstance(plain, str):
        raise TypeError(plain)
    if kind is date:
        return date.fromisoformat(plain)
    if kind is Month:
        return Month.parse(plain)
    if kind is Decimal:
        return _decimal(plain)
    return kind(plain)


def _decimal(text: str) -> Decimal:
    """An exact figure; digits alone, since an exponent could fill the memory."""
    if not text.removeprefix("-").replace(".", "", 1).isdecimal():
        raise ValueError(text)
    return Decimal(text)


@cache
def _sealed_fields(kind: type) -> dict[str, Any]:
    """The fields of a class that are sealed, with their types."""
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind) if field.name not in _OF_THE_STORE}
