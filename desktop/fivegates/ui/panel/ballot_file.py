"""A ballot that is filled in here: what is entered is saved into its file, and reported."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from fivegates.actions import panel
from fivegates.domain.errors import UserError
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.panel.papers import BallotPaper, handed_in, scored
from fivegates.domain.review.review import Case, InitiativeRecord, Review, Score
from fivegates.domain.verdict.assessment import assess
from fivegates.ui.context import Context
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.messages import show_error

_ENCRYPT_AFTER_MS = 1_000


class BallotFile(QObject):
    """Saves every answer at once; where that takes a password's work, once nothing was entered for a second.

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
        """Write what was entered; whether it is in the file."""
        self._saving.stop()
        try:
            panel.save_paper(self.path, self.paper, self._password)
        except UserError as error:
            show_error(self._window, error, self._context.language)
            return False
        return True

    def flush(self) -> bool:
        """Write what waits to be; whether nothing is left."""
        return self.save() if self._saving.isActive() else True

    def _take(self, paper: BallotPaper, *, soon: bool) -> bool:
        """Go on with another state of the ballot, if it can be saved."""
        before, self.paper = self.paper, paper
        if soon:
            self._saving.start()
        elif not self.save():
            self.paper = before
            return False
        self.changed.emit()
        return True
