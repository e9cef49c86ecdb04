"""The table widget of initiatives: column widths, row heights, opening and the context menu."""

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Final

from PySide6.QtCore import QItemSelection, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from fivegates.domain.portfolio.facets import GROUPINGS, Facet, Group
from fivegates.domain.portfolio.overview import OverviewLine
from fivegates.ui.context import Context
from fivegates.ui.portfolio.cells import GatesDelegate, LineDelegate
from fivegates.ui.portfolio.model import COLUMN_IDS
from fivegates.ui.portfolio.order import PortfolioOrder
from fivegates.ui.tables.header import WIDEST_GAP, SortHeader, needed_width, spread
from fivegates.ui.tables.views import ROW_AIR, FittedTable, SelectionMode, choose_row, set_view_defaults
from fivegates.ui.tables.widths import ColumnWidths

# The keys that fold or unfold a group.
_FOLDS: Final[Mapping[int, bool]] = {Qt.Key.Key_Left: True, Qt.Key.Key_Right: False}
_NAME = COLUMN_IDS.index("name")
_FITTED = tuple(place for place in range(len(COLUMN_IDS)) if place != _NAME)
_CODE, _VERDICT, _WEAKEST = (COLUMN_IDS.index(column) for column in ("code", "verdict", "weakest"))
# In letters: the room that names get in any case, and that they want if they need it. For that a verdict
# of two days gives way, then the weakest gates, which have their marks beside them, and a very long code.
_NARROWEST_NAME, _WANTED_NAME = 20, 40
_YIELDING = ((_VERDICT, 28), (_WEAKEST, 16), (_CODE, 16))
# Beside a wide sidebar these give way further, so that names get their room without scrolling.
_CROWDED = ((_WEAKEST, 10), (_VERDICT, 24), (_CODE, 9))


