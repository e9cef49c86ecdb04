"""Draw the lines of the table of initiatives: archived ones quieter, the gates as marks."""

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPalette
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QToolTip

from fivegates.domain.overview import OverviewLine
from fivegates.domain.wording.overview import gate_text
from fivegates.ui.marks import paint_mark
from fivegates.ui.portfolio.model import LINE_ROLE
from fivegates.ui.tables.delegate import GAP, PAD, RowDelegate, mark_box
from fivegates.ui.tables.index import Index
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
        """Tell of the gate under the pointer alone."""
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
