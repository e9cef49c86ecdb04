"""A table of a rubric's file being read: values by key, and every fault with its place."""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeVar

from fivegates.domain.errors import Problem, UserError
from fivegates.domain.quoting import shown, unknown_word
from fivegates.domain.rubric.checks import place_of, table_names

T = TypeVar("T")
Plain = Mapping[str, object]

_MOST_ITEMS = 1_000
_MOST_UNKNOWN = 10
_LARGEST = 10**15


@dataclass(slots=True)
class RubricTable:
    """A table being parsed: it returns values by key, and collects the faults."""

    values: Plain
    place: str
    problems: list[Problem]
    known: list[str] = field(default_factory=list)

    def take(self, key: str, convert: Callable[[object], T], blank: T) -> T:
        """Return the value of `key`, or report that it is missing or wrong and continue with `blank`."""
        if key not in self.values:
            self.report(key, UserError("is missing."))
        return self.take_if_there(key, convert, blank)

    def take_if_there(self, key: str, convert: Callable[[object], T], default: T) -> T:
        """Return the value of `key`, or `default` where the key is absent."""
        self.known.append(key)
        if key not in self.values:
            return default
        try:
            return convert(self.values[key])
        except UserError as reason:
            self.report(key, reason)
            return default

    def take_tables(self, key: str, most: int) -> list["RubricTable"]:
        """Return the tables under `key`, one beyond `most` at the utmost, named by their ids."""
        names = names_in(self.values, key)
        tables = self.take_rows(key)[: most + 1]
        return [RubricTable(values, name, self.problems) for values, name in zip(tables, names, strict=False)]

    def take_rows(self, key: str) -> list[Plain]:
        """Return the tables under `key`; none if the key is absent, which the checks report."""
        nothing: list[Plain] = []
        return self.take_if_there(key, _as_tables, nothing)

    def refuse_rest(self) -> None:
        """Report unknown keys, the first few of them."""
        unknown = [key for key in self.values if key not in self.known]
        for key in unknown[:_MOST_UNKNOWN]:
            self.report(key, unknown_word(key, self.known))

    def report(self, key: str, reason: UserError) -> None:
        """Report a fault of `key`."""
        self.problems.append(Problem(place_of(self.place, key=key), reason))


def names_in(plain: Plain, key: str) -> list[str]:
    """Return the names of the tables under `key` in problems: `criterion "trust-drift"`, or `criterion 7`."""
    tables = plain.get(key)
    rows = tables if isinstance(tables, list) else []
    return table_names(key, [_id_of(row) for row in rows])


def _id_of(row: object) -> str:
    """Return the id of a table as far as there is one."""
    value = row.get("id") if isinstance(row, dict) else None
    return value if isinstance(value, str) else ""


def as_text(value: object) -> str:
    """Return a text. Raises UserError."""
    if isinstance(value, str):
        return value
    raise UserError("must be text in quotes, not {value}.", value=_seen(value))


def as_day(value: object) -> date:
    """Return a day: a date, or text such as "2026-11-30". Raises UserError."""
    if type(value) is date:
        return value
    text = as_text(value)
    with suppress(ValueError):
        day = date.fromisoformat(text)
        if day.isoformat() == text:
            return day
    raise UserError("must be a day such as 2026-11-30, not {value}.", value=_seen(value))


def as_flag(value: object) -> bool:
    """Return true or false. Raises UserError."""
    if isinstance(value, bool):
        return value
    raise UserError("must be true or false, not {value}.", value=_seen(value))


def as_whole(value: object) -> int:
    """Return a whole number within bounds. Raises UserError."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < _LARGEST:
        return value
    raise UserError("must be a whole number, not {value}.", value=_seen(value))


def as_number(value: object) -> Decimal:
    """Return an exact number. Raises UserError."""
    match value:
        case bool():
            pass
        case int() if abs(value) < _LARGEST:
            return Decimal(value)
        case float():
            return Decimal(repr(value))
        case Decimal():
            return value
    raise UserError("must be a number, not {value}.", value=_seen(value))


def _as_list(value: object) -> list[object]:
    if isinstance(value, list):
        return value[:_MOST_ITEMS]
    raise UserError("must be a list in square brackets, not {value}.", value=_seen(value))


def as_texts(value: object) -> tuple[str, ...]:
    """Return a list of texts, of bounded length. Raises UserError."""
    return tuple(as_text(item) for item in _as_list(value))


def as_numbers(value: object) -> tuple[Decimal, ...]:
    """Return a list of exact numbers, of bounded length. Raises UserError."""
    return tuple(as_number(item) for item in _as_list(value))


def as_table(value: object) -> Plain:
    """Return a table of keys and values. Raises UserError."""
    if isinstance(value, dict):
        return value
    raise UserError("must be a table of keys and values, not {value}.", value=_seen(value))


def _as_tables(value: object) -> list[Plain]:
    if isinstance(value, dict):
        raise UserError("must be a list of tables, each under a header in double brackets.")
    return [as_table(item) for item in _as_list(value)]


def _seen(value: object) -> str:
    """Return a value of the wrong type as written; a long or large one abbreviated."""
    match value:
        case None | bool():
            return json.dumps(value)
        case str():
            return f"“{shown(value)}”"
        case int() if abs(value) >= _LARGEST:
            return "…"
        case dict():
            return "{…}"
        case list():
            return "[…]"
        case _:
            return shown(value)
