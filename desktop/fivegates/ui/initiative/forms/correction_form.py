"""The form for correcting a final review by another one."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from fivegates.domain.errors import Problem
from fivegates.domain.initiative.record_checks import check_review
from fivegates.domain.review.history import day_problems
from fivegates.domain.review.review import InitiativeRecord, Review
from fivegates.ui.context import Context
from fivegates.ui.widgets.dates import DateField
from fivegates.ui.widgets.form_dialog import FormDialog
from fivegates.ui.widgets.forms import TextField


class CorrectionForm(FormDialog):
    """Reason, date and reviewer of the review that takes a final one's place."""

    def __init__(self, context: Context, record: InitiativeRecord, final: Review, parent: QWidget) -> None:
        gettext = context.language.gettext
        super().__init__(context, gettext("Correct a final review"), gettext("Start correction"), parent)
        self._record = record
        self._draft = replace(
            final, id=0, seal=None, supersedes=final.seal.number if final.seal else None, correction=""
        )
        self._reason = TextField()
        self._dated = DateField(context, final.dated)
        self._reviewer = TextField(final.reviewer)
        stays = gettext("The final review stays as it is, and points to the new one.")
        self.add_rows(self.row("correction", gettext("What was wrong"), self._reason, stays))
        self.add_rows(
            self.row("date", gettext("Date"), self._dated),
            self.row("reviewer", gettext("Reviewer"), self._reviewer),
        )
        self._reason.setFocus()

    @property
    def value(self) -> Review:
        """The correction as entered."""
        return replace(
            self._draft,
            dated=self._dated.value or self._draft.dated,
            reviewer=self._reviewer.text().strip(),
            correction=self._reason.text().strip(),
        )

    def find_problems(self) -> Iterable[Problem]:
        """The domain's checks, a date that is none, and that no other review has the date."""
        return (
            *self._dated.problems("date"),
            *check_review(self.value),
            *day_problems(self._record.reviews, self.value),
        )
