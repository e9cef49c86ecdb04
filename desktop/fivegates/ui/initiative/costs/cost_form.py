"""The form for adding or editing a cost line."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QWidget

from fivegates.domain.economics.ledger import Behaviour, CostCategory, CostLine, Phase
from fivegates.domain.economics.ledger_checks import check_cost
from fivegates.domain.errors import Problem, UserError
from fivegates.domain.wording.money_terms import behaviour_word, category_word, phase_word
from fivegates.ui.context import Context
from fivegates.ui.initiative.costs.fields import AmountField, basis_box, currency_of
from fivegates.ui.widgets.dates import DateField
from fivegates.ui.widgets.form_dialog import FormDialog
from fivegates.ui.widgets.forms import ChoiceBox, TextField
from fivegates.ui.widgets.prose import ProseBox


class CostForm(FormDialog):
    """All fields of a cost line; a new one has no id yet, and no amount."""

    def __init__(self, context: Context, line: CostLine, parent: QWidget) -> None:
        gettext = context.language.gettext
        title = gettext("Edit the cost") if line.id else gettext("Add a cost")
        super().__init__(context, title, gettext("Save") if line.id else gettext("Add cost"), parent)
        self._original = line
        self._make_fields()
        self._lay_out()
        self._amount.setFocus()

    @property
    def value(self) -> CostLine:
        """The line as entered; what is not readable stays as it was."""
        return replace(
            self._original,
            dated=self._dated.value or self._original.dated,
            category=self._category.value,
            amount=self._original.amount if self._amount.value is None else self._amount.value,
            currency=currency_of(self._currency),
            phase=self._phase.value,
            behaviour=self._behaviour.value or self._original.behaviour,
            basis=self._basis.value,
            billed=self._billed.value,
            attributed=self._attributed.isChecked(),
            attributed_to=self._attributed_to.text().strip(),
            source=self._source.text().strip(),
            note=self._note.toPlainText().strip(),
        )

    def find_problems(self) -> Iterable[Problem]:
        """The domain's checks, and what is not said."""
        return (*self._unreadable(), *check_cost(self.value))

    def _unreadable(self) -> Iterator[Problem]:
        """Amounts and a date that are none, and a choice that nobody may guess."""
        yield from self._amount.problems("amount")
        yield from self._billed.problems("billed")
        yield from self._dated.problems("date")
        if self._behaviour.value is None:
            yield Problem("behaviour", UserError("Choose whether it grows with volume."))

    def _make_fields(self) -> None:
        of, language = self._original, self.context.language
        self._dated = DateField(self.context, of.dated if of.id else None)
        self._category = ChoiceBox([(category_word(c, language), c) for c in CostCategory], of.category)
        self._amount = AmountField(of.amount if of.id else None, language)
        self._currency = TextField(of.currency)
        self._phase = ChoiceBox([(phase_word(phase, language), phase) for phase in Phase], of.phase)
        behaviours: list[tuple[str, Behaviour | None]] = [(behaviour_word(b, language), b) for b in Behaviour]
        if not of.id:
            behaviours.insert(0, (language.gettext("Choose…"), None))
        self._behaviour = ChoiceBox(behaviours, of.behaviour if of.id else None)
        self._basis = basis_box(of.basis, language)
        self._billed = AmountField(of.billed, language, needed=False)
        self._attributed = QCheckBox(language.gettext("It is known whose cost this is"))
        self._attributed.setChecked(of.attributed)
        self._attributed_to = TextField(of.attributed_to)
        self._source = TextField(of.source)
        self._note = ProseBox(of.note, 2)

    def _lay_out(self) -> None:
        gettext = self.context.language.gettext
        credit = gettext("A credit or refund is negative.")
        self.add_rows(
            self.row("amount", gettext("Amount"), self._amount, credit),
            self.row("currency", gettext("Currency"), self._currency, gettext("Three letters, such as EUR.")),
            self.row("billed", gettext("Billed"), self._billed, gettext("Where the invoice says otherwise.")),
        )
        month = gettext("The first day means the whole month.")
        self.add_rows(
            self.row("date", gettext("Dated"), self._dated, month),
            self.row("category", gettext("Category"), self._category),
        )
        self.add_rows(
            self.row("phase", gettext("Run or build"), self._phase),
            self.row("behaviour", gettext("Fixed or variable"), self._behaviour),
            self.row("basis", gettext("Actual or forecast"), self._basis),
        )
        self.add_rows(
            self.row("attributed", gettext("Attributed"), self._attributed),
            self.row("attributed_to", gettext("Part of the initiative"), self._attributed_to),
        )
        where = gettext("The invoice or file.")
        self.add_rows(self.row("source", gettext("Source"), self._source, where))
        self.add_rows(self.row("note", gettext("Note"), self._note))
