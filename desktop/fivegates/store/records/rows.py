"""Rows by table and key: the few statements from which every edit is made."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

Value: TypeAlias = int | str | None
Row: TypeAlias = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row before and after; `before` is None for a new row, `after` for a deleted one."""

    table: str
    key: tuple[Value, ...]
    before: Row | None
    after: Row | None


KEYS: Mapping[str, tuple[str, ...]] = {
    "rubric": ("id", "version"),
    "score": ("review_id", "criterion"),
    "review_verdict": ("review_id",),
    "gate_verdict": ("review_id", "number"),
    "seal": ("review_id",),
    "condition": ("decision_id", "number"),
    "threshold": ("decision_id", "number"),
}


def named_key(table: str, key: tuple[Value, ...]) -> Row:
    """A key's values by column."""
    return dict(zip(KEYS.get(table, ("id",)), key, strict=True))


def key_columns(table: str, row: Row, rowid: int | None) -> Row:
    """The key of a row just inserted; SQLite gave it its id where the row has none."""
    return {column: row.get(column, rowid) for column in KEYS.get(table, ("id",))}


# Table and column names below come from this package alone, never from a file or a person.


def find_row(connection: sqlite3.Connection, table: str, key: Row) -> Row | None:
    """The whole row with this key, by column."""
    sql = f'SELECT * FROM "{table}" WHERE {_equals(key, " AND ")}'  # noqa: S608
    row = connection.execute(sql, tuple(key.values())).fetchone()
    return None if row is None else dict(row)


def insert_row(connection: sqlite3.Connection, table: str, row: Row) -> sqlite3.Cursor:
    """Insert a row."""
    columns = ", ".join(f'"{column}"' for column in row)
    marks = ", ".join("?" for _ in row)
    sql = f'INSERT INTO "{table}" ({columns}) VALUES ({marks})'  # noqa: S608
    return connection.execute(sql, tuple(row.values()))


def update_row(connection: sqlite3.Connection, table: str, key: Row, row: Row) -> None:
    """Set columns of one row."""
    sql = f'UPDATE "{table}" SET {_equals(row, ", ")} WHERE {_equals(key, " AND ")}'  # noqa: S608
    connection.execute(sql, (*row.values(), *key.values()))


def delete_row(connection: sqlite3.Connection, table: str, key: Row) -> None:
    """Delete one row."""
    sql = f'DELETE FROM "{table}" WHERE {_equals(key, " AND ")}'  # noqa: S608
    connection.execute(sql, tuple(key.values()))


def ids_of(connection: sqlite3.Connection, table: str, column: str, value: int) -> list[int]:
    """The ids of the rows that belong to something, in the order in which they were added."""
    sql = f'SELECT id FROM "{table}" WHERE {column} = ? ORDER BY id'  # noqa: S608
    return [row["id"] for row in connection.execute(sql, (value,)).fetchall()]


def _equals(row: Row, separator: str) -> str:
    """`"a" = ?` for each column."""
    return separator.join(f'"{column}" = ?' for column in row)
