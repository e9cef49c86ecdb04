"""An open portfolio file, with a cache of values read, invalidated by writes to their tables."""

import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, Final, ParamSpec, TypeAlias, TypeVar

from fivegates.domain.errors import UserError
from fivegates.store.file.connection import connect, database_on, roll_back, scalar
from fivegates.store.file.disk import Footprint, footprint_of
from fivegates.store.file.integrity_cache import IntegrityMark, write_mark
from fivegates.store.file.locks import Lock, LockedElsewhereError, take_lock
from fivegates.store.file.sqlite_errors import READING, as_user_errors, damaged
from fivegates.store.records.rows import RowChange

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlite_utils import Database

V = TypeVar("V")
P = ParamSpec("P")

Moment: TypeAlias = tuple[int, int]
"""SQLite's data_version, which others' commits change, and total_changes, which our own writes change."""

_MOST: Final = 64


class ReadCache:
    """Values of frozen types by a key, each with the tables that it was read from; the oldest go first.

    They are valid at one moment of the file; another moment, unless `wrote` announced it, clears them.
    """

    def __init__(self) -> None:
        self._moment: Moment | None = None
        self._read_cache: OrderedDict[tuple[object, ...], tuple[frozenset[str], Any]] = OrderedDict()

    def clear(self) -> None:
        """Clear the cache."""
        self._moment = None
        self._read_cache.clear()

    def follow(self, moment: Moment) -> None:
        """Clear the cache where another connection has written since."""
        if moment != self._moment:
            self.clear()
            self._moment = moment

    def get(
        self, moment: Moment, key: tuple[object, ...], tables: frozenset[str], read: Callable[[], V]
    ) -> V:
        """Return the cached value of this moment; else `read` it, from `tables` only, and cache it."""
        self.follow(moment)
        if key not in self._read_cache:
            value = read()
            if self._moment != moment:  # written to between the steps of reading
                return value
            self._read_cache[key] = (tables, value)
            if len(self._read_cache) > _MOST:
                self._read_cache.popitem(last=False)
        self._read_cache.move_to_end(key)
        kept: V = self._read_cache[key][1]
        return kept

    def wrote(self, table: str, rows: int, total_changes: int) -> None:
        """Invalidate the values read from a table after we wrote rows of it.

        Where more was written than these, such as by a trigger, nothing is kept.
        """
        if self._moment is None:
            return
        version, before = self._moment
        if total_changes - before != rows:
            self.clear()
            return
        self._moment = (version, total_changes)
        for key in [key for key, (tables, _) in self._read_cache.items() if table in tables]:
            del self._read_cache[key]


