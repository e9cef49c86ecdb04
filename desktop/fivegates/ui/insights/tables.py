"""Margins, common causes and order of effort: each a finding above a table that opens initiatives."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QVBoxLayout, QWidget

from fivegates.domain.economics.amounts import shared_places
from fivegates.domain.insights.causes import Cause, Held
from fivegates.domain.insights.effort import EffortOrder
from fivegates.domain.insights.margins import Margins
from fivegates.domain.wording.insights import (
    apart_text,
    cause_effect,
    causes_finding,
    effort_finding,
    freed_text,
    held_text,
    kind_of_cause,
    margin_text,
    margins_finding,
    place_text,
    ready_by_text,
    steps_text,
    uncounted_text,
)
from fivegates.domain.wording.words import listed_names, score_text, verdict_word
from fivegates.ui.context import Context
from fivegates.ui.insights.parts import Column, OpeningRow, OpeningTable, Part
from fivegates.ui.widgets.chart_picture import ChartPicture, Draw
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.widgets.page import split

if TYPE_CHECKING:
    from fivegates.charts.drawing.figures import Drawn


class CausesPart(Part):
    """Causes above, the initiatives of the chosen one below."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        gettext = context.language.gettext
        self._causes: tuple[Cause, ...] = ()
        self.causes = OpeningTable(
            context,
            gettext("Common causes"),
            [
                Column(gettext("Cause"), wide=True),
                Column(gettext("Kind")),
                Column(gettext("Initiatives")),
                Column(gettext("Effort"), right=True),
            ],
        )
        self.held = OpeningTable(
            context,
            gettext("Initiatives that the chosen cause holds back"),
            [
                Column(gettext("Initiative")),
                Column(gettext("Criteria to settle"), wide=True),
                Column(gettext("Then")),
            ],
        )
        self.effect = PlainLabel("", "section", wrap=True)
        self.causes.itemSelectionChanged.connect(self._show_held)
        self.held.opened.connect(self._open)
        self.setFocusProxy(self.causes)
        self._layout.addWidget(self._split(), 1)

    def show_causes(self, causes: tuple[Cause, ...]) -> None:
        """List them, and choose the one that frees most."""
        language = self._context.language
        self._causes = causes
        note = language.gettext(
            "A cause is behind several initiatives. “Frees” counts better verdicts if it alone were settled."
        )
        self._show_texts(causes_finding(causes, language), note if causes else "")
        places = shared_places(cause.effort for cause in causes)
        self.causes.show_rows([self._cause_row(cause, places) for cause in causes])
        self._splitter.setVisible(bool(causes))
        self._show_held()

    def _split(self) -> QSplitter:
        """Two tables that share the height as the user likes."""
        below = QWidget()
        inside = QVBoxLayout(below)
        inside.setContentsMargins(0, 8, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(self.effect)
        inside.addWidget(self.held, 1)
        self._splitter = split(self.causes, below, (3, 2))
        return self._splitter

    def _cause_row(self, cause: Cause, places: int) -> OpeningRow:
        """A cause; its effort has so many decimals."""
        language = self._context.language
        kind = kind_of_cause(cause.kind, language)
        effort = language.days(cause.effort, places)
        return OpeningRow((cause.name, kind, freed_text(cause, language), effort), None)

    def _show_held(self) -> None:
        """List the initiatives that the chosen cause blocks; those that it would free come first."""
        row = self.causes.currentRow()
        if not 0 <= row < len(self._causes):
            return
        cause = self._causes[row]
        self.effect.setText(cause_effect(cause, self._context.language))
        ordered = sorted(cause.held, key=lambda held: not held.freed)
        self.held.show_rows([self._held_row(held) for held in ordered])

    def _held_row(self, held: Held) -> OpeningRow:
        language = self._context.language
        criteria = "; ".join(self._context.language.shipped(criterion.title) for criterion in held.criteria)
        texts = (held.initiative.name, criteria, held_text(held, language))
        return OpeningRow(texts, held.initiative.id)


class EffortPart(Part):
    """The table of initiatives in the order of effort, followed by those without a place."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        gettext = context.language.gettext
        self.table = OpeningTable(
            context,
            gettext("Order of effort"),
            [
                Column(gettext("Place")),
                Column(gettext("Initiative"), wide=True),
                Column(gettext("Effort to ready"), right=True),
                Column(gettext("Steps")),
                Column(gettext("Ready by"), right=True),
            ],
        )
        self.table.opened.connect(self._open)
        self.setFocusProxy(self.table)
        self._layout.addWidget(self.table, 1)

    def show_order(self, order: EffortOrder) -> None:
        """Show it under its finding, with the rule."""
        language = self._context.language
        rule = language.gettext(
            "Least effort first; of equal effort, the earlier day by which every step is due."
        )
        ready = language.ngettext(
            "{count} initiative is ready already.", "{count} initiatives are ready already.", len(order.ready)
        )
        self._show_texts(effort_finding(order, language), f"{rule} {ready}" if order.ready else rule)
        self.table.show_rows(list(self._rows(order)))

    def _rows(self, order: EffortOrder) -> Iterator[OpeningRow]:
        language = self._context.language
        apart = [initiative for initiative, _ in order.uncounted]
        names = listed_names([*(place.initiative for place in order.places), *apart])
        places = shared_places(place.path.effort for place in order.places)
        for place in order.places:
            texts = (
                place_text(place, language),
                names[place.initiative],
                language.days(place.path.effort, places),
                steps_text(place, language),
                ready_by_text(place, language),
            )
            yield OpeningRow(texts, place.initiative.id)
        for initiative, why in order.uncounted:
            texts = ("–", names[initiative], "–", uncounted_text(why, language), "–")
            yield OpeningRow(texts, initiative.id)


_CHART_SHARE, _TABLE_SHARE = 2, 1


class MarginPart(Part):
    """A chart with its finding, above a table of all initiatives; those without a point come last."""

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
        splitter = split(self._scroll, self.table, (_CHART_SHARE, _TABLE_SHARE))
        splitter.setSizes([_CHART_SHARE * 100, _TABLE_SHARE * 100])
        return splitter

    def _draw(self, margins: Margins) -> Draw:
        context = self._context

        def draw(width: float) -> "Drawn":
            from fivegates.charts.portfolio.readiness_margin import readiness_margin

            return readiness_margin(margins, context.palette, context.language, width=width)

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
