"""Readiness against unit margin: the chart, and a table that names everyone."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter

from fivegates.domain.insights.margins import Margins
from fivegates.domain.wording.initiative_names import listed_names
from fivegates.domain.wording.insights import apart_text, margin_text, margins_finding
from fivegates.domain.wording.scores import score_text
from fivegates.domain.wording.words import verdict_word
from fivegates.ui.context import Context
from fivegates.ui.insights.opening_table import Column, OpeningRow, OpeningTable
from fivegates.ui.insights.parts import Part
from fivegates.ui.widgets.chart_picture import ChartPicture, Draw

_CHART_SHARE, _TABLE_SHARE = 2, 1


class MarginPart(Part):
    """The chart says its finding itself; below it every initiative has a row, those without a point last."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        gettext = context.language.gettext
        self.chart = ChartPicture(context)
        self.table = OpeningTable(
            context,
            gettext("Readiness and margin of every initiative"),
            [
                Column(gettext("Initiative"), wide=True),
                Column(gettext("Verdict")),
                Column(gettext("Readiness"), right=True),
                Column(gettext("Unit margin")),
            ],
        )
        self.table.opened.connect(self._open)
        self.setFocusProxy(self.table)
        self._layout.addWidget(self._split(), 1)

    def show_margins(self, margins: Margins) -> None:
        """Show chart and table; the chart only where there is a point."""
        language = self._context.language
        drawn = bool(margins.points)
        self.finding.setVisible(not drawn)
        self.finding.setText(margins_finding(margins, language))
        self._scroll.setVisible(drawn)
        if drawn:
            self.chart.show_chart(margins_finding(margins, language), self._draw(margins))
        self.table.show_rows(list(self._rows(margins)))

    def _split(self) -> QSplitter:
        """Chart and table share the height as the user likes; the chart scrolls where it is taller."""
        self._scroll = QScrollArea()
        self._scroll.setAccessibleName(self._context.language.gettext("Readiness against unit margin"))
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidget(self.chart)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._scroll)
        splitter.addWidget(self.table)
        splitter.setStretchFactor(0, _CHART_SHARE)
        splitter.setStretchFactor(1, _TABLE_SHARE)
        splitter.setSizes([_CHART_SHARE * 100, _TABLE_SHARE * 100])
        return splitter

    def _draw(self, margins: Margins) -> Draw:
        context = self._context

        def draw(width: float, dots: float) -> bytes:
            from fivegates.charts.drawing.picture import png
            from fivegates.charts.portfolio.readiness_margin import readiness_margin

            return png(readiness_margin(margins, context.palette, context.language, width=width), dots)

        return draw

    def _rows(self, margins: Margins) -> Iterator[OpeningRow]:
        """The points, the most ready first, then who has none, and why."""
        language = self._context.language
        drawn = [point.initiative for point in margins.points]
        names = listed_names([*drawn, *(apart.initiative for apart in margins.apart)])
        for point in margins.points:
            verdict, readiness = verdict_word(point.verdict, language), score_text(point.readiness, language)
            texts = (names[point.initiative], verdict, readiness, margin_text(point, language))
            yield OpeningRow(texts, point.initiative.id)
        for apart in margins.apart:
            yield OpeningRow(
                (names[apart.initiative], "", "–", apart_text(apart, language)), apart.initiative.id
            )
