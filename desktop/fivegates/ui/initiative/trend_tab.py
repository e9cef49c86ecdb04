"""The Trend tab: readiness since the first review, its bridge from the last final one, its proofs."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QScrollArea, QVBoxLayout, QWidget

from fivegates.actions import queries
from fivegates.actions.evidence_calendar import cases_until, promise_until, proofs_of
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.domain.economics.unit_economics import Economics
from fivegates.domain.errors import UserError
from fivegates.domain.evidence_calendar import Lapse, ProofsOf
from fivegates.domain.initiative.decisions import Decision
from fivegates.domain.initiative.initiative import Change
from fivegates.domain.trend.bridge import Bridge, CriterionMove, Part, bridge_between, last_final
from fivegates.domain.trend.promise import Promise
from fivegates.domain.trend.trend import Trend, trend_of
from fivegates.domain.wording.chart_texts import ChartTable, trend_table
from fivegates.domain.wording.evidence import criteria_text
from fivegates.domain.wording.evidence_calendar import calendar_sentence, lapse_text
from fivegates.domain.wording.trend import (
    bridge_finding,
    bridge_sentence,
    cause_word,
    move_text,
    points_text,
    promise_sentences,
    trend_finding,
)
from fivegates.domain.wording.words import verdict_word
from fivegates.ui.context import Context
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.initiative.text_rows import RowText, TextRows
from fivegates.ui.session import Session
from fivegates.ui.tables.table import PlainTable
from fivegates.ui.tables.views import RowDelegate, choose_row
from fivegates.ui.widgets.chart_picture import ChartPicture, Draw, Figures
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.widgets.roles import set_role

if TYPE_CHECKING:
    from fivegates.charts.drawing.figures import Drawn


@dataclass(frozen=True, slots=True)
class Past:
    """The reviews up to the one shown, with the changes and decisions that belong beside them.

    `bridge` leads from the last final review before it; None where there is none. `economics` is None
    where the ledger cannot be worked out for want of a rate.
    """

    trend: Trend
    bridge: Bridge | None
    proofs: ProofsOf
    changes: tuple[Change, ...]
    decisions: tuple[Decision, ...]
    economics: Economics | None
    promise: Promise | None = None


def past_of(opened: OpenPortfolio, subject: Subject, today: date) -> Past:
    """Collect the history of a review; events after it belong to the latest review only.

    Raises UserError where another program has spoilt what was sealed.
    """
    record, review = subject.record, subject.review
    *before, this = cases_until(opened, record, review)
    earlier = last_final(before)
    until = date.max if review.id == record.reviews[-1].id else review.dated
    return Past(
        trend=trend_of([*before, this]),
        bridge=None if earlier is None else bridge_between(earlier, this),
        proofs=proofs_of(opened, record, review, today),
        changes=tuple(change for change in record.changes if change.dated <= until),
        decisions=tuple(decision for decision in record.decisions if decision.dated <= until),
        economics=_economics(opened, subject),
        promise=promise_until(opened, record, review, today if until == date.max else until),
    )


def _economics(opened: OpenPortfolio, subject: Subject) -> Economics | None:
    """The months of the ledger; the Costs tab reports a missing rate."""
    try:
        return queries.economics(opened, subject.record)
    except UserError:
        return None


_ROW_AIR = 16
_RIGHT = (False, True, False)


class BridgePart(QWidget):
    """The bridge: a table of causes, with the criteria of the chosen one below.

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
        self._headings = (gettext("What moved it"), gettext("Points"), gettext("Verdict"))
        self.table.set_headings(self._headings, _RIGHT)
        self.table.stretch(0)
        self.criteria = TextRows(context, gettext("Criteria of the chosen cause"), keys=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 24)
        layout.setSpacing(8)
        self.promise = PlainLabel("", wrap=True)
        for part in (self._heading, self.chart, self.sentence, self.promise, self.table, self.criteria):
            layout.addWidget(part)
        self.table.currentCellChanged.connect(lambda *_place: self._list_criteria())
        self.criteria.chosen.connect(self.criterion_chosen)

    def show_bridge(self, bridge: Bridge, promise: Promise | None = None) -> None:
        """Show the bridge between two reviews, and the first one's projection beside the actual result."""
        language = self._context.language
        self._bridge = bridge
        day = language.long_date(bridge.earlier.review.dated)
        self._heading.setText(language.gettext("What moved it since the review of {day}", day=day))
        self.sentence.setText(bridge_sentence(bridge, language))
        text = " ".join(promise_sentences(promise, language))
        self.promise.setText(text)
        self.promise.setVisible(bool(text))
        self.chart.setVisible(bool(bridge.parts))
        self.table.setVisible(bool(bridge.parts))
        if bridge.parts:
            rows = tuple(self._row(part) for part in bridge.parts)
            figures = Figures(ChartTable(self._headings, rows))
            self.chart.show_chart(bridge_finding(bridge, language), self._draw(bridge), figures)
        self.table.set_rows([self._row(part) for part in bridge.parts], _RIGHT)
        self._fit_table(len(bridge.parts))
        choose_row(self.table, self.table.model().index(0, 0))
        self._list_criteria()

    def _row(self, part: Part) -> tuple[str, str, str]:
        """A cause, its points, and the verdict where it became another."""
        language = self._context.language
        verdict = verdict_word(part.verdict_after, language) if part.turns_verdict else ""
        return cause_word(part.cause, language), points_text(part, language), verdict

    def _fit_table(self, rows: int) -> None:
        """Set the height of the table to that of all rows: the page scrolls, the table does not."""
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

        def draw(width: float) -> "Drawn":
            from fivegates.charts.history.waterfall import waterfall

            return waterfall(bridge, context.palette, context.language, width=width)

        return draw


