"""What SQLite reports, as sentences that say what happened, what was kept and what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fivegates.domain.errors import UserError

_LOCKED = "{file} is in use by another program. Nothing was changed; close it there, then try again."
_FULL = (
    "The disk is full, so the last edit was not saved; {file} is as it was before. Make room, then try again."
)
_READ_ONLY = "{file} cannot be written, so the last edit was not saved. Save a copy elsewhere to go on."
_DAMAGED = "{file} is damaged. Nothing was changed; restore a backup, or a copy of your own."
_INPUT_OUTPUT = (
    "The disk reported an error with {file}, so the last edit may not be saved. Open the file again to see."
)

_SENTENCES = {
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_IOERR: _INPUT_OUTPUT,
}


@contextmanager
def told_in_words(path: Path) -> Iterator[None]:
    """Turn the faults of file and disk into UserError; anything else from SQLite is a bug and passes."""
    try:
        yield
    except sqlite3.Error as error:
        sentence = _SENTENCES.get(primary_code(error))
        if sentence is None:
            raise
        raise UserError(sentence, file=path.name) from error


def primary_code(error: sqlite3.Error) -> int:
    """SQLite's primary result code; 0 where the error is not SQLite's."""
    code = getattr(error, "sqlite_errorcode", 0)
    return int(code) & 0xFF
