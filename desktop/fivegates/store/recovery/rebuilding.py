"""Rebuilds a portfolio whose file lost its content while it was open: a backup, and the edits saved since."""

import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fivegates.domain.errors import UserError
from fivegates.domain.wording.backups import Rebuilt
from fivegates.store.backups.backup import backups_of, replacing, require_whole_copy, time_of
from fivegates.store.file.connection import connect, database_on, roll_back
from fivegates.store.file.opening import check_file
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.file.sqlite_errors import COPYING, as_user_errors, lost_content
from fivegates.store.records.rows import RowChange, named_key, put_row
from fivegates.store.schema import versions
from fivegates.store.schema.versions import migrate

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class _Start:
    """A backup to begin with and the count of edits that it holds; no path for an empty portfolio."""

    path: Path | None
    revision: int


def rebuild_copy(file: PortfolioFile, path: Path, backups: Path) -> Rebuilt:
    """Write to `path` what `file` held when it was last read or written, as far as that is known.

    Raises UserError when there is no backup to begin with or `path` cannot be written; an older file at
    `path` is kept then.
    """
    start = _start(file, backups)
    with replacing(path, file.path) as temporary:
        if start.path is not None:
            shutil.copyfile(start.path, temporary)
        with as_user_errors(path, COPYING), closing(connect(temporary, "rw")) as connection:
            migrate(connection, versions.MIGRATIONS)
            left = file.session_edits[max(0, start.revision - file.session_start) :]
            database = database_on(connection)
            made = sum(_redo(database, rows) for rows in left)
            connection.execute("UPDATE revision SET number = ?", (file.revision,))
        require_whole_copy(temporary, path, file)
    taken = None if start.path is None else time_of(start.path)
    return Rebuilt(taken, made, max(0, file.revision - start.revision) - made)


def _start(file: PortfolioFile, backups: Path) -> _Start:
    """The newest backup to which our edits can be added; of one before them, some edits are missing.

    A backup of a later revision is of another history: the portfolio was put back to an older one.
    """
    found = [_Start(path, held) for path in backups_of(file.path, backups) if (held := _held(path)) >= 0]
    usable = [each for each in found if each.revision <= file.revision]
    following = [each for each in usable if each.revision >= file.session_start]
    if following or usable:
        return (following or usable)[-1]
    if file.session_start == 0:
        return _Start(None, 0)
    raise lost_content(file.path)


def _held(backup: Path) -> int:
    """Number of edits in a backup; -1 where it is not sound."""
    try:
        with closing(check_file(backup)) as file:
            return file.stored_revision()
    except (UserError, sqlite3.Error):
        return -1


def _redo(database: "Database", rows: Sequence[RowChange]) -> bool:
    """Redo one edit, whole or not at all; whether that was possible."""
    try:
        database.execute("BEGIN IMMEDIATE")
        database.execute("PRAGMA defer_foreign_keys = ON")
        for row in rows:
            put_row(database, row.table, named_key(row.table, row.key), row.after)
        database.execute("COMMIT")
    except sqlite3.Error:
        roll_back(database.conn)
        return False
    return True
