"""The Insights page: gates, margins, common causes and effort of the whole portfolio."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from fivegates.actions import insights, overview
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.insights import gather_cases, portfolio_of
from fivegates.domain.errors import UserError
from fivegates.domain.insights.heatmap import heatmap
from fivegates.domain.insights.overall import Insights, insights_of
from fivegates.domain.portfolio.overview import OverviewLine
from fivegates.domain.review.review import Case
from fivegates.domain.wording.overview import summary_sentence
from fivegates.domain.wording.portfolio_summary import due_finding, movements_finding
from fivegates.domain.wording.two_days import counted_on
from fivegates.ui.background import Background
from fivegates.ui.context import Context
from fivegates.ui.insights.heatmap import HeatPart
from fivegates.ui.insights.parts import Part
from fivegates.ui.insights.tables import CausesPart, EffortPart, MarginPart
from fivegates.ui.session import Session
from fivegates.ui.slices import SlicedReading
from fivegates.ui.track_record import TrackRecordPart
from fivegates.ui.widgets.buttons import IconButton
from fivegates.ui.widgets.labels import EmptyState, PlainLabel
from fivegates.ui.widgets.page import PageWithEmptyState, PartTabs

Cases = list[tuple[OverviewLine, Case | None]]


class Weighing(QObject):
    """Computes the insights of the open portfolio; a newer start supersedes the one before.

    Signals:
        gathered(PortfolioOfDay): all initiatives are judged as of today.
        done(Insights): what they show together is worked out.
        failed(BaseException): the file could not be read, or judging failed.
        progressed(int): so many initiatives have been read.
    """

    gathered = Signal(object)
    done = Signal(object)
    failed = Signal(object)
    progressed = Signal(int)

    def __init__(self, opened: OpenPortfolio, today: Callable[[], date], parent: QObject) -> None:
        super().__init__(parent)
        self._today = today
        self._reading = SlicedReading(lambda: gather_cases(opened, today()), self)
        self._reading.done.connect(self._judge)
        self._reading.failed.connect(self.failed)
        self._reading.progressed.connect(self.progressed)
        self._background = Background(self)
        self._background.done.connect(self.done)
        self._background.failed.connect(self.failed)

    def start(self) -> None:
        """Restart: SQLite is read on the main thread in short slices; the rules run on a worker thread."""
        self._background.drop()
        self._reading.start()

    def close(self) -> None:
        """Stop reading and end the worker."""
        self._reading.stop()
        self._background.close()

    def _judge(self, cases: Cases) -> None:
        found = portfolio_of(cases, self._today())
        self.gathered.emit(found)
        self._background.start(lambda _tick: insights_of(found.cases))


_SETTLE_MS = 250
_FEW_LINES = 28


class InsightsPage(PageWithEmptyState):
    """The findings over all initiatives that are not archived, from their latest reviews.

    Signals:
        opened(int, str): the user opened the initiative of this id, at the gate of this id or none ("").
        portfolio_requested(): the user wants the table of initiatives.
    """

    opened = Signal(int, str)
    portfolio_requested = Signal()

    def __init__(self, session: Session, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._context = context
        self._total = 0
        self._weighing = Weighing(session.opened, context.today, self)
        self._settled = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._make_parts()
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Show the verdicts as of the reviews at once, and those of today as soon as they are judged."""
        self.stale = False
        found = self._session.ask(insights.gather_heatmap)
        if found is None:
            return
        self.show_content(shown=bool(found.reviewed))
        self._show_summary()
        self.heat.show_heatmap(found)
        self._total = len(found.rows)
        self._progress.setText(self._context.language.gettext("Working out margins, causes and effort…"))
        self._progress.show()
        self._weighing.start()
        self.track.follow_change()

    def close_page(self) -> None:
        """Stop background work; the page is not used again."""
        self._settled.stop()
        self._weighing.close()
        self.track.close_part()
        self.margins.chart.close_chart()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hide what is shown elsewhere where the window is low."""
        super().resizeEvent(event)
        compact = event.size().height() < _FEW_LINES * self.fontMetrics().lineSpacing()
        self._summary.setVisible(not compact)
        for part in self._parts:
            part.set_compact(compact=compact)

    def _make_parts(self) -> None:
        gettext = self._context.language.gettext
        self._title = PlainLabel(gettext("Insights"), "title")
        self._summary = PlainLabel("", "quiet", wrap=True)
        self._progress = PlainLabel("", "quiet", wrap=True)
        self.heat = HeatPart(self._context)
        self.margins = MarginPart(self._context)
        self.causes = CausesPart(self._context)
        self.effort = EffortPart(self._context)
        self.track = TrackRecordPart(self._session, self._context)
        self._tabs = PartTabs(gettext("Parts of the insights"))
        self._first = IconButton(self._context, "portfolio", gettext("Go to the portfolio"), "primary")

    def _lay_out(self) -> None:
        gettext = self._context.language.gettext
        self._tabs.addTab(self.heat, gettext("Gates"))
        self._tabs.addTab(self.margins, gettext("Margin"))
        self._tabs.addTab(self.causes, gettext("Causes"))
        self._tabs.addTab(self.effort, gettext("Effort"))
        self._tabs.addTab(self.track, gettext("Track record"))
        empty = EmptyState(
            gettext("Nothing to compare yet"),
            gettext("Insights show what initiatives have in common. Review the first one to begin."),
            (self._first,),
        )
        head = (self._title, self._summary, self._progress)
        self.lay_out(head, empty, self._tabs, first=self._first, entry=self._tabs.currentWidget)

    @property
    def _parts(self) -> tuple[Part, ...]:
        return (self.heat, self.margins, self.causes, self.effort, self.track)

    def _connect(self) -> None:
        """Connect all signals, in one list."""
        for part in self._parts:
            part.opened.connect(self.opened)
        self._first.clicked.connect(self.portfolio_requested)
        self._weighing.progressed.connect(self._report_progress)
        self._weighing.gathered.connect(self._show_day)
        self._weighing.done.connect(self._show)
        self._weighing.failed.connect(self._report_failure)
        self._session.changed.connect(self._follow)
        self._settled.timeout.connect(self.catch_up)
        self._tabs.entered.connect(lambda: self.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self._tabs.add_keys(self)

    def _show_day(self, found: insights.PortfolioOfDay) -> None:
        """Show the verdicts as of today in place of those of the reviews."""
        self.heat.show_heatmap(heatmap(found.lines))
        self._show_summary(found.lines)

    def _show_summary(self, of_day: tuple[OverviewLine, ...] | None = None) -> None:
        """The portfolio's state, what moved and what is due; as of the reviews without lines of a day."""
        language = self._context.language
        summary = self._session.ask(insights.gather_summary, of_day)
        lines = self._session.ask(overview.lines) if of_day is None else of_day
        if summary is None or lines is None:
            return
        moved, due = (
            movements_finding(summary, language),
            due_finding(summary, self._context.today(), language),
        )
        counts = summary_sentence(lines, language)
        if of_day is not None:
            counts = counted_on(counts, self._context.today(), language)
        text = f"{counts}\n{moved}. {due}."
        self._summary.setText(text if lines else "")

    def _report_progress(self, read: int) -> None:
        language = self._context.language
        text = language.gettext(
            "Reading {read} of {total} initiatives…",
            read=language.number(read),
            total=language.number(self._total),
        )
        self._progress.setText(text)

    def _report_failure(self, error: BaseException) -> None:
        """Show why there are no further insights; an unexpected exception goes to the crash report."""
        if not isinstance(error, UserError):
            raise error
        self._progress.setText(error.text(self._context.language))

    def _show(self, found: Insights) -> None:
        self._progress.hide()
        self.margins.show_margins(found.margins)
        self.causes.show_causes(found.causes)
        self.effort.show_order(found.effort)

    def _follow(self) -> None:
        """Work it out again once edits have settled, or when the page is next shown."""
        self.stale = True
        if self.isVisible():
            self._settled.start()
