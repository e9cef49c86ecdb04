"""The view of costs at scale: a table of scenarios, its findings, and the cost with another model."""

from collections.abc import Sequence
from dataclasses import astuple, replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from fivegates.actions import overview, queries
from fivegates.actions.track_record import track_records
from fivegates.domain.economics.assumptions import Assumptions
from fivegates.domain.economics.projections import (
    Market,
    Outlook,
    Projection,
    other_model_by_size,
    outlook_of,
    with_other_model,
    with_ranges,
)
from fivegates.domain.economics.scenarios import Scenario, Today
from fivegates.domain.errors import UserError
from fivegates.domain.language import Language
from fivegates.domain.track_record.kinds import MONEY_KINDS
from fivegates.domain.track_record.record import combined
from fivegates.domain.wording.money import turning_sentence
from fivegates.domain.wording.projections import (
    by_size_sentence,
    other_model_sentence,
    projection_cells,
    projection_headings,
    projection_notes,
)
from fivegates.domain.wording.track_record import biases_note
from fivegates.ui.background import Background
from fivegates.ui.context import Context
from fivegates.ui.initiative.records.tab import ExtraCommand, RecordTab, Words
from fivegates.ui.initiative.scale.commands import ScenarioCommands
from fivegates.ui.initiative.scale.model_box import ModelBox
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.session import Session
from fivegates.ui.slices import SlicedReading
from fivegates.ui.tables.model import Cell, Heading, RecordRow
from fivegates.ui.widgets.buttons import ShrinkingButton
from fivegates.ui.widgets.labels import EmptyState, PlainLabel
from fivegates.ui.widgets.page import scrolled
from fivegates.ui.widgets.roles import set_role

if TYPE_CHECKING:
    from fivegates.domain.initiative.initiative import Initiative
    from fivegates.domain.track_record.record import TrackRecord


class ScenarioRows:
    """All scenarios of an initiative; the usual ones have ids below zero and cannot be edited."""

    view = "scenarios"
    by_criterion = False

    def __init__(self, commands: ScenarioCommands) -> None:
        self._commands = commands
        self._language = commands.context.language
        self._projections: tuple[Projection, ...] = ()
        gettext = self._language.gettext
        self.words = Words(
            gettext("Scenarios"),
            gettext("Add scenario…"),
            gettext("No scenarios yet"),
            gettext(
                "Set a target volume of the initiative to see POC, pilot, production and ten times the "
                "target, or add a scenario of your own."
            ),
        )
        self.headings = _headings("", self._language)
        duplicate = gettext("Duplicate")
        self.extras = (
            ExtraCommand(
                words=lambda _subject, _id: duplicate,
                icon="duplicate",
                possible=lambda _subject, record_id: record_id > 0,
                run=self._duplicate,
                edits=True,
            ),
        )

    def show(self, projections: Sequence[Projection], unit: str) -> None:
        """Show these scenarios, in the initiative's unit."""
        self._projections = tuple(projections)
        self.headings = _headings(unit, self._language)

    def rows(self, _subject: Subject) -> list[RecordRow]:
        """A row a scenario, in their order."""
        return [self._row(index, row) for index, row in enumerate(self._projections)]

    def add(self, subject: Subject, _criterion: str) -> None:
        """Ask for a new scenario."""
        self._commands.ask_new(subject)

    def edit(self, subject: Subject, record_id: int) -> None:
        """Edit a scenario in a form."""
        own = _find(subject, record_id)
        if own is not None:
            self._commands.ask(subject, own)

    def remove(self, subject: Subject, record_id: int) -> None:
        """Remove a scenario."""
        if _find(subject, record_id) is not None:
            self._commands.remove(record_id)

    def _duplicate(self, subject: Subject, record_id: int) -> None:
        own = _find(subject, record_id)
        if own is not None:
            name = self._language.gettext("{name}, copy", name=own.name)
            self._commands.add(subject, replace(own, name=name))

    def _row(self, index: int, row: Projection) -> RecordRow:
        """Figures sort in the order of the rows: a table of scenarios is read from the top."""
        texts = astuple(projection_cells(row, self._language))
        cells = (Cell(text, index, quiet=row.scenario is None) for text in texts)
        return RecordRow(row.own.id if row.own else -1 - index, "", tuple(cells))


def _headings(unit: str, language: Language) -> tuple[Heading, ...]:
    """The name takes the room that is left."""
    first, *others = astuple(projection_headings(unit, language))
    return (Heading(first, share=1), *(Heading(text, right=True) for text in others))


def _find(subject: Subject, record_id: int) -> Assumptions | None:
    """Return the initiative's own scenario of this id; None for a default one."""
    return next((own for own in subject.record.scenarios if own.id == record_id), None)


