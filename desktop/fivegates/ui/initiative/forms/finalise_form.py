"""The form for making a review final."""

from collections.abc import Iterable

from PySide6.QtWidgets import QCheckBox, QWidget

from fivegates.actions.signing import can_sign
from fivegates.domain.errors import Problem
from fivegates.domain.initiative.record_checks import line_problems
from fivegates.domain.wording.finality import carried_sentence
from fivegates.domain.wording.words import verdict_word
from fivegates.ui.context import Context
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.widgets.form_dialog import FormDialog
from fivegates.ui.widgets.forms import TextField


class FinaliseForm(FormDialog):
    """In whose name; it says what cannot be taken back."""

    def __init__(self, context: Context, subject: Subject, parent: QWidget) -> None:
        language = context.language
        gettext = language.gettext
        super().__init__(context, gettext("Make this review final"), gettext("Make final"), parent)
        self._by = TextField(subject.review.reviewer)
        verdict = verdict_word(subject.verdict.state, language)
        told = gettext(
            "The verdict, “{verdict}”, is sealed with the scores, the evidence and the figures that it rests "
            "on. None of them can be changed afterwards, and undo does not reach back behind it.",
            verdict=verdict,
        )
        hint = " ".join(part for part in (told, carried_sentence(subject.review, language)) if part)
        self.add_rows(self.row("by", gettext("In the name of"), self._by, hint))
        self._signs = QCheckBox(gettext("Sign it with my key"))
        self._signs.setEnabled(can_sign())
        self._signs.setChecked(self._signs.isEnabled())
        self.add_rows(self.row("signs", gettext("Signature"), self._signs, self._about_the_key()))
        self._by.setFocus()

    @property
    def value(self) -> str:
        """Who makes it final."""
        return self._by.text().strip()

    @property
    def signs(self) -> bool:
        """Whether the key in the keyring signs it."""
        return self._signs.isChecked()

    def _about_the_key(self) -> str:
        gettext = self.context.language.gettext
        if self._signs.isEnabled():
            return gettext(
                "Without your key, which is kept in this system’s keyring, nobody can seal in your name "
                "unnoticed. It is made the first time; the system may ask for the keyring’s password."
            )
        return gettext(
            "This system has no keyring, so the seal is not signed. On the command line, the key in a file "
            "can sign it."
        )

    def find_problems(self) -> Iterable[Problem]:
        """A name is needed."""
        return line_problems("by", self.value, required=True)
