"""The forms for evidence and changes."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from fivegates.actions.evidence import Attachment, read_attachment
from fivegates.domain.errors import Problem, UserError
from fivegates.domain.initiative.evidence_files import MOST_BYTES
from fivegates.domain.initiative.initiative import (
    UNASSIGNED,
    Change,
    ChangeKind,
    Evidence,
    EvidenceFile,
    EvidenceKind,
)
from fivegates.domain.initiative.record_checks import check_change, check_evidence
from fivegates.domain.language import Language
from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.wording.evidence import file_text
from fivegates.domain.wording.words import change_kind_word, evidence_kind_word, unassigned_word
from fivegates.ui.context import Context
from fivegates.ui.file_dialogs import FileKind, ask_for_file, documents_folder
from fivegates.ui.initiative.forms.criteria_list import FurtherCriteria
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.widgets.dates import DateField
from fivegates.ui.widgets.fields import CountField, FileRow, ProseBox
from fivegates.ui.widgets.form_body import FormBody
from fivegates.ui.widgets.form_dialog import FormDialog
from fivegates.ui.widgets.forms import ChoiceBox, TextField
from fivegates.ui.widgets.labels import ElidedLabel


def criterion_box(
    rubric: Rubric, chosen: str, language: Language, *, may_wait: bool = False
) -> ChoiceBox[str]:
    """A list of all criteria with their gates; one that another rubric named is by its id.

    Where it `may_wait`, none can be chosen.
    """
    choices = criterion_choices(rubric, language)
    if may_wait:
        choices.insert(0, (unassigned_word(language), UNASSIGNED))
    if chosen not in {value for _words, value in choices}:
        choices.append((chosen, chosen))
    box = ChoiceBox(choices, chosen)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(24)
    return box


def criterion_choices(rubric: Rubric, language: Language) -> list[tuple[str, str]]:
    """Each criterion with its gate, in words, and its id."""
    return [
        (
            language.gettext(
                "{gate} · {criterion}",
                gate=language.shipped(rubric.gate(criterion.gate).name),
                criterion=language.shipped(criterion.title),
            ),
            criterion.id,
        )
        for criterion in rubric.criteria
    ]


class FileField(FileRow):
    """A field for at most one file, which is read and checked as soon as it is chosen.

    Signals:
        attached(Attachment): a file was read and found fit.
        refused(Problem): a file was not, and why; what was attached before stays.
    """

    attached = Signal(object)
    refused = Signal(object)

    def __init__(self, context: Context, file: EvidenceFile | None, parent: QWidget | None = None) -> None:
        gettext = context.language.gettext
        self._shown = ElidedLabel("", "quiet")
        super().__init__(self._shown, gettext("Choose a file…"), gettext("Remove the file"), parent)
        self._context = context
        self.file = file
        self.content: bytes | None = None
        self._show()

    def read(self, path: Path) -> None:
        """Attach the file at `path` instead, if it is fit."""
        try:
            attachment = read_attachment(path)
        except UserError as error:
            self.refused.emit(Problem("file", error))
            return
        self.show_attachment(attachment)

    def show_attachment(self, attachment: Attachment) -> None:
        """Attach a file that was read and checked already."""
        self.file, self.content = attachment.file, attachment.content
        self._show()
        self.attached.emit(attachment)

    def take_over(self, other: QWidget) -> None:
        """Attach what is attached in `other`."""
        if isinstance(other, FileField):
            self.file, self.content = other.file, other.content
            self._show()

    def _ask(self) -> None:
        gettext = self._context.language.gettext
        folder = self._context.settings.evidence_folder or documents_folder()
        anything = FileKind(gettext("All files (*)"), "")
        ask_for_file(self, gettext("Choose a file"), anything, folder, self._take)

    def _take(self, path: Path) -> None:
        self._context.settings.evidence_folder = str(path.parent)
        self.read(path)

    def _take_out(self) -> None:
        self.file = self.content = None
        self._show()
        self._choose.setFocus()

    def _show(self) -> None:
        language = self._context.language
        self._shown.setText(
            file_text(self.file, language) if self.file else language.gettext("None attached")
        )
        self._remove.setVisible(self.file is not None)
        self.setProperty("entered", self.file.digest if self.file else "")


class EvidenceFields(FormBody):
    """All fields of a piece of evidence; a new one has no id yet."""

    def __init__(self, context: Context, subject: Subject, evidence: Evidence) -> None:
        super().__init__(context)
        self._original = evidence
        self._make_fields(subject)
        self._lay_out(subject)

    @property
    def value(self) -> Evidence:
        """The evidence as entered."""
        return replace(
            self._original,
            file=self._file.file,
            criterion=self._criterion.value,
            also=self._also.value,
            kind=self._kind.value,
            title=self._title.text().strip(),
            dated=self._dated.value or self._original.dated,
            reference=self._reference.text().strip(),
            note=self._note.toPlainText().strip(),
            cases=self._cases.value,
            passed=self._passed.value,
        )

    @property
    def content(self) -> bytes | None:
        """The content of the file, if another was chosen."""
        return self._file.content

    def attach(self, attachment: Attachment) -> None:
        """Attach a file that was dropped; it names the evidence until the user does."""
        self._file.show_attachment(attachment)

    def find_problems(self) -> Iterable[Problem]:
        """The domain's checks, and a date that is none."""
        unread = *self._cases.problems("cases"), *self._passed.problems("passed")
        return (*self._dated.problems("date"), *unread, *check_evidence(self.value))

    def _make_fields(self, subject: Subject) -> None:
        of, language = self._original, self.context.language
        self._criterion = criterion_box(subject.rubric, of.criterion, language, may_wait=True)
        self._also = FurtherCriteria(criterion_choices(subject.rubric, language), of.also)
        self._also.follow(of.criterion)
        self._criterion.currentIndexChanged.connect(lambda: self._also.follow(self._criterion.value))
        kinds = [(evidence_kind_word(kind, language), kind) for kind in EvidenceKind]
        self._kind = ChoiceBox(kinds, of.kind)
        self._title = TextField(of.title)
        self._dated = DateField(self.context, of.dated if of.id else None)
        self._reference = TextField(of.reference)
        self._cases, self._passed = CountField(of.cases, language), CountField(of.passed, language)
        self._note = ProseBox(of.note)
        self._file = FileField(self.context, of.file)
        self._file.attached.connect(self._show_attached)
        self._file.refused.connect(lambda problem: self.show_problems((problem,)))

    def _show_attached(self, attachment: Attachment) -> None:
        """Clear the problem of the previous file, and fill an empty title with the file's name."""
        self.rows["file"].set_problem("")
        if not self._title.text().strip():
            self._title.setText(attachment.title)
        self.settled.emit()

    def _lay_out(self, subject: Subject) -> None:
        language = self.context.language
        gettext = language.gettext
        seen = gettext(
            "The day on which it was true. This review sees what is dated up to {day}.",
            day=language.short_date(subject.review.dated),
        )
        self.add_rows(
            self.row("title", gettext("Title"), self._title, gettext("What it shows, in a few words."))
        )
        self.add_rows(self.row("criterion", gettext("Criterion"), self._criterion))
        one = gettext("One proof for all that are checked: it is kept, and listed, once.")
        self.add_rows(self.row("also", gettext("Further criteria"), self._also, one))
        self.add_rows(
            self.row("kind", gettext("Kind"), self._kind),
            self.row("date", gettext("Dated"), self._dated, seen),
        )
        kept = gettext(
            "Kept inside the portfolio: a PDF, a picture, text, or an Office document without macros, "
            "of {most} MB at most.",
            most=MOST_BYTES // 1_000_000,
        )
        self.add_rows(self.row("file", gettext("File"), self._file, kept))
        where = gettext("Where it can be found: a link, a file name, a page.")
        self.add_rows(self.row("reference", gettext("Reference"), self._reference, where))
        tried = gettext("Of a test: how many cases it tried, and how many came out right.")
        self.add_rows(
            self.row("cases", gettext("Cases tested"), self._cases, tried),
            self.row("passed", gettext("Of these passed"), self._passed),
        )
        self.add_rows(self.row("note", gettext("Note"), self._note))


