"""Reads the rows of a damaged file: table by table, past the pages that cannot be read."""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from fivegates.store.file.connection import bound_time, connect, scalar, settle
from fivegates.store.file.inspection import LARGEST_FILE
from fivegates.store.file.sqlite_errors import code_of
from fivegates.store.file.working_copy import copy_aside
from fivegates.store.recovery.schema_repair import lacks_tables, put_own_schema
from fivegates.store.schema.size_limit import is_bearable

_PAGE_SIZE_AT: Final = slice(16, 18)
_PAGES_AT: Final = slice(28, 32)
_FARTHEST: Final = 2**62
_BYTES_A_SECOND: Final = 2 * 2**20
"""A slow disk is faster; so long may it take to read a file, besides what any may take."""

_PLAIN_TABLE: Final = re.compile(r"CREATE TABLE (?!.*\bAS\b)", re.IGNORECASE | re.DOTALL)
"""A table whose rows are all on the disk: no view, no virtual table, no column that is worked out."""


class UnbearableError(Exception):
    """The file was made to take for ever, or to fill the memory or the disk."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Rows that cannot be read: from this key on, before the next one that can be; None is to the end."""

    first: int
    following: int | None


@dataclass
class DamagedFile:
    """The copy of a damaged file: a connection to it, its bytes, and how many bytes of rows were read."""

    connection: sqlite3.Connection
    size: int
    read: int = 0

    def count(self, row: sqlite3.Row) -> None:
        """Count what a row holds. Raises UnbearableError where rows hold more than there is in the file."""
        self.read += sum(len(value) for value in tuple(row) if isinstance(value, str | bytes))
        if self.read > self.size:
            raise UnbearableError


@contextmanager
def damaged_copy(path: Path) -> Iterator[DamagedFile]:
    """Connect to a copy of a file and its journal, forgiving what can be forgiven; the file stays as it is.

    Raises OSError when there is no room for the copy, UserError when it cannot be copied, UnbearableError for
    a schema beyond all bounds, sqlite3.Error when SQLite can make nothing of it.
    """
    with TemporaryDirectory() as folder:
        copy = copy_aside(path, Path(folder))
        size = sum(part.stat().st_size for part in Path(folder).iterdir())
        _pad(copy)
        with suppress(sqlite3.DatabaseError):  # of a file whose first page is lost, nothing can be played
            settle(copy)
        _require_bearable(copy)
        if lacks_tables(copy):
            put_own_schema(copy)
        with closing(connect(copy, "rw")) as connection:
            bound_time(connection, size / _BYTES_A_SECOND)
            connection.execute("PRAGMA cell_size_check = OFF")
            connection.execute("PRAGMA writable_schema = ON")
            connection.text_factory = lambda text: text.decode(errors="replace")
            scalar(connection, "SELECT count(*) FROM sqlite_schema")
            yield DamagedFile(connection, size)


def _require_bearable(copy: Path) -> None:
    """Weigh the schema before SQLite reads it, once journal and log are played into the file."""
    with copy.open("rb") as file:
        if not is_bearable(file):
            raise UnbearableError


def _pad(copy: Path) -> None:
    """Make a file that was cut off as long as it says it is: SQLite would refuse the pages that are there."""
    with copy.open("rb") as file:
        header = file.read(_PAGES_AT.stop)
    size = int.from_bytes(header[_PAGE_SIZE_AT], "big") * int.from_bytes(header[_PAGES_AT], "big")
    if copy.stat().st_size < size <= LARGEST_FILE:
        os.truncate(copy, size)


def readable_rows(damaged: DamagedFile, table: str, key: str) -> Iterator[sqlite3.Row | Gap]:
    """The rows of a table in the order of `key`, with gaps where some cannot be read.

    The key is the integer by which the table is ordered on the disk; it stands before the row's own columns.
    Raises UnbearableError once the file takes longer, or holds more, than one of its size can.
    """
    connection, start = damaged.connection, -_FARTHEST
    while True:
        try:
            _require_plain(connection, table)
            for row in connection.execute(_from(table, key), (start,)):
                _require_progress(row[0], start, key)
                damaged.count(row)
                start = row[0] + 1
                yield row
        except sqlite3.DatabaseError as error:
            _require_time_left(error)
            following = _next_readable(connection, _from(table, key), start)
            yield Gap(max(start, 1), following)
            if following is None:
                return
            start = following
        else:
            return


def _require_plain(connection: sqlite3.Connection, table: str) -> None:
    """Raise UnbearableError for what is called as the table is, and makes its rows up as they are read."""
    found = connection.execute("SELECT sql FROM sqlite_schema WHERE name = ? COLLATE NOCASE", (table,))
    if not all(_PLAIN_TABLE.match(str(sql)) for (sql,) in map(tuple, found.fetchall())):
        raise UnbearableError


def _require_time_left(error: sqlite3.DatabaseError) -> None:
    """Raise UnbearableError where it is not damage that ended a statement."""
    if code_of(error) == sqlite3.SQLITE_INTERRUPT:
        raise UnbearableError from error


def _require_progress(found: object, start: int, key: str) -> None:
    """Raise sqlite3.DatabaseError where damaged pages lead back to rows that were read, or to no key."""
    if not isinstance(found, int) or found < start - (key != "rowid"):
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
        row = connection.execute(sql, (start,)).fetchone()
    except sqlite3.DatabaseError as error:
        _require_time_left(error)
        return None
    return row is not None and isinstance(row[0], int)
