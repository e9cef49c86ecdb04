"""The panel beside the scores: the verdict, its deciding reasons, the path to ready, its firmness."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from fivegates.domain.verdict.path import Step
from fivegates.domain.wording.paths import firmness_sentence, path_sentence
from fivegates.domain.wording.two_days import two_days_sentence
from fivegates.domain.wording.verdicts import verdict_summary
from fivegates.domain.wording.words import verdict_word
from fivegates.ui.context import Context
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.initiative.text_rows import RowText, TextRows, reason_row, step_row
from fivegates.ui.widgets.labels import PlainLabel, SectionHeading, StatusWord
from fivegates.ui.widgets.page import scrolled
from fivegates.ui.widgets.roles import rule, set_role

_MOST_REASONS = 3
_MARGIN = 16
_INSET = 4


class VerdictPanel(QFrame):
    """The verdict on the draft, updated at every key.

    Signals:
        criterion_chosen(str): the user wants the criterion that a reason or a step is about.
    """

    criterion_chosen = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._shown = ""
        self._worded_for: object = None
        self._worded: dict[Step, RowText] = {}
        set_role(self, "panel")
        gettext = context.language.gettext
        self._verdict = StatusWord(context, "heading", wrap=True)
        self._summary = PlainLabel("", "quiet", wrap=True)
        self._decides = SectionHeading(gettext("What decides it"))
        self._way = SectionHeading(gettext("Shortest path to ready"))
        self.reasons = TextRows(context, gettext("What decides it"), keys=False)
        self.path = TextRows(context, gettext("Shortest path to ready"), keys=False)
        self._path_sentence = PlainLabel("", "section", wrap=True)
        self._firmness = PlainLabel("", "quiet", wrap=True)
        self._lay_out()
        self.reasons.chosen.connect(self.criterion_chosen)
        self.path.chosen.connect(self.criterion_chosen)

    def show_subject(self, subject: Subject) -> None:
        """Show the verdict on a review."""
        language, rubric = self._context.language, subject.rubric
        assessment = subject.shown
        verdict = assessment.verdict
        word = verdict_word(verdict.state, language)  # the day is in the line above: it takes much room
        if word != self._shown:
            self._shown = word
            self._verdict.set_status(verdict.state, word)
        two = two_days_sentence(subject.two_days, language)
        self._summary.setText(f"{verdict_summary(assessment, language)} {two}".strip())
        deciding = [reason for reason in assessment.reasons if reason.deciding][:_MOST_REASONS]
        self._decides.setVisible(bool(deciding))
        self.reasons.show_rows(
            [reason_row(reason, rubric, language, number) for number, reason in enumerate(deciding, start=1)]
        )
        self.path.show_rows(self._step_rows(subject))
        self._path_sentence.setText(path_sentence(subject.current.path, language))
        self._firmness.setText(firmness_sentence(subject.current, language))

    def _step_rows(self, subject: Subject) -> list[RowText]:
        """The steps in words; those that a key leaves as they were are not worded again."""
        language, on = self._context.language, subject.current.path.on
        if (subject.rubric, on) != self._worded_for:
            self._worded_for, self._worded = (subject.rubric, on), {}
        self._worded = {
            step: self._worded.get(step) or step_row(step, subject.rubric, on, language)
            for step in subject.current.path.steps
        }
        return list(self._worded.values())

    @property
    def words(self) -> str:
        """The verdict's word and the sentence below it."""
        return f"{self._verdict.accessibleName()}. {self._summary.text()}"

    def _lay_out(self) -> None:
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(_MARGIN - _INSET, _MARGIN, _MARGIN - _INSET, _MARGIN)
        layout.setSpacing(4)
        groups = (
            (self._verdict, self._summary),
            (self._decides, self.reasons),
            (self._way, self._path_sentence, self.path),
            (rule(), self._firmness),
        )
        for group in groups:
            for part in group:
                layout.addWidget(_inset(part))
            layout.addSpacing(12)
        layout.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(scrolled(body, self._context.language.gettext("Verdict")))


def _inset(part: QWidget) -> QWidget:
    """Indent labels like the text of rows, which have a margin for the hover frame."""
    if isinstance(part, PlainLabel | StatusWord):
        part.setContentsMargins(_INSET, 0, _INSET, 0)
    return part
