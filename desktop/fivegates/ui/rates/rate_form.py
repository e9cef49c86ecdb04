"""The form for a rate: one that is missing, a new one, or one that is there."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from PySide6.QtWidgets import QWidget

from fivegates.domain.economics.ledger_checks import check_rate
from fivegates.domain.economics.money import Rate
from fivegates.domain.economics.months import Month
from fivegates.domain.errors import Problem, UserError
from fivegates.ui.context import Context
from fivegates.ui.initiative.costs.fields import AmountField, currency_of
from fivegates.ui.widgets.form_dialog import FormDialog
from fivegates.ui.widgets.forms import TextField

NO_RATE: Final = Decimal(0)
"""What stands for a rate that is not known yet, or is no number; the check refuses it in words."""


class RateForm(FormDialog):
    """What one unit of a currency was worth in a month, and who says so; a new rate has no id yet."""

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
        """The domain's checks, a number that is none, and a month that is none."""
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
