"""The Trend tab: readiness since the first review, what moved it since the last final one, its proofs."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from fivegates.domain.lapses import Lapse, ProofsOf
from fivegates.domain.wording.calendars import calendar_sentence, lapse_text
from fivegates.domain.wording.trends import trend_finding
from fivegates.ui.context import Context
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.initiative.text_rows import RowText, TextRows
from fivegates.ui.initiative.trend.bridge_part import BridgePart
from fivegates.ui.initiative.trend.past import Past, past_of
from fivegates.ui.portfolio_session import Session
from fivegates.ui.widgets.chart_picture import ChartPicture, Draw
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.widgets.roles import set_role


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
        """Show what led to a review, and until when it holds."""
        past = self._session.ask(past_of, subject, self._context.today())
        if past is None:
            return
        self._show_history(past, final=subject.final)
        self.bridge.setVisible(past.bridge is not None)
        if past.bridge is not None:
            self.bridge.show_bridge(past.bridge)
        self._show_proofs(past.proofs)

    def enter(self, reason: Qt.FocusReason) -> None:
        """Take the keyboard."""
        self._area.setFocus(reason)

    def _show_history(self, past: Past, *, final: bool) -> None:
        """The chart from the second review on, and why there is no bridge."""
        drawn = len(past.trend.points) > 1
        self.chart.setVisible(drawn)
        if drawn:
            self.chart.show_chart(trend_finding(past.trend, self._context.language), self._draw(past))
        text = self._words(past, final=final)
        self.notice.setText(text)
        self.notice.setVisible(bool(text))

    def _words(self, past: Past, *, final: bool) -> str:
        """What is still to come."""
        gettext = self._context.language.gettext
        if len(past.trend.points) == 1 and final:
            return gettext(
                "This is the first review. With later ones, readiness, cost and what happened between "
                "reviews are drawn here, and what moved the verdict since this one is told."
            )
        if len(past.trend.points) == 1:
            return gettext(
                "This is the first review. From the second one on, readiness, cost and what happened between "
                "reviews are drawn here; make this one final, and what moved it since is told too."
            )
        if past.bridge is None:
            return gettext(
                "No review before this one is final. From a final review on, what moved readiness and "
                "verdict is told here, part by part."
            )
        return ""

    def _show_proofs(self, proofs: ProofsOf) -> None:
        """The outlook, and every proof with its last day."""
        language = self._context.language
        self.outlook.setText(calendar_sentence(proofs.calendar, proofs.rubric, language))
        self.proofs.show_rows([self._proof(lapse, proofs) for lapse in proofs.calendar.lapses])

    def _proof(self, lapse: Lapse, proofs: ProofsOf) -> RowText:
        """One proof: what it proves, and until when."""
        language, calendar = self._context.language, proofs.calendar
        return RowText(
            proofs.rubric.criterion(lapse.criterion).title,
            detail=f"{lapse_text(lapse, calendar, language)} · {lapse.evidence.title}",
            criterion=lapse.criterion,
            strong=False,
            warns=lapse.last_day < calendar.on,
        )

    def _draw(self, past: Past) -> Draw:
        context = self._context

        def draw(width: float, dots: float) -> bytes:
            from fivegates.charts.event_lanes import events_of
            from fivegates.charts.history import readiness_history
            from fivegates.charts.picture import png

            events = events_of(past.changes, past.decisions, context.language)
            palette, language = context.palette, context.language
            figure = readiness_history(past.trend, past.economics, events, palette, language, width=width)
            return png(figure, dots)

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
