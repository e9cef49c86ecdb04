"""The comparison as a table: names stay in view, columns are moved by drag and by key, equal rows fold."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QModelIndex, QPoint, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QWidget

from fivegates.domain.comparison.comparison import Comparison
from fivegates.domain.wording.comparison_facts import Cell
from fivegates.ui.compare.model import CELL_ROLE, ComparisonModel, Kind
from fivegates.ui.compare.painting import ComparisonDelegate, LabelHeader, NameHeader, TrendPicture
from fivegates.ui.context import Context
from fivegates.ui.tables.views import FittedTable, Index
from fivegates.ui.tables.widths import ColumnWidths

_NARROWEST_CHARS: Final = 18
_FOLDING: Final = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
_MOVING: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_STEPS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class ComparisonTable(FittedTable):
    """Arrows walk through the cells; Ctrl+Shift+Left and Right move the column, Delete takes it out.

    Signals:
        moved(int, int): the user moved the column from one place to another.
        removed(int): the user takes out the initiative in this column.
        opened(int): the user opens the initiative in this column.
        chosen(): another column is the current one.
    """

    moved = Signal(int, int)
    removed = Signal(int)
    opened = Signal(int)
    chosen = Signal()

    def __init__(
        self, context: Context, fill_menu: Callable[[QMenu, int], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._fill_menu = fill_menu
        self._model = ComparisonModel(context.language, self)
        self._trend = TrendPicture(context, self)
        self._delegate = ComparisonDelegate(context, self._trend, self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self._labels = LabelHeader(context, self)
        self._names = NameHeader(context, self)
        self.setHorizontalHeader(self._names)
        needed, settings = self._names.needed_width, context.settings
        self._widths = ColumnWidths(settings, "comparison", self._names, needed, self.fit_columns)
        self.setVerticalHeader(self._labels)
        self.setAccessibleName(context.language.gettext("Comparison"))
        self._set_behaviour()
        self._connect()

    @property
    def column(self) -> int:
        """The column that commands are about: the current one, else the first."""
        return max(self.currentIndex().column(), 0)

    def show_comparison(self, comparison: Comparison | None) -> None:
        """Show this comparison instead; the current cell stays where it was."""
        row, column = self.currentIndex().row(), self.column
        self._trend.show_comparison(comparison)
        self._model.show_comparison(comparison)
        self._arrange()
        self._go_to(max(row, 0), column)

    def choose_column(self, column: int) -> None:
        """Make another column the current one."""
        self._go_to(max(self.currentIndex().row(), 0), column)

    def fold(self, *, unfolded: bool) -> None:
        """Show the criteria that are the same, or fold them away."""
        self._delegate.unfolded = unfolded
        self._model.fold(unfolded=unfolded)
        self._arrange()
        row = self._model.row_of(Kind.FOLD)
        if row is not None:
            self._go_to(row, self.column)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move or take out the column, fold, or open; else walk."""
        key, index = Qt.Key(event.key()), self.currentIndex()
        if event.modifiers() == _MOVING and key in _STEPS:
            self._ask_to_move(self.column, self.column + _STEPS[key])
        elif key is Qt.Key.Key_Delete and index.isValid():
            self.removed.emit(self.column)
        elif key in _FOLDING and index.isValid() and self._folds(index):
            self.fold(unfolded=not self._model.unfolded)
        elif key in _FOLDING and key is not Qt.Key.Key_Space and index.isValid():
            self.opened.emit(self.column)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the line that folds folds."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and index.isValid() and self._folds(index):
            self.fold(unfolded=not self._model.unfolded)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done to the column."""
        if self._model.columnCount():
            self._open_menu(self.column, event.globalPos())

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Report that another column is the current one."""
        super().currentChanged(current, previous)
        self.horizontalHeader().viewport().update()
        self.chosen.emit()

    def _set_behaviour(self) -> None:
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.horizontalHeader().setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def _connect(self) -> None:
        """Connect all signals, in one list."""
        header = self.horizontalHeader()
        header.sectionMoved.connect(self._follow_drag)
        header.sectionClicked.connect(self.choose_column)
        header.sectionDoubleClicked.connect(self.opened)
        header.customContextMenuRequested.connect(self._open_header_menu)
        self._trend.drawn.connect(self._show_trend)

    def _follow_drag(self, _logical: int, old: int, new: int) -> None:
        """After the drag, put the section back and let the page move the initiative."""
        QTimer.singleShot(0, self, lambda: self._settle_drag(old, new))

    def _settle_drag(self, old: int, new: int) -> None:
        header = self.horizontalHeader()
        with QSignalBlocker(header):
            header.moveSection(new, old)
        self._ask_to_move(old, new)

    def _ask_to_move(self, old: int, new: int) -> None:
        if 0 <= new < self._model.columnCount():
            self.moved.emit(old, new)

    def _open_header_menu(self, at: QPoint) -> None:
        column = self.horizontalHeader().logicalIndexAt(at)
        if column >= 0:
            self.choose_column(column)
            self._open_menu(column, self.horizontalHeader().mapToGlobal(at))

    def _open_menu(self, column: int, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fill_menu(menu, column)
        menu.addSeparator()
        self._names.fill_menu(menu, column)
        menu.popup(at)

    def _folds(self, index: QModelIndex) -> bool:
        return self._model.rows[index.row()].kind is Kind.FOLD

    def _go_to(self, row: int, column: int) -> None:
        """Make a cell the current one, as near as there is one."""
        rows, columns = self._model.rowCount(), self._model.columnCount()
        if rows and columns:
            self.setCurrentIndex(self._model.index(min(row, rows - 1), min(column, columns - 1)))

    def _arrange(self) -> None:
        """Set the column span of rows without cells."""
        self.clearSpans()
        columns = self._model.columnCount()
        for number, row in enumerate(self._model.rows):
            if row.kind is not Kind.FACT and columns > 1:
                self.setSpan(number, 0, 1, columns)
        self.fit_columns()

    def share_room(self) -> None:
        """Share what columns of the user's own width leave alike, never too little; fit the rows to it."""
        columns = self._model.columnCount()
        if not columns:
            return
        labels = self._labels
        labels.setFixedWidth(labels.wanted_width(self.width()))
        least = _NARROWEST_CHARS * self.fontMetrics().averageCharWidth()
        room = self.width() - labels.width() - self.verticalScrollBar().sizeHint().width()
        given = {place: width for place, width in self._widths.given.items() if place < columns}
        width = max(least, (room - sum(given.values())) // max(columns - len(given), 1))
        for column in range(columns):
            self.setColumnWidth(column, given.get(column, width))
        for row in range(self._model.rowCount()):
            self.setRowHeight(row, self._height(row))

    def _height(self, row: int) -> int:
        """The tallest of a row's cells and its label."""
        found = self._model.rows[row]
        label = self._labels.height_of(found)
        widths = [self.columnWidth(column) for column in range(self._model.columnCount())]
        if found.cells:
            cells = zip(found.cells, widths, strict=True)
            return max(label, *(self._delegate.height(found, cell, width) for cell, width in cells))
        cell: Cell = self._model.index(row, 0).data(CELL_ROLE)
        return max(label, self._delegate.height(found, cell, sum(widths)))

    def _show_trend(self) -> None:
        """Give the trend the height that it takes."""
        row = self._model.row_of(Kind.CHART)
        if row is not None:
            self.setRowHeight(row, self._height(row))
        self.viewport().update()
