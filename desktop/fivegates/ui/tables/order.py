"""Sorting of rows: by native values, text by the language's collation, unknown values last."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import cmp_to_key
from heapq import nlargest
from operator import itemgetter
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QCollator,
    QLocale,
    QModelIndex,
    QObject,
    QSortFilterProxyModel,
    Qt,
)

from fivegates.ui.tables.views import Index

SortValue = int | Decimal | str | None
Row = TypeVar("Row")

_NOWHERE = QModelIndex()


class OrderedModel(QAbstractTableModel, Generic[Row]):
    """Rows that are in the order of one column; a table gives the sort key of a cell.

    Sorting by Qt's proxy would take some 6,000 calls back to Python for a thousand rows.
    """

    def __init__(self, language_code: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        collator = QCollator(QLocale(language_code))
        collator.setNumericMode(True)
        self._as_words = cmp_to_key(collator.compare)
        self._given: tuple[Row, ...] = ()
        self._by: tuple[int, Qt.SortOrder] | None = None
        self.rows: tuple[Row, ...] = ()

    def sort_value(self, row: Row, column: int) -> SortValue:
        """The sort value of a cell; None where it is unknown."""
        raise NotImplementedError

    def cell_text(self, row: Row, column: int) -> str:
        """The text of a cell."""
        raise NotImplementedError

    def look(self, row: Row, column: int) -> SortValue:
        """A key that is equal for cells that look alike: the sort value, unless a table overrides it."""
        return self.sort_value(row, column)

    def measured(self) -> Iterable[tuple[int, Row]]:
        """The rows that column widths are fitted to, with their places: all, unless a table overrides it."""
        return enumerate(self.rows)

    def widest(self, column: int, measure: Callable[[str], int], most: int) -> list[QModelIndex]:
        """The cells of a column with the widest texts, `most` of them at most, no two alike."""
        first: dict[SortValue, int] = {}
        for place, row in self.measured():
            first.setdefault(self.look(row, column), place)
        places = nlargest(
            most, first.values(), lambda place: measure(self.cell_text(self.rows[place], column))
        )
        return [self.index(place, column) for place in places]

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self._given = tuple(rows)
        self.rows = self._in_order()
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Put the rows in the order of a column; those that are equal stay as they were given."""
        self._by = (column, order) if column >= 0 else None
        self.layoutAboutToBeChanged.emit()
        kept = [(index, self.rows[index.row()]) for index in self.persistentIndexList()]
        self.rows = self._in_order()
        places = {id(row): place for place, row in enumerate(self.rows)}
        for index, row in kept:
            self.changePersistentIndex(index, self.createIndex(places[id(row)], index.column()))
        self.layoutChanged.emit()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Number of rows shown."""
        return 0 if parent.isValid() else len(self.rows)

    def _in_order(self) -> tuple[Row, ...]:
        """The rows by the column that they are sorted by; what is unknown comes last either way."""
        if self._by is None:
            return self._given
        column, order = self._by
        pairs = [(self.sort_value(row, column), row) for row in self._given]
        known = [(self._comparable(value), row) for value, row in pairs if value is not None]
        known.sort(key=itemgetter(0), reverse=order is Qt.SortOrder.DescendingOrder)
        return (*(row for _, row in known), *(row for value, row in pairs if value is None))

    def _comparable(self, value: int | Decimal | str) -> object:
        """A value as it is compared with others of its column."""
        return self._as_words(value) if isinstance(value, str) else value


class RowFilter(QSortFilterProxyModel):
    """Keeps some of the rows of an `OrderedModel`, in its order."""

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Have the model put them in order."""
        self.sourceModel().sort(column, order)
