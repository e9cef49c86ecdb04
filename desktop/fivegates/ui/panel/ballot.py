"""The page on which one person fills in a ballot; answers are saved into the ballot's file."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QTabBar, QVBoxLayout, QWidget

from fivegates.actions import panel
from fivegates.domain.errors import UserError
from fivegates.domain.initiative.initiative import Evidence, Initiative
from fivegates.domain.language import Language
from fivegates.domain.panel.ballots import BallotPaper, ballot_of, handed_in, scored
from fivegates.domain.review.review import Case, InitiativeRecord, Review, Score
from fivegates.domain.verdict.assessment import assess
from fivegates.domain.verdict.verdict import Standing
from fivegates.domain.wording.evidence import criteria_text
from fivegates.domain.wording.panel import ballot_sentence, person_text
from fivegates.domain.wording.words import evidence_kind_word
from fivegates.ui.context import Context
from fivegates.ui.initiative.forms.review_forms import NotApplicableForm
from fivegates.ui.initiative.score_tab import ScoreTab
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.messages import Question, ask, show_error, show_note
from fivegates.ui.widgets.buttons import IconButton
from fivegates.ui.widgets.labels import ElidedLabel, PlainLabel
from fivegates.ui.widgets.page import scrolled
from fivegates.ui.widgets.roles import set_role

_ENCRYPT_AFTER_MS = 1_000


class BallotFile(QObject):
    """Saves every answer at once; an encrypted ballot once nothing was entered for a second.

    Signals:
        changed(): the ballot has other answers, or was handed in.
    """

    changed = Signal()

    def __init__(
        self, path: Path, paper: BallotPaper, password: str | None, context: Context, window: QWidget
    ) -> None:
        super().__init__(window)
        self.path = path
        self.paper = paper
        self._password = password
        self._context = context
        self._window = window
        self._saving = QTimer(self, singleShot=True, interval=_ENCRYPT_AFTER_MS)
        self._saving.timeout.connect(self.save)

    @property
    def subject(self) -> Subject:
        """The ballot as the review that it would be, with the evidence that it names and nothing else."""
        asked = self.paper.invitation
        review = Review(asked.dated, asked.rubric.id, asked.rubric.version, scores=self.paper.scores, id=1)
        record = InitiativeRecord(Initiative(asked.code, asked.initiative), asked.evidence, reviews=(review,))
        return Subject(record, assess(Case(asked.rubric, review, asked.evidence)))

    def answer(self, score: Score) -> bool:
        """Save another answer; whether it is saved, or will be in a moment."""
        try:
            paper = scored(self.paper, score)
        except UserError as error:
            show_error(self._window, error, self._context.language)
            return False
        return self._take(paper, soon=self._password is not None)

    def hand_in(self) -> bool:
        """Seal the ballot; whether that was done."""
        try:
            paper = handed_in(self.paper, self._context.now())
        except UserError as error:
            show_error(self._window, error, self._context.language)
            return False
        return self._take(paper, soon=False)

    def save(self) -> bool:
        """Write the answers; whether they are in the file."""
        self._saving.stop()
        try:
            panel.save_paper(self.path, self.paper, self._password)
        except UserError as error:
            show_error(self._window, error, self._context.language)
            return False
        return True

    def flush(self) -> bool:
        """Write pending answers; whether none is left."""
        return self.save() if self._saving.isActive() else True

    def _take(self, paper: BallotPaper, *, soon: bool) -> bool:
        """Replace the ballot by a newer state, if that can be saved."""
        before, self.paper = self.paper, paper
        if soon:
            self._saving.start()
        elif not self.save():
            self.paper = before
            return False
        self.changed.emit()
        return True


class BallotAnswers:
    """Saves into the ballot; evidence is shown, and neither added nor changed."""

    def __init__(self, ballot: BallotFile, context: Context, page: QWidget) -> None:
        self._ballot = ballot
        self._context = context
        self._page = page

    def _score(self, criterion: str) -> Score:
        return self._ballot.paper.scores.get(criterion) or Score(criterion)

    def set_level(self, _subject: Subject, criterion: str, level: int) -> None:
        """Claim a level."""
        self._ballot.answer(replace(self._score(criterion), level=level, not_applicable=None))

    def clear(self, _subject: Subject, criterion: str) -> None:
        """Take the answer back; the rationale stays."""
        self._ballot.answer(replace(self._score(criterion), level=None, not_applicable=None))

    def write(self, _subject: Subject, criterion: str, text: str) -> bool:
        """Save the rationale; whether it is saved."""
        return self._ballot.answer(replace(self._score(criterion), rationale=text))

    def leave_out(self, subject: Subject, criterion: str) -> None:
        """Ask why the criterion does not apply."""
        held = self._score(criterion)
        asked = subject.rubric.criterion(criterion)
        form = NotApplicableForm(self._context, asked, held.not_applicable, self._page)

        def save() -> object | None:
            waived = replace(self._score(criterion), level=None, not_applicable=form.value)
            return True if self._ballot.answer(waived) else None

        form.save_with(save)

    def add_evidence(self, subject: Subject, criterion: str) -> None:
        """Do nothing: a ballot takes no evidence."""

    def open_evidence(self, _subject: Subject, item: Evidence) -> None:
        """Show all that is known of a piece of evidence."""
        show_note(self._page, evidence_text(item, self._context.language), self._context.language)

    def correct(self, subject: Subject) -> None:
        """Do nothing: a ballot is not corrected, another round asks for a new one."""


def evidence_text(item: Evidence, language: Language) -> str:
    """Kind, day, title, reference, note and the name of the file."""
    kind, day = evidence_kind_word(item.kind, language), language.long_date(item.dated)
    texts = (item.title, f"{kind} · {day}", item.reference, item.note, item.file.name if item.file else "")
    return "\n".join(part for part in texts if part)


class AskedPanel(QFrame):
    """The open questions and the evidence of a ballot, beside the scores."""

    def __init__(self, paper: BallotPaper, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        language = context.language
        asked = paper.invitation
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        column.addWidget(PlainLabel(language.gettext("Open questions"), "section"))
        for question in asked.questions or (language.gettext("None were sent."),):
            column.addWidget(PlainLabel(question, wrap=True))
        column.addSpacing(10)
        column.addWidget(PlainLabel(language.gettext("Evidence"), "section"))
        places = [each.id for each in asked.rubric.criteria]
        for item in sorted(asked.evidence, key=lambda each: places.index(each.criterion)):
            day = language.short_date(item.dated)
            column.addWidget(PlainLabel(f"{item.title} · {day}", wrap=True))
            named = criteria_text(item.criteria, asked.rubric, language)
            column.addWidget(PlainLabel(named, "note", wrap=True))
        if not asked.evidence:
            column.addWidget(PlainLabel(language.gettext("None is recorded."), wrap=True))
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(shown, language.gettext("Open questions and evidence")))


class BallotPage(QWidget):
    """Shows a ballot; keys score it as they do a review.

    Signals:
        closed(): the user is done with it.
    """

    closed = Signal()

    def __init__(self, ballot: BallotFile, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ballot = ballot
        self._context = context
        gettext = context.language.gettext
        self._title = ElidedLabel(person_text(ballot_of(ballot.paper)), "title")
        self._about = ElidedLabel(self._about_text(), "quiet")
        self.state = PlainLabel("", "quiet", wrap=True)
        self.hand_in = IconButton(context, "check", gettext("Hand in…"), "primary")
        self._close = QPushButton(gettext("Close ballot"))
        self._close.setAutoDefault(False)
        self._gates = QTabBar()
        self._gates.setDrawBase(False)
        self._gates.setExpanding(False)
        self._gates.setAccessibleName(gettext("Gates"))
        self.score = ScoreTab(
            BallotAnswers(ballot, context, self), context, AskedPanel(ballot.paper, context)
        )
        self._lay_out()
        self._connect()
        self.refresh()

    def enter(self) -> None:
        """Take the keyboard: keys score."""
        self.score.enter(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show the ballot as it is now."""
        paper = self._ballot.paper
        subject = self._ballot.subject
        with QSignalBlocker(self._gates):
            for number, gate in enumerate(subject.verdict.gates):
                done = sum(each.standing is not Standing.UNSCORED for each in gate.criteria)
                self._gates.setTabText(
                    number, f"{self._context.language.shipped(gate.gate.name)} {done}/{len(gate.criteria)}"
                )
        self.score.show_subject(subject, editable=paper.handed_in is None)
        self.state.setText(ballot_sentence(paper, self._ballot.path.name, self._context.language))
        self.hand_in.setVisible(paper.handed_in is None)

    def close_ballot(self) -> bool:
        """Save what was typed; whether nothing is left unsaved."""
        return self.score.flush() and self._ballot.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pass keys that no widget handled to the scores."""
        if not self.score.press(event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the focus on to the scores."""
        super().focusInEvent(event)
        self.score.enter(event.reason())

    def hideEvent(self, event: QHideEvent) -> None:
        """Save what was typed."""
        self.close_ballot()
        super().hideEvent(event)

    def _about_text(self) -> str:
        asked = self._ballot.paper.invitation
        return self._context.language.gettext(
            "{initiative} ({code}) · review of {day} · round {round}",
            initiative=asked.initiative,
            code=asked.code,
            day=asked.dated,
            round=asked.round,
        )

    def _lay_out(self) -> None:
        for gate in self._ballot.paper.invitation.rubric.gates:
            self._gates.addTab(self._context.language.shipped(gate.name))
        set_role(self._close, "quiet-link")
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self._title, 1)
        top.addWidget(self._close)
        top.addWidget(self.hand_in)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 12, 32, 8)
        layout.setSpacing(4)
        layout.addLayout(top)
        layout.addWidget(self._about)
        layout.addWidget(self.state)
        layout.addWidget(self._gates)
        layout.addWidget(self.score, 1)

    def _connect(self) -> None:
        """Connect all signals, in one list."""
        self._ballot.changed.connect(self.refresh)
        self._close.clicked.connect(self.closed)
        self.hand_in.clicked.connect(self._ask_to_hand_in)
        self._gates.currentChanged.connect(self._show_gate)
        self.score.gate_entered.connect(self._mark_gate)

    def _show_gate(self, number: int) -> None:
        self.score.show_gate(self._ballot.paper.invitation.rubric.gates[number].id)

    def _mark_gate(self, gate: str) -> None:
        """Show which gate the criterion in focus belongs to."""
        with QSignalBlocker(self._gates):
            ids = [each.id for each in self._ballot.paper.invitation.rubric.gates]
            self._gates.setCurrentIndex(ids.index(gate))

    def _ask_to_hand_in(self) -> None:
        """Confirm: a ballot cannot be changed once it is handed in."""
        if not self.close_ballot():
            return
        gettext = self._context.language.gettext
        question = Question(
            gettext("Hand in this ballot?"),
            " ".join(
                (
                    ballot_sentence(self._ballot.paper, self._ballot.path.name, self._context.language),
                    gettext("It is sealed, and does not change after."),
                )
            ),
            gettext("Hand in"),
        )
        ask(self, question, self._context.language, self._ballot.hand_in)
