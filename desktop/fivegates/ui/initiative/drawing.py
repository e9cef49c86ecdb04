"""Drawing of custom-painted widgets: fonts of the type scale, wrapped lines, frames, paragraphs of runs."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from fivegates.ui.context import Context
from fivegates.ui.theme import SIZES, scaled

RADIUS = 6
_MOST_KEPT = 32


@dataclass(frozen=True, slots=True)
class Wrapped:
    """Text broken into lines, ready to be drawn; `height` in pixels, one line's at least."""

    layout: QTextLayout
    height: int

    def draw(self, painter: QPainter, left: int, top: int, colour: str) -> None:
        """Draw the lines downwards from a point."""
        painter.setPen(QColor(colour))
        self.layout.draw(painter, QPointF(left, top))


class Typesetter:
    """Lays out the text of one widget at the chosen text scale; layouts are cached until `clear`."""

    def __init__(self, widget: QWidget, context: Context) -> None:
        self._widget = widget
        self._context = context
        self._fonts: dict[tuple[str, bool], QFont] = {}
        self._wrapped: dict[tuple[str, bool, str, int], Wrapped] = {}

    def clear(self) -> None:
        """Drop the cache: the widget's font or the scale has changed."""
        self._fonts.clear()
        self._wrapped.clear()

    def font(self, size: str, *, strong: bool = False) -> QFont:
        """The widget's font at one of the `SIZES`."""
        if (size, strong) not in self._fonts:
            font = QFont(self._widget.font())
            font.setPixelSize(scaled(SIZES[size], self._context.settings.text_scale))
            font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
            self._fonts[size, strong] = font
        return self._fonts[size, strong]

    def metrics(self, size: str, *, strong: bool = False) -> QFontMetrics:
        """The measures of a font."""
        return QFontMetrics(self.font(size, strong=strong))

    def wrapped(self, text: str, width: int, size: str, *, strong: bool = False) -> Wrapped:
        """Break `text` at `width` pixels, inside a word only where it is longer than a line."""
        key = (size, strong, text, width)
        if key not in self._wrapped:
            if len(self._wrapped) >= _MOST_KEPT:
                self._wrapped.clear()
            self._wrapped[key] = _wrapped(self.font(size, strong=strong), text, width)
        return self._wrapped[key]


def _wrapped(font: QFont, text: str, width: int) -> Wrapped:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    spacing = QFontMetrics(font).height()
    count = 0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        line.setPosition(QPointF(0, count * spacing))
        count += 1
    layout.endLayout()
    return Wrapped(layout, max(count, 1) * spacing)


@dataclass(frozen=True, slots=True)
class Frame:
    """A rounded box: the colours of border and ground, the border's width and the corners' radius."""

    border: str
    ground: str
    width: int = 1
    radius: float = RADIUS


def paint_frame(painter: QPainter, box: QRect, frame: Frame) -> None:
    """Fill the box and draw its border inside it, sharp at whole pixels."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(frame.border), frame.width))
    painter.setBrush(QColor(frame.ground))
    inset = frame.width / 2
    painter.drawRoundedRect(QRectF(box).adjusted(inset, inset, -inset, -inset), frame.radius, frame.radius)


@dataclass(frozen=True, slots=True)
class Run:
    """Text at one of the `SIZES`, in the colour that the palette has under this name."""

    text: str
    size: str = "body"
    colour: str = "ink"
    strong: bool = False


class RunText(QWidget):
    """Wraps its runs, and is at least `least` lines tall."""

    def __init__(self, context: Context, least: int = 1, parent: QWidget | None = None) -> None:
        self._type = Typesetter(self, context)
        super().__init__(parent)
        self._context = context
        self._least = least
        self._runs: tuple[Run, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def text(self) -> str:
        """All runs, spaces between them."""
        return _joined(self._runs)

    def show_runs(self, runs: Sequence[Run]) -> None:
        """Show these runs instead."""
        shown = tuple(run for run in runs if run.text)
        if shown == self._runs:
            return
        self._runs = shown
        self.setAccessibleName(self.text)
        if not self._fits():
            self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Take the room that another size of text needs."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._type.clear()
            self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """Text decides the height."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines, and of the reserved ones."""
        return max(self.line_count(self._runs, width), self._least) * self._spacing

    def _fits(self) -> bool:
        """True if the text fits in the reserved lines, so that no layout pass is needed.

        Laying out the page again takes a sixth of the time that a score key has.
        """
        kept = self._least * self._spacing
        return self._least > 1 and self.height() == kept == self.heightForWidth(self.width())

    def line_count(self, runs: Sequence[Run], width: int) -> int:
        """Number of lines of these runs in `width` pixels."""
        return self._broken(runs, width).lineCount()

    def sizeHint(self) -> QSize:
        """The height at a usual line length."""
        width = 60 * self.fontMetrics().averageCharWidth()
        return QSize(width, self.heightForWidth(width))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lines."""
        self._broken(self._runs, self.width()).draw(QPainter(self), QPointF(0, 0))

    @property
    def _spacing(self) -> int:
        """The height of a line: that of the largest run."""
        heights = [QFontMetrics(self._font(run)).height() for run in self._runs]
        return max(heights, default=self.fontMetrics().height())

    def _font(self, run: Run) -> QFont:
        return self._type.font(run.size, strong=run.strong)

    def _broken(self, runs: Sequence[Run], width: int) -> QTextLayout:
        """Break runs into lines, each run in its own font and colour."""
        layout = QTextLayout(_joined(runs), self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(self._formats(runs))
        spacing, ascent = self._spacing, 0.0
        layout.beginLayout()
        number = 0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            ascent = max(ascent, line.ascent())
            line.setPosition(QPointF(0, number * spacing + ascent - line.ascent()))
            number += 1
        layout.endLayout()
        return layout

    def _formats(self, runs: Sequence[Run]) -> list[QTextLayout.FormatRange]:
        """Return the range and format of each run."""
        formats, start = [], 0
        for run in runs:
            made = QTextLayout.FormatRange()
            made.start, made.length, made.format = start, len(run.text), self._format(run)
            formats.append(made)
            start += len(run.text) + 1
        return formats

    def _format(self, run: Run) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setFont(self._font(run))
        colour: str = getattr(self._context.palette, run.colour)
        made.setForeground(QColor(colour))
        return made


def _joined(runs: Sequence[Run]) -> str:
    """All runs, spaces between them."""
    return " ".join(run.text for run in runs)
