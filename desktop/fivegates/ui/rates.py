"""The portfolio's rates of currencies: a dialog that lists them, and the form for one."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QWidget

from fivegates.actions import overview, queries
from fivegates.actions.file.opened import Changes
from fivegates.actions.importing.rates import add_rate, copied_rates, edit_rate, paste_rates, remove_rates
from fivegates.domain.economics.ledger_checks import check_rate
from fivegates.domain.economics.money import Rate
from fivegates.domain.economics.months import Month
from fivegates.domain.errors import Problem, UserError
from fivegates.ui.context import Context
from fivegates.ui.dialogs.records_dialog import RecordsDialog
from fivegates.ui.initiative.costs.forms import AmountField, currency_of
from fivegates.ui.session import Session
from fivegates.ui.tables.model import Cell, Heading, RecordModel, RecordOrder, RecordRow
from fivegates.ui.tables.table import RecordTable
from fivegates.ui.widgets.buttons import IconButton
from fivegates.ui.widgets.form_dialog import FormDialog
from fivegates.ui.widgets.forms import TextField
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.widgets.roles import window_title

NO_RATE: Final = Decimal(0)
"""The value for a rate that is unknown or not a number; the check reports it."""


class RateForm(FormDialog):
    """The form for a rate: month, currencies, value and source; a new rate has no id yet."""

    def __init__(self, context: Context, rate: Rate, parent: QWidget) -> None:
        gettext = context.language.gettext
        title = gettext("Edit the rate") if rate.id else gettext("Add a rate")
        super().__init__(context, title, gettext("Save") if rate.id else gettext("Add rate"), parent)
        self._rate = rate
        self._month = TextField(str(rate.month))
        self._base = TextField(rate.base)
        self._quote = TextField(rate.quote)
        self._value = AmountField(None if rate.value == NO_RATE else rate.value, context.language)
        self._source = TextField(rate.source)
        self._lay_out()
        (self._value if rate.base and rate.quote else self._month).setFocus()

    @property
    def value(self) -> Rate:
        """The rate as entered; what is not readable stays as it was."""
        value = self._value.value
        return replace(
            self._rate,
            month=self._entered_month() or self._rate.month,
            base=currency_of(self._base),
            quote=currency_of(self._quote),
            value=NO_RATE if value is None else value,
            source=self._source.text().strip(),
        )

    def find_problems(self) -> Iterable[Problem]:
        """The domain's checks, and a number and a month that cannot be read."""
        return (*self._unreadable(), *check_rate(self.value))

    def _unreadable(self) -> Iterator[Problem]:
        yield from self._value.problems("value")
        if self._entered_month() is None:
            yield Problem("month", UserError("Write the month as year-month, such as 2026-03."))

    def _entered_month(self) -> Month | None:
        """The month; None where nothing readable is written."""
        try:
            return Month.parse(self._month.text().strip())
        except ValueError:
            return None

    def _lay_out(self) -> None:
        gettext = self.context.language.gettext
        code = gettext("Three letters, such as EUR.")
        self.add_rows(
            self.row("month", gettext("Month"), self._month, gettext("Such as 2026-03.")),
            self.row("base", gettext("One of"), self._base, code),
            self.row("value", gettext("Is worth"), self._value),
            self.row("quote", gettext("Of"), self._quote, code),
        )
        where = gettext("Such as the central bank’s average of the month.")
        self.add_rows(self.row("source", gettext("Source"), self._source, where))


_SIZE: Final = QSize(720, 520)


