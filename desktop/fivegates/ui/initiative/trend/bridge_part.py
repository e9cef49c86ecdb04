"""What moved it since the last final review: the waterfall, a sentence, and a table that lists criteria."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from fivegates.domain.bridge import Bridge, CriterionMove, Part
from fivegates.domain.wording.bridges import (
    bridge_finding,
    bridge_sentence,
    cause_word,
    move_text,
    points_text,
)
from fivegates.domain.wording.words import verdict_word
from fivegates.ui.context import Context
from fivegates.ui.initiative.text_rows import RowText, TextRows
from fivegates.ui.tables.delegate import RowDelegate
from fivegates.ui.tables.plain_table import PlainTable
from fivegates.ui.widgets.chart_picture import ChartPicture, Draw
from fivegates.ui.widgets.labels import PlainLabel

_ROW_AIR = 16
_RIGHT = (False, True, False)


class BridgePart(QWidget):
    """Choosing a cause in the table lists its criteria below.

    Signals:
        criterion_chosen(str): the user wants the criterion that a line is about.
    """

    criterion_chosen = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._bridge: Bridge | None = None
        gettext = context.language.gettext
        self._heading = PlainLabel("", "heading", wrap=True)
        self.chart = ChartPicture(context)
        self.sentence = PlainLabel("", wrap=True)
        self.table = PlainTable(gettext("What moved it"), self)
        self.table.setItemDelegate(RowDelegate(context, self.table))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.set_headings((gettext("What moved it"), gettext("Points"), gettext("Verdict")), _RIGHT)
        self.table.stretch(0)
        self.criteria = TextRows(context, gettext("Criteria of the chosen cause"), keys=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 24)
        layout.setSpacing(8)
        for part in (self._heading, self.chart, self.sentence, self.table, self.criteria):
            layout.addWidget(part)
        self.table.currentCellChanged.connect(lambda *_place: self._list_criteria())
        self.criteria.chosen.connect(self.criterion_chosen)

    def show_bridge(self, bridge: Bridge) -> None:
        """Show what lies between two reviews."""
        language = self._context.language
        self._bridge = bridge
        day = language.long_date(bridge.earlier.review.dated)
        self._heading.setText(language.gettext("What moved it since the review of {day}", day=day))
        self.sentence.setText(bridge_sentence(bridge, language))
        self.chart.setVisible(bool(bridge.parts))
        self.table.setVisible(bool(bridge.parts))
        if bridge.parts:
            self.chart.show_chart(bridge_finding(bridge, language), self._draw(bridge))
        self.table.set_rows([self._row(part) for part in bridge.parts], _RIGHT)
        self._fit_table(len(bridge.parts))
        self.table.selectRow(0)
        self._list_criteria()

    def _row(self, part: Part) -> tuple[str, str, str]:
        """A cause, its points, and the verdict where it became another."""
        language = self._context.language
        verdict = verdict_word(part.verdict_after, language) if part.turns_verdict else ""
        return cause_word(part.cause, language), points_text(part, language), verdict

    def _fit_table(self, rows: int) -> None:
        """As tall as its rows: the page scrolls, the table does not."""
        height = self.table.fontMetrics().height() + _ROW_AIR
        self.table.verticalHeader().setDefaultSectionSize(height)
        self.table.setFixedHeight(self.table.horizontalHeader().sizeHint().height() + rows * height + 4)

    def _list_criteria(self) -> None:
        """The criteria of the chosen cause; those that this review asks lead there."""
        bridge, row = self._bridge, self.table.currentRow()
        if bridge is None or not 0 <= row < len(bridge.parts):
            self.criteria.show_rows([])
            return
        asked = {criterion.id for criterion in bridge.later.rubric.criteria}
        self.criteria.show_rows([self._line(move, bridge, asked) for move in bridge.parts[row].criteria])

    def _line(self, move: CriterionMove, bridge: Bridge, asked: set[str]) -> RowText:
        text = move_text(move, bridge, self._context.language)
        return RowText(text, criterion=move.criterion if move.criterion in asked else None, strong=False)

    def _draw(self, bridge: Bridge) -> Draw:
        context = self._context

        def draw(width: float, dots: float) -> bytes:
            from fivegates.charts.picture import png
            from fivegates.charts.waterfall import waterfall

            return png(waterfall(bridge, context.palette, context.language, width=width), dots)

        return draw
