"""The target of a Score tab's edits: a review of the open portfolio, or a ballot."""

from typing import Protocol

from fivegates.actions import scoring
from fivegates.domain.initiative.initiative import Evidence
from fivegates.ui.initiative.record_commands import RecordCommands
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.session import Session


class Answers(Protocol):
    """The interface for edits; each concerns one criterion of the review that is shown."""

    def set_level(self, subject: Subject, criterion: str, level: int) -> None:
        """Claim a level."""

    def clear(self, subject: Subject, criterion: str) -> None:
        """Take the answer back."""

    def write(self, subject: Subject, criterion: str, text: str) -> bool:
        """Save the rationale; whether it is saved."""

    def leave_out(self, subject: Subject, criterion: str) -> None:
        """Ask why the criterion does not apply."""

    def add_evidence(self, subject: Subject, criterion: str) -> None:
        """Ask for new evidence."""

    def open_evidence(self, subject: Subject, item: Evidence) -> None:
        """Show a piece of evidence, for editing where that is possible."""

    def correct(self, subject: Subject) -> None:
        """Start a correction of the review."""


class ReviewAnswers:
    """Saves into the review, by the actions of a session."""

    def __init__(self, session: Session, commands: RecordCommands) -> None:
        self._save_from_keys = session.save_from_keys
        self._commands = commands

    def set_level(self, subject: Subject, criterion: str, level: int) -> None:
        """Claim a level."""
        self._save_from_keys(scoring.set_level, subject.review.id, criterion, level)

    def clear(self, subject: Subject, criterion: str) -> None:
        """Take the answer back."""
        self._save_from_keys(scoring.clear_score, subject.review.id, criterion)

    def write(self, subject: Subject, criterion: str, text: str) -> bool:
        """Save the rationale; whether it is saved."""
        return self._save_from_keys(scoring.set_rationale, subject.review.id, criterion, text) is not None

    def leave_out(self, subject: Subject, criterion: str) -> None:
        """Ask why the criterion does not apply."""
        self._commands.leave_out(subject, criterion)

    def add_evidence(self, subject: Subject, criterion: str) -> None:
        """Ask for new evidence."""
        self._commands.add_evidence(subject, criterion)

    def open_evidence(self, subject: Subject, item: Evidence) -> None:
        """Edit a piece of evidence in a form."""
        self._commands.edit_evidence(subject, item)

    def correct(self, subject: Subject) -> None:
        """Ask why the final review is corrected."""
        self._commands.correct_review(subject)
