"""The commands of the initiative page: each opens a form, then runs the action."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fivegates.actions import evidence as evidence_actions
from fivegates.actions import plan, reviews, scoring
from fivegates.actions import records as change_actions
from fivegates.actions.evidence import Attachment, picture_attachment, read_attachment
from fivegates.actions.file.opened import Changes
from fivegates.actions.finalising import finalise_review, finalise_signed
from fivegates.actions.risk_class import classify
from fivegates.domain.errors import UserError
from fivegates.domain.initiative.initiative import Action, Change, ChangeKind, Evidence, EvidenceKind
from fivegates.domain.review.review import InitiativeRecord, Review
from fivegates.domain.verdict.path import Step
from fivegates.domain.wording.paths import step_text
from fivegates.ui.context import Context
from fivegates.ui.initiative.forms.action_form import ActionFields, ActionForm
from fivegates.ui.initiative.forms.record_forms import ChangeFields, ChangeForm, EvidenceFields, EvidenceForm
from fivegates.ui.initiative.forms.review_forms import (
    CorrectionForm,
    FinaliseForm,
    NotApplicableForm,
    ReviewForm,
)
from fivegates.ui.initiative.records.detail import Editing
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.messages import show_error
from fivegates.ui.session import Session


class RecordCommands(QObject):
    """Opens forms over `page` and runs what they ask for.

    Signals:
        review_started(int): a review is new; its id.
    """

    review_started = Signal(int)

    def __init__(self, session: Session, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self._session = session
        self._context = context
        self._page = page

    def leave_out(self, subject: Subject, criterion_id: str) -> None:
        """Ask why a criterion does not apply."""
        criterion = subject.rubric.criterion(criterion_id)
        left_out = subject.verdict.criterion(criterion_id).score.not_applicable
        form = NotApplicableForm(self._context, criterion, left_out, self._page)
        self._session.complete(form)
        review, run = subject.review.id, self._session.run

        def save() -> Changes | None:
            return run(scoring.set_not_applicable, review, criterion_id, form.value)

        form.save_with(save)

    def add_evidence(self, subject: Subject, criterion: str, attachment: Attachment | None = None) -> None:
        """Open the form for new evidence, with a file if given; the review sees the suggested date."""
        dated = min(self._context.today(), subject.review.dated)
        form = self._evidence_form(subject, Evidence(criterion, EvidenceKind.DOCUMENT, "", dated))
        if attachment is not None:
            form.attach(attachment)
        add, run = evidence_actions.add_evidence, self._session.run
        form.save_with(lambda: run(add, subject.initiative_id, form.value, form.content))

    def attach_files(self, subject: Subject, criterion: str, paths: Sequence[Path]) -> Changes | None:
        """Attach files as evidence for a criterion, or for none yet; report all refused files at once."""
        found: list[Attachment] = []
        refused: list[UserError] = []
        for path in paths:
            try:
                found.append(read_attachment(path))
            except UserError as error:
                refused.append(error)
        if refused:
            language = self._context.language
            reasons = "\n".join(error.text(language) for error in refused)
            show_error(self._page, UserError("Not kept as evidence:\n{reasons}", reasons=reasons), language)
        return self._keep(subject, criterion, found) if found else None

    def attach_picture(self, subject: Subject, criterion: str, png: bytes) -> Changes | None:
        """Attach a pasted picture as evidence for a criterion, or for none yet."""
        language, now = self._context.language, self._context.now().astimezone()
        name = language.gettext("Picture of {moment}", moment=f"{self._context.today()} {now:%H.%M.%S}")
        try:
            picture = picture_attachment(name, png)
        except UserError as error:
            show_error(self._page, error, language)
            return None
        return self._keep(subject, criterion, [picture])

    def _keep(self, subject: Subject, criterion: str, found: Sequence[Attachment]) -> Changes | None:
        dated = min(self._context.today(), subject.review.dated)
        add = evidence_actions.add_files
        return self._session.run(add, subject.initiative_id, criterion, dated, found)

    def edit_evidence(self, subject: Subject, item: Evidence) -> None:
        """Edit a piece of evidence in a form."""
        form = self._evidence_form(subject, item)
        run = self._session.run
        form.save_with(lambda: run(evidence_actions.edit_evidence, form.value, form.content))

    def evidence_in_place(self, subject: Subject, item: Evidence) -> Editing:
        """The fields of a piece of evidence, and the callback that saves them."""
        body, run = EvidenceFields(self._context, subject, item), self._session.run
        return Editing(body, lambda: run(evidence_actions.edit_evidence, body.value, body.content))

    def remove_evidence(self, item: Evidence) -> None:
        """Remove a piece of evidence."""
        self._session.run(evidence_actions.remove_evidence, item.id)

    def add_action(self, subject: Subject, action: Action) -> None:
        """Open the form for a new action, filled with what is known already."""
        form = ActionForm(self._context, subject, action, self._page)
        self._session.complete(form)
        run = self._session.run
        form.save_with(lambda: run(plan.add_action, subject.initiative_id, form.value))

    def plan_step(self, subject: Subject, step: Step) -> None:
        """Ask for the action that takes a step of the path."""
        title = step_text(step, subject.rubric, self._context.language)
        self.add_action(subject, Action(step.criterion, title, step.to_level, effort=step.effort))

    def edit_action(self, subject: Subject, action: Action) -> None:
        """Edit an action in a form."""
        form = ActionForm(self._context, subject, action, self._page)
        self._session.complete(form)
        run = self._session.run
        form.save_with(lambda: run(plan.edit_action, form.value))

    def action_in_place(self, subject: Subject, action: Action) -> Editing:
        """The fields of an action, and the callback that saves them."""
        body, run = ActionFields(self._context, subject, action), self._session.run
        self._session.complete(body)
        return Editing(body, lambda: run(plan.edit_action, body.value))

    def save_action(self, action: Action) -> None:
        """Save an action as it is."""
        self._session.run(plan.edit_action, action)

    def remove_action(self, action: Action) -> None:
        """Remove an action."""
        self._session.run(plan.remove_action, action.id)

    def add_change(self, subject: Subject) -> None:
        """Ask for a new change; it is dated so that the review sees it."""
        dated = min(self._context.today(), subject.review.dated)
        form = ChangeForm(self._context, Change(dated, ChangeKind.MODEL, ""), self._page)
        add, run = change_actions.add_change, self._session.run
        form.save_with(lambda: run(add, subject.initiative_id, form.value))

    def edit_change(self, change: Change) -> None:
        """Edit a change in a form."""
        form = ChangeForm(self._context, change, self._page)
        run = self._session.run
        form.save_with(lambda: run(change_actions.edit_change, form.value))

    def change_in_place(self, change: Change) -> Editing:
        """The fields of a change, and the callback that saves them."""
        body, run = ChangeFields(self._context, change), self._session.run
        return Editing(body, lambda: run(change_actions.edit_change, body.value))

    def remove_change(self, change: Change) -> None:
        """Remove a change."""
        self._session.run(change_actions.remove_change, change.id)

    def new_review(self, record: InitiativeRecord) -> None:
        """Ask for the date and reviewer of a new review."""
        reviewer = record.reviews[-1].reviewer if record.reviews else ""
        form = ReviewForm(
            self._context, record, Review(self._context.today(), "", "", reviewer=reviewer), self._page
        )
        self._session.complete(form)
        form.save_with(lambda: self.start_review(record.initiative.id, form.value))

    def start_review(self, initiative_id: int, review: Review) -> Changes | None:
        """Start a review of this date and reviewer, and announce its id."""
        run = self._session.run
        return self._announce_started(run(reviews.start_review, initiative_id, review.dated, review.reviewer))

    def _announce_started(self, changes: Changes | None) -> Changes | None:
        if changes is not None and changes.created is not None:
            self.review_started.emit(changes.created)
        return changes

    def edit_review(self, subject: Subject) -> None:
        """Edit a review's date and reviewer in a form."""
        form = ReviewForm(self._context, subject.record, subject.review, self._page)
        self._session.complete(form)
        run = self._session.run
        form.save_with(lambda: run(reviews.edit_review, form.value))

    def finalise_review(self, subject: Subject) -> None:
        """Ask in whose name a draft becomes final."""
        if subject.final:
            return
        form = FinaliseForm(self._context, subject, self._page)
        self._session.complete(form)
        run, review, now = self._session.run, subject.review.id, self._context.now
        form.save_with(
            lambda: run(finalise_signed if form.signs else finalise_review, review, form.value, now())
        )

    def correct_review(self, subject: Subject) -> None:
        """Ask why a final review is corrected, and start the review that supersedes it."""
        form = CorrectionForm(self._context, subject.record, subject.review, self._page)
        self._session.complete(form)
        run, final = self._session.run, subject.review.id

        def start() -> Changes | None:
            draft = form.value
            changes = run(reviews.correct_review, final, draft.dated, draft.reviewer, draft.correction)
            return self._announce_started(changes)

        form.save_with(start)

    def classify_risk(self, subject: Subject) -> None:
        """Ask the questions from which the risk class follows."""
        from fivegates.ui.initiative.forms.risk_form import RiskForm

        form = RiskForm(self._context, subject.record.risk_classes, self._page)
        self._session.complete(form)
        run = self._session.run
        form.save_with(lambda: run(classify, subject.initiative_id, form.answers, form.statement))

    def remove_review(self, subject: Subject) -> None:
        """Delete a review."""
        self._session.run(reviews.delete_review, subject.review.id)

    def _evidence_form(self, subject: Subject, item: Evidence) -> EvidenceForm:
        return EvidenceForm(self._context, subject, item, self._page)
