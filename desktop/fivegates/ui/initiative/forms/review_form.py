"""The form for starting a review, or editing its date and reviewer."""

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


class ReviewForm(FormDialog):
    """Date and reviewer; a new review has no id yet."""

    def __init__(self, context: Context, record: InitiativeRecord, review: Review, parent: QWidget) -> None:
        gettext = context.language.gettext
        title = gettext("Edit the review") if review.id else gettext("New review")
        super().__init__(context, title, gettext("Save") if review.id else gettext("Start review"), parent)
        self._record = record
        self._original = review
        self._dated = DateField(context, review.dated)
        self._reviewer = TextField(review.reviewer)
        self.add_rows(
            self.row("date", gettext("Date"), self._dated, self._hint()),
            self.row("reviewer", gettext("Reviewer"), self._reviewer),
        )
        self._dated.edited.connect(lambda: self.rows["date"].set_hint(self._hint()))
        self._dated.setFocus()

    def _hint(self) -> str:
        """That the day is still to come, if so, and what a new review starts from."""
        gettext = self.context.language.gettext
        day = self._dated.value
        ahead = gettext("This day is still to come.") if day and day > self.context.today() else ""
        carries = gettext("It starts from the scores of the review before it, to be confirmed.")
        return " ".join(filter(None, (ahead, "" if self._original.id else carries)))

    @property
    def value(self) -> Review:
        """The review as entered."""
        return replace(
            self._original,
            dated=self._dated.value or self._original.dated,
            reviewer=self._reviewer.text().strip(),
        )

    def find_problems(self) -> Iterable[Problem]:
        """The domain's checks, a date that is none, and that no other review has the date."""
        return (
            *self._dated.problems("date"),
            *check_review(self.value),
            *day_problems(self._record.reviews, self.value),
        )
