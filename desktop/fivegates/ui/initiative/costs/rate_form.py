"""The form for a rate that is missing."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from PySide6.QtWidgets import QLineEdit, QWidget

from fivegates.domain.errors import Problem
from fivegates.domain.ledger_checks import check_rate
from fivegates.domain.money import Rate, RateGap
from fivegates.ui.context import Context
from fivegates.ui.initiative.costs.fields import AmountField
from fivegates.ui.widgets.form_dialog import FormDialog

# What stands for a rate that is no number; the check refuses it in words.
_NO_RATE: Final = Decimal(0)


class RateForm(FormDialog):
    """What one unit of a currency was worth in a month, and who says so."""

    def __init__(self, context: Context, gap: RateGap, parent: QWidget) -> None:
        language = context.language
        title = language.gettext(
            "Rate from {base} to {quote} for {month}",
            base=gap.base,
            quote=gap.quote,
            month=language.month(gap.month),
        )
        super().__init__(context, title, language.gettext("Add rate"), parent)
        self._gap = gap
        self._value = AmountField(None)
        self._source = QLineEdit()
        self._lay_out()
        self._value.setFocus()

    @property
    def value(self) -> Rate:
        """The rate as entered."""
        gap, value = self._gap, self._value.value
        source = self._source.text().strip()
        return Rate(gap.month, gap.base, gap.quote, _NO_RATE if value is None else value, source)

    def find_problems(self) -> Iterable[Problem]:
        """The domain's checks, and a number that is none."""
        return (*self._value.problems("value"), *check_rate(self.value))

    def _lay_out(self) -> None:
        gettext = self.context.language.gettext
        worth = gettext("So many {quote} for one {base}.", quote=self._gap.quote, base=self._gap.base)
        self.add_rows(self.row("value", gettext("Rate"), self._value, worth))
        where = gettext("Such as the central bank’s average of the month.")
        self.add_rows(self.row("source", gettext("Source"), self._source, where))
