"""The Evidence calendar page: the day until which each verdict holds, and on which each proof lapses."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from fivegates.actions.evidence_calendar import all_proofs
from fivegates.actions.file.opened import Changes
from fivegates.domain.errors import UserError
from fivegates.domain.evidence_calendar import (
    DueAnswer,
    Lapse,
    ProofsOf,
    WaiverEnd,
    by_day,
    exceptions_by_day,
)
from fivegates.domain.language import Language
from fivegates.domain.portfolio.overview import BEST_FIRST
from fivegates.domain.verdict.states import VerdictState
from fivegates.domain.wording.evidence import counted_criteria_text
from fivegates.domain.wording.evidence_calendar import (
    due_answer_text,
    portfolio_calendar_sentence,
    waiver_end_text,
)
from fivegates.domain.wording.two_days import as_of_sentence
from fivegates.domain.wording.words import capitalised, listed_names, verdict_word
from fivegates.ui.context import Context
from fivegates.ui.session import Session
from fivegates.ui.slices import SlicedReading
from fivegates.ui.tables.model import Cell, Heading, RecordModel, RecordOrder, RecordRow
from fivegates.ui.tables.table import RecordTable
from fivegates.ui.tables.views import choose_row
from fivegates.ui.widgets.buttons import IconButton
from fivegates.ui.widgets.labels import EmptyState, PlainLabel
from fivegates.ui.widgets.page import PageWithEmptyState, PartTabs

_NONE = "–"


def verdict_headings(language: Language) -> tuple[Heading, ...]:
    """The columns of verdicts."""
    return (
        Heading(language.gettext("Holds until"), right=True),
        Heading(language.gettext("Initiative"), share=3),
        Heading(language.gettext("Verdict")),
        Heading(language.gettext("Then")),
        Heading(language.gettext("Next proof to lapse"), right=True),
        Heading(language.gettext("Lapsed"), right=True),
    )


def verdict_rows(found: Sequence[ProofsOf], seen_from: date, language: Language) -> list[RecordRow]:
    """A row an initiative; those whose verdict falls first come first, the others last.

    A verdict of a later day than `seen_from` shows its day.
    """
    names = listed_names(each.initiative for each in found)
    return [_verdict_row(each, names[each.initiative], seen_from, language) for each in found]


def _verdict_row(each: ProofsOf, name: str, seen_from: date, language: Language) -> RecordRow:
    """Return the row of a verdict: its last day, the next verdict, and the number of expired proofs."""
    calendar, fall = each.calendar, each.calendar.fall
    following = calendar.ahead[0].last_day if calendar.ahead else None
    behind = len(calendar.behind)
    own_day = calendar.on if calendar.on != seen_from else None
    return RecordRow(
        each.initiative.id,
        "",
        (
            _day(fall.last_day if fall else None, language),
            Cell(name, name),
            _verdict(calendar.verdict, language, own_day),
            _verdict(fall.verdict if fall else None, language),
            _day(following, language),
            Cell(language.number(behind), behind, warns=behind > 0, quiet=not behind),
        ),
    )


def _verdict(verdict: VerdictState | None, language: Language, day: date | None = None) -> Cell:
    """A verdict under its mark, with its day if that is given; none comes last."""
    if verdict is None:
        return Cell(_NONE, None, quiet=True)
    word = verdict_word(verdict, language)
    if day is not None:
        word = language.gettext("{verdict} on {day}", verdict=word, day=language.short_date(day))
    return Cell(word, BEST_FIRST.index(verdict), state=verdict)


def _day(day: date | None, language: Language) -> Cell:
    """A day; none comes last."""
    if day is None:
        return Cell(_NONE, None, quiet=True)
    return Cell(language.short_date(day), day.toordinal())


def proof_headings(language: Language) -> tuple[Heading, ...]:
    """The columns of proofs."""
    return (
        Heading(language.gettext("Good until"), right=True),
        Heading(language.gettext("Initiative"), share=2),
        Heading(language.gettext("Criterion"), share=3),
        Heading(language.gettext("Evidence"), share=3),
        Heading(language.gettext("State")),
    )


def proof_rows(found: Sequence[ProofsOf], language: Language) -> list[RecordRow]:
    """A row a proof, the first to lapse on top; its id is its place."""
    pairs = by_day(found)
    names = listed_names(each.initiative for each in found)
    # Proofs are many and days few: a day takes longer to write than all the rest of its row.
    days = {day: _day(day, language) for day in {lapse.last_day for _, lapse in pairs}}
    return [
        _proof_row(place, names[each.initiative], (each, lapse), days[lapse.last_day], language)
        for place, (each, lapse) in enumerate(pairs, 1)
    ]


def _proof_row(
    place: int, name: str, proof: tuple[ProofsOf, Lapse], day: Cell, language: Language
) -> RecordRow:
    """Return the row of a proof; an expired one is highlighted."""
    each, lapse = proof
    title = counted_criteria_text(lapse.criteria, each.rubric, language)
    ended = lapse.last_day < each.calendar.on
    return RecordRow(
        place,
        lapse.criterion,
        (
            day,
            Cell(name, name),
            Cell(title, title),
            Cell(lapse.evidence.title, lapse.evidence.title, quiet=True),
            Cell(_state(lapse, language, ended=ended), (not ended) * 2 + lapse.voided, warns=ended),
        ),
    )


def _state(lapse: Lapse, language: Language, *, ended: bool) -> str:
    """Return whether a proof is current, and what ends it."""
    if ended:
        return language.gettext("Voided") if lapse.voided else language.gettext("Lapsed")
    return language.gettext("Ends by a change") if lapse.voided else language.gettext("Current")


def exception_headings(language: Language) -> tuple[Heading, ...]:
    """The columns of waivers, and of what does not apply."""
    return (
        Heading(language.gettext("Until"), right=True),
        Heading(language.gettext("Initiative"), share=2),
        Heading(language.gettext("Criterion"), share=3),
        Heading(language.gettext("State"), share=3),
    )


def exception_rows(found: Sequence[ProofsOf], language: Language) -> tuple[list[RecordRow], dict[int, int]]:
    """A row a waiver, and a row for what somebody is to look at again; and the initiative of each row."""
    names = listed_names(each.initiative for each in found)
    rows: list[RecordRow] = []
    initiatives: dict[int, int] = {}
    for each, exception in exceptions_by_day(found):
        day, text = _exception(exception, each.calendar.on, language)
        title = language.shipped(each.rubric.criterion(exception.criterion).title)
        late = day < each.calendar.on
        name = names[each.initiative]
        cells = (_day(day, language), Cell(name, name), Cell(title, title), Cell(text, text, warns=late))
        rows.append(RecordRow(len(rows) + 1, exception.criterion, cells))
        initiatives[len(rows)] = each.initiative.id
    return rows, initiatives


def _exception(exception: WaiverEnd | DueAnswer, on: date, language: Language) -> tuple[date, str]:
    """The day of a waiver or of an answer, and what it means."""
    if isinstance(exception, WaiverEnd):
        return exception.last_day, capitalised(waiver_end_text(exception, on, language))
    return exception.review_by, capitalised(due_answer_text(exception, on, language))


_SETTLE_MS = 250


class CalendarPage(PageWithEmptyState):
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
        self._excepted: dict[int, int] = {}
        self._reading = SlicedReading(lambda: all_proofs(session.opened, context.today()), self)
        self._settled = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        gettext, language = context.language.gettext, context.language
        self.summary = PlainLabel("", "quiet", wrap=True)
        self.verdicts, self._verdict_model = self._made_table(
            "verdicts", gettext("Verdicts"), verdict_headings(language)
        )
        self.proofs, self._proof_model = self._made_table(
            "proofs", gettext("Proofs"), proof_headings(language)
        )
        self.exceptions, self._exception_model = self._made_table(
            "exceptions", gettext("Exceptions"), exception_headings(language)
        )
        self._first = IconButton(context, "portfolio", gettext("Go to the portfolio"), "primary")
        self._lay_out()
        self._connect(session)

    def refresh(self) -> None:
        """Read all proofs again."""
        self.stale = False
        self._reading.start()

    def close_page(self) -> None:
        """Stop background work; the page is not used again."""
        self._settled.stop()
        self._reading.stop()

    def _made_table(
        self, view: str, name: str, headings: Sequence[Heading]
    ) -> tuple[RecordTable, RecordModel]:
        model = RecordModel(self._context, headings, self)
        order = RecordOrder(model, self)
        return RecordTable(self._context, order, name, self, view=f"calendar-{view}"), model

    def _show(self, found: Sequence[ProofsOf]) -> None:
        """Show what was read."""
        self._found = tuple(found)
        focus = QApplication.focusWidget()
        within = focus is not None and self.isAncestorOf(focus)
        self.show_content(shown=bool(found))
        self.summary.setText(self._summary_text() if found else "")
        self._unfilled = {self.verdicts, self.proofs, self.exceptions}
        self._fill_tab()
        if within:
            self.setFocus()

    def _summary_text(self) -> str:
        """The day of the page, and how many verdicts fall from then on."""
        language = self._context.language
        seen_from = as_of_sentence(self._context.today(), language)
        return f"{seen_from} {portfolio_calendar_sentence(self._found, language)}"

    def _fill_tab(self) -> None:
        """Fill the table in front; the other one follows when it comes."""
        language = self._context.language
        if self.verdicts in self._unfilled and self._tabs.currentWidget() is self.verdicts:
            self._verdict_model.set_rows(verdict_rows(self._found, self._context.today(), language))
            self._choose_first(self.verdicts)
        elif self.proofs in self._unfilled and self._tabs.currentWidget() is self.proofs:
            self._proof_model.set_rows(proof_rows(self._found, language))
            pairs = enumerate(by_day(self._found), 1)
            self._initiatives = {place: each.initiative.id for place, (each, _lapse) in pairs}
            self._choose_first(self.proofs)
        elif self.exceptions in self._unfilled and self._tabs.currentWidget() is self.exceptions:
            rows, self._excepted = exception_rows(self._found, language)
            self._exception_model.set_rows(rows)
            self._choose_first(self.exceptions)

    def _choose_first(self, table: RecordTable) -> None:
        """A filled table has a row chosen."""
        self._unfilled.discard(table)
        if table.current() is None:
            choose_row(table, table.model().index(0, 0))

    def _report_progress(self, read: int) -> None:
        language = self._context.language
        text = language.ngettext("{count} initiative read…", "{count} initiatives read…", read)
        self.summary.setText(text)

    def _report_failure(self, error: UserError) -> None:
        self.summary.setText(error.text(self._context.language))

    def _open_verdict(self) -> None:
        row = self.verdicts.current()
        if row is not None:
            self.opened.emit(row.record_id)

    def _open_proof(self) -> None:
        row = self.proofs.current()
        if row is not None:
            self.opened.emit(self._initiatives[row.record_id])

    def _open_exception(self) -> None:
        row = self.exceptions.current()
        if row is not None:
            self.opened.emit(self._excepted[row.record_id])

    def _follow(self, _changes: Changes) -> None:
        """Read again a moment later if the page is visible."""
        self.stale = True
        if self.isVisible():
            self._settled.start()

    def _connect(self, session: Session) -> None:
        """Connect all signals, in one list."""
        self._reading.done.connect(self._show)
        self._reading.progressed.connect(self._report_progress)
        self._reading.failed.connect(self._report_failure)
        self._settled.timeout.connect(self.catch_up)
        self._tabs.currentChanged.connect(self._fill_tab)
        session.changed.connect(self._follow)
        self.verdicts.edit_requested.connect(self._open_verdict)
        self.proofs.edit_requested.connect(self._open_proof)
        self.exceptions.edit_requested.connect(self._open_exception)
        self._first.clicked.connect(self.portfolio_requested)
        self._tabs.entered.connect(self.setFocus)
        self._tabs.add_keys(self)

    def _lay_out(self) -> None:
        gettext = self._context.language.gettext
        self._tabs = PartTabs(gettext("Parts of the calendar"))
        self._tabs.addTab(self.verdicts, gettext("Verdicts"))
        self._tabs.addTab(self.proofs, gettext("Proofs"))
        self._tabs.addTab(self.exceptions, gettext("Exceptions"))
        empty = EmptyState(
            gettext("No proof to watch yet"),
            gettext(
                "Evidence lapses with time and with changes. Review an initiative, and this page says until "
                "when its verdict holds."
            ),
            (self._first,),
        )
        head = (PlainLabel(gettext("Evidence calendar"), "title"), self.summary)
        self.lay_out(head, empty, self._tabs, first=self._first, entry=self._tabs.currentWidget)
        self.show_content(shown=True)
