"""A list of values as a Qt model; what each shows is for the models that build on it to say."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject

from fivegates.ui.tables.view_defaults import Index

Item = TypeVar("Item")
_NOWHERE = QModelIndex()


class ListModel(QAbstractListModel, Generic[Item]):
    """The items, in the order given."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items: list[Item] = []

    def set_items(self, items: Sequence[Item]) -> None:
        """Show these items instead."""
        self.beginResetModel()
        self.items = list(items)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """One row an item."""
        return 0 if parent.isValid() else len(self.items)