class RatesDialog(RecordsDialog):
    """All rates; they are exchanged with a spreadsheet by copy and paste."""

    def __init__(self, session: Session, context: Context, parent: QWidget) -> None:
        super().__init__(session, context, _SIZE, parent)
        gettext = context.language.gettext
        headings = (
            Heading(gettext("Month"), right=True),
            Heading(gettext("Pair")),
            Heading(gettext("Rate"), right=True),
            Heading(gettext("Source"), share=1),
        )
        self._rates: dict[int, Rate] = {}
        self._model = RecordModel(context, headings, self)
        order = RecordOrder(self._model, self)
        self.table = RecordTable(context, order, gettext("Exchange rates"), self, view="rates")
        self.table.setSelectionMode(RecordTable.SelectionMode.ExtendedSelection)
        self.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
        self._note = PlainLabel("", "quiet", wrap=True)
        self.add = IconButton(context, "add", gettext("Add rate…"), "primary")
        self.edit = IconButton(context, "edit", gettext("Edit…"))
        self.remove = IconButton(context, "delete", gettext("Remove"))
        self.paste = IconButton(context, "brief", gettext("Paste rows"))
        self.copy = IconButton(context, "duplicate", gettext("Copy rows"))
        self._lay_out()
        self._connect()
        self._refresh()
        self._enter()

    def ask_rate(self, rate: Rate) -> None:
        """Open the form for a new or existing rate."""
        form = RateForm(self._context, rate, self)
        command = edit_rate if rate.id else add_rate
        form.save_with(lambda: self._session.run(command, form.value))

    def _enter(self) -> None:
        """Focus the first rate, or the first button while there is none."""
        self.table.choose(0, or_row=0)
        (self.table if self._rates else self.add).setFocus()

    def _refresh(self, _changes: Changes | None = None) -> None:
        """Show the rates as they are."""
        found = self._session.ask(queries.rates)
        rates = found.rates if found else ()
        self._rates = {rate.id: rate for rate in rates}
        current, place = self.table.current(), self.table.currentIndex().row()
        self._model.set_rows([RecordRow(rate.id, "", self._cells(rate)) for rate in rates])
        if current is not None:
            self.table.choose(current.record_id, or_row=place)
        gettext = self._context.language.gettext
        self._note.setText(
            gettext("A rate holds for its month alone, in both directions.")
            if rates
            else gettext(
                "No rates yet. They are needed for costs in other currencies: add one for each month, or "
                "copy rows in a spreadsheet and paste them here: month, from, to, rate, source."
            )
        )
        self._follow()

    def _cells(self, rate: Rate) -> tuple[Cell, ...]:
        language = self._context.language
        pair = language.gettext("{base} to {quote}", base=rate.base, quote=rate.quote)
        return (
            Cell(language.month(rate.month), rate.month.first_day.toordinal()),
            Cell(pair, pair),
            Cell(f"{rate.value:f}", rate.value),
            Cell(rate.source or "–", rate.source or None, quiet=not rate.source),
        )

    def _chosen(self) -> list[Rate]:
        return [self._rates[row.record_id] for row in self.table.chosen_rows()]

    def _follow(self) -> None:
        """Offer what can be done to the chosen rates."""
        editable, chosen = not self._session.opened.read_only, bool(self.table.chosen_rows())
        self.add.setEnabled(editable)
        self.paste.setEnabled(editable)
        self.edit.setEnabled(editable and chosen)
        self.remove.setEnabled(editable and chosen)
        self.copy.setEnabled(bool(self._rates))

    def _add(self) -> None:
        """Ask for a rate of this month, into the currency of report."""
        settings = self._session.ask(overview.settings)
        if settings is not None:
            self.ask_rate(Rate(Month.of(self._context.today()), "", settings.currency, NO_RATE))

    def _edit(self) -> None:
        for rate in self._chosen()[:1]:
            self.ask_rate(rate)

    def _remove(self) -> None:
        if self._chosen():
            self._session.run(remove_rates, [rate.id for rate in self._chosen()])

    def _copy(self) -> None:
        """Copy the chosen rates; all of them where none is chosen."""
        QGuiApplication.clipboard().setText(copied_rates(self._chosen() or self._rates.values()))

    def _paste(self) -> None:
        self._session.run(paste_rates, QGuiApplication.clipboard().text())

    def _connect(self) -> None:
        """Connect all signals, in one list."""
        self._session.changed.connect(self._refresh)
        self.table.chosen.connect(self._follow)
        self.add.clicked.connect(self._add)
        self.edit.clicked.connect(self._edit)
        self.remove.clicked.connect(self._remove)
        self.paste.clicked.connect(self._paste)
        self.copy.clicked.connect(self._copy)
        self.table.connect_buttons(add=self.add, edit=self.edit, remove=self.remove)
        keys = QKeySequence.StandardKey
        self.add_keys({keys.Copy: self.copy.click, keys.Paste: self.paste.click})

    def _lay_out(self) -> None:
        title = self._context.language.gettext("Exchange rates")
        self.setWindowTitle(window_title(title))
        tools = (self.add, self.edit, self.remove, self.paste, self.copy)
        self.lay_out((PlainLabel(title, "heading"), self._note), tools, self.table)