class PortfolioFile:
    """A path, the connection to it, and the revision of the file that was last read or written through it.

    `locked_elsewhere` is the time since when another window edits the file, which is read-only here then. A
    `consolidated` file is a read-only view over other files. `footprint` is that of the file when we last
    read or wrote it, and `last_edit` the rows that we last saved. `session_edits` are the rows of each edit
    saved since `session_start`, the revision at which this session started. `backup_fault` is the reason for
    which no backup could be made when it was opened.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path.absolute()
        self.read_only = read_only
        self.revision = 0
        self.locked_elsewhere: datetime | None = None
        self.consolidated = False
        self.footprint: Footprint | None = None
        self.last_edit: tuple[RowChange, ...] = ()
        self.session_start = 0
        self.session_edits: list[tuple[RowChange, ...]] = []
        self.backup_fault: UserError | None = None
        self._lock: Lock | None = None
        self._connection: sqlite3.Connection | None = None
        self._database: Database | None = None
        self._reads = ReadCache()
        self._edited_version: int | None = None
        self._marks: Path | None = None
        self._examined = 0

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection, made when first asked for. Raises sqlite3.Error when that fails."""
        if self._connection is None:
            self._connection = connect(self.path, "ro" if self.read_only else "rw")
            self.footprint = self.footprint or footprint_of(self.path)
        return self._connection

    @property
    def database(self) -> "Database":
        """sqlite-utils on the connection, through which every edit goes; loaded when first asked for."""
        if self._database is None:
            self._database = database_on(self.connection)
        return self._database

    def execute(self, sql: str, values: "Sequence[object]" = ()) -> sqlite3.Cursor:
        """Run a statement; until the database is needed, on the connection itself."""
        return (self._database or self.connection).execute(sql, values)

    def rows(self, sql: str, *values: int | str) -> list[sqlite3.Row]:
        """Read a query to its end: one that is half read would keep other programs out.

        Raises UserError when the file cannot be read.
        """
        with as_user_errors(self.path, READING):
            return self.execute(sql, values).fetchall()

    @contextmanager
    def read_transaction(self) -> Iterator[None]:
        """Hold a read transaction over several queries; an edit has one already.

        Raises UserError where a row cannot be read as the value that it was: a bit that turned over in a
        date passes every check of SQLite's.
        """
        with as_user_errors(self.path, READING):
            begun = not self.connection.in_transaction
            try:
                if begun:
                    self.execute("BEGIN")
                yield
            except (ValueError, ArithmeticError) as error:
                raise damaged(self.path) from error
            finally:
                if begun:
                    self.roll_back()

    def lock(self, folder: Path) -> None:
        """Keep other windows from editing; where one does so already, this file is for reading only."""
        try:
            self._lock = take_lock(self.path, folder)
        except LockedElsewhereError as held:
            self.read_only = True
            self.locked_elsewhere = held.since

    def found_view(self) -> None:
        """Note whether it is a consolidated view, which nobody edits and which needs no lock."""
        self.consolidated = scalar(self.connection, "SELECT 1 FROM source LIMIT 1") is not None
        if self.consolidated:
            self.read_only, self.locked_elsewhere = True, None
            self._release()

    def record_integrity(self, marks: Path, examined: int) -> None:
        """Write marks to a folder: the file was examined then, and only we wrote since."""
        self._marks, self._examined = marks, examined

    def note_footprint(self) -> None:
        """Record the footprint of the file at the path, unless it is another file."""
        found = footprint_of(self.path)
        if found and (self.footprint is None or found.inode == self.footprint.inode):
            self.footprint = found

    def replace_connection(self, other: sqlite3.Connection | None) -> None:
        """Close the connection and go on with `other`; None connects again at the next use."""
        self._disconnect()
        self._connection = other
        self._edited_version = None
        self._reads.clear()

    def kept(self, key: tuple[object, ...], tables: frozenset[str], read: Callable[[], V]) -> V:
        """The cached result of `read`, read again once anybody has written to one of `tables`."""
        with as_user_errors(self.path, READING):
            version = self._stored_version() if self._edited_version is None else self._edited_version
            moment = version, self.connection.total_changes
        return self._reads.get(moment, key, tables, read)

    def begin_edit(self) -> None:
        """Note that a transaction has begun in which nobody else can write."""
        self._edited_version = self._stored_version()
        self._reads.follow((self._edited_version, self.connection.total_changes))

    def wrote(self, table: str, rows: int) -> None:
        """Note that rows of a table were written in the transaction under way."""
        self._reads.wrote(table, rows, self.connection.total_changes)

    def end_edit(self) -> None:
        """Roll back uncommitted changes, and clear what was read of them."""
        self._edited_version = None
        if self._connection is not None and self._connection.in_transaction:
            self._reads.clear()
        self.roll_back()

    def _stored_version(self) -> int:
        """SQLite's data_version, which changes when another connection has written to the file."""
        return int(str(scalar(self.connection, "PRAGMA data_version")))

    def roll_back(self) -> None:
        """Roll back the open transaction, if there is one."""
        if self._connection is not None:
            roll_back(self._connection)

    def stored_revision(self) -> int:
        """The revision that the file has now. Raises UserError when it cannot be read."""
        with as_user_errors(self.path, READING):
            number = scalar(self.connection, "SELECT number FROM revision")
        if not isinstance(number, int):
            raise damaged(self.path)
        return number

    def refresh_revision(self) -> None:
        """Accept what others have written since. Raises UserError when the file cannot be read."""
        self.revision = self.stored_revision()
        self.last_edit = ()
        self.session_start, self.session_edits = self.revision, []
        self.note_footprint()

    def note_edit(self, rows: tuple[RowChange, ...]) -> None:
        """Keep the rows of an edit that was saved."""
        self.last_edit = rows
        self.session_edits.append(rows)

    def close(self) -> None:
        """Close the connection, and let others edit; everything is saved already."""
        self._disconnect()
        self.write_mark()
        self._release()

    def _release(self) -> None:
        """Let others edit."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def write_mark(self) -> None:
        """Write the mark that saves the next opening a full check, if the file is as we last knew it."""
        known = self.footprint
        if self._marks is not None and known is not None and known == footprint_of(self.path):
            write_mark(self.path, self._marks, IntegrityMark(known, self._examined))

    def _disconnect(self) -> None:
        self._database = None
        if self._connection is not None:
            self._connection.close()


def cached_by_tables(
    tables: frozenset[str],
) -> Callable[[Callable[Concatenate[PortfolioFile, P], V]], Callable[Concatenate[PortfolioFile, P], V]]:
    """A decorator that caches a function reading a file until anybody writes to one of `tables`.

    What it returns is read from these tables alone, while the file is held still, and shared, so of a frozen
    type. The function then also raises UserError when the file cannot be read.
    """

    def keeping(
        read: Callable[Concatenate[PortfolioFile, P], V],
    ) -> Callable[Concatenate[PortfolioFile, P], V]:
        @wraps(read)
        def read_cached(file: PortfolioFile, /, *args: P.args, **kwargs: P.kwargs) -> V:
            def held() -> V:
                with file.read_transaction():
                    return read(file, *args, **kwargs)

            return file.kept((read, *args, *kwargs.items()), tables, held)

        return read_cached

    return keeping
