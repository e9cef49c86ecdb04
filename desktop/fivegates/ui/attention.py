"""The Attention page: a list of what needs attention today, each line a link to its place."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from fivegates.actions.attention import read_day
from fivegates.domain.errors import UserError
from fivegates.domain.portfolio.attention import (
    AgedVerdict,
    Attention,
    VerdictSince,
    by_urgency,
    is_late,
)
from fivegates.domain.portfolio.last_seen import since_last
from fivegates.domain.portfolio.overview import OverviewLine
from fivegates.domain.verdict.states import VerdictState
from fivegates.domain.wording.attention import (
    attention_due,
    attention_kind,
    attention_sentence,
    attention_text,
    since_sentence,
)
from fivegates.ui.context import Context
from fivegates.ui.session import Session
from fivegates.ui.slices import SlicedReading
from fivegates.ui.tables.model import Cell, Heading, RecordModel, RecordOrder, RecordRow
from fivegates.ui.tables.table import RecordTable
from fivegates.ui.widgets.buttons import IconButton
from fivegates.ui.widgets.labels import EmptyState, PlainLabel
from fivegates.ui.widgets.page import PageWithEmptyState

_SETTLE_MS = 250


class AttentionPage(PageWithEmptyState):
    """The list, the most urgent first; Enter goes to the place of an item.

    Signals:
        opened(Attention): the user wants to deal with this.
        portfolio_requested(): the user wants the table of initiatives.
    """

    opened = Signal(object)
    portfolio_requested = Signal()

    def __init__(self, session: Session, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._context = context
        self._found: tuple[Attention, ...] = ()
        gettext = context.language.gettext
        self.summary = PlainLabel("", "quiet", wrap=True)
        self.since = PlainLabel("", "quiet", wrap=True)
        self.since.hide()
        self._model = RecordModel(context, _headings(context), self)
        self.table = RecordTable(
            context, RecordOrder(self._model, self), gettext("What needs attention"), self, view="attention"
        )
        self._first = IconButton(context, "portfolio", gettext("Go to the portfolio"), "primary")
        self._reading = SlicedReading(lambda: read_day(session.opened, context.today()), self)
        self._settled = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._lay_out()
        session.changed.connect(self.follow_change)
        self.table.edit_requested.connect(self._open_current)
        self._first.clicked.connect(self.portfolio_requested)
        self._reading.done.connect(self._show)
        self._reading.failed.connect(self._show_error)
        self._settled.timeout.connect(self._reading.start)

    def refresh(self) -> None:
        """Read and judge every initiative again, in slices."""
        self.stale = False
        if not self._found:
            self.summary.setText(self._context.language.gettext("Reading the portfolio…"))
            self.show_content(shown=True)
        self._settled.start()

    def close_page(self) -> None:
        """Stop background work; the page is not used again."""
        self._settled.stop()
        self._reading.stop()

    def _show(self, read: Sequence[tuple[OverviewLine, tuple[Attention, ...]]]) -> None:
        within = self.table.hasFocus() or self._first.hasFocus()
        language, today = self._context.language, self._context.today()
        found = [item for _line, items in read for item in items]
        changes = self._show_since([line for line, _items in read], found)
        self._found = by_urgency([*changes, *found])
        self.summary.setText(attention_sentence(found, today, language))
        self._model.set_rows([self._row(place, each) for place, each in enumerate(self._found)])
        self.table.choose(0, or_row=0)
        self.show_content(shown=bool(self._found))
        if within:
            self.setFocus()

    def _show_since(
        self, lines: Sequence[OverviewLine], found: Sequence[Attention]
    ) -> tuple[VerdictSince, ...]:
        """Show what changed since the portfolio was last open, and return the item of each line."""
        seen = self._session.seen
        self.since.setVisible(seen is not None)
        if seen is None:
            return ()
        since = since_last(seen, lines, found)
        self.since.setText(since_sentence(since, self._context.language))
        return since.changes

    def _show_error(self, error: UserError) -> None:
        self.summary.setText(error.text(self._context.language))

    def _row(self, place: int, item: Attention) -> RecordRow:
        language, today = self._context.language, self._context.today()
        late = is_late(item, today)
        text, kind = attention_text(item, today, language), attention_kind(item, language)
        state = _verdict_of(item)
        name = item.initiative.name
        cells = (
            Cell(attention_due(item, today, language), place, warns=late, quiet=item.due is None),
            Cell(kind, kind),
            Cell(text, text, state=state),
            Cell(name, name),
        )
        return RecordRow(place, "", cells)

    def _open_current(self) -> None:
        row = self.table.current()
        if row is not None:
            self.opened.emit(self._found[row.record_id])

    def _lay_out(self) -> None:
        gettext = self._context.language.gettext
        empty = EmptyState(
            gettext("Nothing needs attention"),
            gettext(
                "Verdicts that changed since their review or since last time, stop figures that are "
                "reached, actions and conditions that are due, proofs that lapse, decisions that are "
                "awaited and reviews that are due are listed here."
            ),
            (self._first,),
        )
        head = (PlainLabel(gettext("Needs attention"), "title"), self.summary, self.since)
        self.lay_out(head, empty, self.table, first=self._first, entry=lambda: self.table)


def _verdict_of(item: Attention) -> VerdictState | None:
    """The verdict that a line is about; None where it is about none."""
    if isinstance(item, VerdictSince):
        return None if item.added else item.verdict
    return item.on_day.verdict if isinstance(item, AgedVerdict) else None


def _headings(context: Context) -> tuple[Heading, ...]:
    gettext = context.language.gettext
    return (
        Heading(gettext("Due"), right=True),
        Heading(gettext("What")),
        Heading(gettext("Needs attention"), share=5),
        Heading(gettext("Initiative"), share=3),
    )
