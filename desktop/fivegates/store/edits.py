"""The one road for writes: a transaction that records the rows it changes, and can be reverted."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from fivegates.domain.errors import UserError
from fivegates.store.faults import PRIMARY, SAVING, changed_elsewhere, code_of, told_in_words
from fivegates.store.portfolio_file import PortfolioFile
from fivegates.store.row_access import (
    KEYS,
    Row,
    RowChange,
    Value,
    delete_row,
    find_row,
    insert_row,
    key_columns,
    named_key,
    update_row,
)
from fivegates.store.whereabouts import require_in_place

__all__ = ["KEYS", "Edit", "Row", "RowChange", "Value", "edit", "revert"]


class Edit:
    """A transaction under way; `rows` lists what it has changed so far, in order."""

    def __init__(self, file: PortfolioFile) -> None:
        self.file = file
        self.rows: list[RowChange] = []

    def insert(self, table: str, row: Row) -> int:
        """Insert a row and return its rowid."""
        cursor = insert_row(self.file.connection, table, row)
        key = tuple(key_columns(table, row, cursor.lastrowid).values())
        self._record(table, key, None)
        return cursor.lastrowid or 0

    def update(self, table: str, key: Row, row: Row) -> None:
        """Set columns of the row with this key. Raises UserError when it is gone."""
        before = self._require(table, key)
        if any(before[column] != value for column, value in row.items()):
            update_row(self.file.connection, table, key, row)
            self._record(table, tuple(key.values()), before)

    def save(self, table: str, key: Row, row: Row) -> None:
        """Update the row with this key, or insert it."""
        if find_row(self.file.connection, table, key) is None:
            self.insert(table, {**key, **row})
        else:
            self.update(table, key, row)

    def delete(self, table: str, key: Row) -> None:
        """Delete the row with this key, if it is there."""
        before = find_row(self.file.connection, table, key)
        if before is not None:
            delete_row(self.file.connection, table, key)
            self.rows.append(RowChange(table, tuple(key.values()), before, None))

    def _require(self, table: str, key: Row) -> Row:
        """The row as it is. Raises UserError when it is gone."""
        row = find_row(self.file.connection, table, key)
        if row is None:
            raise UserError("What you were editing is no longer in the portfolio.")
        return row

    def _record(self, table: str, key: tuple[Value, ...], before: Row | None) -> None:
        """Note what a row has become."""
        after = find_row(self.file.connection, table, named_key(table, key))
        self.rows.append(RowChange(table, key, before, after))


@contextmanager
def edit(file: PortfolioFile) -> Iterator[Edit]:
    """Run a transaction: committed whole at the end, rolled back whole when anything raises.

    Raises UserError when the file cannot be written, or was changed elsewhere since it was read.
    """
    with told_in_words(file.path, SAVING):
        _require_ours(file)
        require_in_place(file)
        file.connection.execute("BEGIN IMMEDIATE")
        try:
            _claim_revision(file)
            transaction = Edit(file)
            yield transaction
            if transaction.rows:
                _commit(file)
                file.note_edit(tuple(transaction.rows))
        finally:
            file.roll_back()
            file.note_footprint()


def _require_ours(file: PortfolioFile) -> None:
    """Refuse where another window edits the file."""
    if file.held_elsewhere is not None:
        raise UserError(
            "{file} is open in another window, so nothing was saved. Close it there, then try again here.",
            file=file.path.name,
        )


def _claim_revision(file: PortfolioFile) -> None:
    """Count the revision up from the one that we know. Raises UserError when it is another."""
    claimed = file.connection.execute(
        "UPDATE revision SET number = number + 1 WHERE number = ?", (file.revision,)
    )
    if claimed.rowcount != 1:
        raise changed_elsewhere(file.path)


def _commit(file: PortfolioFile) -> None:
    """Commit. After an error of the disk the outcome is unknown, and is read from the file."""
    try:
        file.connection.execute("COMMIT")
    except sqlite3.OperationalError as error:
        if code_of(error) & PRIMARY != sqlite3.SQLITE_IOERR or not _took_hold(file):
            raise
    file.revision += 1


def _took_hold(file: PortfolioFile) -> bool:
    """Connect anew, and see whether the edit is in the file. Raises UserError if nobody can tell."""
    file.replace_connection(None)
    try:
        return file.stored_revision() > file.revision
    except UserError as error:
        raise UserError(
            "The disk reported an error, so this may not be saved. Open {file} again to see.",
            file=file.path.name,
        ) from error


def revert(file: PortfolioFile, rows: Sequence[RowChange]) -> tuple[RowChange, ...]:
    """Write the earlier rows in one transaction; returns the way back.

    Raises UserError, changing nothing, when a row is no longer as the edit left it.
    """
    with edit(file) as transaction:
        # References may point at rows that come back later in the same transaction.
        file.connection.execute("PRAGMA defer_foreign_keys = ON")
        for row in reversed(rows):
            _revert_row(file, row)
            transaction.rows.append(RowChange(row.table, row.key, row.after, row.before))
    return tuple(transaction.rows)


def _revert_row(file: PortfolioFile, row: RowChange) -> None:
    """Put one row back as it was."""
    key = named_key(row.table, row.key)
    if find_row(file.connection, row.table, key) != row.after:
        raise UserError("This can no longer be undone, because what it changed has been changed since.")
    if row.before is None:
        delete_row(file.connection, row.table, key)
    elif row.after is None:
        insert_row(file.connection, row.table, row.before)
    else:
        update_row(file.connection, row.table, key, row.before)
