"""Counts what one action costs: statements, calls of functions, and files of the product entered."""

import sqlite3
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType

import fivegates

_PRODUCT = f"{Path(fivegates.__file__).parent}/"


@dataclass
class Counts:
    """`statements` in their order, calls by the name of the function, and the files that were entered."""

    statements: list[str] = field(default_factory=list)
    calls: Counter[str] = field(default_factory=Counter)
    files: set[str] = field(default_factory=set)


@contextmanager
def counting(connection: sqlite3.Connection, *functions: Callable[..., object]) -> Iterator[Counts]:
    """Count statements on a connection, and calls of functions wherever they are called from."""
    counts = Counts()
    names: dict[CodeType, str] = {each.__code__: each.__name__ for each in functions}

    def note(frame: FrameType, event: str, _value: object) -> None:
        if event != "call":
            return
        code = frame.f_code
        if code.co_filename.startswith(_PRODUCT):
            counts.files.add(code.co_filename.removeprefix(_PRODUCT))
        if code in names:
            counts.calls[names[code]] += 1

    before = sys.getprofile()
    connection.set_trace_callback(counts.statements.append)
    sys.setprofile(note)
    try:
        yield counts
    finally:
        sys.setprofile(before)
        connection.set_trace_callback(None)
