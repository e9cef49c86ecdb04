"""Typed parsing of plain data (from JSON and TOML): every fault becomes a problem with its path."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import partial
from typing import Final, TypeVar

from fivegates.domain.errors import DataError, Problem, UserError
from fivegates.domain.quoting import shown, unknown_word

T = TypeVar("T")
Kind = TypeVar("Kind", bound=StrEnum)
Check = Callable[[T], tuple[Problem, ...]]

MOST_PROBLEMS: Final = 1_000
"""The most problems reported for a file; then reading stops."""

ANY_DAY = date(2000, 1, 1)
"""Stands in for a date that could not be read, until the problem noted with it is raised."""

ANY_AMOUNT = Decimal(0)
"""Stands in for an amount that could not be read, in the same way."""

_PLAIN_AMOUNT = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,20})?", re.ASCII)
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_NAME = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)
_LARGEST_WHOLE = 10**15

_TEXT = UserError("Write text in quotation marks.")
_FLAG = UserError("Write true or false, without quotation marks.")
_WHOLE = UserError("Write a whole number, without quotation marks.")
_NUMBER = UserError("Write a number, without quotation marks.")
_AMOUNT = UserError("Write an amount in quotation marks, with digits alone, such as “1234.56”.")
_DAY = UserError("Write a date as year-month-day, such as 2026-05-12.")
_LIST = UserError("Write a list, in square brackets.")
_OBJECT = UserError("Write an object, in braces.")
_MISSING = UserError("This is missing.")
_NULL = UserError("Leave the field out where there is nothing to say.")


class Table:
    """An object (in TOML: a table) of plain data.

    Each method reads one field by its name. A field that is missing where it may be gives the default;
    whatever is wrong is noted in `problems`, and a placeholder is returned so that reading continues.
    """

    def __init__(self, fields: Mapping[str, object], place: str, problems: list[Problem]) -> None:
        self.place = place
        self.problems = problems
        self._fields = fields
        self._asked: set[str] = set()

    def has(self, key: str) -> bool:
        """True if the field is present."""
        return key in self._fields

    def text(self, key: str, *, required: bool = False) -> str:
        """Read text; empty when left out."""
        return self._read(key, _text, _TEXT, required=required) or ""

    def name(self, key: str) -> str:
        """Read a person's name; one of blanks alone is none."""
        name = self.text(key)
        return name if name.strip() else ""

    def texts(self, key: str) -> tuple[str, ...]:
        """Read a list of texts; empty when left out."""
        items = [_converted(item, _text, _TEXT, place, self.problems) for place, item in self.items(key)]
        return tuple(item for item in items if item is not None)

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Read true or false; the default when left out."""
        flag = self._read(key, _flag, _FLAG)
        return default if flag is None else flag

    def whole(self, key: str, *, required: bool = False) -> int | None:
        """Read a whole number; 3.0 is one too."""
        return self._read(key, _whole, _WHOLE, required=required)

    def number(self, key: str) -> Decimal | None:
        """Read a number exactly."""
        return self._read(key, _number, _NUMBER)

    def needed_number(self, key: str) -> Decimal:
        """Read a number that must be there."""
        number = self._read(key, _number, _NUMBER, required=True)
        return ANY_AMOUNT if number is None else number

    def amount(self, key: str) -> Decimal | None:
        """Read an amount of money, which is text: no program on the way can make a float of it."""
        return self._read(key, _amount, _AMOUNT)

    def needed_amount(self, key: str) -> Decimal:
        """Read an amount that must be there."""
        amount = self._read(key, _amount, _AMOUNT, required=True)
        return ANY_AMOUNT if amount is None else amount

    def day(self, key: str) -> date | None:
        """Read a date."""
        return self._read(key, _day, _DAY)

    def needed_day(self, key: str) -> date:
        """Read a date that must be there."""
        return self._read(key, _day, _DAY, required=True) or ANY_DAY

    def kind(self, key: str, kinds: type[Kind], default: Kind | None = None) -> Kind:
        """Read one of the words of `kinds`; it must be there unless there is a default."""
        word = self._read(key, _text, _TEXT, required=default is None)
        if word is not None:
            try:
                return kinds(word)
            except ValueError:
                self.note(key, unknown_word(word, [member.value for member in kinds]))
        return default or next(iter(kinds))

    def one(self, key: str, read: Callable[["Table"], T]) -> T | None:
        """Read a table within this one; None when left out."""
        value = self._take(key)
        return None if value is None else read_table(value, self.at(key), self.problems, read)

    def many(self, key: str, read: Callable[["Table"], T], check: Check[T]) -> tuple[T, ...]:
        """Read a list of tables."""
        records = [read_table(item, place, self.problems, read, check) for place, item in self.items(key)]
        return tuple(record for record in records if record is not None)

    def named(self, key: str, read: Callable[[str, "Table"], T]) -> dict[str, T]:
        """Read a table whose fields are tables; `read` is given each one's name."""
        found, table = {}, self.at(key)
        for name, value in (self._read(key, _object, _OBJECT) or {}).items():
            record = read_table(value, f"{table}.{shown_name(name)}", self.problems, partial(read, name))
            if record is not None:
                found[name] = record
        return found

    def raw(self, key: str) -> object:
        """A field as it is, for a reader of its own; it must be there."""
        return self._take(key, required=True)

    def items(self, key: str) -> Iterator[tuple[str, object]]:
        """The entries of a list with their paths; none when left out."""
        table = self.at(key)
        for index, item in enumerate(self._read(key, _list, _LIST) or []):
            yield f"{table}[{index}]", item

    def at(self, key: str) -> str:
        """The path of a field of this table."""
        return self.path(shown_name(key))

    def path(self, inner: str) -> str:
        """The path, from the root, of what is at `inner` in this table."""
        return f"{self.place}.{inner}" if self.place else inner

    def note(self, key: str, reason: UserError) -> None:
        """Note that something is wrong with a field."""
        _note(self.problems, Problem(self.at(key), reason))

    def refuse_others(self) -> None:
        """Note every unknown field, with the name that was probably meant."""
        for key in self._fields:
            if key not in self._asked:
                self.note(key, unknown_word(key, sorted(self._asked)))

    def _read(
        self, key: str, convert: Callable[[object], T | None], reason: UserError, *, required: bool = False
    ) -> T | None:
        """Take a field and convert it; None where it is left out or cannot be read."""
        value = self._take(key, required=required)
        if value is None:
            return None
        converted = convert(value)
        if converted is None:
            self.note(key, reason)
        return converted

    def _take(self, key: str, *, required: bool = False) -> object:
        """Return a field as it is, and None where there is nothing to read."""
        self._asked.add(key)
        value = self._fields.get(key)
        if value is None:
            if key in self._fields:
                self.note(key, _NULL)
            elif required:
                self.note(key, _MISSING)
        return value


