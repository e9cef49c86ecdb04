"""The view of costs at scale: the scenarios as a table, what there is to say of them, and another model."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from fivegates.actions import overview, queries
from fivegates.domain.errors import UserError
from fivegates.domain.measured import Today
from fivegates.domain.projections import Market, Outlook, Projection, outlook_of, with_ranges
from fivegates.domain.wording.money import turning_sentence
from fivegates.domain.wording.projections import projection_notes
from fivegates.ui.background import Background
from fivegates.ui.context import Context
from fivegates.ui.initiative.records.tab import RecordTab
from fivegates.ui.initiative.scale.other_model import OtherModel
from fivegates.ui.initiative.scale.rows import ScenarioRows
from fivegates.ui.initiative.scale.verbs import ScenarioVerbs
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.portfolio_session import Session
from fivegates.ui.widgets.empty_state import EmptyState
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.widgets.scrolled import scrolled

_MARGIN: Final = 8


class ScaleTable(RecordTab):
    """The table; what cannot be edited offers no edit."""

    def _follow_choice(self) -> None:
        super()._follow_choice()
        current = self.table.current()
        if current is not None and current.record_id < 0:
            self._edit.setEnabled(False)
            self._remove.setEnabled(False)

    def fit_rows(self) -> None:
        """As tall as its rows, so that the view scrolls as one."""
        table = self.table
        rows = sum(table.rowHeight(row) for row in range(table.model().rowCount()))
        around = (
            table.horizontalHeader().sizeHint().height() + table.horizontalScrollBar().sizeHint().height()
        )
        table.setMinimumHeight(rows + around)


class ScaleView(QWidget):
    """Asks anew each time it comes to the front; ranges are drawn apart, and shown when they are there.

    `page` is where all of it scrolls.
    """

    def __init__(self, session: Session, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._context = context
        self._subject: Subject | None = None
        self._editable = False
        self._outlook: Outlook | None = None
        self._drawing = Background(self)
        self._rows = ScenarioRows(ScenarioVerbs(session, context, lambda: self._today, self))
        self.table = ScaleTable(context, self._rows, lambda: "")
        self.notes = PlainLabel("", "quiet", wrap=True)
        self.other = OtherModel(context)
        self._told = EmptyState(context.language.gettext("Nothing to project yet"), "")
        self._drawing.done.connect(self._show_rows)
        self._lay_out()

    @property
    def _today(self) -> Today | None:
        return self._outlook.today if self._outlook else None

    def show_subject(self, subject: Subject, *, editable: bool) -> None:
        """Project the ledger; without an actual month with cost and units, say what it takes."""
        self._subject, self._editable = subject, editable
        market = queries.market(self._session.opened)
        try:
            self._outlook, fault = self._projected(subject, market), ""
        except UserError as error:
            self._outlook, fault = None, error.text(self._context.language)
        if self._outlook is None or self._outlook.today is None:
            self._drawing.drop()
            self._show_empty(fault)
            return
        self._show_outlook(self._outlook, self._outlook.today, market)

    def enter(self, reason: Qt.FocusReason) -> None:
        """Take the keyboard."""
        if self._today is not None:
            self.table.enter(reason)
        else:
            self.setFocus(reason)

    @property
    def wanted_height(self) -> int:
        """How tall all of it is, at the width that it has."""
        width = self.page.viewport().width()
        return max(self._body.heightForWidth(width), self._body.minimumSizeHint().height())

    def close_view(self) -> None:
        """End what runs; the view is not used again."""
        self._drawing.close()

    def _projected(self, subject: Subject, market: Market) -> Outlook:
        """Where the ledger leads. Raises UserError for a missing rate."""
        record, currency = subject.record, overview.settings(self._session.opened).currency
        return outlook_of(record.ledger, record.scenarios, record.initiative.target_volume, currency, market)

    def _show_outlook(self, outlook: Outlook, today: Today, market: Market) -> None:
        """Show the figures at once, and the ranges when they are drawn."""
        self._parts.setCurrentIndex(1)
        self._show_rows(outlook.rows)
        if self._subject is not None:
            of = self._subject.record.initiative
            scenario = outlook.at(of.target_volume)
            if scenario is not None:
                self.other.show_today(today, scenario, market, of.unit)
        if any(row.own and row.own.bounds for row in outlook.rows):
            self._drawing.start(lambda _tick: with_ranges(today, outlook.rows, market))
        else:
            self._drawing.drop()

    def _show_rows(self, rows: Sequence[Projection]) -> None:
        """Fill the table, and say below it what it cannot."""
        if self._subject is None:
            return
        unit = self._subject.record.initiative.unit
        self._rows.show(rows, unit)
        self.table.show_subject(self._subject, editable=self._editable)
        self.table.fit_rows()
        said = (self._turning(), *projection_notes(rows, unit, self._context.language))
        notes = "\n".join(filter(None, said))
        self.notes.setText(notes)
        self.notes.setVisible(bool(notes))

    def _turning(self) -> str:
        """The one input that would turn the case at the target volume, or at today's."""
        if self._outlook is None or self._subject is None:
            return ""
        of = self._subject.record.initiative
        scenario = self._outlook.at(of.target_volume)
        return "" if scenario is None else turning_sentence(scenario, of.unit, self._context.language)

    def _show_empty(self, fault: str) -> None:
        """Say why nothing can be projected, and what it takes."""
        gettext = self._context.language.gettext
        self._told.set_text(
            fault
            or gettext(
                "Scenarios start from the latest month that has an actual run cost, or tokens that a price "
                "book can price, and units. Add both to the ledger."
            )
        )
        self._parts.setCurrentIndex(0)

    def _lay_out(self) -> None:
        self._body = QWidget()
        layout = QVBoxLayout(self._body)
        layout.setContentsMargins(0, 0, 0, _MARGIN)
        layout.setSpacing(_MARGIN)
        layout.addWidget(self.table)
        layout.addWidget(self.notes)
        layout.addWidget(self.other)
        layout.addStretch()
        self._parts = QStackedLayout(self)
        self._parts.addWidget(self._told)
        self.page = scrolled(self._body)
        self._parts.addWidget(self.page)
