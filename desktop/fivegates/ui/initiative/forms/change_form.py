"""The form for recording or editing a change."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from fivegates.domain.errors import Problem
from fivegates.domain.initiative.initiative import Change, ChangeKind
from fivegates.domain.initiative.record_checks import check_change
from fivegates.domain.wording.words import change_kind_word
from fivegates.ui.context import Context
from fivegates.ui.widgets.dates import DateField
from fivegates.ui.widgets.form_dialog import FormDialog
from fivegates.ui.widgets.forms import ChoiceBox
from fivegates.ui.widgets.prose import ProseBox


class ChangeForm(FormDialog):
    """All fields of a change; a new one has no id yet."""

    def __init__(self, context: Context, change: Change, parent: QWidget) -> None:
        gettext = context.language.gettext
        title = gettext("Edit the change") if change.id else gettext("Record a change")
        super().__init__(context, title, gettext("Save") if change.id else gettext("Record change"), parent)
        self._original = change
        kinds = [(change_kind_word(kind, context.language), kind) for kind in ChangeKind]
        self._kind = ChoiceBox(kinds, change.kind)
        self._dated = DateField(context, change.dated if change.id else None)
        self._summary = ProseBox(change.summary)
        self._lay_out()
        self._summary.setFocus()

    @property
    def value(self) -> Change:
        """The change as entered."""
        return replace(
            self._original,
            kind=self._kind.value,
            dated=self._dated.value or self._original.dated,
            summary=self._summary.toPlainText().strip(),
        )

    def find_problems(self) -> Iterable[Problem]:
        """The domain's checks, and a date that is none."""
        return (*self._dated.problems("date"), *check_change(self.value))

    def _lay_out(self) -> None:
        gettext = self.context.language.gettext
        self.add_rows(
            self.row(
                "summary", gettext("What changed"), self._summary, gettext("From what to what, and why.")
            )
        )
        voids = gettext("Older proof that rests on it no longer counts.")
        self.add_rows(
            self.row("kind", gettext("Kind"), self._kind, voids),
            self.row("date", gettext("Dated"), self._dated),
        )
