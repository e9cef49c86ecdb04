"""A table of records: Enter edits, Insert adds, Delete removes."""

from PySide6.QtCore import QEvent, QItemSelection, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from fivegates.ui.context import Context
from fivegates.ui.initiative.records.model import Index, RecordOrder, RecordRow
from fivegates.ui.widgets.roles import set_role

_NARROWEST = 14
_ROW_AIR = 18
_BAR = 3


class RecordDelegate(QStyledItemDelegate):
    """Gives rows their height and cells no frame of their own: a bar before the row shows the focus."""

    def __init__(self, context: Context, view: QTableView) -> None:
        super().__init__(view)
        self._context = context

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as the stylesheet makes it, with room above and below."""
        return QSize(super().sizeHint(option, index).width(), option.fontMetrics.height() + _ROW_AIR)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Without a frame around the current cell."""
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell, and in the first one where the focus is."""
        super().paint(painter, option, index)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if index.column() == 0 and chosen and option.widget.hasFocus():
            bar = QRect(option.rect.left(), option.rect.top(), _BAR, option.rect.height() - 1)
            painter.fillRect(bar, QColor(self._context.palette.accent))


class RecordTable(QTableView):
    """One record a row; columns with a share divide the room that is left.

    Signals:
        edit_requested(), add_requested(), remove_requested(): the user pressed the key for it.
        chosen(): another row, or none, is chosen.
    """

    edit_requested = Signal()
    add_requested = Signal()
    remove_requested = Signal()
    chosen = Signal()

    def __init__(self, context: Context, order: RecordOrder, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._order = order
        self.setModel(order)
        self.setAccessibleName(name)
        self.setItemDelegate(RecordDelegate(context, self))
        set_role(self, "framed")
        self._set_manners()
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.doubleClicked.connect(self.edit_requested)
        order.modelReset.connect(self.fit_columns)

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
            self.selectRow(row)

    def fit_columns(self) -> None:
        """Fit columns to what they show; those with a share divide the rest, but never too little."""
        self.resizeColumnsToContents()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + _ROW_AIR)
        shares = {
            column: heading.share for column, heading in enumerate(self._order.headings) if heading.share
        }
        fitted = set(range(len(self._order.headings))) - set(shares)
        rest = self.viewport().width() - sum(self.columnWidth(column) for column in fitted)
        least = _NARROWEST * self.fontMetrics().averageCharWidth()
        for column, share in shares.items():
            self.setColumnWidth(column, max(least, rest * share // sum(shares.values())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self.fit_columns()

    def changeEvent(self, event: QEvent) -> None:
        """Share the room anew for another size of text."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.fit_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask for what the key stands for."""
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
        """Tell that another row is chosen."""
        super().selectionChanged(selected, deselected)
        self.chosen.emit()

    def _set_manners(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setSortingEnabled(True)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
