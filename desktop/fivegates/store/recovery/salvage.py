"""Reads the rows of a damaged file: table by table, past the pages that cannot be read.

A schema that is damaged is first replaced by one of ours. The page on which a table begins is in the schema
alone. Ours is always made by the same steps, so a table begins on one of two pages: that of a file as it is
made, or that of a copy as SQLite's VACUUM writes it. Only in a file that was upgraded since, the tables of
later versions begin elsewhere.

SQLite's own recovery is out of reach: `.recover` is a command of its shell, and the extension behind it reads
pages through the table sqlite_dbpage, which the library that Python is linked to is built without (Debian's
3.40 has no SQLITE_ENABLE_DBPAGE_VTAB). It would also not know which values a form would have refused.
"""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, Final

from fivegates.store.file.connection import bound_time, connect, scalar, settle
from fivegates.store.file.inspection import LARGEST_FILE, has_plausible_size
from fivegates.store.file.journals import make_working_copy
from fivegates.store.file.sqlite_errors import code_of
from fivegates.store.schema.versions import fresh_database, likely_version

_PAGE_SIZE: Final = 4096
_FILE_HEADER: Final = 100
_PAGE_SIZE_AT: Final = slice(16, 18)
_PAGES_AT: Final = slice(28, 32)
_FREE_PAGES_AT: Final = slice(32, 40)
_VERSION_AT: Final = 60
_ROWID_TABLE: Final = (b"\x05", b"\x0d")
_INDEX: Final = (b"\x02", b"\x0a")
_EMPTY_LEAF: Final = b"\x0d" + bytes(4) + _PAGE_SIZE.to_bytes(2, "big") + bytes(1)


def lacks_tables(copy: Path) -> bool:
    """True if the schema of a file is unreadable, or lacks a table of the file's version."""
    with copy.open("rb") as file:
        wanted = {name for kind, name, *_ in _stored(_made(_version(file))) if kind == "table"}
    return not wanted <= _stated_pages(copy).keys()


def put_own_schema(copy: Path) -> None:
    """Write our schema over that of a file, with the first pages that fit what is on them best.

    The pages of the old schema stay where they are, unused. Where what can be read of it tells other first
    pages than both of ours, it is left as it is. Raises sqlite3.Error where even that fails.
    """
    stated = {(name, page) for name, page in _stated_pages(copy).items() if page}
    with copy.open("r+b") as file:
        made = _made(_version(file))
        likes = [like for like in (made, _vacuumed(made)) if stated <= _first_pages(like).items()]
        if not likes:
            return
        best = max(likes, key=lambda like: _fitting(file, like))
        file.seek(0)
        file.write(_empty_first_page(made, copy.stat().st_size))
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.executemany("INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)", _stored(best))


def _stated_pages(copy: Path) -> dict[str, int]:
    """The root pages in the schema of a file, by name, 0 for views; empty if it is unreadable."""
    try:
        with closing(sqlite3.connect(copy)) as connection:
            return dict(connection.execute("SELECT name, rootpage FROM sqlite_schema").fetchall())
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return {}


def _version(file: BinaryIO) -> int:
    """The version of a file, by its header: its schema may not be read yet."""
    file.seek(_VERSION_AT)
    return likely_version(int.from_bytes(file.read(4), "big"))


def _made(version: int) -> bytes:
    """A file of a version as it is made, empty."""
    with closing(fresh_database(version)) as connection:
        return connection.serialize()


def _vacuumed(made: bytes) -> bytes:
    """The same file as VACUUM writes it."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.deserialize(made)
        connection.execute("VACUUM")
        return connection.serialize()


def _stored(like: bytes) -> list[tuple[str, str, str, int, str | None]]:
    """The tables and indexes of a file: type, name, table, first page, and definition."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(like)
        return connection.execute("SELECT * FROM sqlite_schema WHERE rootpage > 0").fetchall()


def _first_pages(like: bytes) -> dict[str, int]:
    """The first page of each table and index, by its name."""
    return {name: page for _, name, _, page, _ in _stored(like)}


def _fitting(file: BinaryIO, like: bytes) -> int:
    """Number of tables and indexes of `like` that could begin on the same pages of the file."""
    fitting = 0
    for page in _first_pages(like).values():
        place = file.seek((page - 1) * _PAGE_SIZE)
        fitting += _kind(file.read(1)) == _kind(like[place : place + 1])
    return fitting


