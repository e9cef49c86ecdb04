"""Creates and opens portfolio files. A file that is refused stays as it was, byte for byte."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from fivegates.domain.errors import UserError
from fivegates.store.backups.backup import back_up, back_up_daily
from fivegates.store.file.connection import connect_to_memory, scalar, settle
from fivegates.store.file.disk import may_save
from fivegates.store.file.inspection import (
    require_integrity,
    require_plausible_schema,
    require_portfolio_header,
    require_readable,
    require_single_rows,
    unreadable,
)
from fivegates.store.file.integrity_cache import valid_mark
from fivegates.store.file.journals import copy_to_memory, is_write_ahead, require_harmless_journal
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.file.sqlite_errors import READING, SAVING, as_user_errors, code_of, damaged
from fivegates.store.records.evidence_files import discard_unused
from fivegates.store.schema import versions
from fivegates.store.schema.versions import migrate


def create_file(path: Path, locks: Path | None = None) -> PortfolioFile:
    """Create an empty portfolio, and keep other windows from editing it by a lock in `locks`.

    Raises UserError when `path` exists or cannot be written.
    """
    try:
        path.open("xb").close()
    except FileExistsError as error:
        raise UserError("{file} exists already. Choose another name.", file=path) from error
    except OSError as error:
        raise UserError(
            "{file} cannot be created: {reason}. Choose another place.", file=path, reason=error.strerror
        ) from error
    file = PortfolioFile(path)
    try:
        if locks is not None:
            file.lock(locks)
        with as_user_errors(path, SAVING):
            migrate(file.connection, versions.MIGRATIONS)
            file.note_footprint()
    except BaseException:
        file.close()
        path.unlink(missing_ok=True)
        raise
    return file


def open_file(path: Path, backups: Path, locks: Path | None = None) -> PortfolioFile:
    """Examine and open a portfolio, and back it up into `backups` once a day and before an upgrade.

    A file or folder that cannot be written opens read-only; so does, if it is to be edited under a lock in
    `locks`, a file that another window edits. Raises UserError when it is refused.
    """
    require_portfolio_header(path)
    require_harmless_journal(path)
    with _examined(path):
        write_ahead = is_write_ahead(path)
    if write_ahead:
        check_file(path).close()
    file = PortfolioFile(path, read_only=not may_save(path))
    try:
        if locks is not None and not file.read_only:
            file.lock(locks)
        with _examined(path):
            if not file.read_only:
                settle(file.path)
                require_plausible_schema(file.path)
            _bring_up_to_date(file, _examine(file, locks), backups)
            require_single_rows(file.connection, path)
            # Write-ahead logging loses edits when a sync program copies or replaces the file.
            if not file.read_only and scalar(file.connection, "PRAGMA journal_mode") != "delete":
                file.connection.execute("PRAGMA journal_mode = DELETE")
            file.refresh_revision()
            with suppress(UserError):  # left for undo by a killed program; it may stay
                discard_unused(file)
            file.found_view()
            file.write_mark()
    except BaseException:
        file.close()
        raise
    return file


def _examine(file: PortfolioFile, marks: Path | None) -> int:
    """Check the file in full, or what is quick where it is as we left it; returns its version."""
    mark = valid_mark(file.path, marks) if marks is not None else None
    version = require_readable(file.connection, file.path, whole=mark is None)
    if marks is not None:
        file.record_integrity(marks, mark.examined if mark else int(time.time()))
    return version


def _bring_up_to_date(file: PortfolioFile, version: int, backups: Path) -> None:
    """Upgrade an older file after a backup. Raises UserError if it is read-only, or cannot be backed up."""
    if version == len(versions.MIGRATIONS):
        try:
            back_up_daily(file, backups)
        except UserError as error:  # a failed backup must not block a sound file
            file.backup_fault = error
        return
    if file.read_only:
        raise UserError(
            "{file} is of an older version and cannot be written, so it cannot be brought up to date. "
            "Nothing was changed; copy it to where you may write, and open the copy.",
            file=file.path.name,
        )
    back_up(file, backups)
    migrate(file.connection, versions.MIGRATIONS)


def check_file(path: Path, *, guarded: bool = True) -> PortfolioFile:
    """Examine a file in full without changing a byte, and open it for reading only.

    An older one is migrated in memory. Raises UserError when anything is wrong with it, UnguardedError where
    only the triggers that protect final reviews are missing and it must be `guarded`.
    """
    require_portfolio_header(path)
    require_harmless_journal(path)
    file = PortfolioFile(path, read_only=True)
    try:
        with _examined(path):
            if is_write_ahead(path):
                file.replace_connection(copy_to_memory(path))
            version = require_readable(file.connection, path, guarded=guarded)
            require_integrity(file.connection, path)
            if version < len(versions.MIGRATIONS):
                file.replace_connection(connect_to_memory(file.connection))
                migrate(file.connection, versions.MIGRATIONS)
            require_single_rows(file.connection, path)
            file.found_view()
    except BaseException:
        file.close()
        raise
    return file


@contextmanager
def _examined(path: Path) -> Iterator[None]:
    """Report a file that SQLite cannot make sense of as damaged, and why one cannot be read."""
    try:
        with as_user_errors(path, READING):
            yield
    except OSError as error:
        raise unreadable(path, error) from error
    except sqlite3.DatabaseError as error:
        if code_of(error) == sqlite3.SQLITE_ERROR:
            raise damaged(path) from error
        raise