class _EnoughError(Exception):
    """The limit of problems is reached."""


def read_whole(plain: object, source: str, read: Callable[[Table], T], check: Check[T]) -> T:
    """Read all of a file named `source`. Raises DataError with every problem."""
    problems: list[Problem] = []
    try:
        whole = read_table(plain, "", problems, read, check)
    except _EnoughError:
        raise DataError(source, tuple(problems)) from None
    if whole is None or problems:
        raise DataError(source, tuple(problems))
    return whole


def read_table(
    value: object,
    place: str,
    problems: list[Problem],
    read: Callable[[Table], T],
    check: Check[T] | None = None,
) -> T | None:
    """Read one table, refuse unknown fields, then validate the result.

    A field that could not be read has its problem already: one of `check` with its placeholder is dropped.
    """
    fields = _converted(value, _object, _OBJECT, place, problems)
    if fields is None:
        return None
    before = len(problems)
    table = Table(fields, place, problems)
    record = read(table)
    table.refuse_others()
    if check:
        noted = {problem.place for problem in problems[before:]}
        found = [Problem(table.path(problem.place), problem.reason) for problem in check(record)]
        problems += [problem for problem in found if problem.place not in noted]
    return record


def shown_name(name: str) -> str:
    """Return a field's name as a path shows it: as it is, or quoted where it is no plain name."""
    return name if _NAME.fullmatch(name) else f"“{shown(name)}”"


def _converted(
    value: object,
    convert: Callable[[object], T | None],
    reason: UserError,
    place: str,
    problems: list[Problem],
) -> T | None:
    """Convert a value; where that gives None, note the reason."""
    converted = convert(value)
    if converted is None:
        _note(problems, Problem(place, reason))
    return converted


def _note(problems: list[Problem], problem: Problem) -> None:
    """Note a problem, unless there are enough."""
    if len(problems) >= MOST_PROBLEMS:
        raise _EnoughError
    problems.append(problem)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _list(value: object) -> list[object] | None:
    return value if isinstance(value, list) else None


def _object(value: object) -> dict[str, object] | None:
    return value if isinstance(value, dict) else None


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


def _amount(value: object) -> Decimal | None:
    """A plain decimal of bounded length, or None."""
    return Decimal(value) if isinstance(value, str) and _PLAIN_AMOUNT.fullmatch(value) else None


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
