"""Paints the comparison: the cells with their marks, the headers, the trend of each initiative."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from fivegates.domain.comparison.comparison import Comparison, Side
from fivegates.domain.verdict.states import GateState, VerdictState
from fivegates.domain.wording.comparison_facts import Cell
from fivegates.ui.compare.model import CELL_ROLE, ROW_ROLE, SIDE_ROLE, Kind, PageRow
from fivegates.ui.context import Context
from fivegates.ui.marks import paint_mark
from fivegates.ui.tables.views import Index
from fivegates.ui.tables.widths import DraggedHeader
from fivegates.ui.theme import SIZES, icon, scaled

PAD, ABOVE, MARK_GAP = 8, 7, 6
# Extra space above the first row of a part.
HEADING_ABOVE = 16
_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_ANYWHERE = _WRAPPED | int(Qt.TextFlag.TextWrapAnywhere)
_ENDLESS = 100_000


@dataclass(frozen=True, slots=True)
class Words:
    """The text of a cell with its mark and colour, and a quiet note below it."""

    text: str
    note: str = ""
    state: GateState | VerdictState | None = None
    strong: bool = False
    quiet: bool = False


class Writer:
    """Measures and draws `Words` in the current sizes and colours."""

    def __init__(self, context: Context, font: QFont) -> None:
        self._context = context
        self._font = font
        self._note = QFont(font)
        self._note.setPixelSize(scaled(SIZES["note"], context.settings.text_scale))
        self._strong = QFont(font)
        self._strong.setWeight(QFont.Weight.DemiBold)

    def height(self, words: Words, width: int) -> int:
        """Height of text in a cell of `width`, with padding above and below, in pixels."""
        room = QRect(0, 0, self._room(words, width), _ENDLESS)
        text = self._measured(self._font_of(words), room, words.text)
        note = self._measured(self._note, room, words.note) if words.note else 0
        return 2 * ABOVE + text + note

    def paint(self, painter: QPainter, box: QRect, words: Words) -> None:
        """Draw words from the upper left corner of a cell."""
        palette = self._context.palette
        inner = box.adjusted(PAD, ABOVE, -PAD, 0)
        if words.state is not None:
            side = QFontMetrics(self._font).height() - 3
            mark = QRectF(inner.left(), inner.top() + 1.5, side, side)
            paint_mark(painter, mark, words.state, palette)
            inner.setLeft(inner.left() + side + MARK_GAP)
        colour = palette.second_ink if words.quiet else palette.ink
        if words.state is not None:
            colour = palette.status(words.state)
        below = self._write(painter, inner, words.text, self._font_of(words), colour)
        if words.note:
            self._write(painter, inner.adjusted(0, below, 0, 0), words.note, self._note, palette.second_ink)

    def _font_of(self, words: Words) -> QFont:
        return self._strong if words.strong or words.state is not None else self._font

    def _room(self, words: Words, width: int) -> int:
        """The width that is left for text."""
        mark = QFontMetrics(self._font).height() - 3 + MARK_GAP if words.state is not None else 0
        return max(width - 2 * PAD - mark, 1)

    @staticmethod
    def _measured(font: QFont, room: QRect, text: str) -> int:
        metrics = QFontMetrics(font)
        return metrics.boundingRect(room, _flags(metrics, room.width(), text), text or " ").height()

    @staticmethod
    def _write(painter: QPainter, box: QRect, text: str, font: QFont, colour: str) -> int:
        """Draw wrapped text; returns its height."""
        painter.setFont(font)
        painter.setPen(QColor(colour))
        metrics = QFontMetrics(font)
        room = QRect(box.left(), box.top(), max(box.width(), 1), _ENDLESS)
        flags = _flags(metrics, room.width(), text)
        painter.drawText(room, flags, text)
        return metrics.boundingRect(room, flags, text or " ").height()


def _flags(metrics: QFontMetrics, width: int, text: str) -> int:
    """Break between words, or anywhere where a word is wider than the room."""
    fits = all(metrics.horizontalAdvance(word) <= width for word in text.split())
    return _WRAPPED if fits else _ANYWHERE


_NAME_LINES = 2
_LABEL_CHARS = 26
_LABEL_SHARE = 0.28


class NameHeader(DraggedHeader):
    """Verdict, name and code of each initiative; dragging one moves its column."""

    def __init__(self, context: Context, table: QTableView) -> None:
        super().__init__(context.language, table)
        self._context = context
        self.setSectionsMovable(True)
        self.setHighlightSections(True)
        self.setAccessibleName(context.language.gettext("Compared initiatives"))

    def sizeHint(self) -> QSize:
        """Two lines of name, and the code."""
        line = self.fontMetrics().height()
        return QSize(super().sizeHint().width(), (_NAME_LINES + 1) * line + 2 * ABOVE + 2)

    def needed_width(self, column: int) -> int:
        """The pixels that a name needs on one line, with its mark."""
        side: Side = self.model().headerData(column, Qt.Orientation.Horizontal, SIDE_ROLE)
        name = " ".join(side.initiative.name.split())
        words = QFontMetrics(self._strong()).horizontalAdvance(name)
        return 2 * PAD + self.fontMetrics().height() - 2 + MARK_GAP + words + 1

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
        strong = self._strong()
        lines = _elided_lines(side.initiative.name, QFontMetrics(strong), box.width())
        painter.setFont(strong)
        painter.setPen(QColor(palette.ink))
        for number, text in enumerate(lines):
            painter.drawText(box.left(), box.top() + metrics.ascent() + number * height, text)
        painter.setFont(self.font())
        painter.setPen(QColor(palette.second_ink))
        code = metrics.elidedText(side.initiative.code, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box.left(), box.top() + metrics.ascent() + len(lines) * height, code)

    def _strong(self) -> QFont:
        """The font of names."""
        strong = QFont(self.font())
        strong.setWeight(QFont.Weight.DemiBold)
        return strong


class LabelHeader(QHeaderView):
    """The label of each row, with a note below it."""

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
        """Height of a label, in pixels."""
        return Writer(self._context, self.font()).height(_label_words(row), self.width()) + _above(row)


def _label_words(row: PageRow) -> Words:
    """A label as it is measured and drawn; what begins a part stands out."""
    return Words(row.label, row.note, strong=row.kind is not Kind.FACT)


def _above(row: PageRow) -> int:
    """The extra space above a label."""
    return HEADING_ABOVE if row.kind in {Kind.HEADING, Kind.CHART} else 0


def _elided_lines(name: str, metrics: QFontMetrics, width: int) -> list[str]:
    """A name on one line, or on two lines broken between words, the second elided."""
    words = name.split()
    first = ""
    while words and metrics.horizontalAdvance(f"{first} {words[0]}".strip()) <= width:
        first = f"{first} {words.pop(0)}".strip()
    if not words:
        return [first]
    rest = metrics.elidedText(" ".join(words), Qt.TextElideMode.ElideRight, width)
    return [first, rest] if first else [rest]


_POINT = 96 / 72
_PAUSE_MS = 60
# Drawn finer than the screen and scaled down: letters then are as wide as they were measured.
_FINER = 2
_WIDEST = 760
_NARROWEST = 400


class TrendPicture(QObject):
    """Readiness from review to review, for a cell to paint.

    Signals:
        drawn(): the picture is new, and may have another height.
    """

    drawn = Signal()

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._comparison: Comparison | None = None
        self._image = QImage()
        self._wanted = (0, 0.0, "")
        self._drawn_for = self._wanted
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._draw)

    @property
    def size(self) -> QSize:
        """Size of the picture, in pixels of the window; empty before it is drawn."""
        return self._image.deviceIndependentSize().toSize()

    def show_comparison(self, comparison: Comparison | None) -> None:
        """Draw this comparison from now on."""
        self._comparison = comparison
        self._drawn_for = (0, 0.0, "")

    def paint(self, painter: QPainter, left: int, top: int, room: int) -> None:
        """Paint the picture, and have it drawn for `room` pixels unless it is."""
        percent = self._context.settings.text_scale
        width = min(max(room, _NARROWEST * percent // 100), _WIDEST * percent // 100)
        self._wanted = (width, painter.device().devicePixelRatioF(), self._context.palette.page)
        if self._wanted != self._drawn_for:
            self._pause.start()
        if not self._image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(left, top, self.size.width(), self.size.height()), self._image)

    def _draw(self) -> None:
        """Draw it for the current width, pixel density and colours."""
        from fivegates.charts.drawing.figures import png
        from fivegates.charts.portfolio.readiness_panels import readiness_panels

        if self._comparison is None:
            return
        self._drawn_for = self._wanted
        width, density, _page = self._wanted
        context = self._context
        point = _POINT * context.settings.text_scale / 100
        figure = readiness_panels(self._comparison, context.palette, context.language, width=width / point)
        self._image = QImage.fromData(png(figure, density * point * _FINER))
        self._image.setDevicePixelRatio(density * _FINER)
        self.drawn.emit()


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
        """Height of a cell that is `width` wide, in pixels."""
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