class TrendTab(QWidget):
    """History, bridge and proofs below each other.

    Signals:
        criterion_chosen(str): the user wants the criterion that a line is about.
    """

    criterion_chosen = Signal(str)

    def __init__(self, session: Session, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._context = context
        self._shown: tuple[Past, bool] | None = None
        gettext = context.language.gettext
        self.notice = PlainLabel("", "quiet", wrap=True)
        self.chart = ChartPicture(context)
        self.bridge = BridgePart(context)
        self._proofs_heading = PlainLabel(gettext("How long the proofs hold"), "heading")
        self.outlook = PlainLabel("", "section", wrap=True)
        self.proofs = TextRows(context, gettext("How long the proofs hold"), keys=True)
        self._lay_out()
        self.bridge.criterion_chosen.connect(self.criterion_chosen)
        self.proofs.chosen.connect(self.criterion_chosen)

    def show_subject(self, subject: Subject, *, editable: bool) -> None:  # noqa: ARG002 - nothing is edited
        """Show the history of a review, and how long its verdict holds."""
        past = self._session.ask(past_of, subject, self._context.today())
        if past is None or (past, subject.final) == self._shown:
            return
        self._shown = past, subject.final
        self._show_history(past, final=subject.final)
        self.bridge.setVisible(past.bridge is not None)
        if past.bridge is not None:
            self.bridge.show_bridge(past.bridge, past.promise)
        self._show_proofs(past.proofs)

    def enter(self, reason: Qt.FocusReason) -> None:
        """Take the keyboard."""
        self._area.setFocus(reason)

    def close_tab(self) -> None:
        """Stop background work; the tab is not used again."""
        self.chart.close_chart()
        self.bridge.chart.close_chart()

    def _show_history(self, past: Past, *, final: bool) -> None:
        """The chart from the second review on, and why there is no bridge."""
        drawn = len(past.trend.points) > 1
        self.chart.setVisible(drawn)
        if drawn:
            language = self._context.language
            figures = Figures(trend_table(past.trend, language))
            self.chart.show_chart(trend_finding(past.trend, language), self._draw(past), figures)
        text = self._words(past, final=final)
        self.notice.setText(text)
        self.notice.setVisible(bool(text))

    def _words(self, past: Past, *, final: bool) -> str:
        """The explanation of charts that need more reviews."""
        gettext = self._context.language.gettext
        if len(past.trend.points) == 1 and final:
            return gettext(
                "This is the first review. With later ones, readiness, cost and what happened between "
                "reviews are drawn here, and what moved the verdict since this one is explained."
            )
        if len(past.trend.points) == 1:
            return gettext(
                "This is the first review. From the second one on, readiness, cost and what happened between "
                "reviews are drawn here; make this one final, and what moved it since is explained too."
            )
        if past.bridge is None:
            return gettext(
                "No review before this one is final. From a final review on, what moved readiness and "
                "verdict is explained here, part by part."
            )
        return ""

    def _show_proofs(self, proofs: ProofsOf) -> None:
        """The outlook, and every proof with its last day."""
        language = self._context.language
        self.outlook.setText(calendar_sentence(proofs.calendar, proofs.rubric, language))
        self.proofs.show_rows([self._proof(lapse, proofs) for lapse in proofs.calendar.lapses])

    def _proof(self, lapse: Lapse, proofs: ProofsOf) -> RowText:
        """Return the row of an item of evidence: what it proves, and until when."""
        language, calendar = self._context.language, proofs.calendar
        return RowText(
            criteria_text(lapse.criteria, proofs.rubric, language),
            detail=f"{lapse_text(lapse, calendar, language)} · {lapse.evidence.title}",
            criterion=lapse.criterion,
            strong=False,
            warns=lapse.last_day < calendar.on,
        )

    def _draw(self, past: Past) -> Draw:
        context = self._context

        def draw(width: float) -> "Drawn":
            from fivegates.charts.history.events import events_of
            from fivegates.charts.history.history import readiness_history

            events = events_of(past.changes, past.decisions, context.language)
            palette, language = context.palette, context.language
            return readiness_history(past.trend, past.economics, events, palette, language, width=width)

        return draw

    def _lay_out(self) -> None:
        body = QWidget()
        set_role(body, "scrolled")
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 12, 12, 12)
        inner.setSpacing(8)
        inner.addWidget(self.chart)
        inner.addWidget(self.notice)
        inner.addSpacing(16)
        inner.addWidget(self.bridge)
        inner.addWidget(self._proofs_heading)
        inner.addWidget(self.outlook)
        inner.addWidget(self.proofs)
        inner.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidget(body)
        self._area.setAccessibleName(self._context.language.gettext("Trend"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area)
