"""The delegates of the portfolio table: initiative rows, gate marks and group rows."""

from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QTableView, QToolTip

from fivegates.domain.portfolio.overview import OverviewLine
from fivegates.domain.wording.overview import gate_text
from fivegates.ui.marks import draw_mark
from fivegates.ui.portfolio.model import FOLDED_ROLE, LINE_ROLE
from fivegates.ui.tables.views import GAP, PAD, Index, RowDelegate, focus_bar, mark_box
from fivegates.ui.widgets.roles import plain_tooltip

# The width of the angle's pen, in pixels, where a line of text is as tall as this.
_PEN: Final = 1.6
_LINE: Final = 16


class LineDelegate(RowDelegate):
    """Draws a cell of an initiative's row, greyed if archived; or a group's row, which spans all columns."""

    def _paint_without_look(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the name of a group after an arrow that shows whether it is collapsed."""
        table, palette, side = option.widget, self._context.palette, option.fontMetrics.height()
        self.initStyleOption(option, index)
        painter.save()
        painter.fillRect(option.rect.adjusted(0, 0, 0, -1), QColor(palette.panel))
        painter.fillRect(option.rect.adjusted(0, option.rect.height() - 1, 0, 0), QColor(palette.hairline))
        paint_angle(
            painter, mark_box(option.rect, 0, side), palette.second_ink, folded=bool(index.data(FOLDED_ROLE))
        )
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(palette.ink))
        words = option.rect.adjusted(PAD + side + GAP, 0, -PAD, -1)
        shown = QFontMetrics(font).elidedText(str(index.data()), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        if isinstance(table, QTableView) and table.hasFocus() and table.currentIndex().row() == index.row():
            painter.fillRect(focus_bar(option.rect), QColor(palette.accent))
        painter.restore()


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
        super().paint(painter, option, index)
        line: OverviewLine = index.data(LINE_ROLE)
        for place, gate in enumerate(line.latest.gates if line.latest else ()):
            box = mark_box(option.rect, place, option.fontMetrics.height())
            draw_mark(painter, box, gate.state, self._context.palette)

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Show a tooltip for the gate under the pointer only."""
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


def paint_angle(painter: QPainter, box: QRect, colour: str, *, folded: bool) -> None:
    """An angle that points right if a group is folded, down if not."""
    unit = box.width() / 8
    middle = QPointF(box.center())
    ends = (QPointF(-2 * unit, -unit), QPointF(0, unit), QPointF(2 * unit, -unit))
    if folded:
        ends = (QPointF(-unit, -2 * unit), QPointF(unit, 0), QPointF(-unit, 2 * unit))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colour), _PEN * box.width() / _LINE))
    painter.drawPolyline([middle + end for end in ends])
    painter.restore()
