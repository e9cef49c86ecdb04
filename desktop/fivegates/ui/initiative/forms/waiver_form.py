"""The form that asks why a criterion does not apply."""

from collections.abc import Iterable, Iterator

from PySide6.QtWidgets import QWidget

from fivegates.domain.errors import Problem, UserError
from fivegates.domain.initiative.record_checks import check_score
from fivegates.domain.review.review import NotApplicable, Score
from fivegates.domain.rubric.rubric import Criterion
from fivegates.ui.context import Context
from fivegates.ui.widgets.form_dialog import FormDialog
from fivegates.ui.widgets.forms import TextField
from fivegates.ui.widgets.prose import ProseBox


class WaiverForm(FormDialog):
    """A reason, and for a required criterion who approves."""

    def __init__(
        self, context: Context, criterion: Criterion, waiver: NotApplicable | None, parent: QWidget
    ) -> None:
        gettext = context.language.gettext
        super().__init__(context, gettext("Not applicable"), gettext("Mark not applicable"), parent)
        self._criterion = criterion
        self._reason = ProseBox(waiver.reason if waiver else "")
        self._approver = TextField(waiver.approver if waiver else "")
        why = gettext("Why “{title}” does not apply here. It is printed in the brief.", title=criterion.title)
        self.add_rows(self.row("reason", gettext("Reason"), self._reason, why))
        approved = (
            gettext("The criterion is required: without an approver it counts as unanswered.")
            if criterion.required
            else gettext("May be left out, since the criterion is not required.")
        )
        self.add_rows(self.row("approver", gettext("Approved by"), self._approver, approved))
        self._reason.setFocus()

    @property
    def value(self) -> NotApplicable:
        """The waiver as entered."""
        return NotApplicable(self._reason.toPlainText().strip(), self._approver.text().strip())

    def find_problems(self) -> Iterable[Problem]:
        """The domain's checks, and that a required criterion has an approver."""
        score = Score(self._criterion.id, not_applicable=self.value)
        checked = (Problem(_field(problem.place), problem.reason) for problem in check_score(score))
        return (*checked, *self._lacking_approver())

    def _lacking_approver(self) -> Iterator[Problem]:
        if self._criterion.required and not self.value.approver:
            yield Problem("approver", UserError("Name who approves leaving out a required criterion."))


def _field(place: str) -> str:
    """The form's name for a part of a score."""
    return place.removeprefix("not_applicable.")
