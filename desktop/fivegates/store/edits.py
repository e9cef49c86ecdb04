"""The one road for writes: a transaction that records the rows it changes, and can be reverted."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeAlias

from fivegates.domain.errors import UserError
from fivegates.store.faults import PRIMARY, SAVING, code_of, told_in_words
from fivegates.store.portfolio_file import PortfolioFile

Value: TypeAlias = int | str | None
Row: TypeAlias = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row before and after; `before` is None for a new row, `after` for a deleted one."""

    table: str
    key: tuple[Value, ...]
    before: Row | None
    after: Row | None


class Edit:
    """A transaction under way; `rows` lists what it has changed so far, in order."""

    def __init__(self, file: PortfolioFile) -> None:
        self.file = file
        self.rows: list[RowChange] = []

    def insert(self, table: str, row: Row) -> int:
        """Insert a row and return its rowid."""
        cursor = _insert(self.file.connection, table, row)
        key = tuple(_key_columns(table, row, cursor.lastrowid).values())
        self._record(table, key, None)
        return cursor.lastrowid or 0

    def update(self, table: str, key: Row, row: Row) -> None:
        """Set columns of the row with this key. Raises UserError when it is gone."""
        before = self._require(table, key)
        if any(before[column] != value for column, value in row.items()):
            _update(self.file.connection, table, key, row)
            self._record(table, tuple(key.values()), before)

    def save(self, table: str, key: Row, row: Row) -> None:
        """Update the row with this key, or insert it."""
        if _find(self.file.connection, table, key) is None:
            self.insert(table, {**key, **row})
        else:
            self.update(table, key, row)

    def delete(self, table: str, key: Row) -> None:
        """Delete the row with this key, if it is there."""
        before = _find(self.file.connection, table, key)
        if before is not None:
            _delete(self.file.connection, table, key)
            self.rows.append(RowChange(table, tuple(key.values()), before, None))

    def _require(self, table: str, key: Row) -> Row:
        """The row as it is. Raises UserError when it is gone."""
        row = _find(self.file.connection, table, key)
        if row is None:
            raise UserError("What you were editing is no longer in the portfolio.")
        return row

    def _record(self, table: str, key: tuple[Value, ...], before: Row | None) -> None:
        """Note what a row has become."""
        after = _find(self.file.connection, table, _named_key(table, key))
        self.rows.append(RowChange(table, key, before, after))


@contextmanager
def edit(file: PortfolioFile) -> Iterator[Edit]:
    """Run a transaction: committed whole at the end, rolled back whole when anything raises.

    Raises UserError when the file cannot be written, or was changed elsewhere since it was read.
    """
    with told_in_words(file.path, SAVING):
        file.connection.execute("BEGIN IMMEDIATE")
        try:
            _claim_revision(file)
            transaction = Edit(file)
            yield transaction
            if transaction.rows:
                _commit(file)
        finally:
            file.roll_back()


def _claim_revision(file: PortfolioFile) -> None:
    """Count the revision up from the one that we know. Raises UserError when it is another."""
    claimed = file.connection.execute(
        "UPDATE revision SET number = number + 1 WHERE number = ?", (file.revision,)
    )
    if claimed.rowcount != 1:
        raise UserError(
            "{file} was changed by another window or program. Your last edit was not saved over it; "
            "open the file again to see what is there now.",
            file=file.path.name,
        )


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
            "The disk reported an error, so the last edit may not be saved. Open {file} again to see.",
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
    key = _named_key(row.table, row.key)
    if _find(file.connection, row.table, key) != row.after:
        raise UserError("This can no longer be undone, because what it changed has been changed since.")
    if row.before is None:
        _delete(file.connection, row.table, key)
    elif row.after is None:
        _insert(file.connection, row.table, row.before)
    else:
        _update(file.connection, row.table, key, row.before)


KEYS: Mapping[str, tuple[str, ...]] = {
    "rubric": ("id", "version"),
    "score": ("review_id", "criterion"),
    "review_verdict": ("review_id",),
    "gate_verdict": ("review_id", "number"),
}


def _named_key(table: str, key: tuple[Value, ...]) -> Row:
    """A key's values by column."""
    return dict(zip(KEYS.get(table, ("id",)), key, strict=True))


def _key_columns(table: str, row: Row, rowid: int | None) -> Row:
    """The key of a row just inserted; SQLite gave it its id where the row has none."""
    return {column: row.get(column, rowid) for column in KEYS.get(table, ("id",))}


# Table and column names below come from this package alone, never from a file or a person.


def _find(connection: sqlite3.Connection, table: str, key: Row) -> Row | None:
    """The whole row with this key, by column."""
    sql = f'SELECT * FROM "{table}" WHERE {_equals(key, " AND ")}'  # noqa: S608
    row = connection.execute(sql, tuple(key.values())).fetchone()
    return None if row is None else dict(row)


def _insert(connection: sqlite3.Connection, table: str, row: Row) -> sqlite3.Cursor:
    """Insert a row."""
    columns = ", ".join(f'"{column}"' for column in row)
    marks = ", ".join("?" for _ in row)
    sql = f'INSERT INTO "{table}" ({columns}) VALUES ({marks})'  # noqa: S608
    return connection.execute(sql, tuple(row.values()))


def _update(connection: sqlite3.Connection, table: str, key: Row, row: Row) -> None:
    """Set columns of one row."""
    sql = f'UPDATE "{table}" SET {_equals(row, ", ")} WHERE {_equals(key, " AND ")}'  # noqa: S608
    connection.execute(sql, (*row.values(), *key.values()))


def _delete(connection: sqlite3.Connection, table: str, key: Row) -> None:
    """Delete one row."""
    sql = f'DELETE FROM "{table}" WHERE {_equals(key, " AND ")}'  # noqa: S608
    connection.execute(sql, tuple(key.values()))


def _equals(row: Row, separator: str) -> str:
    """`"a" = ?` for each column."""
    return separator.join(f'"{column}" = ?' for column in row)
