"""Creates and opens portfolio files. A file that is refused stays as it was, byte for byte."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fivegates.domain.errors import UserError
from fivegates.store.backup import back_up
from fivegates.store.connection import connect, scalar
from fivegates.store.faults import primary_code, told_in_words
from fivegates.store.inspection import damaged, require_integrity, require_portfolio_header, require_sound
from fivegates.store.migrations import migrate
from fivegates.store.portfolio_file import PortfolioFile
from fivegates.store.schema import CURRENT_VERSION


def create_file(path: Path) -> PortfolioFile:
    """Create an empty portfolio. Raises UserError when `path` exists or cannot be written."""
    try:
        path.open("xb").close()
    except FileExistsError as error:
        raise UserError("{file} exists already. Choose another name.", file=path) from error
    except OSError as error:
        raise UserError("{file} cannot be created: {reason}.", file=path, reason=error.strerror) from error
    try:
        with told_in_words(path):
            file = PortfolioFile(path, connect(path, "rw"))
            migrate(file.connection)
            return file
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def open_file(path: Path, backups: Path) -> PortfolioFile:
    """Examine and open a portfolio; an older one is upgraded after a backup into `backups`.

    A file or folder that cannot be written opens read-only. Raises UserError when it is refused.
    """
    require_portfolio_header(path)
    read_only = not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
    file = _connected(path, read_only=read_only)
    try:
        with _examined(path):
            version = require_sound(file.connection, path)
            if version < CURRENT_VERSION:
                _upgrade(file, backups)
            _require_rollback_journal(file)
            file.refresh_revision()
    except BaseException:
        file.close()
        raise
    return file


def _connected(path: Path, *, read_only: bool) -> PortfolioFile:
    """Connect without creating anything."""
    with _examined(path):
        return PortfolioFile(path, connect(path, "ro" if read_only else "rw"), read_only)


def _upgrade(file: PortfolioFile, backups: Path) -> None:
    """Back the file up, then bring it to the current version. Raises UserError if it is read-only."""
    if file.read_only:
        raise UserError(
            "{file} is of an older version and cannot be written, so it cannot be brought up to date. "
            "Copy it to where you may write, and open the copy.",
            file=file.path.name,
        )
    back_up(file, backups)
    migrate(file.connection)


def _require_rollback_journal(file: PortfolioFile) -> None:
    """Leave write-ahead logging: it loses edits when a sync program copies or replaces the file."""
    if not file.read_only and scalar(file.connection, "PRAGMA journal_mode") != "delete":
        file.connection.execute("PRAGMA journal_mode = DELETE")


def check_file(path: Path) -> PortfolioFile:
    """Examine a file in full without changing a byte, and open it for reading only.

    Raises UserError when anything is wrong with it.
    """
    require_portfolio_header(path)
    file = _connected(path, read_only=True)
    try:
        with _examined(path):
            require_sound(file.connection, path)
            require_integrity(file.connection, path)
    except BaseException:
        file.close()
        raise
    return file


@contextmanager
def _examined(path: Path) -> Iterator[None]:
    """Tell a file that SQLite cannot make sense of as damaged, and one in use as such."""
    try:
        with told_in_words(path):
            yield
    except sqlite3.DatabaseError as error:
        if primary_code(error) == sqlite3.SQLITE_ERROR:
            raise damaged(path) from error
        raise
