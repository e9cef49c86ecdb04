"""Typed reading of plain data (what JSON and TOML parse to): every fault becomes a problem with its path."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import partial
from typing import TypeVar

from fivegates.domain.errors import Problem, UserError
from fivegates.domain.rubric_checks import unknown_word

T = TypeVar("T")
Kind = TypeVar("Kind", bound=StrEnum)
Check = Callable[[T], tuple[Problem, ...]]

ANY_DAY = date(2000, 1, 1)
"""Stands in for a date that could not be read, until the problem noted with it is raised."""

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_NAME = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)
_LARGEST_WHOLE = 10**15


class Table:
    """One object (in TOML: a table) of plain data.

    Each method reads one field by its name. A field that is missing where it may be gives the default;
    whatever is wrong is noted in `problems`, and a stand-in is returned so that reading goes on.
    """

    def __init__(self, fields: Mapping[str, object], place: str, problems: list[Problem]) -> None:
        self.place = place
        self._fields = fields
        self._problems = problems
        self._asked: set[str] = set()

    def has(self, key: str) -> bool:
        """Whether the field is there."""
        return key in self._fields

    def text(self, key: str, *, required: bool = False) -> str:
        """Read text; empty when left out."""
        value = self._typed(key, str, UserError("Write text in quotation marks."), required=required)
        return "" if value is None else value

    def texts(self, key: str) -> tuple[str, ...]:
        """Read a list of texts; empty when left out."""
        reason = UserError("Write text in quotation marks.")
        items = [self._instance(place, item, str, reason) for place, item in self._items(key)]
        return tuple(item for item in items if item is not None)

    def flag(self, key: str) -> bool:
        """Read true or false; false when left out."""
        return bool(self._typed(key, bool, UserError("Write true or false, without quotation marks.")))

    def whole(self, key: str, *, required: bool = False) -> int | None:
        """Read a whole number; 3.0 is one too."""
        value = self._take(key, required=required)
        if value is None:
            return None
        number = _whole(value)
        if number is None:
            self.note(key, UserError("Write a whole number, without quotation marks."))
        return number

    def amount(self, key: str) -> Decimal | None:
        """Read a number exactly."""
        value = self._take(key)
        if value is None:
            return None
        number = _number(value)
        if number is None:
            self.note(key, UserError("Write a number, without quotation marks."))
        return number

    def day(self, key: str, *, required: bool = False) -> date | None:
        """Read a date."""
        value = self._take(key, required=required)
        if value is None:
            return None
        day = _day(value)
        if day is None:
            self.note(key, UserError("Write a date as year-month-day, such as 2026-05-12."))
        return day

    def needed_day(self, key: str) -> date:
        """Read a date that must be there."""
        return self.day(key, required=True) or ANY_DAY

    def kind(self, key: str, kinds: type[Kind], default: Kind | None = None) -> Kind:
        """Read one of the words of `kinds`; it must be there unless there is a default."""
        known = [member.value for member in kinds]
        reason = UserError("Write one of {known}.", known=", ".join(known))
        word = self._typed(key, str, reason, required=default is None)
        if word in known:
            return kinds(word)
        if word is not None:
            self.note(key, unknown_word(word, known))
        return default or next(iter(kinds))

    def one(self, key: str, read: Callable[["Table"], T]) -> T | None:
        """Read a table within this one; None when left out."""
        value = self._take(key)
        return None if value is None else self._record(self.at(key), value, read, _nothing_wrong)

    def many(self, key: str, read: Callable[["Table"], T], check: Check[T]) -> tuple[T, ...]:
        """Read a list of tables; `check` is asked only about those that could be read."""
        records = [self._record(place, item, read, check) for place, item in self._items(key)]
        return tuple(record for record in records if record is not None)

    def named(self, key: str, read: Callable[[str, "Table"], T], check: Check[T]) -> dict[str, T]:
        """Read a table whose fields are tables; `read` is told each one's name."""
        fields = self._typed(key, dict, UserError("Write an object, in braces.")) or {}
        found = {}
        for name, value in fields.items():
            place = f"{self.at(key)}.{shown_name(name)}"
            record = self._record(place, value, partial(read, name), check)
            if record is not None:
                found[name] = record
        return found

    def at(self, key: str) -> str:
        """The path of a field of this table."""
        return f"{self.place}.{shown_name(key)}" if self.place else shown_name(key)

    def note(self, key: str, reason: UserError) -> None:
        """Note that something is wrong with a field."""
        self._problems.append(Problem(self.at(key), reason))

    def refuse_others(self) -> None:
        """Note every field that nobody asked for, with the name that was probably meant."""
        for key in self._fields:
            if key not in self._asked:
                self.note(key, unknown_word(shown_name(key), sorted(self._asked)))

    def _record(self, place: str, value: object, read: Callable[["Table"], T], check: Check[T]) -> T | None:
        """Read one table at `place`, refuse fields that nobody asked for, then check the result."""
        reason = UserError("Write an object, in braces.")
        fields = self._instance(place, value, dict, reason)
        if fields is None:
            return None
        before = len(self._problems)
        table = Table(fields, place, self._problems)
        record = read(table)
        table.refuse_others()
        if len(self._problems) == before:
            self._problems += [Problem(f"{place}.{found.place}", found.reason) for found in check(record)]
        return record

    def _items(self, key: str) -> Iterator[tuple[str, object]]:
        """The entries of a list with their paths; none when left out."""
        items = self._typed(key, list, UserError("Write a list, in square brackets.")) or []
        for index, item in enumerate(items):
            yield f"{self.at(key)}[{index}]", item

    def _typed(self, key: str, kind: type[T], reason: UserError, *, required: bool = False) -> T | None:
        """Take a field of one type."""
        value = self._take(key, required=required)
        return None if value is None else self._instance(self.at(key), value, kind, reason)

    def _instance(self, place: str, value: object, kind: type[T], reason: UserError) -> T | None:
        """Return `value` if it is of the type, else note the problem."""
        if isinstance(value, kind):
            return value
        self._problems.append(Problem(place, reason))
        return None

    def _take(self, key: str, *, required: bool = False) -> object:
        """Return a field as it is, and None where there is nothing to read."""
        self._asked.add(key)
        if key not in self._fields:
            if required:
                self.note(key, UserError("This is missing."))
            return None
        value = self._fields[key]
        if value is None:
            self.note(key, UserError("Leave the field out where there is nothing to say."))
        return value


def shown_name(name: str) -> str:
    """Return a field's name as a path shows it: whatever is no plain name is quoted, cut and made visible."""
    if _NAME.fullmatch(name):
        return name
    visible = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name[:40])
    return f"“{visible}”"


def _number(value: object) -> Decimal | None:
    """A finite number, or None."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    number = Decimal(value)
    return number if number.is_finite() else None


def _whole(value: object) -> int | None:
    """A whole number that is not absurdly large, or None."""
    number = _number(value)
    if number is None or not -_LARGEST_WHOLE < number < _LARGEST_WHOLE or number % 1:
        return None
    return int(number)


def _day(value: object) -> date | None:
    """A date of TOML, or text such as `2026-05-12`; None if it is neither."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str) or not _ISO_DAY.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _nothing_wrong(_record: object) -> tuple[Problem, ...]:
    """Check nothing: the record's owner does."""
    return ()
