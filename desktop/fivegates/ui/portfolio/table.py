"""The table of initiatives as a widget: widths, row heights, opening and the menu of a row."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPalette,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from fivegates.domain.portfolio.overview import OverviewLine
from fivegates.domain.wording.overview import gate_text
from fivegates.ui.context import Context
from fivegates.ui.marks import paint_mark
from fivegates.ui.portfolio.model import COLUMN_IDS, LINE_ROLE, PortfolioOrder
from fivegates.ui.tables.delegate import GAP, PAD, ROW_AIR, RowDelegate, mark_box
from fivegates.ui.tables.header import SortHeader, needed_width
from fivegates.ui.tables.view_defaults import Index, SelectionMode, set_table_manners
from fivegates.ui.widgets.roles import plain_tooltip


class LineDelegate(RowDelegate):
    """A cell of an initiative's line; archived ones are quieter."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Archived lines in second ink."""
        super().initStyleOption(option, index)
        line: OverviewLine = index.data(LINE_ROLE)
        if line.initiative.archived:
            quiet = QColor(self._context.palette.second_ink)
            for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
                option.palette.setColor(role, quiet)


class GatesDelegate(LineDelegate):
    """A mark for each gate; its name, word and score are in the tooltip and the spoken text."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Room for a mark a gate."""
        line: OverviewLine = index.data(LINE_ROLE)
        count = len(line.latest.gates) if line.latest else 0
        side = option.fontMetrics.height()
        return QSize(2 * PAD + count * (side + GAP), super().sizeHint(option, index).height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the marks in the gates' order."""
        self._paint_bare(painter, option, index)
        line: OverviewLine = index.data(LINE_ROLE)
        for place, gate in enumerate(line.latest.gates if line.latest else ()):
            box = mark_box(option.rect, place, option.fontMetrics.height())
            paint_mark(painter, QRectF(box), gate.state, self._context.palette)

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Report the gate under the pointer alone."""
        if event.type() is not QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        line: OverviewLine = index.data(LINE_ROLE)
        text = self._gate_at(line, event.pos(), option)
        if not text:
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), plain_tooltip(text), view)
        return True

    def _gate_at(self, line: OverviewLine, at: QPoint, option: QStyleOptionViewItem) -> str:
        """The gate whose mark is at a point, in words; empty where there is none."""
        for place, gate in enumerate(line.latest.gates if line.latest else ()):
            if mark_box(option.rect, place, option.fontMetrics.height()).contains(at):
                return gate_text(place + 1, gate, self._context.language)
        return ""


_NAME = COLUMN_IDS.index("name")
_FITTED = tuple(place for place in range(len(COLUMN_IDS)) if place != _NAME)
# In letters: the room that names get in any case, and that they want if they need it. For that a verdict
# of two days gives way, then the weakest gates, which have their marks beside them.
_NARROWEST_NAME, _WANTED_NAME = 20, 40
_NARROWEST = {COLUMN_IDS.index("verdict"): 28, COLUMN_IDS.index("weakest"): 16}


class PortfolioTable(QTableView):
    """One initiative a row; the column of names takes the room that is left.

    Signals:
        opened(int): the user opened the initiative of this id.
        chosen(): another row, or none, is chosen.
    """

    opened = Signal(int)
    chosen = Signal()

    def __init__(
        self, context: Context, order: PortfolioOrder, fill_menu: Callable[[QMenu], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._needs: dict[int, int] = {}
        self._order = order
        self._fill_menu = fill_menu
        self.setModel(order)
        self.setAccessibleName(context.language.gettext("Initiatives"))
        self._set_manners()
        self._set_delegates()
        self._restore_sort()
        self.hide_columns(context.settings.hidden_columns)
        self.doubleClicked.connect(self._open)
        order.modelReset.connect(self.fit_columns)

    def current(self) -> OverviewLine | None:
        """The initiative of the chosen row; of several, the one with the focus."""
        rows = self.selectionModel().selectedRows()
        focused = [row for row in rows if row.row() == self.currentIndex().row()]
        chosen = focused or rows
        return self._order.line_at(chosen[0]) if chosen else None

    def marked(self) -> list[OverviewLine]:
        """All chosen rows, from top to bottom."""
        rows = sorted(self.selectionModel().selectedRows(), key=QModelIndex.row)
        return [self._order.line_at(row) for row in rows]

    def choose(self, initiative_id: int) -> bool:
        """Choose the row of an initiative, and no other; whether it is shown."""
        for row in range(self._order.rowCount()):
            index = self._order.index(row, _NAME)
            if self._order.line_at(index).initiative.id == initiative_id:
                # Qt's own way looks at the keyboard: with Ctrl of Ctrl+D held, it would add the row.
                alone = QItemSelectionModel.SelectionFlag.ClearAndSelect
                rows = QItemSelectionModel.SelectionFlag.Rows
                self.selectionModel().setCurrentIndex(index, alone | rows)
                return True
        return False

    @property
    def hidden(self) -> frozenset[str]:
        """The columns that are left out."""
        return frozenset(each for place, each in enumerate(COLUMN_IDS) if self.isColumnHidden(place))

    def hide_columns(self, columns: AbstractSet[str]) -> None:
        """Leave these columns out, the name never, and show the others; it is remembered."""
        for place, column in enumerate(COLUMN_IDS):
            self.setColumnHidden(place, column in columns and place != _NAME)
        self._context.settings.hidden_columns = self.hidden
        self.fit_columns()

    def sort_by(self, column: str, *, down: bool) -> None:
        """Sort by a column, by the name where there is none of this id."""
        place = COLUMN_IDS.index(column) if column in COLUMN_IDS else _NAME
        self.sortByColumn(place, Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder)

    def fit_columns(self) -> None:
        """Fit every column to what it shows; names take the rest, but never too little.

        Out of sight this waits: whenever the table is shown, it fits its columns then.
        """
        if not self.isVisible():
            return
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + ROW_AIR)
        self._needs = {
            place: needed_width(self, self._order.model, place) for place in range(len(COLUMN_IDS))
        }
        for place in _FITTED:
            self.setColumnWidth(place, self._needs[place])
        self._fit_names()

    def _fit_names(self) -> None:
        """Give names the room that the other columns leave; some of these give way to what names need."""
        if not self._needs:
            return
        letter = self.fontMetrics().averageCharWidth()
        for place in _NARROWEST:
            self.setColumnWidth(place, self._needs[place])
        wanted = min(max(self._needs[_NAME], _NARROWEST_NAME * letter), _WANTED_NAME * letter)
        left = self._room() - sum(self.columnWidth(place) for place in _FITTED)
        for place, least in _NARROWEST.items():
            wide = self.columnWidth(place)
            given = min(wanted - left, wide - least * letter)
            if given > 0:
                self.setColumnWidth(place, wide - given)
                left += given
        self.setColumnWidth(_NAME, max(_NARROWEST_NAME * letter, left))

    def _room(self) -> int:
        """The width for columns: of the view without its bar.

        To ask for the viewport would make PySide create every class of widgets, to see which one it is.
        """
        bar = self.verticalScrollBar()
        return self.contentsRect().width() - (bar.width() if bar.isVisible() else 0)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed out of sight."""
        super().showEvent(event)
        self.fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room again."""
        super().resizeEvent(event)
        self._fit_names()

    def changeEvent(self, event: QEvent) -> None:
        """Share the room again for another size of text."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.fit_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; Tab leaves the table."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Report that another row is chosen."""
        super().selectionChanged(selected, deselected)
        self.chosen.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done to the row."""
        if self.current() is not None:
            self._open_menu(event.globalPos())

    def _open_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fill_menu(menu)
        menu.popup(at)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self._order.line_at(index).initiative.id)

    def _set_manners(self) -> None:
        self.setHorizontalHeader(SortHeader(self._context, self))
        set_table_manners(self, SelectionMode.ExtendedSelection)
        self.setSortingEnabled(True)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def _set_delegates(self) -> None:
        self.setItemDelegate(LineDelegate(self._context, self))
        self.setItemDelegateForColumn(COLUMN_IDS.index("gates"), GatesDelegate(self._context, self))

    def _restore_sort(self) -> None:
        """Sort as last time, by name at first; remember every later choice."""
        column, down = self._context.settings.table_sort
        self.sort_by(column, down=down)
        self.horizontalHeader().sortIndicatorChanged.connect(self._remember_sort)

    def _remember_sort(self, column: int, order: Qt.SortOrder) -> None:
        self.fit_columns()
        self._context.settings.table_sort = (COLUMN_IDS[column], order is Qt.SortOrder.DescendingOrder)
