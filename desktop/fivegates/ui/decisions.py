"""The Decisions page: what the board decided on every initiative, and what became of it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from fivegates.actions import queries
from fivegates.actions.track_record import stops_of
from fivegates.actions.two_days import decided_lines
from fivegates.domain.initiative.decisions import LoggedDecision, Outcome
from fivegates.domain.portfolio.overview import OverviewLine
from fivegates.domain.track_record.stops import StopCheck
from fivegates.domain.wording.decisions import log_sentence, now_text, outcome_word
from fivegates.ui.context import Context
from fivegates.ui.initiative.records.decisions import conditions_cell
from fivegates.ui.portfolio.model import verdict_state
from fivegates.ui.session import Session
from fivegates.ui.tables.model import Cell, Heading, RecordModel, RecordOrder, RecordRow
from fivegates.ui.tables.table import RecordTable
from fivegates.ui.widgets.buttons import IconButton
from fivegates.ui.widgets.labels import EmptyState, PlainLabel
from fivegates.ui.widgets.page import PageWithEmptyState


class DecisionsPage(PageWithEmptyState):
    """The table of decisions, newest first; Enter opens the initiative of one.

    Signals:
        opened(int): the user opened the initiative of this id.
        portfolio_requested(): the user wants the table of initiatives.
    """

    opened = Signal(int)
    portfolio_requested = Signal()

    def __init__(self, session: Session, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._context = context
        self._initiatives: dict[int, int] = {}
        gettext = context.language.gettext
        self._summary = PlainLabel("", "quiet", wrap=True)
        self._model = RecordModel(context, _headings(context), self)
        order = RecordOrder(self._model, self)
        self.table = RecordTable(context, order, gettext("Decisions"), self, view="decisions")
        self.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
        self._first = IconButton(context, "portfolio", gettext("Go to the portfolio"), "primary")
        self._lay_out()
        session.changed.connect(self.follow_change)
        self.table.edit_requested.connect(self._open_current)
        self._first.clicked.connect(self.portfolio_requested)

    def refresh(self) -> None:
        """Ask for all decisions again, and show them."""
        self.stale = False
        logged = self._session.ask(queries.decision_log) or ()
        judged = self._session.ask(decided_lines, self._context.today()) or ()
        lines = {line.initiative.id: line for line in judged}
        self._initiatives = {each.decision.id: each.initiative.id for each in logged}
        self._summary.setText(log_sentence(logged, self._context.language))
        stops = self._stops(logged)
        self._model.set_rows(
            [self._row(each, lines.get(each.initiative.id), stops[each.decision.id]) for each in logged]
        )
        self.table.choose(0, or_row=0)
        self.show_content(shown=bool(logged))

    def _stops(self, logged: Sequence[LoggedDecision]) -> dict[int, list[StopCheck]]:
        """The stop figures of each decision as the ledger has them, by its id."""
        found: dict[int, list[StopCheck]] = {each.decision.id: [] for each in logged}
        for initiative_id in dict.fromkeys(each.initiative.id for each in logged):
            for check in self._session.ask(stops_of, initiative_id, self._context.today()) or ():
                found[check.decision.id].append(check)
        return found

    def _stop_cell(self, checks: Sequence[StopCheck]) -> Cell:
        """A cell that warns of a stop figure that was reached, with the month."""
        language = self._context.language
        last = [check.reached[-1].month for check in checks if check.reached]
        if last:
            return Cell(language.gettext("reached in {month}", month=max(last)), 0, warns=True)
        if not checks:
            return Cell("–", None, quiet=True)
        return Cell(language.gettext("not reached"), 1)

    def _row(self, each: LoggedDecision, line: OverviewLine | None, stops: Sequence[StopCheck]) -> RecordRow:
        language, made = self._context.language, each.decision
        now = now_text(line, language)
        return RecordRow(
            made.id,
            "",
            (
                Cell(language.short_date(made.dated), made.dated.toordinal()),
                Cell(each.initiative.name, each.initiative.name),
                Cell(outcome_word(made.outcome, language), list(Outcome).index(made.outcome)),
                Cell(made.by, made.by),
                conditions_cell(made, self._context),
                self._stop_cell(stops),
                Cell(now, now, state=verdict_state(line) if line else None),
            ),
        )

    def _open_current(self) -> None:
        row = self.table.current()
        if row is not None:
            self.opened.emit(self._initiatives[row.record_id])

    def _lay_out(self) -> None:
        gettext = self._context.language.gettext
        empty = EmptyState(
            gettext("No decision recorded yet"),
            gettext(
                "Open an initiative and record under Decisions what the board decided. All decisions come "
                "together here, with what became of them."
            ),
            (self._first,),
        )
        head = (PlainLabel(gettext("Decisions"), "title"), self._summary)
        self.lay_out(head, empty, self.table, first=self._first, entry=lambda: self.table)


def _headings(context: Context) -> tuple[Heading, ...]:
    gettext = context.language.gettext
    return (
        Heading(gettext("Dated"), right=True),
        Heading(gettext("Initiative"), share=3),
        Heading(gettext("Decision")),
        Heading(context.language.pgettext("person", "By"), share=2),
        Heading(gettext("Conditions")),
        Heading(gettext("Stop figure")),
        Heading(gettext("Today"), share=2),
    )
