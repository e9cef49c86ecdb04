"""The charts of the ledger, drawn when they are first seen and anew when colours or room change."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from fivegates.charts.money_titles import monthly_cost_finding
from fivegates.domain.economics import Economics
from fivegates.domain.wording.money import unit_cost_finding
from fivegates.ui.context import Context
from fivegates.ui.initiative.costs.books import Books, gap_sentences
from fivegates.ui.stylesheet import scaled
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.widgets.roles import set_role

_POINT = 96 / 72
_PAUSE_MS = 120
# Drawn finer than the screen and scaled down: letters then stand as wide as they were measured.
_FINER = 2
_NARROWEST, _WIDEST = 400, 760
_GAP = 32

Draw = Callable[[float, float], bytes]
"""Draws a chart so many points wide with so many dots a point, as PNG."""


class ChartPicture(QWidget):
    """One chart as a picture; a screen reader is told its finding."""

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
        """Draw anew once the size has settled."""
        super().resizeEvent(event)
        self._pause.start()

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew in other colours, or for another size of text."""
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


class ChartPanel(QScrollArea):
    """Monthly cost by category, and unit cost against value; side by side where there is room."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.monthly, self.unit = ChartPicture(context), ChartPicture(context)
        self._told = PlainLabel("", "quiet", wrap=True)
        self.setAccessibleName(context.language.gettext("Charts"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        body = QWidget()
        set_role(body, "scrolled")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 12, 0, 8)
        layout.addWidget(self._told)
        self._pair = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._pair.setSpacing(_GAP)
        self._pair.addWidget(self.monthly, 1, Qt.AlignmentFlag.AlignTop)
        self._pair.addWidget(self.unit, 1, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(self._pair)
        layout.addStretch(1)
        self.setWidget(body)

    def show_books(self, books: Books) -> None:
        """Show what can be drawn, and say what cannot."""
        economics = books.economics
        has_cost = economics is not None and bool(economics.costs)
        has_unit = economics is not None and any(m.unit_cost is not None for m in economics.months)
        self.monthly.setVisible(has_cost)
        self.unit.setVisible(has_unit)
        self._told.setText(self._words(books, has_cost=has_cost, has_unit=has_unit))
        self._told.setVisible(bool(self._told.text()))
        if economics is not None and has_cost:
            self.monthly.show_chart(*self._monthly(economics))
        if economics is not None and has_unit:
            self.unit.show_chart(*self._unit(economics, books.unit))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where both fit."""
        super().resizeEvent(event)
        wide = self.viewport().width() >= 2 * self.monthly.minimumWidth() + _GAP
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._pair.setDirection(direction)

    def _words(self, books: Books, *, has_cost: bool, has_unit: bool) -> str:
        language = self._context.language
        if books.gaps:
            return gap_sentences(books, language)
        if not has_cost:
            return language.gettext("Charts stand here once there are costs.")
        if not has_unit:
            return language.gettext("Unit cost is drawn once a month has run costs and units.")
        return ""

    def _monthly(self, economics: Economics) -> tuple[str, Draw]:
        context = self._context

        def draw(width: float, dots: float) -> bytes:
            from fivegates.charts.monthly_cost import monthly_cost
            from fivegates.charts.picture import png

            return png(monthly_cost(economics, context.palette, context.language, width=width), dots)

        return monthly_cost_finding(economics, context.language), draw

    def _unit(self, economics: Economics, unit: str) -> tuple[str, Draw]:
        context = self._context

        def draw(width: float, dots: float) -> bytes:
            from fivegates.charts.picture import png
            from fivegates.charts.unit_cost import unit_cost

            return png(unit_cost(economics, unit, context.palette, context.language, width=width), dots)

        return unit_cost_finding(economics, context.language), draw
