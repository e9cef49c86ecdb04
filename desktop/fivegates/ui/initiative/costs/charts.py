"""The charts of the ledger, side by side where there is room."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from fivegates.charts.money.titles import monthly_cost_finding
from fivegates.domain.economics.unit_economics import Economics
from fivegates.domain.wording.chart_texts import monthly_cost_table, unit_cost_table
from fivegates.domain.wording.money import unit_cost_finding
from fivegates.ui.context import Context
from fivegates.ui.initiative.costs.totals import Books, gap_sentences
from fivegates.ui.widgets.chart_picture import ChartPicture, Draw, Figures, Places
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.widgets.roles import set_role

if TYPE_CHECKING:
    from fivegates.charts.drawing.figures import Drawn

_GAP = 32


class ChartPanel(QScrollArea):
    """Monthly cost by category, and unit cost against value; side by side where there is room."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.monthly, self.unit = ChartPicture(context), ChartPicture(context)
        self._note = PlainLabel("", "quiet", wrap=True)
        self.setAccessibleName(context.language.gettext("Charts"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        body = QWidget()
        set_role(body, "scrolled")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 12, 0, 8)
        layout.addWidget(self._note)
        self._pair = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._pair.setSpacing(_GAP)
        self._pair.addWidget(self.monthly, 1, Qt.AlignmentFlag.AlignTop)
        self._pair.addWidget(self.unit, 1, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(self._pair)
        layout.addStretch(1)
        self.setWidget(body)

    def show_books(self, books: Books) -> None:
        """Show the charts with data, and name those without."""
        economics = books.economics
        has_cost = economics is not None and bool(economics.costs)
        has_unit = economics is not None and any(m.unit_cost is not None for m in economics.months)
        self.monthly.setVisible(has_cost)
        self.unit.setVisible(has_unit)
        self._note.setText(self._words(books, has_cost=has_cost, has_unit=has_unit))
        self._note.setVisible(bool(self._note.text()))
        if economics is not None and has_cost:
            self.monthly.show_chart(*self._monthly(economics))
        if economics is not None and has_unit:
            self.unit.show_chart(*self._unit(economics, books.unit))

    def close_panel(self) -> None:
        """Stop background work; the panel is not used again."""
        self.monthly.close_chart()
        self.unit.close_chart()

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
            return language.gettext("Charts appear here once there are costs.")
        if not has_unit:
            return language.gettext("Unit cost is drawn once a month has run costs and units.")
        return ""

    def _monthly(self, economics: Economics) -> tuple[str, Draw, Figures]:
        context = self._context

        def draw(width: float) -> "Drawn":
            from fivegates.charts.money.monthly_cost import monthly_cost

            return monthly_cost(economics, context.palette, context.language, width=width)

        finding = monthly_cost_finding(economics, context.language)
        table = monthly_cost_table(economics, context.language)
        return finding, draw, Figures(table, _places(draw))

    def _unit(self, economics: Economics, unit: str) -> tuple[str, Draw, Figures]:
        context = self._context

        def draw(width: float) -> "Drawn":
            from fivegates.charts.money.unit_cost import unit_cost

            return unit_cost(economics, unit, context.palette, context.language, width=width)

        finding = unit_cost_finding(economics, context.language)
        table = unit_cost_table(economics, context.language)
        return finding, draw, Figures(table, _places(draw))


def _places(draw: Draw) -> Places:
    def places(width: float, count: int) -> tuple[tuple[float, float], ...]:
        from fivegates.charts.drawing.figures import places_across

        return places_across(draw(width), count)

    return places
