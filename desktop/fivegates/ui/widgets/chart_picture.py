"""A chart as a picture, rendered when first shown and again when its size or the colours change.

Rendering would block the page, so it runs on a worker thread.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QGuiApplication,
    QHelpEvent,
    QImage,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolTip, QWidget

from fivegates.domain.wording.chart_texts import ChartTable
from fivegates.ui.background import Background
from fivegates.ui.context import Context
from fivegates.ui.theme import scaled
from fivegates.ui.widgets.roles import plain_tooltip

if TYPE_CHECKING:
    from fivegates.charts.drawing.figures import Drawn

_POINT: Final = 96 / 72
_PAUSE_MS: Final = 120
# Drawn finer than the screen and scaled down: letters then are as wide as they were measured.
_FINER: Final = 2
_NARROWEST: Final = 400

Draw = Callable[[float], "Drawn"]
"""Draws a chart so many points wide; called on another thread."""
Places = Callable[[float, int], tuple[tuple[float, float], ...]]
"""The start and end in points of each of so many steps across a chart of this width."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a chart as a table, and the horizontal positions of its rows, if side by side."""

    table: ChartTable
    places: Places | None = None


def rendered(draw: Draw, width: float, dots: float) -> QImage:
    """A chart so many points wide, rendered with so many dots a point."""
    from fivegates.charts.drawing.figures import png

    return QImage.fromData(png(draw(width), dots))


class ChartPicture(QWidget):
    """A chart as a picture; its finding is announced to a screen reader."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._draw: Draw | None = None
        self._figures: Figures | None = None
        self._spans: tuple[tuple[float, float], ...] | None = None
        self._image = QImage()
        self._drawn_for = (0, 0.0)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._render)
        self._drawing = Background(self)
        self._drawing.done.connect(self._show_image)
        self._drawing.failed.connect(_raise)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._set_least_width()

    def show_chart(self, finding: str, draw: Draw, figures: Figures | None = None) -> None:
        """Show a chart in place of the last one; `figures` can be copied, and are shown under the pointer."""
        self.setAccessibleName(finding)
        self._draw = draw
        self._figures = figures
        self._spans = None
        self._drawn_for = (0, 0.0)
        self._image = QImage()
        self._drawing.drop()  # while hidden, no newer job would supersede the last chart
        self.update()
        if self.isVisible():
            self._render()

    def close_chart(self) -> None:
        """Stop background work; the chart is not used again."""
        self._pause.stop()
        self._drawing.close()

    @property
    def drawn(self) -> bool:
        """True if there is a picture."""
        return not self._image.isNull()

    def copy_picture(self) -> None:
        """Put the picture on the clipboard, on the page's own ground."""
        ground = QImage(self._image.size(), QImage.Format.Format_RGB32)
        ground.fill(QColor(self._context.palette.page))
        painter = QPainter(ground)
        painter.drawImage(ground.rect(), self._image)
        painter.end()
        QGuiApplication.clipboard().setImage(ground)

    def copy_table(self) -> None:
        """Put the figures on the clipboard, as a table that a spreadsheet takes."""
        if self._figures is not None:
            QGuiApplication.clipboard().setText(self._figures.table.text)

    def figures_at(self, x: int) -> str:
        """The figures at so many pixels from the left edge, as text; empty for none."""
        figures = self._figures
        if figures is None or figures.places is None:
            return ""
        if self._spans is None:
            count = max(figures.table.places, default=-1) + 1
            self._spans = figures.places(self.width() / self._point(), count)
        at = x / self._point()
        spans = enumerate(self._spans)
        return next((figures.table.row_at(place) for place, (left, right) in spans if left <= at < right), "")

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to copy what is shown."""
        if not self.drawn:
            return
        menu = self.copy_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def copy_menu(self) -> QMenu:
        """The menu to copy the picture, and the table where there is one."""
        gettext = self._context.language.gettext
        menu = QMenu(self)
        menu.addAction(gettext("Copy the picture")).triggered.connect(self.copy_picture)
        if self._figures is not None:
            menu.addAction(gettext("Copy the figures as a table")).triggered.connect(self.copy_table)
        return menu

    def event(self, event: QEvent) -> bool:
        """Show the figures under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            text = self.figures_at(event.pos().x())
            QToolTip.showText(event.globalPos(), plain_tooltip(text), self)
            return True
        return super().event(event)

    def sizeHint(self) -> QSize:
        """The height of the picture."""
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
            self._set_least_width()
            self._drawn_for = (0, 0.0)
            self._pause.start()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Show the picture from its upper left corner."""
        if self.drawn:
            size = self._image.deviceIndependentSize()
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(0, 0, size.width(), size.height()), self._image)

    def _set_least_width(self) -> None:
        """Set the least width: wide enough for its text."""
        self.setMinimumWidth(scaled(_NARROWEST, self._context.settings.text_scale))

    def _point(self) -> float:
        """The number of pixels in a point of the chart."""
        return _POINT * self._context.settings.text_scale / 100

    def _height(self) -> float:
        return self._image.deviceIndependentSize().height() if self.drawn else 0

    def _render(self) -> None:
        """Render for the current width and density, unless that is done."""
        wanted = (self.width(), self.devicePixelRatioF())
        draw = self._draw
        if draw is None or not self.isVisible() or wanted == self._drawn_for:
            return
        self._drawn_for = wanted
        width, density = wanted
        point = self._point()

        def picture(_tick: object) -> QImage:
            image = rendered(draw, width / point, density * point * _FINER)
            image.setDevicePixelRatio(density * _FINER)
            return image

        self._drawing.start(picture)

    def _show_image(self, image: QImage) -> None:
        """Show what was drawn, with the height that it has."""
        self._spans = None
        self._image = image
        self.setFixedHeight(round(self._height()))
        self.update()


def _raise(error: BaseException) -> None:
    """Raise an exception of the worker on the main thread, which reports it."""
    raise error
