"""The form for adding or editing a benefit line."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from fivegates.domain.economics.ledger import BenefitLine
from fivegates.domain.economics.ledger_checks import check_benefit
from fivegates.domain.errors import Problem
from fivegates.ui.context import Context
from fivegates.ui.initiative.costs.fields import AmountField, basis_box, currency_of
from fivegates.ui.widgets.dates import DateField
from fivegates.ui.widgets.form_dialog import FormDialog
from fivegates.ui.widgets.forms import TextField
from fivegates.ui.widgets.prose import ProseBox


class BenefitForm(FormDialog):
    """All fields of a benefit line; a new one has no id yet, and no amount."""

    def __init__(self, context: Context, line: BenefitLine, parent: QWidget) -> None:
        gettext = context.language.gettext
        title = gettext("Edit the benefit") if line.id else gettext("Add a benefit")
        super().__init__(context, title, gettext("Save") if line.id else gettext("Add benefit"), parent)
        self._original = line
        self._amount = AmountField(line.amount if line.id else None, context.language)
        self._currency = TextField(line.currency)
        self._dated = DateField(context, line.dated if line.id else None)
        self._basis = basis_box(line.basis, context.language)
        self._what = TextField(line.what)
        self._source = TextField(line.source)
        self._note = ProseBox(line.note, 2)
        self._lay_out()
        self._amount.setFocus()

    @property
    def value(self) -> BenefitLine:
        """The line as entered; what is not readable stays as it was."""
        return replace(
            self._original,
            dated=self._dated.value or self._original.dated,
            amount=self._original.amount if self._amount.value is None else self._amount.value,
            currency=currency_of(self._currency),
            what=self._what.text().strip(),
            basis=self._basis.value,
            source=self._source.text().strip(),
            note=self._note.toPlainText().strip(),
        )

    def find_problems(self) -> Iterable[Problem]:
        """The domain's checks, an amount that is none, and a date that is none."""
        return (
            *self._amount.problems("amount"),
            *self._dated.problems("date"),
            *check_benefit(self.value),
        )

    def _lay_out(self) -> None:
        gettext = self.context.language.gettext
        self.add_rows(
            self.row("amount", gettext("Amount"), self._amount),
            self.row("currency", gettext("Currency"), self._currency, gettext("Three letters, such as EUR.")),
        )
        how = gettext("What it brings or saves, and how that is worked out.")
        self.add_rows(self.row("what", gettext("What"), self._what, how))
        month = gettext("The first day means the whole month.")
        self.add_rows(
            self.row("date", gettext("Dated"), self._dated, month),
            self.row("basis", gettext("Actual or forecast"), self._basis),
        )
        self.add_rows(self.row("source", gettext("Source"), self._source))
        self.add_rows(self.row("note", gettext("Note"), self._note))
