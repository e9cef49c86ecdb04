"""The row delegate of tables: row height, selection colours, status marks and the focus bar."""

from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPalette
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fivegates.domain.verdict.states import VerdictState
from fivegates.ui.context import Context
from fivegates.ui.marks import paint_mark
from fivegates.ui.tables.view_defaults import Index

# The state whose mark a cell shows before its text; None for cells of text only.
STATE_ROLE: Final = Qt.ItemDataRole.UserRole + 1
ROW_AIR: Final = 18
PAD: Final = 8
GAP: Final = 8
_BAR: Final = 3


class RowDelegate(QStyledItemDelegate):
    """Gives rows their height and cells no frame of their own: a bar before the row shows the focus."""

    def __init__(self, context: Context, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._context = context

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The stylesheet's size, with room for a mark and vertical padding."""
        line = option.fontMetrics.height()
        marked = 0 if index.data(STATE_ROLE) is None else line + GAP
        return QSize(super().sizeHint(option, index).width() + marked, line + ROW_AIR)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Without a frame around the current cell; what warns or is quiet stays so in a chosen row."""
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus
        colour = index.data(Qt.ItemDataRole.ForegroundRole)
        if isinstance(colour, QColor | QBrush):
            option.palette.setBrush(QPalette.ColorRole.HighlightedText, QBrush(colour))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell, and in the first one where the focus is."""
        state = index.data(STATE_ROLE)
        if state is None:
            super().paint(painter, option, index)
        else:
            self._paint_status(painter, option, index, state)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if index.column() == 0 and chosen and option.widget.hasFocus():
            painter.fillRect(focus_bar(option.rect), QColor(self._context.palette.accent))

    def _paint_bare(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell without its text."""
        self.initStyleOption(option, index)
        option.text = ""
        option.widget.style().drawControl(
            QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget
        )

    def _paint_status(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, state: VerdictState
    ) -> None:
        """Draw the mark of a state, and the cell's words in the same colour."""
        self._paint_bare(painter, option, index)
        mark = mark_box(option.rect, 0, option.fontMetrics.height())
        paint_mark(painter, QRectF(mark), state, self._context.palette)
        painter.save()
        painter.setPen(QColor(self._context.palette.status(state)))
        words = option.rect.adjusted(mark.right() + GAP - option.rect.left(), 0, -PAD, -3)
        text = str(index.data())
        shown = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()


def focus_bar(cell: QRect) -> QRect:
    """Where the bar that shows the focus is in the first cell of a row."""
    return QRect(cell.left(), cell.top(), _BAR, cell.height() - 1)


def mark_box(cell: QRect, place: int, side: int) -> QRect:
    """Where the mark at `place` (from 0) is in a cell."""
    left = cell.left() + PAD + place * (side + GAP)
    return QRect(left, cell.center().y() - side // 2, side, side)
