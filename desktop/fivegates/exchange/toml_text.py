"""Parses TOML to plain tables with exact numbers, refusing pathological input first, and serialises it."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Final

from fivegates.domain.errors import DataError, Problem, UserError, larger_than, refuse_whole
from fivegates.exchange.json_text import exact_number

_AT: Final = re.compile(r" \(at (?P<place>line \d+, column \d+|end of document)\)$")
_KEY_PART: Final = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')"""
_DEEP_KEY: Final = re.compile(rf"(?<![\w-]){_KEY_PART}(?:[ \t]*+\.[ \t]*+{_KEY_PART}){{16}}")
"""A key of many parts: `tomllib` takes hours over one of a million, and no file of ours has more than two."""


def decoded_toml(data: bytes, source: str, most: int) -> str:
    """Return the text; a byte order mark, as some editors write one, is left out.

    Raises DataError for more than `most` bytes, and with the line that is not UTF-8.
    """
    if len(data) > most:
        refuse_whole(source, larger_than(most))
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        reason = UserError("This is not text in UTF-8; save the file as UTF-8.")
        raise DataError(source, (Problem(f"line {line}", reason),)) from None


def parse_toml(text: str, source: str) -> dict[str, object]:
    """Return the tables; numbers with a point stay exact. Raises DataError with the line."""
    if deep := _DEEP_KEY.search(text):
        reason = UserError("This key has too many parts.")
        raise DataError(source, (Problem(f"line {_line_at(text, deep.start())}", reason),))
    try:
        return tomllib.loads(text, parse_float=exact_number)
    except RecursionError:
        reason = UserError("The brackets in this file are nested too deeply.")
        refuse_whole(source, reason)
    except ValueError as error:
        raise DataError(source, (_syntax_problem(error, text),)) from None


def _syntax_problem(error: Exception, text: str) -> Problem:
    """Take the place out of the parser's message and put it first."""
    message = str(error)
    found = _AT.search(message)
    if not found:
        return Problem("", UserError("This is not readable as TOML: {detail}.", detail=message))
    place = found["place"]
    if place == "end of document":
        place = f"line {_line_at(text, len(text))}"
    return Problem(
        place, UserError("This is not readable as TOML: {detail}.", detail=message[: found.start()])
    )


def _line_at(text: str, position: int) -> int:
    """Return the line of a position, from 1."""
    return text.count("\n", 0, position) + 1


def table_lines(table: Mapping[str, object], path: str = "") -> Iterator[str]:
    """Print a table: its own keys, then the tables in it. JSON's texts, numbers and lists are TOML's too."""
    tables = {key: _headed_tables(f"{path}{key}", value) for key, value in table.items()}
    for key, value in table.items():
        if not tables[key]:
            yield f"{key} = {_value(value)}"
    for key, headed in tables.items():
        for header, each in headed:
            yield from ("", header, *table_lines(each, f"{path}{key}."))


def _headed_tables(path: str, value: object) -> list[tuple[str, Mapping[str, object]]]:
    """Return the tables that a value holds, each with its header; none for a plain value."""
    if isinstance(value, dict):
        return [(f"[{path}]", value)]
    rows = value if isinstance(value, list) else []
    return [(f"[[{path}]]", row) for row in rows if isinstance(row, dict)]


def _value(value: object) -> str:
    """A text, number or list; of what JSON leaves as it is, TOML forbids one character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
