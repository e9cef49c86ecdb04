"""The forms for adding or editing cost, usage and benefit lines, and the fields that they share."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from fivegates.actions.ledger_grid import typed_amount
from fivegates.domain.economics.ledger import (
    USAGE_COUNTS,
    Basis,
    Behaviour,
    BenefitLine,
    CostCategory,
    CostLine,
    Phase,
    UsageLine,
)
from fivegates.domain.economics.ledger_checks import check_benefit, check_cost, check_usage
from fivegates.domain.errors import Problem, UserError
from fivegates.domain.language import Language
from fivegates.domain.typed_numbers import number_text
from fivegates.domain.wording.money_terms import basis_word, behaviour_word, category_word, phase_word
from fivegates.ui.context import Context
from fivegates.ui.widgets.dates import DateField
from fivegates.ui.widgets.fields import CountField, ProseBox, TypedField
from fivegates.ui.widgets.form_dialog import FormDialog
from fivegates.ui.widgets.forms import ChoiceBox, FormRow, TextField


class AmountField(TypedField[Decimal]):
    """An amount of money with all of its digits; empty where none is given."""

    def __init__(self, amount: Decimal | None, language: Language, *, needed: bool = True) -> None:
        missing = UserError("Write an amount.") if needed else None
        text = "" if amount is None else number_text(amount, language)
        super().__init__(text, partial(typed_amount, language=language), missing)


def basis_box(basis: Basis, language: Language) -> ChoiceBox[Basis]:
    """Actual or forecast."""
    return ChoiceBox([(basis_word(each, language), each) for each in Basis], basis)


def currency_of(field: QLineEdit) -> str:
    """A currency's code as typed, in capitals."""
    return field.text().strip().upper()


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
        """The domain's checks, and required choices that are missing."""
        return (*self._unreadable(), *check_cost(self.value))

    def _unreadable(self) -> Iterator[Problem]:
        """Amounts and a date that cannot be read, and a choice that has no default."""
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


class UsageForm(FormDialog):
    """All fields of a usage line; a count that is unknown stays empty."""

    def __init__(self, context: Context, line: UsageLine, parent: QWidget) -> None:
        gettext = context.language.gettext
        title = gettext("Edit the usage") if line.id else gettext("Add usage")
        super().__init__(context, title, gettext("Save") if line.id else gettext("Add usage"), parent)
        self._original = line
        self._counts = {name: CountField(getattr(line, name), context.language) for name in USAGE_COUNTS}
        self._dated = DateField(context, line.dated if line.id else None)
        self._unit = TextField(line.unit)
        self._model = TextField(line.model)
        self._basis = basis_box(line.basis, context.language)
        self._source = TextField(line.source)
        self._note = ProseBox(line.note, 2)
        self._lay_out()
        self._counts["units"].setFocus()

    @property
    def value(self) -> UsageLine:
        """The line as entered."""
        return replace(
            self._original,
            dated=self._dated.value or self._original.dated,
            units=self._counts["units"].value,
            unit=self._unit.text().strip(),
            successes=self._counts["successes"].value,
            requests=self._counts["requests"].value,
            tokens_in=self._counts["tokens_in"].value,
            tokens_out=self._counts["tokens_out"].value,
            tokens_cached=self._counts["tokens_cached"].value,
            tokens_written=self._counts["tokens_written"].value,
            tokens_written_hour=self._counts["tokens_written_hour"].value,
            model=self._model.text().strip(),
            basis=self._basis.value,
            source=self._source.text().strip(),
            note=self._note.toPlainText().strip(),
        )

    def find_problems(self) -> Iterable[Problem]:
        """The domain's checks, and counts and a date that cannot be read."""
        unreadable = [problem for place, field in self._counts.items() for problem in field.problems(place)]
        return (*unreadable, *self._dated.problems("date"), *check_usage(self.value))

    def _lay_out(self) -> None:
        gettext = self.context.language.gettext
        month = gettext("The first day means the whole month.")
        self.add_rows(
            self.row("date", gettext("Dated"), self._dated, month),
            self.row("basis", gettext("Actual or forecast"), self._basis),
        )
        self.add_rows(
            self._count("units", gettext("Units"), gettext("Of the initiative’s work, such as claims.")),
            self.row("unit", gettext("Name of a unit"), self._unit),
            self._count("successes", gettext("Successful"), gettext("Units with a successful outcome.")),
        )
        self.add_rows(
            self._count("requests", gettext("Requests"), gettext("To the model, retries included.")),
            self.row("model", gettext("Model"), self._model),
        )
        self.add_rows(
            self._count("tokens_in", gettext("Tokens in")),
            self._count("tokens_out", gettext("Tokens out")),
            self._count("tokens_cached", gettext("Tokens cached"), gettext("The part of “in” from a cache.")),
        )
        self.add_rows(
            self._count(
                "tokens_written",
                gettext("Written to a cache"),
                gettext("The part of “in” that is kept for later."),
            ),
            self._count(
                "tokens_written_hour",
                gettext("For an hour"),
                gettext("The part of that which is kept for an hour."),
            ),
        )
        self.add_rows(self.row("source", gettext("Source"), self._source))
        self.add_rows(self.row("note", gettext("Note"), self._note))

    def _count(self, place: str, label: str, hint: str = "") -> FormRow:
        return self.row(place, label, self._counts[place], hint)


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
        """The domain's checks, and an amount and a date that cannot be read."""
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
