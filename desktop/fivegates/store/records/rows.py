"""Rows by table and key: the few statements from which every edit is made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from sqlite_utils import Database

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
    "source": ("number",),
    "consolidated": ("initiative_id",),
    "capacity_owner": ("capacity_id", "number"),
    "capacity_dependency": ("capacity_id", "number"),
    "ballot_score": ("ballot_id", "criterion"),
    "settlement": ("panel_id", "criterion"),
    "framework_item": ("framework_id", "number"),
    "brief_meeting": ("initiative_id",),
    "paper_meeting": ("paper",),
}


def named_key(table: str, key: tuple[Value, ...]) -> Row:
    """A key's values by column."""
    return dict(zip(KEYS.get(table, ("id",)), key, strict=True))


def key_of(table: str, row: Row) -> tuple[Value, ...]:
    """The values of a row's key."""
    return tuple(row[column] for column in KEYS.get(table, ("id",)))


# Table and column names below come from this package alone, never from a file or a person.


def find_row(database: "Database", table: str, key: Row) -> Row | None:
    """The whole row with this key, by column.

    sqlite-utils would set a savepoint around the query and release it.
    """
    sql = f'SELECT * FROM "{table}" WHERE {_equals(key, " AND ")}'  # noqa: S608
    found = database.execute(sql, tuple(key.values())).fetchall()
    return dict(found[0]) if found else None


def insert_rows(database: "Database", table: str, rows: Sequence[Row]) -> None:
    """Insert rows that have the same columns, each a number, a text or NULL.

    sqlite-utils asks a table for the rowid of a single row, which those WITHOUT ROWID do not have.
    """
    if len(rows) > 1 and len(KEYS.get(table, ("id",))) == 1:
        database.table(table).insert_all(map(dict, rows))
    else:
        columns = ", ".join(f'"{column}"' for column in rows[0])
        sql = f'INSERT INTO "{table}" ({columns}) VALUES ({", ".join("?" * len(rows[0]))})'  # noqa: S608
        database.conn.executemany(sql, [tuple(row.values()) for row in rows])


def update_row(database: "Database", table: str, key: Row, row: Row) -> None:
    """Set columns of one row."""
    sql = f'UPDATE "{table}" SET {_equals(row, ", ")} WHERE {_equals(key, " AND ")}'  # noqa: S608
    database.execute(sql, (*row.values(), *key.values()))


def delete_row(database: "Database", table: str, key: Row) -> None:
    """Delete one row."""
    sql = f'DELETE FROM "{table}" WHERE {_equals(key, " AND ")}'  # noqa: S608
    database.execute(sql, tuple(key.values()))


def put_row(database: "Database", table: str, key: Row, row: Row | None) -> None:
    """Insert or replace the row with this key; None deletes it."""
    if row is None:
        delete_row(database, table, key)
    elif find_row(database, table, key) is None:
        insert_rows(database, table, [row])
    else:
        update_row(database, table, key, row)


def _equals(row: Row, separator: str) -> str:
    """`"a" = ?` for each column."""
    return separator.join(f'"{column}" = ?' for column in row)
