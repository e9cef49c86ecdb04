"""The trend of a comparison as a picture, drawn when first seen and anew for other colours or room."""

from PySide6.QtCore import QObject, QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QImage, QPainter

from fivegates.domain.comparison.comparison import Comparison
from fivegates.ui.context import Context

_POINT = 96 / 72
_PAUSE_MS = 60
# Drawn finer than the screen and scaled down: letters then stand as wide as they were measured.
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
        """How large the picture is, in pixels of the window; nothing before it is drawn."""
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
        """Draw it for the width, density and colours of the moment."""
        from fivegates.charts.drawing.picture import png
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
