"""A chart as a picture, drawn when it is first seen and again when colours or room change."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, QTimer
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fivegates.ui.context import Context
from fivegates.ui.stylesheet import scaled

_POINT: Final = 96 / 72
_PAUSE_MS: Final = 120
# Drawn finer than the screen and scaled down: letters then are as wide as they were measured.
_FINER: Final = 2
_NARROWEST: Final = 400
_WIDEST: Final = 760

Draw = Callable[[float, float], bytes]
"""Draws a chart so many points wide with so many dots a point, as PNG."""


class ChartPicture(QWidget):
    """One chart as a picture; its finding is announced to a screen reader."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._draw: Draw | None = None
        self._image = QImage()
        self._drawn_for = (0, 0.0)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._render)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._set_bounds()

    def show_chart(self, finding: str, draw: Draw) -> None:
        """Show a chart in place of the last one."""
        self.setAccessibleName(finding)
        self._draw = draw
        self._drawn_for = (0, 0.0)
        if self.isVisible():
            self._render()

    @property
    def drawn(self) -> bool:
        """Whether there is a picture."""
        return not self._image.isNull()

    def sizeHint(self) -> QSize:
        """As tall as the picture."""
        return QSize(_NARROWEST, max(round(self._height()), 1))

    def showEvent(self, event: QShowEvent) -> None:
        """Draw when first seen."""
        super().showEvent(event)
        self._pause.start(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw again once the size has settled."""
        super().resizeEvent(event)
        self._pause.start()

    def changeEvent(self, event: QEvent) -> None:
        """Draw again in other colours, or for another size of text."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._set_bounds()
            self._drawn_for = (0, 0.0)
            self._pause.start()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Show the picture from its upper left corner."""
        if self.drawn:
            size = self._image.deviceIndependentSize()
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(0, 0, size.width(), size.height()), self._image)

    def _set_bounds(self) -> None:
        """No narrower than its words need, no wider than they are read with ease."""
        self.setMinimumWidth(scaled(_NARROWEST, self._context.settings.text_scale))
        self.setMaximumWidth(scaled(_WIDEST, self._context.settings.text_scale))

    def _height(self) -> float:
        return self._image.deviceIndependentSize().height() if self.drawn else 0

    def _render(self) -> None:
        """Draw for the width and density of the moment, unless that is done."""
        wanted = (self.width(), self.devicePixelRatioF())
        if self._draw is None or not self.isVisible() or wanted == self._drawn_for:
            return
        self._drawn_for = wanted
        width, density = wanted
        point = _POINT * self._context.settings.text_scale / 100
        self._image = QImage.fromData(self._draw(width / point, density * point * _FINER))
        self._image.setDevicePixelRatio(density * _FINER)
        self.setFixedHeight(round(self._height()))
        self.update()
