"""The tables of the window, with their sorting, columns and delegates."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from fivegates.ui.context import Context
from fivegates.ui.tables.header import WIDEST_GAP, Claim, SortHeader, needed_width, shared_widths, spread
from fivegates.ui.tables.model import RecordOrder, RecordRow
from fivegates.ui.tables.views import (
    ROW_AIR,
    CursorAction,
    FittedTable,
    RowDelegate,
    SelectionMode,
    choose_row,
    row_at_end,
    set_view_defaults,
)
from fivegates.ui.tables.widths import ColumnWidths
from fivegates.ui.widgets.roles import plain_tooltip, set_role

_NARROWEST = 14


class RecordTable(FittedTable):
    """A table with a row per record; columns with a share divide the remaining width.

    The widths that the user gives columns are kept for its `view`.

    Signals:
        edit_requested(), add_requested(), remove_requested(): the user pressed the key for it.
        chosen(): another row, or none, is chosen.
    """

    edit_requested = Signal()
    add_requested = Signal()
    remove_requested = Signal()
    chosen = Signal()

    def __init__(
        self, context: Context, order: RecordOrder, name: str, parent: QWidget, *, view: str
    ) -> None:
        super().__init__(parent)
        self._order = order
        self._leaves_out = False
        self._needs: dict[int, int] = {}
        self.setModel(order)
        self.setAccessibleName(name)
        self.setItemDelegate(RowDelegate(context, self))
        set_role(self, "framed")
        header = SortHeader(context, self)
        self.setHorizontalHeader(header)
        self.setSortingEnabled(True)
        set_view_defaults(self)
        self.widths = ColumnWidths(context.settings, view, header, self._needed, self.fit_columns)
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.doubleClicked.connect(self.edit_requested)
        order.modelReset.connect(self.fit_columns)
        header.sortIndicatorChanged.connect(self.fit_columns)

    def connect_buttons(
        self, *, add: QAbstractButton, edit: QAbstractButton, remove: QAbstractButton
    ) -> None:
        """Press these buttons by the keys of the table, and by a double click on a row."""
        self.add_requested.connect(add.click)
        self.edit_requested.connect(edit.click)
        self.remove_requested.connect(remove.click)

    def current(self) -> RecordRow | None:
        """The record of the chosen row."""
        rows = self.selectionModel().selectedRows()
        return self._order.row_at(rows[0]) if rows else None

    def chosen_rows(self) -> list[RecordRow]:
        """The records of all chosen rows, from the top."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._order.row_at(self._order.index(row, 0)) for row in rows]

    def choose(self, record_id: int, *, or_row: int = -1) -> None:
        """Choose the row of a record; if it is gone, the row that took its place."""
        ids = [self._order.row_at(self._order.index(r, 0)).record_id for r in range(self._order.rowCount())]
        row = ids.index(record_id) if record_id in ids else min(or_row, len(ids) - 1)
        if row >= 0:
            choose_row(self, self._order.index(row, max(self.currentIndex().column(), 0)))

    def choose_all(self, record_ids: Collection[int]) -> None:
        """Choose the rows of these records, and scroll to the first of them."""
        wanted = set(record_ids)
        chosen = QItemSelection()
        for row in range(self._order.rowCount()):
            index = self._order.index(row, 0)
            if self._order.row_at(index).record_id in wanted:
                chosen.select(index, index)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(chosen, flags.ClearAndSelect | flags.Rows)
        if rows := self.selectionModel().selectedRows():
            self.scrollTo(min(rows, key=lambda index: index.row()))

    def leave_out_spare(self) -> None:
        """Leave spare columns out where not all have room."""
        self._leaves_out = True

    def measure_columns(self) -> None:
        """Find what each column needs for what it shows, and the height of rows."""
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + ROW_AIR)
        self._needs = {column: self._needed(column) for column in range(len(self._order.headings))}

    def share_room(self) -> None:
        """Give columns what they need; those with a share divide the rest, but never too little."""
        headings = dict(enumerate(self._order.headings))
        given = self.widths.given
        widths = {column: given.get(column) or need for column, need in self._needs.items()}
        crowded = self._leaves_out and sum(widths.values()) > self.viewport().width()
        for column, heading in headings.items():
            self.setColumnHidden(column, crowded and heading.spare)
            if crowded and heading.spare:
                widths.pop(column)
        claims = {
            column: Claim(widths.pop(column), headings[column].share)
            for column in list(widths)
            if headings[column].share and column not in given
        }
        least = _NARROWEST * self.fontMetrics().averageCharWidth()
        room = self.viewport().width() - sum(widths.values())
        needs = {column: claim.need for column, claim in claims.items()}
        most = WIDEST_GAP * self.fontMetrics().averageCharWidth()
        kept = {column: widths.pop(column) for column in given if column in widths}
        shared = spread(widths | shared_widths(room, claims, least), needs, most)
        for column, width in (shared | kept).items():
            self.setColumnWidth(column, width)

    def _needed(self, column: int) -> int:
        return needed_width(self, self._order.model, column)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Emit the signal of the key."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.edit_requested.emit()
            case Qt.Key.Key_Insert:
                self.add_requested.emit()
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                self.remove_requested.emit()
            case _:
                super().keyPressEvent(event)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Report that another row is chosen."""
        super().selectionChanged(selected, deselected)
        self.chosen.emit()


class PlainTable(QTableWidget):
    """Text by row and column; figures are at the right, and Tab leaves the table."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        set_view_defaults(self, SelectionMode.ExtendedSelection)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        set_role(self, "framed")

    def moveCursor(self, action: CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home and End lead to the first and the last row."""
        end = row_at_end(self, action)
        return super().moveCursor(action, modifiers) if end is None else end

    def set_headings(self, names: Sequence[str], right: Sequence[bool]) -> None:
        """Name the columns; `right` marks those with figures, aligned right."""
        self.setColumnCount(len(names))
        for column, (name, at_right) in enumerate(zip(names, right, strict=True)):
            self.setHorizontalHeaderItem(column, item_of(name, right=at_right))

    def stretch(self, column: int) -> None:
        """Give a column the room that is left."""
        self.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def text(self, row: int, column: int) -> str:
        """The text of a cell; empty where there is none."""
        item = self.item(row, column)
        return item.text() if item else ""

    def set_rows(self, rows: Sequence[Sequence[str]], right: Sequence[bool]) -> None:
        """Show these rows instead."""
        self.setRowCount(len(rows))
        for row, texts in enumerate(rows):
            for column, (text, at_right) in enumerate(zip(texts, right, strict=True)):
                self.setItem(row, column, item_of(text, right=at_right))


def item_of(text: str, *, right: bool) -> QTableWidgetItem:
    """A cell; figures are at the right."""
    item = QTableWidgetItem(text)
    item.setToolTip(plain_tooltip(text))
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    return item
