"""A table of the file and the values in its rows: how they are inserted, saved, deleted and read."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import count
from operator import attrgetter
from typing import Any, Generic, TypeVar

from fivegates.domain.errors import UserError
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.records.columns import Column, columns_of
from fivegates.store.records.edits import Edit
from fivegates.store.records.rows import KEYS, Row, Value

R = TypeVar("R")
"""A frozen dataclass of the domain."""

# Names of tables and columns below come from this package alone, never from a file or a person.


class RecordTable(Generic[R]):
    """The rows of one table as values of the dataclass `kind`.

    Rows belong to the row of another table that `parent` names; with the key (`parent`, `number`) they are
    numbered from 1. The fields in `parts` are rows of other tables, written with the value and passed to
    `value` when it is read; rows of `children` are deleted with theirs. `names` gives the columns of nested
    dataclasses, or how they begin, `own` those of fields that need more than their type says. Values come in
    the `order` of some columns, those of the key unless others are named. `cached` values are kept by their
    whole row, so that an unchanged row gives the same frozen value.
    """

    def __init__(  # noqa: PLR0913 - a declaration
        self,
        kind: type[R],
        name: str,
        *,
        parent: str = "",
        parts: "Mapping[str, RecordTable[Any]] | None" = None,
        children: "Sequence[RecordTable[Any]]" = (),
        without: Collection[str] = (),
        names: Mapping[str, str | Mapping[str, str]] | None = None,
        own: Collection[Column] = (),
        order: str = "",
        cached: int = 0,
    ) -> None:
        self.kind = kind
        self.name = name
        self.parent = parent
        self.key = KEYS.get(name, ("id",))
        self._order = order or ", ".join(self.key)
        self.parts = parts or {}
        self.children = (*self.parts.values(), *children)
        self._without = {*without, *self.parts}
        self._names = names or {}
        self._own = {column.field: column for column in own}
        self._read: Callable[[sqlite3.Row], R] = lru_cache(cached)(self.value) if cached else self.value

    @cached_property
    def tables(self) -> frozenset[str]:
        """The tables from which values are read: its own, and those of their parts."""
        return frozenset({self.name}).union(*(table.tables for table in self.parts.values()))

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The fields with their columns; `id` is read and never written."""
        skipped = {*self._without, *self._own}
        derived = columns_of(self.kind, self._names, skipped)
        return (*derived, *self._own.values())

    @cached_property
    def _readers(self) -> tuple[tuple[str, Callable[[sqlite3.Row], object]], ...]:
        """Readers of each field; apart from the columns, since each value takes them all."""
        return tuple((column.field, column.read) for column in self.columns)

    @cached_property
    def _writers(self) -> tuple[tuple[Callable[[R], object], Callable[[Any], Row]], ...]:
        """Getters and writers of each field except the id."""
        written = [column for column in self.columns if column.field != "id"]
        return tuple((attrgetter(column.field), column.write) for column in written)

    def row(self, value: R) -> dict[str, Value]:
        """The columns of a value, without its id and what it belongs to."""
        row: dict[str, Value] = {}
        for field_of, write in self._writers:
            row.update(write(field_of(value)))
        return row

    def value(self, row: sqlite3.Row, **parts: object) -> R:
        """A value from its row and its parts. Raises ValueError or ArithmeticError where it is none."""
        return self.kind(**{field: read(row) for field, read in self._readers}, **parts)

    def insert(self, edit: Edit, value: R, parent_id: int = 0) -> int:
        """Insert a value with its parts; returns its id, or its number among those of its parent."""
        return self.insert_all(edit, [(parent_id, value)])[0]

    def insert_all(self, edit: Edit, owned: Sequence[tuple[int, R]]) -> list[int]:
        """Insert values, each with the id of what it belongs to, and their parts; returns their ids."""
        if not owned:
            return []
        numbers = self._new_numbers(edit, owned)
        rows = [self._keyed(*each, number) for each, number in zip(owned, numbers, strict=True)]
        edit.insert_all(self.name, rows)
        for field, table in self.parts.items():
            held = zip(numbers, (_parts(getattr(value, field)) for _, value in owned), strict=True)
            table.insert_all(edit, [(number, part) for number, parts in held for part in parts])
        return numbers

    def _new_numbers(self, edit: Edit, owned: Sequence[tuple[int, R]]) -> list[int]:
        """The ids that new rows get, as SQLite would give them, or their numbers from 1."""
        if self.key == ("id",):
            first = edit.next_id(self.name)
            return list(range(first, first + len(owned)))
        following: defaultdict[int, Iterator[int]] = defaultdict(lambda: count(1))
        return [next(following[parent_id]) for parent_id, _ in owned]

    def _keyed(self, parent_id: int, value: R, number: int) -> Row:
        """The whole row of a value."""
        row = self.row(value)
        if self.parent:
            row[self.parent] = parent_id
        if self.key[-1] in {"id", "number"}:
            row.setdefault(self.key[-1], number)
        return row

    def update(self, edit: Edit, value: R) -> None:
        """Save a value that has an id; its parts stay as they are. Raises UserError when it is gone."""
        edit.update(self.name, {"id": attrgetter("id")(value)}, self.row(value))

    def update_whole(self, edit: Edit, value: R) -> None:
        """Save a value that has an id, and those of its parts that have changed."""
        self.update(edit, value)
        for field, table in self.parts.items():
            table.replace_of(edit, attrgetter("id")(value), tuple(_parts(getattr(value, field))))

    def save(self, edit: Edit, parent_id: int, value: R, number: int = 0) -> None:
        """Save a value that is found by what it belongs to, and by a field or a number."""
        row = self._keyed(parent_id, value, number)
        edit.save(self.name, {column: row[column] for column in self.key}, row)

    def replace_of(self, edit: Edit, parent_id: int, values: Sequence[R]) -> None:
        """Replace the rows of a parent with `values`; nothing is written if they are equal."""
        if self.key[-1] == "number":
            wanted = [self._keyed(parent_id, value, number) for number, value in enumerate(values, 1)]
            edit.replace_all(self.name, self._rows_of(edit.file, parent_id, "*"), wanted)
        elif list(map(self.row, self.of(edit.file, parent_id))) != list(map(self.row, values)):
            self.delete_of(edit, parent_id)
            self.insert_all(edit, [(parent_id, value) for value in values])

    def delete(self, edit: Edit, record_id: int) -> None:
        """Delete the row with this id, and before it, row by row for undo, all that belongs to it."""
        for table in self.children:
            table.delete_of(edit, record_id)
        edit.delete(self.name, {"id": record_id})

    def delete_of(self, edit: Edit, parent_id: int) -> None:
        """Delete the rows that belong to a parent, and all that belongs to them."""
        for key in self._rows_of(edit.file, parent_id, ", ".join(self.key)):
            if self.key == ("id",):
                self.delete(edit, int(str(key["id"])))
            else:
                edit.delete(self.name, key)

    def _rows_of(self, file: PortfolioFile, parent_id: int, columns: str) -> list[Row]:
        """Columns of the rows that belong to a parent, in the order of their keys."""
        order = ", ".join(self.key)
        sql = f'SELECT {columns} FROM "{self.name}" WHERE {self.parent} = ? ORDER BY {order}'  # noqa: S608
        return [dict(row) for row in file.rows(sql, parent_id)]

    def all(self, file: PortfolioFile) -> tuple[R, ...]:
        """All values of the table, with their parts."""
        return self._chosen(file, "")[1]

    def of(self, file: PortfolioFile, parent_id: int) -> tuple[R, ...]:
        """The values that belong to a parent, with their parts."""
        return self._chosen(file, f"WHERE {self.parent} = ?", parent_id)[1]

    def by_parent(self, file: PortfolioFile, chosen: str = "", *values: int) -> dict[int, list[R]]:
        """The values in the rows that a WHERE chooses, with their parts, by what they belong to."""
        groups: dict[int, list[R]] = defaultdict(list)
        for row, value in zip(*self._chosen(file, chosen, *values), strict=True):
            groups[row[self.parent]].append(value)
        return groups

    def _chosen(
        self, file: PortfolioFile, chosen: str, *values: int
    ) -> tuple[list[sqlite3.Row], tuple[R, ...]]:
        """The rows that a WHERE chooses, ordered as the table is, and the values in them."""
        found = file.rows(f'SELECT * FROM "{self.name}" {chosen} ORDER BY {self._order}', *values)  # noqa: S608
        if not self.parts or not found:
            return found, tuple(map(self._read, found))
        among = f'WHERE {{}} IN (SELECT id FROM "{self.name}" {chosen})' if chosen else ""  # noqa: S608
        parts = {
            field: table.by_parent(file, among.format(table.parent), *values)
            for field, table in self.parts.items()
        }
        return found, tuple(
            self.value(row, **{field: tuple(held[row["id"]]) for field, held in parts.items()})
            for row in found
        )

    def owner(self, file: PortfolioFile, record_id: int) -> int:
        """The id of what a row belongs to. Raises UserError when it is gone."""
        found = file.rows(f'SELECT {self.parent} FROM "{self.name}" WHERE id = ?', record_id)  # noqa: S608
        if not found:
            raise UserError("What you were editing is no longer in the portfolio.")
        return int(found[0][0])


def _parts(held: Iterable[Any] | Mapping[str, Any]) -> Iterable[Any]:
    """The parts of a value, which may be held by a name."""
    return held.values() if isinstance(held, Mapping) else held
