"""The form for making a review final."""

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

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
        self._by.setFocus()

    @property
    def value(self) -> str:
        """Who makes it final."""
        return self._by.text().strip()

    def find_problems(self) -> Iterable[Problem]:
        """A name is needed."""
        return line_problems("by", self.value, required=True)
