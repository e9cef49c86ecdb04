"""The form for adding or editing a usage line."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from fivegates.domain.economics.ledger import USAGE_COUNTS, UsageLine
from fivegates.domain.economics.ledger_checks import check_usage
from fivegates.domain.errors import Problem
from fivegates.ui.context import Context
from fivegates.ui.initiative.costs.fields import basis_box
from fivegates.ui.widgets.dates import DateField
from fivegates.ui.widgets.form_dialog import FormDialog
from fivegates.ui.widgets.forms import FormRow, TextField
from fivegates.ui.widgets.numbers import CountField
from fivegates.ui.widgets.prose import ProseBox


class UsageForm(FormDialog):
    """All fields of a usage line; what was not counted stays empty."""

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
        """The domain's checks, counts that are none, and a date that is none."""
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
            self._count("tokens_written", gettext("Written to a cache"), gettext("The part of “in”.")),
            self._count("tokens_written_hour", gettext("For an hour"), gettext("The part of that.")),
        )
        self.add_rows(self.row("source", gettext("Source"), self._source))
        self.add_rows(self.row("note", gettext("Note"), self._note))

    def _count(self, place: str, label: str, hint: str = "") -> FormRow:
        return self.row(place, label, self._counts[place], hint)
