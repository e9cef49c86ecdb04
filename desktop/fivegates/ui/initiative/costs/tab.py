"""The Costs tab: a band of figures on top; below it costs, usage, benefits, totals, charts and scenarios."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from fivegates.actions import overview, queries
from fivegates.ui.context import Context
from fivegates.ui.initiative.costs.books import Books, books_of
from fivegates.ui.initiative.costs.charts import ChartPanel
from fivegates.ui.initiative.costs.commands import LedgerVerbs
from fivegates.ui.initiative.costs.grid import LedgerGrid
from fivegates.ui.initiative.costs.lines import BenefitLines, CostLines, UsageLines
from fivegates.ui.initiative.costs.totals import CostSummary, TotalsTable
from fivegates.ui.initiative.records.tab import RecordTab
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.session import Session
from fivegates.ui.widgets.page import PartTabs, scrolled

if TYPE_CHECKING:
    from fivegates.ui.initiative.scale.view import ScaleView

_FEWEST_LINES: Final = 16


class CostsTab(QWidget):
    """The figures of the initiative's ledger, and its lines.

    Where both do not fit, the band scrolls away and the lines have all the room that there is.

    Signals:
        import_requested(): the user wants to import a file.
        prices_requested(): the user wants to see the price books.
    """

    import_requested = Signal()
    prices_requested = Signal()

    def __init__(self, session: Session, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._session = session
        self._subject: Subject | None = None
        self._books: Books | None = None
        self._editable = False
        self._least = 0
        self._verbs = LedgerVerbs(session, context, self)
        self._scale: ScaleView | None = None
        # Once all is laid out: while that is done it is narrower, and asks for more height than it needs.
        self._settling = QTimer(self, singleShot=True, interval=0)
        self._settling.timeout.connect(self._make_room)
        self._lay_out()
        self._make_views()
        self.views.currentChanged.connect(self._show_view)
        self._page.verticalScrollBar().rangeChanged.connect(self._show_lines)
        self.summary.rate_requested.connect(self._ask_rate)
        self.summary.rates_requested.connect(self._verbs.show_rates)
        self.totals.rates_requested.connect(self._verbs.show_rates)
        for grid in (self.costs, self.usage, self.benefits):
            grid.import_requested.connect(self.import_requested)

    def show_subject(self, subject: Subject, *, editable: bool) -> None:
        """Show the ledger; the views behind follow when they come to the front."""
        opened = self._session.opened
        self._subject, self._editable = subject, editable
        self._books = books_of(subject.record, overview.settings(opened).currency, queries.market(opened))
        self.summary.show_books(self._books, editable=editable)
        self._show_view()

    def press(self, event: QKeyEvent) -> bool:
        """Handle a key for the lines that are shown; whether it was handled."""
        view = self.views.currentWidget()
        return isinstance(view, RecordTab) and view.press(event)

    def choose_lines(self, part: str, line_ids: Sequence[int]) -> None:
        """Bring costs, usage or benefits to the front, with these lines chosen."""
        grid = {"costs": self.costs, "usage": self.usage, "benefits": self.benefits}[part]
        self.views.setCurrentWidget(grid)
        grid.table.choose_all(line_ids)
        self.enter(Qt.FocusReason.OtherFocusReason)

    def enter(self, reason: Qt.FocusReason) -> None:
        """Take the keyboard, in the view in front."""
        view = self.views.currentWidget()
        if isinstance(view, LedgerGrid):
            view.enter(reason)
        elif view is self._scale_place:
            self.scale.enter(reason)
        elif view is not None:
            view.setFocus(reason)
        self._show_lines()

    @property
    def scale(self) -> "ScaleView":
        """The view of costs at scale, made when first wanted."""
        if self._scale is None:
            from fivegates.ui.initiative.scale.view import ScaleView

            self._scale = ScaleView(self._session, self._context)
            self._scale.other.prices_requested.connect(self.prices_requested)
            self._scale.page.verticalScrollBar().rangeChanged.connect(self._settle)
            self._scale_place.addWidget(self._scale)
        return self._scale

    def show_scale(self) -> None:
        """Show costs at scale, where the scenarios are."""
        self.views.setCurrentWidget(self._scale_place)
        self.enter(Qt.FocusReason.OtherFocusReason)

    def close_tab(self) -> None:
        """Stop background work; the tab is not used again."""
        if self._scale is not None:
            self._scale.close_view()
        self.charts.close_panel()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the lines the whole height where it is small."""
        super().resizeEvent(event)
        wanted = _FEWEST_LINES * self.fontMetrics().lineSpacing()
        self._least = min(wanted, self._page.viewport().height())
        self.views.setMinimumHeight(self._least)

    def _settle(self, _least: int, _most: int) -> None:
        """Make room for costs at scale soon."""
        self._settling.start()

    def _make_room(self) -> None:
        """Costs at scale have no lines to scroll: all that they need scrolls with the band instead."""
        if self._scale is not None and self._scale.page.isVisible():
            around = self.views.height() - self._scale.page.height()
            self.views.setMinimumHeight(around + self._scale.wanted_height)

    def _show_lines(self) -> None:
        """Scroll to the lines where they have the keyboard."""
        focus = QApplication.focusWidget()
        if focus is not None and self.views.isAncestorOf(focus):
            self._page.verticalScrollBar().setValue(self.views.y())

    def _show_view(self) -> None:
        """Fill the view in front."""
        self.views.setMinimumHeight(self._least)
        view = self.views.currentWidget()
        if self._subject is None or self._books is None:
            return
        if isinstance(view, LedgerGrid):
            view.show_subject(self._subject, editable=self._editable)
        elif isinstance(view, TotalsTable | ChartPanel):
            view.show_books(self._books)
        elif view is self._scale_place:
            self.scale.show_subject(self._subject, editable=self._editable)
            self._settling.start()

    def _ask_rate(self) -> None:
        """Ask for the first rate that is missing."""
        if self._books is not None and self._books.gaps:
            self._verbs.ask_rate(self._books.gaps[0])

    def _lay_out(self) -> None:
        """From the outside in: Qt styles all that is in a widget again whenever it gets another parent."""
        body = QWidget()
        self._page = scrolled(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self._page)
        self.summary = CostSummary(self._context, body)
        self.views = PartTabs(self._context.language.gettext("Parts of the ledger"), body)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.summary)
        column.addWidget(self.views, 1)

    def _make_views(self) -> None:
        context, gettext = self._context, self._context.language.gettext
        self.costs = LedgerGrid(context, CostLines(self._verbs))
        self.views.addTab(self.costs, gettext("Costs"))
        self.usage = LedgerGrid(context, UsageLines(self._verbs))
        self.views.addTab(self.usage, gettext("Usage"))
        self.benefits = LedgerGrid(context, BenefitLines(self._verbs))
        self.views.addTab(self.benefits, gettext("Benefits"))
        self.totals = TotalsTable(context)
        self.views.addTab(self.totals, gettext("Totals"))
        self.charts = ChartPanel(context)
        self.views.addTab(self.charts, gettext("Charts"))
        self._scale_place = QStackedWidget()
        self.views.addTab(self._scale_place, gettext("At scale"))
        self.views.fit_current()  # what At scale needs is no reason to scroll the lines
