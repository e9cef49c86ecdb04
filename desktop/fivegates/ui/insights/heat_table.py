"""The heatmap as a table: arrows go from cell to cell, Enter opens the initiative at that gate."""

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QWidget

from fivegates.domain.insights.heatmap import Heatmap, HeatRow
from fivegates.ui.context import Context
from fivegates.ui.insights.heat_delegate import HeatDelegate
from fivegates.ui.insights.heat_model import NAMES, ROW_ROLE, HeatModel
from fivegates.ui.tables.manners import FittedTable

_LEAST_NAME = 20


class HeatTable(FittedTable):
    """Initiatives down, gates across.

    Signals:
        opened(int, str): the user opened the initiative of this id, at the gate of this id or none ("").
    """

    opened = Signal(int, str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = HeatModel(context.language, self)
        self.setModel(self._model)
        self._cells = HeatDelegate(context, self)
        self.setItemDelegate(self._cells)
        self.setAccessibleName(context.language.gettext("Gates of every initiative"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.doubleClicked.connect(self._open)

    def show_heatmap(self, heatmap: Heatmap) -> None:
        """Show this heatmap; the chosen cell stays chosen where it is still there."""
        row, column = self.currentIndex().row(), self.currentIndex().column()
        self._model.set_heatmap(heatmap)
        self.fit_columns()
        self.setCurrentIndex(self._model.index(max(row, 0), max(column, 0)))

    def fit_columns(self) -> None:
        """Names take what the gates leave, which share the rest alike; none goes without its word."""
        gates = self._model.columnCount() - 1
        whole = self.viewport().width()
        least_name = _LEAST_NAME * self.fontMetrics().averageCharWidth()
        self._cells.stacked = False
        beside = self._gate_size().width()
        self._cells.stacked = whole - gates * beside < least_name
        size = self._gate_size()
        name = max(least_name, whole - gates * beside, min(whole // 4, whole - gates * size.width()))
        self.setColumnWidth(NAMES, name)
        for column in range(NAMES + 1, gates + 1):
            self.setColumnWidth(column, max(size.width(), (whole - name) // gates))
        self.verticalHeader().setDefaultSectionSize(size.height())

    def showEvent(self, event: QShowEvent) -> None:
        """Share the room that there is now."""
        super().showEvent(event)
        self.fit_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; Tab leaves the table."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _gate_size(self) -> QSize:
        """Room for mark, word and score."""
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        return self._cells.sizeHint(option, QModelIndex())

    def _open(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        row: HeatRow = index.data(ROW_ROLE)
        cell = None if index.column() == NAMES else row.cells[index.column() - 1]
        self.opened.emit(row.initiative.id, cell.gate if cell else "")
