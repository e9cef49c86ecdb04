"""Evidence as a table: what backs each criterion, and how long it is good."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from fivegates.domain.initiative.initiative import Evidence
from fivegates.domain.verdict.evidence_rule import ProofState
from fivegates.domain.wording.evidence_files import file_text
from fivegates.domain.wording.words import evidence_kind_word
from fivegates.ui.context import Context
from fivegates.ui.initiative.evidence_file_commands import EvidenceFileVerbs
from fivegates.ui.initiative.evidence_words import standing_text, weighed
from fivegates.ui.initiative.links import is_address, open_link
from fivegates.ui.initiative.record_commands import RecordVerbs
from fivegates.ui.initiative.records.kind import ExtraVerb, Words
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.tables.model import Cell, Heading, RecordRow

# Sorts what has lapsed before what is still good, by the day; what is not seen comes last.
_LAPSED_BASE: Final = 0
_GOOD_BASE: Final = date.max.toordinal()


class EvidenceRecords:
    """All evidence of an initiative, weighed on the review's date."""

    by_criterion = True

    def __init__(
        self, context: Context, verbs: RecordVerbs, file_verbs: EvidenceFileVerbs, window: QWidget
    ) -> None:
        self._context = context
        self._language = context.language
        self._verbs = verbs
        self._window = window
        gettext = context.language.gettext
        self.words = Words(
            gettext("Evidence"),
            gettext("Add evidence…"),
            gettext("No evidence yet"),
            gettext(
                "A level of 3 or 4 counts only with proof. Add what a sceptical board would accept, "
                "or drop a file here."
            ),
        )
        self.headings = (
            Heading(gettext("Criterion"), share=3),
            Heading(gettext("Title"), share=5),
            Heading(gettext("Kind")),
            Heading(gettext("Dated"), right=True),
            Heading(gettext("Standing"), share=4),
            Heading(gettext("File or reference"), share=2),
        )
        self.extras = (
            _verb(gettext("Open file…"), "open", _has_file, file_verbs.open),
            _verb(gettext("Save file as…"), "save", _has_file, file_verbs.save_as),
            _verb(gettext("Open link…"), "link", _has_address, self._open_link),
        )

    def rows(self, subject: Subject) -> list[RecordRow]:
        """A row an item."""
        return [RecordRow(e.id, e.criterion, self._cells(e, subject)) for e in subject.record.evidence]

    def add(self, subject: Subject, criterion: str) -> None:
        """Ask for new evidence."""
        self._verbs.add_evidence(subject, criterion)

    def add_file(self, subject: Subject, criterion: str, path: Path) -> None:
        """Ask for new evidence with a file."""
        self._verbs.attach(subject, criterion, path)

    def edit(self, subject: Subject, record_id: int) -> None:
        """Ask for an item anew."""
        self._verbs.edit_evidence(subject, _item(subject, record_id))

    def remove(self, subject: Subject, record_id: int) -> None:
        """Remove an item."""
        self._verbs.remove_evidence(_item(subject, record_id))

    def _cells(self, item: Evidence, subject: Subject) -> tuple[Cell, ...]:
        language = self._language
        kind = evidence_kind_word(item.kind, language)
        return (
            criterion_cell(item.criterion, subject),
            Cell(item.title, item.title),
            Cell(kind, kind),
            Cell(language.short_date(item.dated), item.dated.toordinal()),
            self._standing(item, subject),
            self._where(item),
        )

    def _where(self, item: Evidence) -> Cell:
        """The file by its name and size, and what else says where it is."""
        file = file_text(item.file, self._language) if item.file else ""
        said = " · ".join(filter(None, (file, item.reference)))
        return Cell(said or "–", said or None, quiet=not said)

    def _open_link(self, item: Evidence) -> None:
        open_link(self._window, self._context, item.reference)

    def _standing(self, item: Evidence, subject: Subject) -> Cell:
        """How long it is good, or what became of it."""
        text = standing_text(item, subject, self._language)
        proof = weighed(item, subject)
        if proof is None:
            return Cell(text, None, quiet=True)
        current = proof.state is ProofState.CURRENT
        day = proof.change.dated if proof.change else proof.lapses_on or item.dated
        base = _GOOD_BASE if current else _LAPSED_BASE
        return Cell(text, base + day.toordinal(), warns=not current)


def criterion_cell(criterion: str, subject: Subject) -> Cell:
    """A criterion by its title, sorted by its place in the rubric."""
    order = [c.id for c in subject.rubric.criteria]
    place = order.index(criterion) if criterion in order else None
    return Cell(subject.criterion_title(criterion), place)


def _verb(
    words: str, icon: str, possible: Callable[[Evidence], bool], run: Callable[[Evidence], object]
) -> ExtraVerb:
    """What can be done to an item without editing it."""
    return ExtraVerb(
        words=lambda _subject, _record_id: words,
        icon=icon,
        possible=lambda subject, record_id: possible(_item(subject, record_id)),
        run=lambda subject, record_id: run(_item(subject, record_id)),
        edits=False,
    )


def _has_file(item: Evidence) -> bool:
    return item.file is not None


def _has_address(item: Evidence) -> bool:
    return is_address(item.reference)


def _item(subject: Subject, record_id: int) -> Evidence:
    return next(item for item in subject.record.evidence if item.id == record_id)
