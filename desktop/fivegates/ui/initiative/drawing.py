"""What widgets that draw themselves share: fonts of the scale of type, wrapped lines, frames."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QWidget

from fivegates.ui.context import Context
from fivegates.ui.stylesheet import SIZES, scaled

RADIUS = 6


def font_of(widget: QWidget, context: Context, size: str, *, strong: bool = False) -> QFont:
    """The widget's font at one of the `SIZES`, at the chosen scale of text."""
    font = QFont(widget.font())
    font.setPixelSize(scaled(SIZES[size], context.settings.text_scale))
    font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    return font


@dataclass(frozen=True, slots=True)
class Wrapped:
    """Text broken into lines, ready to be drawn; `height` in pixels, one line's at least."""

    layout: QTextLayout
    height: int

    def draw(self, painter: QPainter, left: int, top: int, colour: str) -> None:
        """Draw the lines downwards from a point."""
        painter.setPen(QColor(colour))
        self.layout.draw(painter, QPointF(left, top))


def wrapped(font: QFont, text: str, width: int) -> Wrapped:
    """Break `text` at `width` pixels, inside a word only where it is longer than a line."""
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
