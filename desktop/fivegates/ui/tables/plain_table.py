"""A table that only shows: rows are chosen, cells are read."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from fivegates.ui.tables.view_defaults import SelectionMode, set_table_manners
from fivegates.ui.widgets.roles import plain_tooltip, set_role


class PlainTable(QTableWidget):
    """Text by row and column; figures stand at the right, and Tab leaves the table."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        set_table_manners(self, SelectionMode.ExtendedSelection)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        set_role(self, "framed")

    def set_headings(self, names: Sequence[str], right: Sequence[bool]) -> None:
        """Name the columns; `right` tells which hold figures."""
        self.setColumnCount(len(names))
        for column, (name, at_right) in enumerate(zip(names, right, strict=True)):
            self.setHorizontalHeaderItem(column, item_of(name, right=at_right))

    def stretch(self, column: int) -> None:
        """Give a column the room that is left."""
        self.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def text(self, row: int, column: int) -> str:
        """What a cell shows; empty where there is none."""
        item = self.item(row, column)
        return item.text() if item else ""

    def set_rows(self, rows: Sequence[Sequence[str]], right: Sequence[bool]) -> None:
        """Show these rows instead."""
        self.setRowCount(len(rows))
        for row, texts in enumerate(rows):
            for column, (text, at_right) in enumerate(zip(texts, right, strict=True)):
                self.setItem(row, column, item_of(text, right=at_right))


def item_of(text: str, *, right: bool) -> QTableWidgetItem:
    """A cell; figures stand at the right."""
    item = QTableWidgetItem(text)
    item.setToolTip(plain_tooltip(text))
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    return item
