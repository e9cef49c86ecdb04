"""How rows are put in order: by native values, words as the language sorts them, what is unknown last."""

from decimal import Decimal

from PySide6.QtCore import QCollator, QLocale, QObject, QSortFilterProxyModel, Qt

from fivegates.ui.tables.index import Index

SortValue = int | Decimal | str | None


class ValueOrder(QSortFilterProxyModel):
    """A table says what its cells are sorted by; None is unknown."""

    def __init__(self, language_code: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._collator = QCollator(QLocale(language_code))
        self._collator.setNumericMode(True)

    def sort_value(self, index: Index) -> SortValue:
        """What orders the cell at `index` of the source model."""
        raise NotImplementedError

    def lessThan(self, left: Index, right: Index) -> bool:
        """Compare two cells; what is unknown goes last, whichever way the column is sorted."""
        first, second = self.sort_value(left), self.sort_value(right)
        if first is None or second is None:
            upwards = self.sortOrder() is Qt.SortOrder.AscendingOrder
            return (second is None and first is not None) if upwards else (first is None)
        if isinstance(first, str) and isinstance(second, str):
            return self._collator.compare(first, second) < 0
        return first < second  # type: ignore[operator] # one column's values are of one kind
