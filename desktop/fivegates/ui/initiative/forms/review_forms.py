"""The forms of a review: starting or editing it, leaving a criterion out, making it final, correcting it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QWidget

from fivegates.actions.signing import can_sign
from fivegates.domain.errors import Problem, UserError
from fivegates.domain.initiative.record_checks import check_review, check_score
from fivegates.domain.limits import line_problems
from fivegates.domain.review.history import day_problems
from fivegates.domain.review.review import InitiativeRecord, NotApplicable, Review, Score
from fivegates.domain.rubric.rubric import Criterion
from fivegates.domain.verdict.evidence_rule import last_valid_day
from fivegates.domain.wording.finality import carried_sentence
from fivegates.domain.wording.words import verdict_word
from fivegates.ui.context import Context
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.widgets.dates import DateField
from fivegates.ui.widgets.fields import ProseBox
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
        """The hint: whether the day is in the future, and which review a new one starts from."""
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


class NotApplicableForm(FormDialog):
    """A reason, for a required criterion who approves, and when to look again."""

    def __init__(
        self, context: Context, criterion: Criterion, left_out: NotApplicable | None, parent: QWidget
    ) -> None:
        gettext = context.language.gettext
        super().__init__(context, gettext("Not applicable"), gettext("Mark not applicable"), parent)
        self._criterion = criterion
        self._reason = ProseBox(left_out.reason if left_out else "")
        self._approver = TextField(left_out.approver if left_out else "")
        usual = last_valid_day(context.today(), criterion.validity_days)
        self._review_by = DateField(context, left_out.review_by if left_out else usual, needed=False)
        why = gettext(
            "Why “{title}” does not apply here. It is printed in the brief.",
            title=context.language.shipped(criterion.title),
        )
        self.add_rows(self.row("reason", gettext("Reason"), self._reason, why))
        approved = (
            gettext("The criterion is required: without an approver it counts as unanswered.")
            if criterion.required
            else gettext("May be left out, since the criterion is not required.")
        )
        again = gettext("By then somebody looks again whether it still does not apply; may be left out.")
        self.add_rows(
            self.row("approver", gettext("Approved by"), self._approver, approved),
            self.row("review_by", gettext("Look again by"), self._review_by, again),
        )
        self._reason.setFocus()

    @property
    def value(self) -> NotApplicable:
        """The answer as entered."""
        reason, approver = self._reason.toPlainText().strip(), self._approver.text().strip()
        return NotApplicable(reason, approver, self._review_by.value)

    def find_problems(self) -> Iterable[Problem]:
        """The domain's checks, and that a required criterion has an approver."""
        score = Score(self._criterion.id, not_applicable=self.value)
        checked = (Problem(_field(problem.place), problem.reason) for problem in check_score(score))
        return (*self._review_by.problems("review_by"), *checked, *self._lacking_approver())

    def _lacking_approver(self) -> Iterator[Problem]:
        if self._criterion.required and not self.value.approver:
            yield Problem("approver", UserError("Name who approves leaving out a required criterion."))


def _field(place: str) -> str:
    """The form's name for a part of a score."""
    return place.removeprefix("not_applicable.")


class FinaliseForm(FormDialog):
    """The form that makes a review final: the name, and a warning that it cannot be undone."""

    def __init__(self, context: Context, subject: Subject, parent: QWidget) -> None:
        language = context.language
        gettext = language.gettext
        super().__init__(context, gettext("Make this review final"), gettext("Make final"), parent)
        self._by = TextField(subject.review.reviewer)
        verdict = verdict_word(subject.verdict.state, language, subject.verdict.waived_until)
        text = gettext(
            "The verdict, “{verdict}”, is sealed with the scores, the evidence and the figures that it rests "
            "on. None of them can be changed afterwards, and undo does not reach back behind it.",
            verdict=verdict,
        )
        hint = " ".join(part for part in (text, carried_sentence(subject.review, language)) if part)
        self.add_rows(self.row("by", gettext("In the name of"), self._by, hint))
        self._signs = QCheckBox(gettext("Sign it with my key"))
        self._signs.setEnabled(can_sign())
        self._signs.setChecked(self._signs.isEnabled())
        self.add_rows(self.row("signs", gettext("Signature"), self._signs, self._about_the_key()))
        self._by.setFocus()

    @property
    def value(self) -> str:
        """The person who makes it final."""
        return self._by.text().strip()

    @property
    def signs(self) -> bool:
        """True if the review is signed with the key in the keyring."""
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
