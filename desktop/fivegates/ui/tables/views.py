"""Views of tables: their defaults, columns that share the width, and the delegate that draws rows."""

from typing import Final, NamedTuple

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QPainter, QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from fivegates.domain.verdict.states import VerdictState
from fivegates.ui.context import Context
from fivegates.ui.marks import draw_mark

Index = QModelIndex | QPersistentModelIndex


SelectionMode = QAbstractItemView.SelectionMode
CursorAction = QAbstractItemView.CursorAction


def set_view_defaults(table: QTableView, mode: SelectionMode = SelectionMode.SingleSelection) -> None:
    """Apply the view defaults; `mode` decides whether several rows can be chosen."""
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(mode)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.setCornerButtonEnabled(False)
    table.verticalHeader().hide()
    table.horizontalHeader().setHighlightSections(False)


def choose_row(table: QTableView, index: Index) -> None:
    """Choose the row of `index`, and no other; the index becomes the current one.

    `selectRow` and `setCurrentIndex` of the table itself obey the keys that are held, such as those of
    the shortcut that led to it: with Ctrl, they would add the row, or take it out.
    """
    flags = QItemSelectionModel.SelectionFlag
    table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)


def row_at_end(table: QTableView, action: CursorAction) -> QModelIndex | None:
    """The cell to which Home or End leads in a table whose rows are chosen; None for other keys and tables.

    Qt's own lead along the row, where nothing is to be seen of it.
    """
    rows = table.model().rowCount()
    if table.selectionBehavior() is not QAbstractItemView.SelectionBehavior.SelectRows or not rows:
        return None
    column = max(table.currentIndex().column(), 0)
    if action is CursorAction.MoveHome:
        return table.model().index(0, column)
    if action is CursorAction.MoveEnd:
        return table.model().index(rows - 1, column)
    return None


class FittedTable(QTableView):
    """A table that shares its room among the columns, again for another size, of it or of its text.

    A hidden table measures and shares nothing until it is shown.
    """

    _measured = False

    def moveCursor(self, action: CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home and End lead to the first and the last row."""
        end = row_at_end(self, action)
        return super().moveCursor(action, modifiers) if end is None else end

    def fit_columns(self) -> None:
        """Measure what the columns show again, and share the room."""
        self._measured = False
        self._fit()

    def measure_columns(self) -> None:
        """Measure what the columns show; for a table whose columns depend on the room alone, nothing."""

    def share_room(self) -> None:
        """Give each column its width; a table overrides it."""
        raise NotImplementedError

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room again."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Fit the columns to another size of text."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.fit_columns()

    def showEvent(self, event: QShowEvent) -> None:
        """Make up for what was left out while the table was hidden."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        if not self.isVisible():
            return
        if not self._measured:
            self._measured = True
            self.measure_columns()
        self.share_room()


# The state whose mark a cell shows before its text; None for cells of text only.
STATE_ROLE: Final = Qt.ItemDataRole.UserRole + 1
# The `CellLook` of a cell.
LOOK_ROLE: Final = Qt.ItemDataRole.UserRole + 4
ROW_AIR: Final = 18
PAD: Final = 8
GAP: Final = 8
_BAR: Final = 3


class CellLook(NamedTuple):
    """The look of a cell; `quiet` is for what no longer counts, `warns` for what lapsed or is missing."""

    text: str
    alignment: Qt.AlignmentFlag
    state: VerdictState | None = None
    quiet: bool = False
    warns: bool = False


class RowDelegate(QStyledItemDelegate):
    """Gives rows their height and cells no frame of their own: a bar before the row shows the focus.

    A model that has a `CellLook` for each cell is asked once for a cell; of others Qt asks role by role.
    """

    def __init__(self, context: Context, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._context = context

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The stylesheet's size, with room for a mark and vertical padding."""
        line = option.fontMetrics.height()
        look: CellLook | None = index.data(LOOK_ROLE)
        marked = line + GAP if look is not None and look.state is not None else 0
        return QSize(super().sizeHint(option, index).width() + marked, line + ROW_AIR)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Without a frame around the current cell; what warns or is quiet stays so in a chosen row."""
        look: CellLook | None = index.data(LOOK_ROLE)
        if look is None:
            super().initStyleOption(option, index)
            option.state &= ~QStyle.StateFlag.State_HasFocus
        else:
            self._dress(option, look)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell, and in the first one where the focus is."""
        look: CellLook | None = index.data(LOOK_ROLE)
        if look is None:
            self._paint_without_look(painter, option, index)
        else:
            self._paint_look(painter, option, look)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if index.column() == 0 and chosen and option.widget.hasFocus():
            painter.fillRect(focus_bar(option.rect), QColor(self._context.palette.accent))

    def _paint_without_look(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)

    def _dress(self, option: QStyleOptionViewItem, look: CellLook) -> None:
        """Do with a look what Qt's own delegate does with many roles."""
        option.text = look.text
        option.displayAlignment = look.alignment
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasDisplay
        option.state &= ~QStyle.StateFlag.State_HasFocus
        if look.warns or look.quiet:
            palette = self._context.palette
            colour = QColor(palette.closed if look.warns else palette.second_ink)
            option.palette.setColor(QPalette.ColorRole.Text, colour)
            option.palette.setColor(QPalette.ColorRole.HighlightedText, colour)

    def _paint_look(self, painter: QPainter, option: QStyleOptionViewItem, look: CellLook) -> None:
        """Draw a cell by its look; the mark of a state goes before the words, in the same colour."""
        self._dress(option, look)
        if look.state is not None:
            option.text = ""
        option.widget.style().drawControl(
            QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget
        )
        if look.state is not None:
            self._paint_status(painter, option, look.text, look.state)

    def _paint_status(
        self, painter: QPainter, option: QStyleOptionViewItem, text: str, state: VerdictState
    ) -> None:
        """Draw the mark of a state, and the cell's words in the same colour."""
        mark = mark_box(option.rect, 0, option.fontMetrics.height())
        draw_mark(painter, mark, state, self._context.palette)
        painter.save()
        painter.setPen(QColor(self._context.palette.status(state)))
        words = option.rect.adjusted(mark.right() + GAP - option.rect.left(), 0, -PAD, -3)
        shown = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()


def focus_bar(cell: QRect) -> QRect:
    """Return the rectangle of the focus bar in the first cell of a row."""
    return QRect(cell.left(), cell.top(), _BAR, cell.height() - 1)


def mark_box(cell: QRect, place: int, side: int) -> QRect:
    """Return the rectangle of the mark at `place` (from 0) in a cell."""
    left = cell.left() + PAD + place * (side + GAP)
    return QRect(left, cell.center().y() - side // 2, side, side)
