"""The Evidence calendar page: until when verdicts hold, and when every proof of the portfolio lapses."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QWidget

from fivegates.actions.opened import Changes
from fivegates.actions.proofs import all_proofs
from fivegates.domain.errors import UserError
from fivegates.domain.lapses import ProofsOf, by_day
from fivegates.domain.wording.calendars import portfolio_calendar_sentence
from fivegates.ui.context import Context
from fivegates.ui.portfolio_session import Session
from fivegates.ui.proofs.rows import proof_headings, proof_rows, verdict_headings, verdict_rows
from fivegates.ui.slices import SlicedReading
from fivegates.ui.tables.model import Heading, RecordModel, RecordOrder
from fivegates.ui.tables.table import RecordTable
from fivegates.ui.widgets.buttons import IconButton
from fivegates.ui.widgets.empty_state import EmptyState
from fivegates.ui.widgets.fresh_page import FreshPage
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.widgets.page_layout import lay_out_page
from fivegates.ui.widgets.part_tabs import PartTabs

_SETTLE_MS = 250


class CalendarPage(FreshPage):
    """Verdicts by the day on which they fall, proofs by the day on which they lapse; Enter opens one.

    Signals:
        opened(int): the user opened the initiative of this id.
        portfolio_requested(): the user wants the table of initiatives.
    """

    opened = Signal(int)
    portfolio_requested = Signal()

    def __init__(self, session: Session, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._found: tuple[ProofsOf, ...] = ()
        self._unfilled: set[RecordTable] = set()
        self._initiatives: dict[int, int] = {}
        self._reading = SlicedReading(lambda: all_proofs(session.opened, context.today()), self)
        self._settled = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        gettext, language = context.language.gettext, context.language
        self.summary = PlainLabel("", "quiet", wrap=True)
        self.verdicts, self._verdict_model = self._made_table(gettext("Verdicts"), verdict_headings(language))
        self.proofs, self._proof_model = self._made_table(gettext("Proofs"), proof_headings(language))
        self._first = IconButton(context, "portfolio", gettext("Go to the portfolio"), "primary")
        self._lay_out()
        self._connect(session)

    def refresh(self) -> None:
        """Read all proofs again."""
        self.stale = False
        self._reading.start()

    def close_page(self) -> None:
        """End what runs; the page is not used again."""
        self._settled.stop()
        self._reading.stop()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the focus on into what is shown."""
        entry = self._tabs.currentWidget() if self._pages.currentIndex() else self._first
        if entry is not None:
            entry.setFocus(event.reason())

    def _made_table(self, name: str, headings: Sequence[Heading]) -> tuple[RecordTable, RecordModel]:
        model = RecordModel(self._context, headings, self)
        order = RecordOrder(model, self)
        return RecordTable(self._context, order, name, self), model

    def _show(self, found: Sequence[ProofsOf]) -> None:
        """Show what was read."""
        self._found = tuple(found)
        focus = QApplication.focusWidget()
        within = focus is not None and self.isAncestorOf(focus)
        self._pages.setCurrentIndex(1 if found else 0)
        self.summary.setText(portfolio_calendar_sentence(found, self._context.language) if found else "")
        self._unfilled = {self.verdicts, self.proofs}
        self._fill_tab()
        if within:
            self.setFocus()

    def _fill_tab(self) -> None:
        """Fill the table in front; the other one follows when it comes."""
        language = self._context.language
        if self.verdicts in self._unfilled and self._tabs.currentWidget() is self.verdicts:
            self._verdict_model.set_rows(verdict_rows(self._found, language))
            self._choose_first(self.verdicts)
        elif self.proofs in self._unfilled and self._tabs.currentWidget() is self.proofs:
            self._proof_model.set_rows(proof_rows(self._found, language))
            pairs = enumerate(by_day(self._found), 1)
            self._initiatives = {place: each.initiative.id for place, (each, _lapse) in pairs}
            self._choose_first(self.proofs)

    def _choose_first(self, table: RecordTable) -> None:
        """A filled table has a row chosen."""
        self._unfilled.discard(table)
        if table.current() is None:
            table.selectRow(0)

    def _tell_progress(self, read: int) -> None:
        language = self._context.language
        text = language.ngettext("{count} initiative read…", "{count} initiatives read…", read)
        self.summary.setText(text)

    def _tell_failure(self, error: UserError) -> None:
        self.summary.setText(error.text(self._context.language))

    def _open_verdict(self) -> None:
        row = self.verdicts.current()
        if row is not None:
            self.opened.emit(row.record_id)

    def _open_proof(self) -> None:
        row = self.proofs.current()
        if row is not None:
            self.opened.emit(self._initiatives[row.record_id])

    def _follow(self, _changes: Changes) -> None:
        """Read again a moment later if anyone is looking."""
        self.stale = True
        if self.isVisible():
            self._settled.start()

    def _connect(self, session: Session) -> None:
        """All wiring in one list."""
        self._reading.done.connect(self._show)
        self._reading.progressed.connect(self._tell_progress)
        self._reading.failed.connect(self._tell_failure)
        self._settled.timeout.connect(self.catch_up)
        self._tabs.currentChanged.connect(self._fill_tab)
        session.changed.connect(self._follow)
        self.verdicts.edit_requested.connect(self._open_verdict)
        self.proofs.edit_requested.connect(self._open_proof)
        self._first.clicked.connect(self.portfolio_requested)
        self._tabs.entered.connect(self.setFocus)
        self._tabs.add_keys(self)

    def _lay_out(self) -> None:
        gettext = self._context.language.gettext
        self._tabs = PartTabs(gettext("Parts of the calendar"))
        self._tabs.addTab(self.verdicts, gettext("Verdicts"))
        self._tabs.addTab(self.proofs, gettext("Proofs"))
        empty = EmptyState(
            gettext("No proof to watch yet"),
            gettext(
                "Evidence lapses with time and with changes. Review an initiative, and this page says until "
                "when its verdict holds."
            ),
            (self._first,),
        )
        head = (PlainLabel(gettext("Evidence calendar"), "title"), self.summary)
        self._pages = lay_out_page(self, head, empty, self._tabs)
        self._pages.setCurrentWidget(self._tabs)
