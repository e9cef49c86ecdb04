"""The headings of a table that can be put in order: an arrow beside the words tells by which column."""

from typing import Final

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyleOptionHeader, QTableView

from fivegates.ui.context import Context
from fivegates.ui.tables.delegate import PAD

_PEN: Final = 1.4


class SortHeader(QHeaderView):
    """Draws the arrow after words at the left, and before words at the right, which so stay over figures."""

    def __init__(self, context: Context, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._context = context
        self.setSectionsClickable(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def sectionSizeFromContents(self, section: int) -> QSize:
        """Room for the words, and for the arrow where it stands."""
        width = self._words_width(section) + 2 * PAD + 1 + self._arrow_room(section)
        return QSize(width, super().sectionSizeFromContents(section).height())

    def initStyleOptionForIndex(self, option: QStyleOptionHeader, section: int) -> None:
        """Leave the arrow its room where the column is too narrow for all words."""
        super().initStyleOptionForIndex(option, section)
        room = self.sectionSize(section) - 2 * PAD - self._arrow_room(section)
        option.text = self.fontMetrics().elidedText(option.text, Qt.TextElideMode.ElideRight, room)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw the heading, and the arrow if rows stand in the order of this column."""
        painter.save()
        super().paintSection(painter, rect, section)
        painter.restore()
        if self._arrow_room(section):
            self._paint_arrow(painter, self.arrow_box(section).translated(rect.left(), rect.top()))

    def arrow_box(self, section: int) -> QRect:
        """Where the arrow stands in a heading of its column's width."""
        width, side = self.sectionSize(section), self._arrow_side()
        words = min(self._words_width(section), width - 2 * PAD - self._arrow_room(section))
        alignment = self._told(section, Qt.ItemDataRole.TextAlignmentRole)
        at_right = isinstance(alignment, Qt.AlignmentFlag) and bool(alignment & Qt.AlignmentFlag.AlignRight)
        left = width - PAD - words - 2 * side if at_right else PAD + words + side
        return QRect(left, (self.height() - side) // 2, side, side)

    def _told(self, section: int, role: Qt.ItemDataRole) -> object:
        """What the table's model says of a heading."""
        return self.model().headerData(section, self.orientation(), role)

    def _words_width(self, section: int) -> int:
        return self.fontMetrics().horizontalAdvance(str(self._told(section, Qt.ItemDataRole.DisplayRole)))

    def _arrow_side(self) -> int:
        """Half as tall as the words."""
        return self.fontMetrics().height() // 2

    def _arrow_room(self, section: int) -> int:
        """What the arrow and its distance take of a column; 0 if rows stand in the order of another."""
        return 2 * self._arrow_side() if section == self.sortIndicatorSection() else 0

    def _paint_arrow(self, painter: QPainter, box: QRect) -> None:
        """An angle that points up where values ascend."""
        unit = box.width() / 4
        tip = -unit if self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder else unit
        middle = QPointF(box.center())
        ends = (QPointF(-2 * unit, -tip), QPointF(0, tip), QPointF(2 * unit, -tip))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._context.palette.second_ink), _PEN * self._arrow_side() / 7))
        painter.drawPolyline([middle + end for end in ends])
        painter.restore()
