"""The status marks, distinguished by shape: disc, triangle, half diamond, barred square, dashed ring."""

import math

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPixmapCache, QPolygonF

from fivegates.charts.palette import Palette
from fivegates.domain.verdict.states import GateState, VerdictState


def draw_mark(painter: QPainter, box: QRect, state: GateState | VerdictState, palette: Palette) -> None:
    """Draw the mark of `state` in the square `box` as a picture that is kept: a table shows many."""
    density, pixmap = painter.device().devicePixelRatioF(), QPixmap()
    key = f"{state} {box.width()} {density} {palette.status(state)} {palette.page}"
    if not QPixmapCache.find(key, pixmap):
        pixmap = QPixmap(box.size() * density)
        pixmap.setDevicePixelRatio(density)
        pixmap.fill(Qt.GlobalColor.transparent)
        inner = QPainter(pixmap)
        paint_mark(inner, QRectF(0, 0, box.width(), box.height()), state, palette)
        inner.end()
        QPixmapCache.insert(key, pixmap)
    painter.drawPixmap(box.topLeft(), pixmap)


def paint_mark(painter: QPainter, box: QRectF, state: GateState | VerdictState, palette: Palette) -> None:
    """Draw the mark of `state` in the square `box`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = QColor(palette.status(state))
    match state:
        case GateState.OPEN | VerdictState.READY:
            _disc_with_tick(painter, box, colour, QColor(palette.page))
        case GateState.WAIVED | VerdictState.WAIVED:
            _triangle(painter, box, colour)
        case GateState.CONDITIONAL | VerdictState.CONDITIONAL:
            _half_diamond(painter, box, colour)
        case GateState.CLOSED | VerdictState.NOT_READY:
            _square_with_bar(painter, box, colour, QColor(palette.page))
        case GateState.INCOMPLETE | VerdictState.INCOMPLETE:
            _dashed_ring(painter, box, colour)
    painter.restore()


def _disc_with_tick(painter: QPainter, box: QRectF, colour: QColor, paper: QColor) -> None:
    unit = box.width() / 16
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(box.adjusted(unit, unit, -unit, -unit))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_pen(paper, 1.8 * unit))
    tick = [QPointF(4.9, 8.3), QPointF(7.1, 10.5), QPointF(11.2, 5.9)]
    painter.drawPolyline(_placed(tick, box, unit))


def _triangle(painter: QPainter, box: QRectF, colour: QColor) -> None:
    unit = box.width() / 16
    painter.setBrush(colour)
    painter.setPen(_pen(colour, 1.5 * unit))
    painter.drawPolygon(_placed([QPointF(8, 2), QPointF(14.5, 13.5), QPointF(1.5, 13.5)], box, unit))


def _half_diamond(painter: QPainter, box: QRectF, colour: QColor) -> None:
    unit = box.width() / 16
    corners = [QPointF(8, 1.2), QPointF(14.8, 8), QPointF(8, 14.8), QPointF(1.2, 8)]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(_placed([corners[0], corners[2], corners[3]], box, unit))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_pen(colour, 1.5 * unit))
    painter.drawPolygon(_placed(corners, box, unit))


def _square_with_bar(painter: QPainter, box: QRectF, colour: QColor, paper: QColor) -> None:
    unit = box.width() / 16
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(box.adjusted(1.5 * unit, 1.5 * unit, -1.5 * unit, -1.5 * unit), unit, unit)
    painter.setPen(_pen(paper, 1.8 * unit))
    painter.drawPolyline(_placed([QPointF(5, 8), QPointF(11, 8)], box, unit))


def _dashed_ring(painter: QPainter, box: QRectF, colour: QColor) -> None:
    unit = box.width() / 16
    radius = 6.2 * unit
    width = 1.5 * unit
    dashes = 10
    dash = 2 * math.pi * radius / dashes / width / 2
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([dash, dash])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(box.center(), radius, radius)


def _pen(colour: QColor, width: float) -> QPen:
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _placed(points: list[QPointF], box: QRectF, unit: float) -> QPolygonF:
    """Points of a 16 × 16 drawing, moved and scaled into `box`."""
    return QPolygonF([box.topLeft() + point * unit for point in points])