def _kind(page: bytes) -> str:
    """The kind of b-tree that a page with this first byte belongs to."""
    return "table" if page in _ROWID_TABLE else "index" if page in _INDEX else "neither"


def _empty_first_page(made: bytes, size: int) -> bytes:
    """The first page of a file of that size, with nothing in its schema and no page free."""
    header = bytearray(made[:_FILE_HEADER])
    header[_PAGES_AT] = (size // _PAGE_SIZE).to_bytes(4, "big")
    header[_FREE_PAGES_AT] = bytes(8)
    return (bytes(header) + _EMPTY_LEAF).ljust(_PAGE_SIZE, b"\0")


_FARTHEST: Final = 2**62
_BYTES_A_SECOND: Final = 2 * 2**20
"""A rate that slow disks exceed: reading a file may take its size at this rate longer than usual."""

_PLAIN_TABLE: Final = re.compile(r"CREATE TABLE (?!.*\bAS\b)", re.IGNORECASE | re.DOTALL)
"""A table whose rows are all on the disk: no view, no virtual table, no column that is worked out."""


class SalvageLimitError(Exception):
    """A file crafted to run for ever, or to fill memory or disk."""


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
        """Count the bytes of a row. Raises SalvageLimitError where rows have more than the file."""
        self.read += sum(len(value) for value in tuple(row) if isinstance(value, str | bytes))
        if self.read > self.size:
            raise SalvageLimitError


@contextmanager
def damaged_copy(path: Path) -> Iterator[DamagedFile]:
    """Connect to a copy of a file and its journal, forgiving what can be forgiven; the file stays as it is.

    Raises OSError when there is no room for the copy, UserError when it cannot be copied, SalvageLimitError
    for a schema beyond all bounds, sqlite3.Error when SQLite can make nothing of it.
    """
    with TemporaryDirectory() as folder:
        copy = make_working_copy(path, Path(folder))
        size = sum(part.stat().st_size for part in Path(folder).iterdir())
        _pad(copy)
        with suppress(sqlite3.DatabaseError):  # without its first page, no journal can be rolled back
            settle(copy)
        with copy.open("rb") as file:  # before SQLite reads the schema, after its journal is applied
            plausible = has_plausible_size(file)
        if not plausible:
            raise SalvageLimitError
        if lacks_tables(copy):
            put_own_schema(copy)
        with closing(connect(copy, "rw")) as connection:
            bound_time(connection, size / _BYTES_A_SECOND)
            connection.execute("PRAGMA cell_size_check = OFF")
            connection.execute("PRAGMA writable_schema = ON")
            connection.text_factory = lambda text: text.decode(errors="replace")
            scalar(connection, "SELECT count(*) FROM sqlite_schema")
            yield DamagedFile(connection, size)


def _pad(copy: Path) -> None:
    """Pad a truncated file to the length in its header: SQLite would refuse its remaining pages."""
    with copy.open("rb") as file:
        header = file.read(_PAGES_AT.stop)
    size = int.from_bytes(header[_PAGE_SIZE_AT], "big") * int.from_bytes(header[_PAGES_AT], "big")
    if copy.stat().st_size < size <= LARGEST_FILE:
        os.truncate(copy, size)


def readable_rows(damaged: DamagedFile, table: str, key: str) -> Iterator[sqlite3.Row | Gap]:
    """The rows of a table in the order of `key`, with gaps where some cannot be read.

    The key is the integer by which the table is ordered on the disk; it is before the row's own columns.
    Raises SalvageLimitError once the file takes longer, or holds more, than one of its size can.
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
    """Raise SalvageLimitError where the table is a view or virtual table, which computes its rows."""
    found = connection.execute("SELECT sql FROM sqlite_schema WHERE name = ? COLLATE NOCASE", (table,))
    if not all(_PLAIN_TABLE.match(str(sql)) for (sql,) in map(tuple, found.fetchall())):
        raise SalvageLimitError


def _require_time_left(error: sqlite3.DatabaseError) -> None:
    """Raise SalvageLimitError where a statement ended by the deadline and not by damage."""
    if code_of(error) == sqlite3.SQLITE_INTERRUPT:
        raise SalvageLimitError from error


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

    A damaged page loses a run of keys: find its far side by doubling the step, then bisect.
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
    """True if there is a row from this key on, False if none; None if that cannot be read."""
    try:
        row = connection.execute(sql, (start,)).fetchone()
    except sqlite3.DatabaseError as error:
        _require_time_left(error)
        return None
    return row is not None and isinstance(row[0], int)
