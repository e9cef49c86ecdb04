"""The only way to write: a transaction that records the rows it changes, and can be reverted."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from fivegates.domain.errors import UserError
from fivegates.store.file.external_changes import require_in_place
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.file.sqlite_errors import PRIMARY, SAVING, as_user_errors, changed_elsewhere, code_of
from fivegates.store.records.rows import (
    Row,
    RowChange,
    delete_row,
    find_row,
    insert_rows,
    key_of,
    named_key,
    put_row,
    update_row,
)

_INITIATIVES: Final = """(
    SELECT id FROM initiative UNION ALL SELECT value AS id FROM edit JOIN json_each(edit.initiatives)
)"""
"""Those that are there, and those that were deleted while the history still names them."""


class Edit:
    """An open transaction; `rows` lists its changes in order, `notes` the rows that undo leaves.

    A row that is written has all columns of its table, so that what it was and what it is are known without
    reading it back.
    """

    def __init__(self, file: PortfolioFile) -> None:
        self.file = file
        self.database = file.database
        self.rows: list[RowChange] = []
        self.notes: list[RowChange] = []

    def note(self, row: RowChange) -> None:
        """Note a row that is redone with the edit, but not undone with it."""
        self.file.wrote(row.table, 1)
        self.notes.append(row)

    def next_id(self, table: str) -> int:
        """The first id of a free range, as SQLite itself assigns ids."""
        # A crafted row with the largest rowid leaves no ids after it.
        taken = _INITIATIVES if table == "initiative" else f'"{table}"'
        sql = f"SELECT coalesce(max(id), 0) + 1 FROM {taken} WHERE id < {2**62}"  # noqa: S608 - our names
        return int(self.database.execute(sql).fetchone()[0])

    def insert_all(self, table: str, rows: Sequence[Row]) -> None:
        """Insert whole rows."""
        insert_rows(self.database, table, rows)
        self.file.wrote(table, len(rows))
        self.rows += [RowChange(table, key_of(table, row), None, row) for row in rows]

    def update(self, table: str, key: Row, row: Row) -> None:
        """Set columns of the row with this key. Raises UserError when it is gone."""
        before = find_row(self.database, table, key)
        if before is None:
            raise UserError("What you were editing is no longer in the portfolio.")
        self._change(table, key, before, row)

    def save(self, table: str, key: Row, row: Row) -> None:
        """Update the row with this key, or insert it whole."""
        before = find_row(self.database, table, key)
        if before is None:
            self.insert_all(table, [row])
        else:
            self._change(table, key, before, row)

    def replace_all(self, table: str, stored: Sequence[Row], rows: Sequence[Row]) -> None:
        """Replace the stored rows with `rows`, matched by key."""
        before = {key_of(table, row): row for row in stored}
        for row in rows:
            key = key_of(table, row)
            if key in before:
                self._change(table, named_key(table, key), before.pop(key), row)
            else:
                self.insert_all(table, [row])
        for key in before:
            self.delete(table, named_key(table, key))

    def _change(self, table: str, key: Row, before: Row, row: Row) -> None:
        """Set columns of a row, unless they are so."""
        changed = {column: value for column, value in row.items() if before[column] != value}
        if changed:
            update_row(self.database, table, key, changed)
            self.file.wrote(table, 1)
            self.rows.append(RowChange(table, tuple(key.values()), before, {**before, **changed}))

    def delete(self, table: str, key: Row) -> None:
        """Delete the row with this key, if it is there."""
        before = find_row(self.database, table, key)
        if before is not None:
            delete_row(self.database, table, key)
            self.file.wrote(table, 1)
            self.rows.append(RowChange(table, tuple(key.values()), before, None))


@contextmanager
def edit(file: PortfolioFile) -> Iterator[Edit]:
    """Run a transaction: committed whole at the end, rolled back whole when anything raises.

    Raises UserError when the file cannot be written, or was changed elsewhere since it was read.
    """
    with as_user_errors(file.path, SAVING):
        _require_ours(file)
        require_in_place(file)
        file.database.execute("BEGIN IMMEDIATE")
        try:
            file.begin_edit()
            _claim_revision(file)
            transaction = Edit(file)
            yield transaction
            if transaction.rows:
                _commit(file)
                file.note_edit((*transaction.rows, *transaction.notes))
        finally:
            file.end_edit()
            file.note_footprint()


def _require_ours(file: PortfolioFile) -> None:
    """Raise where another window edits the file, and in a consolidated view."""
    if file.consolidated:
        raise UserError(
            "{file} is a consolidated view, for reading only, so nothing was saved. Edit the file that the "
            "initiative is from, and consolidate again.",
            file=file.path.name,
        )
    if file.locked_elsewhere is not None:
        raise UserError(
            "{file} is open in another window, so nothing was saved. Close it there, then try again here.",
            file=file.path.name,
        )


def _claim_revision(file: PortfolioFile) -> None:
    """Increment the revision from the one that we know. Raises UserError when it is another."""
    counted = "UPDATE revision SET number = number + 1 WHERE number = ?"
    if file.database.execute(counted, (file.revision,)).rowcount != 1:
        raise changed_elsewhere(file.path)
    file.wrote("revision", 1)


def _commit(file: PortfolioFile) -> None:
    """Commit. After a disk error the outcome is unknown, and is read from the file."""
    try:
        file.database.execute("COMMIT")
    except sqlite3.OperationalError as error:
        if code_of(error) & PRIMARY != sqlite3.SQLITE_IOERR or not _was_committed(file):
            raise
    file.revision += 1


def _was_committed(file: PortfolioFile) -> bool:
    """Reconnect, and check whether the edit is in the file. Raises UserError if that cannot be determined."""
    file.replace_connection(None)
    try:
        return file.stored_revision() > file.revision
    except UserError as error:
        raise UserError(
            "The disk reported an error, so this may not be saved. Open {file} again to see.",
            file=file.path.name,
        ) from error


def revert(
    file: PortfolioFile, rows: Sequence[RowChange], note: Callable[[Edit], object] = lambda _: None
) -> tuple[RowChange, ...]:
    """Write the earlier rows in one transaction; returns the redo. `note` adds what is kept beside it.

    Raises UserError, changing nothing, when a row is no longer as the edit left it.
    """
    with edit(file) as transaction:
        # References may point at rows that come back later in the same transaction.
        file.database.execute("PRAGMA defer_foreign_keys = ON")
        for row in reversed(rows):
            key = named_key(row.table, row.key)
            if find_row(file.database, row.table, key) != row.after:
                raise UserError(
                    "This can no longer be undone, because what it changed has been changed since."
                )
            put_row(file.database, row.table, key, row.before)
            transaction.rows.append(RowChange(row.table, row.key, row.after, row.before))
        note(transaction)
    return tuple(transaction.rows)
