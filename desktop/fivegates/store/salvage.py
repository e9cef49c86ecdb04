"""Reads the rows of a damaged file: table by table, past the pages that cannot be read."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from fivegates.store.connection import bound_time, connect, scalar
from fivegates.store.inspection import LARGEST_FILE

_JOURNALS: Final = ("-journal", "-wal")
_PAGE_SIZE_AT: Final = slice(16, 18)
_PAGES_AT: Final = slice(28, 32)
_FARTHEST: Final = 2**62


@dataclass(frozen=True, slots=True)
class Gap:
    """Rows that cannot be read: from this key on, before the next one that can be; None is to the end."""

    first: int
    following: int | None


@contextmanager
def damaged_copy(path: Path) -> Iterator[sqlite3.Connection]:
    """Connect to a copy of a file and its journal, forgiving what can be forgiven; the file stays as it is.

    Raises OSError when there is no room for the copy, sqlite3.Error when SQLite can make nothing of it.
    """
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        for ending in ("", *_JOURNALS):
            if Path(f"{path}{ending}").exists():
                shutil.copyfile(f"{path}{ending}", f"{copy}{ending}")
        _pad(copy)
        with closing(connect(copy, "rw")) as connection:
            connection.execute("PRAGMA cell_size_check = OFF")
            connection.execute("PRAGMA writable_schema = ON")
            connection.text_factory = lambda text: text.decode(errors="replace")
            scalar(connection, "SELECT count(*) FROM sqlite_schema")
            yield connection


def _pad(copy: Path) -> None:
    """Make a file that was cut off as long as it says it is: SQLite would refuse the pages that are there."""
    with copy.open("rb") as file:
        header = file.read(_PAGES_AT.stop)
    size = int.from_bytes(header[_PAGE_SIZE_AT], "big") * int.from_bytes(header[_PAGES_AT], "big")
    if copy.stat().st_size < size <= LARGEST_FILE:
        os.truncate(copy, size)


def readable_rows(connection: sqlite3.Connection, table: str, key: str) -> Iterator[sqlite3.Row | Gap]:
    """The rows of a table in the order of `key`, with gaps where some cannot be read.

    The key is the integer by which the table is ordered on the disk; it stands before the row's own columns.
    """
    bound_time(connection)
    start = -_FARTHEST
    while True:
        try:
            for row in connection.execute(_from(table, key), (start,)):
                _require_progress(row[0], start, key)
                start = row[0] + 1
                yield row
        except sqlite3.DatabaseError:
            following = _next_readable(connection, _from(table, key), start)
            yield Gap(max(start, 1), following)
            if following is None:
                return
            start = following
        else:
            return


def _require_progress(found: int, start: int, key: str) -> None:
    """Raise sqlite3.DatabaseError where damaged pages lead back to rows that were read."""
    if found < start - (key != "rowid"):
        message = "rows out of order"
        raise sqlite3.DatabaseError(message)


def _from(table: str, key: str) -> str:
    """The rows from a key on, read from the table itself and from no index."""
    return f'SELECT "{key}", * FROM "{table}" NOT INDEXED WHERE "{key}" >= ? ORDER BY "{key}"'  # noqa: S608


def _next_readable(connection: sqlite3.Connection, sql: str, start: int) -> int | None:
    """The smallest key after `start` from which rows can be read; None when there are none.

    Pages hold runs of keys, so what fails is a run: leap until it is behind, then halve the leap.
    """
    start = max(start, 0)
    step = 1
    while (found := _reads(connection, sql, start + step)) is None:
        step *= 2
        if step > _FARTHEST:
            return None
    if not found:
        return None
    low, high = start + step // 2, start + step
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _reads(connection, sql, middle) else (middle, high)
    return high


def _reads(connection: sqlite3.Connection, sql: str, start: int) -> bool | None:
    """Whether there is a row from a key on; None when that cannot be read."""
    try:
        return connection.execute(sql, (start,)).fetchone() is not None
    except sqlite3.DatabaseError:
        return None