class EvidenceForm(FormDialog):
    """Adds or edits a piece of evidence, with its `EvidenceFields`."""

    def __init__(self, context: Context, subject: Subject, evidence: Evidence, parent: QWidget) -> None:
        gettext = context.language.gettext
        title = gettext("Edit the evidence") if evidence.id else gettext("Add evidence")
        self._fields = EvidenceFields(context, subject, evidence)
        submit_text = gettext("Save") if evidence.id else gettext("Add evidence")
        super().__init__(context, title, submit_text, parent, self._fields)
        self.rows["title"].field.setFocus()

    @property
    def value(self) -> Evidence:
        """The evidence as entered."""
        return self._fields.value

    @property
    def content(self) -> bytes | None:
        """The content of the file, if another was chosen."""
        return self._fields.content

    def attach(self, attachment: Attachment) -> None:
        """Attach a file that was dropped; it names the evidence until the user does."""
        self._fields.attach(attachment)


class ChangeFields(FormBody):
    """All fields of a change; a new one has no id yet."""

    def __init__(self, context: Context, change: Change) -> None:
        super().__init__(context)
        self._original = change
        kinds = [(change_kind_word(kind, context.language), kind) for kind in ChangeKind]
        self._kind = ChoiceBox(kinds, change.kind)
        self._dated = DateField(context, change.dated if change.id else None)
        self._summary = ProseBox(change.summary)
        self._lay_out()

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


class ChangeForm(FormDialog):
    """Records or edits a change, with its `ChangeFields`."""

    def __init__(self, context: Context, change: Change, parent: QWidget) -> None:
        gettext = context.language.gettext
        title = gettext("Edit the change") if change.id else gettext("Record a change")
        self._fields = ChangeFields(context, change)
        submit_text = gettext("Save") if change.id else gettext("Record change")
        super().__init__(context, title, submit_text, parent, self._fields)
        self.rows["summary"].field.setFocus()

    @property
    def value(self) -> Change:
        """The change as entered."""
        return self._fields.value