class OtherModel(QFrame):
    """A choice of model and the cost of a month with it; without prices, a link to the price books.

    Signals:
        prices_requested(): the user wants to see the price books.
    """

    prices_requested = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._today: Today | None = None
        self._scenario: Scenario | None = None
        self._market = Market()
        self._unit = ""
        gettext = context.language.gettext
        set_role(self, "panel")
        self._question = PlainLabel(gettext("What if we changed model?"), "section", wrap=True)
        self.box = ModelBox(context.language, self._market, "", "")
        self.box.setAccessibleName(gettext("Another model"))
        self._question.setBuddy(self.box)
        self.answer = PlainLabel("", "quiet", wrap=True)
        self._prices = ShrinkingButton(context, "edit", gettext("Prices of models…"))
        self._prices.clicked.connect(self.prices_requested)
        self.box.editTextChanged.connect(self._show_cost)
        self._lay_out()

    def show_today(self, today: Today, scenario: Scenario, market: Market, unit: str) -> None:
        """Compare with today at a volume; the model chosen stays chosen."""
        if market.books != self._market.books:
            self.box.offer(market)
        self._today, self._scenario, self._market, self._unit = today, scenario, market, unit
        self.box.setVisible(bool(market.books))
        self._show_cost()

    def _show_cost(self) -> None:
        """Show the cost with the model entered; a name that no book lists is reported."""
        self.answer.setText(self._words())

    def _words(self) -> str:
        language, model = self._context.language, self.box.model_name
        if self._today is None or self._scenario is None:
            return ""
        if not self._market.books:
            return language.gettext("Import or write down what models cost, and compare them here.")
        if not model:
            return language.gettext("Choose a model of the price books, by any part of its name.")
        try:
            other = with_other_model(self._today, model, self._scenario.volume, self._market)
        except UserError as error:
            return error.text(language)
        text = other_model_sentence(self._scenario, other, model, self._unit, language)
        bounds = other_model_by_size(self._today, model, other, self._market)
        return f"{text} {by_size_sentence(bounds, other.currency, language)}" if bounds else text

    def _lay_out(self) -> None:
        asked = QHBoxLayout()
        asked.setSpacing(16)
        asked.addWidget(self.box, 1)
        asked.addStretch(1)
        asked.addWidget(self._prices)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(6)
        layout.addWidget(self._question)
        layout.addLayout(asked)
        layout.addWidget(self.answer)


_MARGIN: Final = 8


class ScaleTable(RecordTab):
    """The table of scenarios; built-in ones offer no editing."""

    def _follow_choice(self) -> None:
        super()._follow_choice()
        current = self.table.current()
        if current is not None and current.record_id < 0:
            self._edit.setEnabled(False)
            self._remove.setEnabled(False)

    def fit_rows(self) -> None:
        """Set the height to that of all rows, so that the view scrolls as a whole."""
        table = self.table
        rows = sum(table.rowHeight(row) for row in range(table.model().rowCount()))
        around = (
            table.horizontalHeader().sizeHint().height() + table.horizontalScrollBar().sizeHint().height()
        )
        table.setMinimumHeight(rows + around)


class ScaleView(QWidget):
    """Asks again each time it comes to the front; ranges are drawn apart, and shown when they are there.

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
        self._rows = ScenarioRows(ScenarioCommands(session, context, lambda: self._today, self))
        self.table = ScaleTable(context, self._rows, lambda: "")
        self.notes = PlainLabel("", "quiet", wrap=True)
        self.record = PlainLabel("", "quiet", wrap=True)
        self._reading = SlicedReading(
            lambda: track_records(session.opened, context.today(), MONEY_KINDS), self
        )
        self._reading.done.connect(self._show_record)
        self.other = OtherModel(context)
        self._nothing_yet = EmptyState(context.language.gettext("Nothing to project yet"), "")
        self._drawing.done.connect(self._show_rows)
        self._lay_out()

    @property
    def _today(self) -> Today | None:
        return self._outlook.today if self._outlook else None

    def show_subject(self, subject: Subject, *, editable: bool) -> None:
        """Project the ledger; without an actual month with cost and units, show what is missing."""
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
        self._reading.start()

    def enter(self, reason: Qt.FocusReason) -> None:
        """Take the keyboard."""
        if self._today is not None:
            self.table.enter(reason)
        else:
            self.setFocus(reason)

    @property
    def wanted_height(self) -> int:
        """Height of the content at its present width, in pixels."""
        width = self.page.viewport().width()
        return max(self._body.heightForWidth(width), self._body.minimumSizeHint().height())

    def close_view(self) -> None:
        """Stop background work; the view is not used again."""
        self._reading.stop()
        self._drawing.close()

    def _show_record(self, found: "list[tuple[Initiative, TrackRecord]]") -> None:
        """Show the accuracy of the portfolio's earlier forecasts, beside the new ones."""
        record = combined((each for _, each in found), self._context.today())
        text = biases_note(record.money_biases(), self._context.language)
        self.record.setText(text)
        self.record.setVisible(bool(text))

    def _projected(self, subject: Subject, market: Market) -> Outlook:
        """The projections of the ledger. Raises UserError for a missing rate."""
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
        """Fill the table, and explain below it what is missing."""
        if self._subject is None:
            return
        unit = self._subject.record.initiative.unit
        self._rows.show(rows, unit)
        self.table.show_subject(self._subject, editable=self._editable)
        self.table.fit_rows()
        texts = (self._turning(), *projection_notes(rows, unit, self._context.language))
        notes = "\n".join(filter(None, texts))
        self.notes.setText(notes)
        self.notes.setVisible(bool(notes))

    def _turning(self) -> str:
        """The input that would turn the result at the target volume, or at today's."""
        if self._outlook is None or self._subject is None:
            return ""
        of = self._subject.record.initiative
        scenario = self._outlook.at(of.target_volume)
        return "" if scenario is None else turning_sentence(scenario, of.unit, self._context.language)

    def _show_empty(self, fault: str) -> None:
        """Show why nothing can be projected, and what is missing."""
        gettext = self._context.language.gettext
        self._nothing_yet.set_text(
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
        layout.addWidget(self.record)
        layout.addWidget(self.other)
        layout.addStretch()
        self._parts = QStackedLayout(self)
        self._parts.addWidget(self._nothing_yet)
        self.page = scrolled(self._body)
        self._parts.addWidget(self.page)
