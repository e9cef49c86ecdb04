"""Draws the cells of the comparison: facts with their marks, headings, and the line that folds."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from fivegates.domain.wording.comparison_facts import Cell
from fivegates.ui.compare.model import CELL_ROLE, ROW_ROLE
from fivegates.ui.compare.painting import ABOVE, HEADING_ABOVE, PAD, Words, Writer
from fivegates.ui.compare.rows import Kind, PageRow
from fivegates.ui.compare.trend import TrendPicture
from fivegates.ui.context import Context
from fivegates.ui.icons import icon
from fivegates.ui.tables.view_defaults import Index

_CHEVRON = 24


class ComparisonDelegate(QStyledItemDelegate):
    """Draws every cell itself; `unfolded` turns the arrow of the line that folds."""

    def __init__(self, context: Context, trend: TrendPicture, view: QWidget) -> None:
        super().__init__(view)
        self._context = context
        self._trend = trend
        self._view = view
        self.unfolded = False

    def height(self, row: PageRow, cell: Cell, width: int) -> int:
        """How tall a cell is when `width` wide."""
        if row.kind is Kind.CHART:
            return self._trend.size.height() + HEADING_ABOVE + 2 * ABOVE
        writer = Writer(self._context, self._view.font())
        extra = HEADING_ABOVE if row.kind is Kind.HEADING else 0
        room = width - _CHEVRON if row.kind is Kind.FOLD else width
        return writer.height(_words(row, cell), room) + extra

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell on its ground."""
        row: PageRow = index.data(ROW_ROLE)
        cell: Cell = index.data(CELL_ROLE)
        box, palette = option.rect, self._context.palette
        painter.save()
        painter.setClipRect(box)
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), QColor(palette.hairline))
        if option.state & QStyle.StateFlag.State_Selected:
            self._paint_chosen(painter, option)
        if row.kind is Kind.HEADING:
            box = box.adjusted(0, HEADING_ABOVE, 0, 0)
        if row.kind is Kind.FOLD:
            self._paint_arrow(painter, box)
            box = box.adjusted(_CHEVRON, 0, 0, 0)
        if row.kind is Kind.CHART:
            room = box.width() - 2 * PAD
            self._trend.paint(painter, box.left() + PAD, box.top() + HEADING_ABOVE + ABOVE, room)
        else:
            Writer(self._context, option.font).paint(painter, box, _words(row, cell))
        painter.restore()

    def _paint_chosen(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        """The tint of a chosen cell, framed where the focus is."""
        palette = self._context.palette
        inside = QRectF(option.rect).adjusted(1, 1, -1, -2)
        painter.fillRect(inside, QColor(palette.accent_tint))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(palette.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(inside)

    def _paint_arrow(self, painter: QPainter, box: QRect) -> None:
        """Down where something is folded away, up where it is shown."""
        palette = self._context.palette
        name = "chevron-up" if self.unfolded else "chevron-down"
        side = self._view.fontMetrics().height()
        at = QRect(box.left() + 6, box.center().y() - side // 2, side, side)
        icon(name, palette.accent, side).paint(painter, at)


def _words(row: PageRow, cell: Cell) -> Words:
    """A cell as it is measured and drawn."""
    if row.kind is Kind.FACT:
        return Words(cell.text, cell.note, cell.state, cell.strong)
    return Words(
        row.text,
        strong=row.kind is Kind.FOLD,
        quiet=row.kind is Kind.HEADING,
    )
