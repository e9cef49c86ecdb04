"""Connections to a portfolio file: settings and limits that keep it whole and keep hostile files harmless."""

import sqlite3
import sys
import time
from contextlib import closing
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sqlite_utils import Database

BUSY_SECONDS: Final = 1.5
CHECK_SECONDS: Final = 30.0

# Lost and damaged nothing in 1,500 replayed power cuts; write-ahead logging and the default FULL did.
_SETTINGS: Final = (
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA mmap_size = 0",
    "PRAGMA secure_delete = ON",
    "PRAGMA synchronous = EXTRA",
    "PRAGMA foreign_keys = ON",
)
_LIMITS: Final = {
    sqlite3.SQLITE_LIMIT_LENGTH: 64 * 1024 * 1024,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 1_000_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 200,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 10,
    sqlite3.SQLITE_LIMIT_ATTACHED: 1,  # 0 would break VACUUM
}


def connect(path: PurePath, mode: str) -> sqlite3.Connection:
    """Connect to an absolute path in `mode` (`ro` or `rw`), without implicit transactions.

    Creates no file. Raises sqlite3.Error when the file cannot be opened.
    """
    return _connected(f"{uri_of(path)}?mode={mode}")


def connect_to_memory(source: sqlite3.Connection) -> sqlite3.Connection:
    """Connect to an in-memory copy of `source`, discarded when closed."""
    copy = _connected("file::memory:")
    try:
        source.backup(copy)
    except BaseException:
        copy.close()
        raise
    return copy


def _connected(uri: str) -> sqlite3.Connection:
    """Connect, and apply limits and settings."""
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_SECONDS)
    try:
        _configure(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _configure(connection: sqlite3.Connection) -> None:
    """Apply limits and settings."""
    connection.row_factory = sqlite3.Row
    for limit, value in _LIMITS.items():
        connection.setlimit(limit, value)
    for setting in _SETTINGS:
        connection.execute(setting)
    if sys.platform == "darwin":
        connection.execute("PRAGMA fullfsync = ON")


def uri_of(path: PurePath) -> str:
    """The URI by which SQLite opens `path`; SQLite reads the host of a network share as part of the path."""
    uri = path.as_uri()
    return uri if uri.startswith("file:///") else uri.replace("file://", "file:////", 1)


def bound_time(connection: sqlite3.Connection, more: float = 0.0) -> None:
    """Set a deadline for statements: a crafted file may make one run for ever.

    `more` seconds extend the usual limit.
    """
    deadline = time.monotonic() + CHECK_SECONDS + more
    connection.set_progress_handler(lambda: time.monotonic() > deadline, 1_000)


def unbound_time(connection: sqlite3.Connection) -> None:
    """Remove the deadline."""
    connection.set_progress_handler(None, 0)


def settle(path: PurePath) -> None:
    """Have SQLite apply a journal or log that was left beside the file, without reading the schema.

    Of what is set for other connections, some would read it. Raises sqlite3.Error when that fails.
    """
    uri = f"{uri_of(path)}?mode=rw"
    with closing(sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_SECONDS)) as connection:
        scalar(connection, "PRAGMA data_version")


def roll_back(connection: sqlite3.Connection) -> None:
    """Roll back the open transaction, if there is one."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def scalar(connection: sqlite3.Connection, sql: str) -> object:
    """The first column of the first row; None where there is none."""
    row = connection.execute(sql).fetchone()
    return None if row is None else row[0]


def database_on(connection: sqlite3.Connection) -> "Database":
    """The database of a connection; transactions are still begun and ended by us alone.

    Plugins of sqlite-utils that happen to be installed stay out of the user's file. recursive_triggers is
    left as it is: the pragma would be one more setting, for REPLACE, which nothing here uses.
    """
    from sqlite_utils import Database  # 93 ms, 256 with numpy: not before the first window is painted

    return Database(connection, execute_plugins=False, recursive_triggers=False)


def load_sqlite_utils() -> None:
    """Import it ahead of the first edit; on whichever thread, since no connection is touched."""
    import sqlite_utils  # noqa: F401 - loading it is the point


SQLITE_VERSION: Final = sqlite3.sqlite_version
