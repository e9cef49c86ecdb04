"""Parses JSON to plain data with exact numbers and readable errors, and serialises it."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from itertools import count, islice
from typing import Final

from fivegates.domain.errors import DataError, Problem, UserError, larger_than, refuse_whole
from fivegates.exchange.plain_data import MOST_PROBLEMS, shown_name

MOST_BYTES = 256 * 2**20
"""The largest file that is read."""

MOST_PARTS: Final = 10_000_000
"""The most values, lists and objects in a file: they take far more memory than their text."""

_TICKED: Final = 1_000
_MOST_DIGITS: Final = 1_000
_MARKS: Final = (b",", b"[", b"{")
_MARK: Final = re.compile(rb'(?:[^"\[{,]++|"(?:[^"\\]++|\\.)*+"?)*+[\[{,]', re.DOTALL)
"""A comma or bracket outside of texts, with all before it."""


def parse_json(data: bytes, source: str, tick: Callable[[int], None] = lambda _: None) -> object:
    """Parse JSON; numbers other than whole ones become Decimal. Raises DataError naming line or path.

    `tick` is called with 0 while objects are read, so that it can end the work.
    """
    text = _decoded(data, source)
    repeats: list[_Repeating] = []
    objects = count(1)

    def made(pairs: list[tuple[str, object]]) -> dict[str, object]:
        if not next(objects) % _TICKED:
            tick(0)
        return _object(pairs, repeats)

    try:
        plain: object = json.loads(
            text,
            parse_float=exact_number,
            parse_constant=exact_number,
            object_pairs_hook=made,
        )
    except json.JSONDecodeError as error:
        refuse_whole(source, _syntax_fault(error))
    except RecursionError:
        refuse_whole(source, UserError("The brackets in this file are nested too deeply."))
    except ValueError:
        refuse_whole(source, UserError("A number in this file has too many digits."))
    if repeats:
        raise DataError(source, tuple(islice(_repeat_problems(plain), MOST_PROBLEMS)))
    return plain


def exact_number(text: str) -> Decimal:
    """Parse a number exactly; an absurdly large one becomes NaN, for the caller to refuse.

    Arithmetic with a power of ten such as 1e-999999999 would never end.
    """
    try:
        number = Decimal(text) if len(text) <= _MOST_DIGITS else Decimal("NaN")
    except InvalidOperation:
        return Decimal("NaN")
    return number if abs(number.adjusted()) <= _MOST_DIGITS else Decimal("NaN")


def write_json(plain: object) -> bytes:
    """Serialise plain data as UTF-8 with an indent of two and a final newline, deterministically."""
    return json.dumps(plain, ensure_ascii=False, allow_nan=False, indent=2).encode() + b"\n"


class _Repeating(dict[str, object]):
    """An object with a repeated key."""

    def __init__(self, pairs: list[tuple[str, object]], repeated: str) -> None:
        super().__init__(pairs)
        self.repeated = repeated


def _object(pairs: list[tuple[str, object]], repeats: list[_Repeating]) -> dict[str, object]:
    """Build an object; one with a repeated key is marked, to be reported with its path."""
    fields = dict(pairs)
    if len(fields) == len(pairs):
        return fields
    (repeated, _), *_ = Counter(key for key, _ in pairs).most_common(1)
    repeats.append(_Repeating(pairs, repeated))
    return repeats[-1]


def _repeat_problems(plain: object) -> Iterator[Problem]:
    """Walk through the data for the objects with a repeated key."""
    waiting = [("", plain)]
    while waiting:
        place, value = waiting.pop()
        if isinstance(value, _Repeating):
            reason = UserError("The field {key} appears here more than once.", key=shown_name(value.repeated))
            yield Problem(place, reason)
        waiting += reversed(list(_parts(place, value)))


def _parts(place: str, value: object) -> Iterator[tuple[str, object]]:
    """The values in an object or a list, with their paths."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield f"{place}.{shown_name(key)}" if place else shown_name(key), part
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield f"{place}[{index}]", part


def _decoded(data: bytes, source: str) -> str:
    """Decode UTF-8, with or without a byte order mark."""
    if len(data) > MOST_BYTES:
        refuse_whole(source, larger_than(MOST_BYTES))
    if not data.strip():
        refuse_whole(source, UserError("The file is empty."))
    if _holds_too_much(data):
        refuse_whole(
            source, UserError("The file holds more values than there is room for. Import it in parts.")
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        refuse_whole(source, UserError("Line {line} is not UTF-8 text. Save the file as UTF-8.", line=line))


def _holds_too_much(data: bytes) -> bool:
    """True if there are too many elements; punctuation inside strings is excluded only near the limit."""
    if sum(map(data.count, _MARKS)) <= MOST_PARTS:
        return False
    return next(islice(_MARK.finditer(data), MOST_PARTS, None), None) is not None


def _syntax_fault(error: json.JSONDecodeError) -> UserError:
    """The syntax error, with its line."""
    return UserError(
        "Line {line}, column {column}: this is not JSON ({detail}).",
        line=error.lineno,
        column=error.colno,
        detail=error.msg,
    )


Plain = dict[str, object]


def compact(**fields: object) -> Plain:
    """The fields as plain data, without empty and false ones. A level of 0 is a value, and stays."""
    return without_empty(fields)


def without_empty(fields: Plain) -> Plain:
    """The fields that are neither empty nor false."""
    return {key: value for key, value in fields.items() if not _is_empty(value)}


def _is_empty(value: object) -> bool:
    """True if a field may be left out; 0 is neither False nor empty here."""
    return value is None or value is False or value in ("", [], {})


def amount_text(amount: Decimal | None) -> str | None:
    """All digits of an amount, as text: a JSON number is a float to most who read it."""
    return None if amount is None else f"{amount:f}"