class PortfolioTable(FittedTable):
    """The table of initiatives; the column of names takes the remaining width.

    The row of a group spans all columns. It can have the focus, so that a key can fold it, but is not chosen.

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
        self._set_behaviour()
        self._set_delegates()
        self._restore_sort()
        self.hide_columns(context.settings.hidden_columns)
        self.doubleClicked.connect(self._open)
        self.clicked.connect(self._fold_clicked)
        order.modelReset.connect(self.fit_columns)
        # Qt would move every span for each of the many intervals of rows that a filter leaves out.
        order.filtering.connect(self.clearSpans)
        for changed in (order.modelReset, order.layoutChanged, order.filtered):
            changed.connect(self._span_groups)
        self._restore_grouping()

    def current(self) -> OverviewLine | None:
        """The initiative of the chosen row; of several, the one with the focus."""
        rows = self.selectionModel().selectedRows()
        focused = [row for row in rows if row.row() == self.currentIndex().row()]
        chosen = focused or rows
        lines = map(self._order.line_at, chosen)
        return next((line for line in lines if line), None)

    def marked(self) -> list[OverviewLine]:
        """All chosen rows, from top to bottom."""
        rows = sorted(self.selectionModel().selectedRows(), key=QModelIndex.row)
        return [line for row in rows if (line := self._order.line_at(row))]

    def choose(self, initiative_id: int) -> bool:
        """Choose the row of an initiative, and no other; whether it is shown. A folded group is unfolded."""
        self._order.unfold_for(initiative_id)
        for row in range(self._order.rowCount()):
            index = self._order.index(row, _NAME)
            line = self._order.line_at(index)
            if line and line.initiative.id == initiative_id:
                choose_row(self, index)
                return True
        return False

    def choose_first(self) -> None:
        """Choose the first initiative; if all groups are folded, go to the first of these."""
        indexes = [self._order.index(row, _NAME) for row in range(self._order.rowCount())]
        for index in indexes:
            if self._order.line_at(index):
                choose_row(self, index)
                return
        if indexes:
            choose_row(self, indexes[0])

    @property
    def grouping(self) -> Facet | None:
        """The facet by which rows are grouped; None for no groups."""
        return self._order.model.facet

    def group_by(self, facet: Facet | None) -> None:
        """Group the rows by one of `GROUPINGS`, or not; it is remembered, and the choice stays."""
        chosen = self.current()
        self._order.group_by(facet)
        self._context.settings.grouping = facet.value if facet else ""
        if chosen:
            self.choose(chosen.initiative.id)

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

    def measure_columns(self) -> None:
        """Find what each column needs for what it shows, and the height of rows."""
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + ROW_AIR)
        self._needs = {place: self._needed(place) for place in range(len(COLUMN_IDS))}

    def share_room(self) -> None:
        """Give names the room that the other columns leave; some of these give way to what names need."""
        letter, widths = self.fontMetrics().averageCharWidth(), self.widths.given
        for place, need in self._needs.items():
            if place != _NAME or place in widths:
                self.setColumnWidth(place, widths.get(place, need))
        if _NAME in widths:
            return
        least = _NARROWEST_NAME * letter
        wanted = min(max(self._needs[_NAME], least), _WANTED_NAME * letter)
        self._yield_to_names(wanted, _YIELDING)
        self._yield_to_names(least, _CROWDED)
        self.setColumnWidth(_NAME, max(least, self._left_for_names()))
        self._spread(letter)

    def _spread(self, letter: int) -> None:
        """Give what names have far beyond their need to the other columns, but for those of a set width."""
        free = [place for place in range(len(COLUMN_IDS)) if place not in self.widths.given]
        widths = {place: self.columnWidth(place) for place in free if not self.isColumnHidden(place)}
        needs = {_NAME: self._needs[_NAME]}
        for place, width in spread(widths, needs, WIDEST_GAP * letter).items():
            self.setColumnWidth(place, width)

    def _yield_to_names(self, wanted: int, yielding: Iterable[tuple[int, int]]) -> None:
        """Narrow these columns, each down to so many letters, until names have the pixels `wanted`."""
        letter = self.fontMetrics().averageCharWidth()
        for place, narrowest in yielding:
            wide = self.columnWidth(place)
            lacking = min(wanted - self._left_for_names(), wide - narrowest * letter)
            if lacking > 0 and place not in self.widths.given:
                self.setColumnWidth(place, wide - lacking)

    def _left_for_names(self) -> int:
        """The pixels that the other columns leave."""
        return self._room() - sum(self.columnWidth(place) for place in _FITTED)

    def _needed(self, place: int) -> int:
        return needed_width(self, self._order.model, place)

    def _room(self) -> int:
        """The width for columns: of the view without its bar.

        To ask for the viewport would make PySide create every class of widgets, to see which one it is.
        """
        bar = self.verticalScrollBar()
        return self.contentsRect().width() - (bar.width() if bar.isVisible() else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens an initiative, and folds a group or unfolds it, as Left and Right do."""
        row = self._row_at(self.currentIndex())
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if isinstance(row, Group) and (enter or event.key() in _FOLDS):
            self._order.fold(row, folded=_FOLDS.get(event.key(), not self._order.is_folded(row)))
        elif enter:
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
        row = self._row_at(index)
        if isinstance(row, OverviewLine):
            self.opened.emit(row.initiative.id)

    def _row_at(self, index: QModelIndex) -> OverviewLine | Group | None:
        return self._order.row_at(index) if index.isValid() else None

    def _fold_clicked(self, index: QModelIndex) -> None:
        row = self._row_at(index)
        if isinstance(row, Group):
            self._order.fold(row, folded=not self._order.is_folded(row))

    def _span_groups(self) -> None:
        """Give the rows of groups all columns, wherever they are now, and draw their counts again."""
        self.clearSpans()
        if self.grouping is None:
            return
        for row in range(self._order.rowCount()):
            if self._order.line_at(self._order.index(row, 0)) is None:
                self.setSpan(row, 0, 1, len(COLUMN_IDS))
        self.viewport().update()

    def _restore_grouping(self) -> None:
        """Restore the saved grouping."""
        kept = self._context.settings.grouping
        if kept in GROUPINGS:
            self._order.group_by(Facet(kept))

    def _set_behaviour(self) -> None:
        header = SortHeader(self._context, self)
        self.setHorizontalHeader(header)
        set_view_defaults(self, SelectionMode.ExtendedSelection)
        self.setSortingEnabled(True)
        settings = self._context.settings
        self.widths = ColumnWidths(settings, "portfolio", header, self._needed, self.fit_columns)

    def _set_delegates(self) -> None:
        self.setItemDelegate(LineDelegate(self._context, self))
        self.setItemDelegateForColumn(COLUMN_IDS.index("gates"), GatesDelegate(self._context, self))

    def _restore_sort(self) -> None:
        """Restore the saved sort order, by name at first; save every later choice."""
        column, down = self._context.settings.table_sort
        self.sort_by(column, down=down)
        self.horizontalHeader().sortIndicatorChanged.connect(self._remember_sort)

    def _remember_sort(self, column: int, order: Qt.SortOrder) -> None:
        self.fit_columns()
        self._context.settings.table_sort = (COLUMN_IDS[column], order is Qt.SortOrder.DescendingOrder)
