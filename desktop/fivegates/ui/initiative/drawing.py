"""Drawing helpers for custom-painted widgets: fonts of the type scale, wrapped lines, frames."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QWidget

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
