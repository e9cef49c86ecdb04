"""The Capacity page: what can be made ready with the people and the days that there are."""

from collections.abc import Callable
from datetime import date
from threading import Event

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fivegates.actions import overview
from fivegates.actions.capacity import plans
from fivegates.actions.capacity.solver import SECONDS, HighsSolver
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.domain.capacity.candidates import Planned
from fivegates.domain.capacity.planning import Plan
from fivegates.domain.capacity.settings import CapacitySettings, require_capacity
from fivegates.domain.errors import UserError
from fivegates.domain.wording.capacity import plan_sentence, proof_sentence
from fivegates.ui.background import Background
from fivegates.ui.capacity.form import CapacityForm
from fivegates.ui.capacity.parts import LimitsPart, TimelinePart, UndonePart, WorkPart
from fivegates.ui.context import Context
from fivegates.ui.session import Session
from fivegates.ui.slices import SlicedReading
from fivegates.ui.widgets.buttons import IconButton
from fivegates.ui.widgets.labels import EmptyState, PlainLabel
from fivegates.ui.widgets.page import PageWithEmptyState, PartTabs

_SETTLE_MS = 250


class Planning(QObject):
    """Computes the plan of the open portfolio; a newer start cancels the one before.

    Signals:
        done(Plan): the plan is made.
        failed(BaseException): the file could not be read, or planning failed.
    """

    done = Signal(object)
    failed = Signal(object)

    def __init__(self, opened: OpenPortfolio, today: Callable[[], date], parent: QObject) -> None:
        super().__init__(parent)
        self._today = today
        self._currency = ""
        self._settings = CapacitySettings()
        self._cancelled = Event()
        self._reading = SlicedReading(lambda: plans.gather_planned(opened, today()), self)
        self._reading.done.connect(self._plan)
        self._reading.failed.connect(self.failed)
        self._background = Background(self)
        self._background.done.connect(self.done)
        self._background.failed.connect(self.failed)

    def start(self, settings: CapacitySettings, currency: str) -> None:
        """Restart: SQLite is read on the main thread in short slices; the solver runs on a worker thread."""
        self.cancel()
        self._settings, self._currency = settings, currency
        self._reading.start()

    def cancel(self) -> None:
        """Cancel the plan: the solver stops soon."""
        self._reading.stop()
        self._cancelled.set()
        self._background.drop()

    def close(self) -> None:
        """Stop, and end the worker."""
        self.cancel()
        self._background.close()

    def _plan(self, found: list[Planned]) -> None:
        cancelled = self._cancelled = Event()
        settings, currency, today = self._settings, self._currency, self._today()
        self._background.start(
            lambda _tick: plans.plan_of(
                found, settings, currency, today, HighsSolver(SECONDS, cancelled.is_set)
            )
        )


class CapacityPage(PageWithEmptyState):
    """Computes the plan again once the portfolio has changed and the page is visible.

    Signals:
        opened(int): the user opened the initiative of this id.
    """

    opened = Signal(int)

    def __init__(self, session: Session, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._context = context
        self._planning = Planning(session.opened, context.today, self)
        self._settled = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._make_parts()
        self._lay_out()
        self._connect()

    @property
    def settings(self) -> CapacitySettings:
        """The settings of the plan."""
        return self._session.ask(plans.capacity_settings) or CapacitySettings()

    def refresh(self) -> None:
        """Plan with the saved settings; show what is missing where no plan is possible."""
        self.stale = False
        self._planning.cancel()
        settings = self.settings
        self.cancel.hide()
        self.change.setVisible(settings != CapacitySettings())
        if settings == CapacitySettings():
            self.summary.setText("")
            self.show_content(shown=False)
            return
        held = self._session.ask(overview.settings)
        try:
            require_capacity(settings, self._context.today())
        except UserError as error:
            self.summary.setText(error.text(self._context.language))
            self.show_content(shown=False)
            return
        if held is not None:
            self.summary.setText(self._context.language.gettext("Looking for the best plan…"))
            self.cancel.show()
            self._planning.start(settings, held.currency)

    def ask_settings(self) -> None:
        """Edit the settings in a form, and plan with them."""
        form = CapacityForm(self._context, self.settings, self)
        form.save_with(lambda: self._session.run(plans.plan_with, form.value))

    def close_page(self) -> None:
        """Stop background work; the page is not used again."""
        self._settled.stop()
        self._planning.close()
        self.timeline.picture.close_chart()

    def _make_parts(self) -> None:
        gettext = self._context.language.gettext
        self.summary = PlainLabel("", "quiet", wrap=True)
        self.change = IconButton(self._context, "edit", gettext("Change the plan…"))
        self.cancel = IconButton(self._context, "delete", gettext("Stop looking"))
        self._first = IconButton(self._context, "capacity", gettext("Make a plan…"), "primary")
        self.timeline = TimelinePart(self._context)
        self.work = WorkPart(self._context)
        self.undone = UndonePart(self._context)
        self.limits = LimitsPart(self._context)
        self._tabs = PartTabs(gettext("Parts of the plan"))

    def _lay_out(self) -> None:
        gettext = self._context.language.gettext
        self._tabs.addTab(self.timeline, gettext("Timeline"))
        self._tabs.addTab(self.work, gettext("Who does what"))
        self._tabs.addTab(self.undone, gettext("Not done"))
        self._tabs.addTab(self.limits, gettext("Limits"))
        empty = EmptyState(
            gettext("No plan yet"),
            gettext(
                "Say how many person-days there are until when, or how many days a week people have: the "
                "plan chooses which initiatives to make ready, in which order, and says what limits it."
            ),
            (self._first,),
        )
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(PlainLabel(gettext("Capacity"), "title"), 1)
        row.addWidget(self.cancel)
        row.addWidget(self.change)
        self.lay_out(
            (head, self.summary), empty, self._tabs, first=self._first, entry=self._tabs.currentWidget
        )

    def _connect(self) -> None:
        """Connect all signals, in one list."""
        self._session.changed.connect(self._follow)
        self._settled.timeout.connect(self.catch_up)
        self._planning.done.connect(self._show)
        self._planning.failed.connect(self._report_failure)
        self._first.clicked.connect(self.ask_settings)
        self.change.clicked.connect(self.ask_settings)
        self.cancel.clicked.connect(self._stop)
        for part in (self.work, self.undone):
            part.opened.connect(self.opened)
        self._tabs.add_keys(self)
        self._tabs.entered.connect(lambda: self._tabs.currentWidget().setFocus())

    def _show(self, plan: Plan) -> None:
        language = self._context.language
        self.cancel.hide()
        self.summary.setText(f"{plan_sentence(plan, language)} {proof_sentence(plan, language)}")
        for part in (self.timeline, self.work, self.undone, self.limits):
            part.show_plan(plan)
        self.show_content(shown=True)

    def _stop(self) -> None:
        """Cancel planning; the plan that was shown before stays."""
        self._planning.cancel()
        self.cancel.hide()
        self.summary.setText(self._context.language.gettext("No longer looking for a plan."))

    def _report_failure(self, error: BaseException) -> None:
        """Show why there is no plan; an unexpected exception goes to the crash report."""
        self.cancel.hide()
        if not isinstance(error, UserError):
            raise error
        self.summary.setText(error.text(self._context.language))

    def _follow(self) -> None:
        """Plan again once edits have settled, or when the page is next shown."""
        self.stale = True
        if self.isVisible():
            self._settled.start()
