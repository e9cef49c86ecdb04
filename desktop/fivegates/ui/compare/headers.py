"""The two headers of the comparison: the initiatives above, what each row is about on the left."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from fivegates.domain.comparison.comparison import Side
from fivegates.domain.verdict.states import VerdictState
from fivegates.ui.compare.model import ROW_ROLE, SIDE_ROLE
from fivegates.ui.compare.painting import ABOVE, HEADING_ABOVE, MARK_GAP, PAD, Words, Writer
from fivegates.ui.compare.rows import Kind, PageRow
from fivegates.ui.context import Context
from fivegates.ui.marks import paint_mark

_NAME_LINES = 2
_LABEL_CHARS = 26
_LABEL_SHARE = 0.28


class NameHeader(QHeaderView):
    """Verdict, name and code of each initiative; dragging one moves its column."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._context = context
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setAccessibleName(context.language.gettext("Compared initiatives"))

    def sizeHint(self) -> QSize:
        """Two lines of name, and the code."""
        line = self.fontMetrics().height()
        return QSize(super().sizeHint().width(), (_NAME_LINES + 1) * line + 2 * ABOVE + 2)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's
        """Draw one initiative; the chosen one is underlined."""
        side: Side = self.model().headerData(logicalIndex, Qt.Orientation.Horizontal, SIDE_ROLE)
        palette = self._context.palette
        painter.save()
        painter.fillRect(rect, QColor(palette.page))
        chosen = self.currentIndex().isValid() and self.currentIndex().column() == logicalIndex
        line = QRect(rect.left(), rect.bottom() - 1, rect.width(), 2)
        painter.fillRect(line, QColor(palette.accent if chosen else palette.hairline))
        self._paint_name(painter, rect.adjusted(PAD, ABOVE, -PAD, -ABOVE), side)
        painter.restore()

    def _paint_name(self, painter: QPainter, box: QRect, side: Side) -> None:
        """The mark, the name in two lines at most, and the code."""
        palette, metrics = self._context.palette, self.fontMetrics()
        state = side.assessment.verdict.state if side.assessment else VerdictState.INCOMPLETE
        height = metrics.height()
        paint_mark(painter, QRect(box.left(), box.top(), height - 2, height - 2).toRectF(), state, palette)
        box.setLeft(box.left() + height - 2 + MARK_GAP)
        strong = QFont(self.font())
        strong.setWeight(QFont.Weight.DemiBold)
        lines = _elided_lines(side.initiative.name, QFontMetrics(strong), box.width())
        painter.setFont(strong)
        painter.setPen(QColor(palette.ink))
        for number, text in enumerate(lines):
            painter.drawText(box.left(), box.top() + metrics.ascent() + number * height, text)
        painter.setFont(self.font())
        painter.setPen(QColor(palette.second_ink))
        code = metrics.elidedText(side.initiative.code, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box.left(), box.top() + metrics.ascent() + len(lines) * height, code)


class LabelHeader(QHeaderView):
    """What each row is about, with a note below it."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._context = context
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setAccessibleName(context.language.gettext("What is compared"))

    def wanted_width(self, table: int) -> int:
        """Room for some words a line, but no more than a share of the table's width."""
        words = _LABEL_CHARS * self.fontMetrics().averageCharWidth() + 2 * PAD
        return min(words, round(table * _LABEL_SHARE))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's
        """Draw one label."""
        row: PageRow = self.model().headerData(logicalIndex, Qt.Orientation.Vertical, ROW_ROLE)
        palette = self._context.palette
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, QColor(palette.page))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(palette.hairline))
        Writer(self._context, self.font()).paint(
            painter, rect.adjusted(0, _above(row), 0, 0), _label_words(row)
        )
        painter.restore()

    def height_of(self, row: PageRow) -> int:
        """How tall a label is."""
        return Writer(self._context, self.font()).height(_label_words(row), self.width()) + _above(row)


def _label_words(row: PageRow) -> Words:
    """A label as it is measured and drawn; what begins a part stands out."""
    return Words(row.label, row.note, strong=row.kind is not Kind.FACT)


def _above(row: PageRow) -> int:
    """Further room above a label."""
    return HEADING_ABOVE if row.kind in {Kind.HEADING, Kind.CHART} else 0


def _elided_lines(name: str, metrics: QFontMetrics, width: int) -> list[str]:
    """A name on one line, or broken between words into two of which the second is cut."""
    words = name.split()
    first = ""
    while words and metrics.horizontalAdvance(f"{first} {words[0]}".strip()) <= width:
        first = f"{first} {words.pop(0)}".strip()
    if not words:
        return [first]
    rest = metrics.elidedText(" ".join(words), Qt.TextElideMode.ElideRight, width)
    return [first, rest] if first else [rest]
