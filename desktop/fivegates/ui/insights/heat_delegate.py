"""Draws the heatmap's cells: mark, word and score on the state's tint, as the chart on paper does."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from fivegates.domain.insights.heatmap import HeatRow
from fivegates.domain.overview import GateMark
from fivegates.domain.states import GateState
from fivegates.domain.wording.overview import review_word
from fivegates.domain.wording.scores import score_text
from fivegates.domain.wording.words import gate_word
from fivegates.ui.context import Context
from fivegates.ui.insights.heat_model import CELL_ROLE, NAMES, ROW_ROLE
from fivegates.ui.marks import paint_mark
from fivegates.ui.tables.index import Index

_PAD, _GAP = 8, 6
_AIR = 16


class HeatDelegate(QStyledItemDelegate):
    """One cell; `stacked` puts the word below mark and score, where columns have no room for all three."""

    def __init__(self, context: Context, view: QTableView) -> None:
        super().__init__(view)
        self._context = context
        self.stacked = False

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Room for mark, the longest word and a score."""
        metrics = option.fontMetrics
        words = max(metrics.horizontalAdvance(self._word(state)) for state in GateState)
        score = metrics.horizontalAdvance(self._context.language.percent(100)) * 9 // 8
        figures = metrics.height() + _GAP + score
        if self.stacked:
            return QSize(2 * _PAD + max(words, figures), 2 * metrics.height() + _AIR)
        return QSize(2 * _PAD + figures + _GAP + words, metrics.height() + _AIR)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the name with its verdict, or one gate."""
        painter.save()
        painter.setFont(option.font)
        row: HeatRow = index.data(ROW_ROLE)
        if index.column() == NAMES:
            self._paint_name(painter, option, row, index.data())
        elif (cell := index.data(CELL_ROLE)) is not None:
            self._paint_gate(painter, option, cell)
        elif row.latest is None and index.column() == NAMES + 1:
            self._write(painter, self._inside(option), review_word(None, self._context.language), quiet=True)
        self._paint_focus(painter, option)
        painter.restore()

    def _word(self, state: GateState) -> str:
        return gate_word(state, self._context.language)

    def _inside(self, option: QStyleOptionViewItem) -> QRect:
        """The cell without its edges."""
        return option.rect.adjusted(_PAD, 0, -_PAD, 0)

    def _lines(self, option: QStyleOptionViewItem) -> tuple[QRect, QRect]:
        """The line of mark and score, and that of the word: the same unless they are stacked."""
        box, height = self._inside(option), option.fontMetrics.height()
        if not self.stacked:
            return box, box
        upper = QRect(box.left(), box.center().y() - height, box.width(), height)
        return upper, upper.translated(0, height)

    def _mark(self, option: QStyleOptionViewItem, box: QRect) -> QRect:
        """Where the mark stands in a line."""
        side = option.fontMetrics.height()
        return QRect(box.left(), box.center().y() - side // 2, side, side)

    def _paint_name(self, painter: QPainter, option: QStyleOptionViewItem, row: HeatRow, name: str) -> None:
        mark = self._mark(option, self._inside(option))
        if row.latest is not None:
            paint_mark(painter, QRectF(mark), row.latest.verdict, self._context.palette)
        box = self._inside(option).adjusted(mark.width() + _GAP, 0, 0, 0)
        self._write(painter, box, name)

    def _paint_gate(self, painter: QPainter, option: QStyleOptionViewItem, cell: GateMark) -> None:
        palette, (figures, words) = self._context.palette, self._lines(option)
        mark = self._mark(option, figures)
        painter.fillRect(option.rect.adjusted(1, 1, -1, -1), QColor(palette.tint(cell.state)))
        paint_mark(painter, QRectF(mark), cell.state, palette)
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(palette.ink))
        score = score_text(cell.score, self._context.language)
        painter.drawText(figures, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, score)
        painter.setFont(option.font)
        painter.setPen(QColor(palette.status(cell.state)))
        beside = 0 if self.stacked else mark.width() + _GAP
        painter.drawText(
            words.adjusted(beside, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._word(cell.state)
        )

    def _write(self, painter: QPainter, box: QRect, text: str, *, quiet: bool = False) -> None:
        """As many lines as the cell has; one that is cut where all is too long."""
        palette = self._context.palette
        painter.setPen(QColor(palette.second_ink if quiet else palette.ink))
        line = " ".join(text.split())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        if not box.contains(painter.boundingRect(box, flags, line)):
            line = painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, box.width())
            flags = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, flags, line)

    def _paint_focus(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        """A frame around the chosen cell, stronger where the keyboard is."""
        if not option.state & QStyle.StateFlag.State_Selected:
            return
        focus = option.widget.hasFocus()
        palette = self._context.palette
        painter.setPen(QPen(QColor(palette.accent if focus else palette.outline), 2 if focus else 1))
        painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
