"""The Evidence tab: a table of evidence with criterion, validity, link and file."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QWidget

from fivegates.actions.evidence import attached_content, save_attached
from fivegates.domain.errors import UserError
from fivegates.domain.initiative.evidence_files import ending_of, kind_of
from fivegates.domain.initiative.initiative import UNASSIGNED, Evidence, EvidenceFile
from fivegates.domain.language import Language
from fivegates.domain.quoting import shown
from fivegates.domain.verdict.evidence_rule import Proof
from fivegates.domain.verdict.states import ProofState
from fivegates.domain.web_addresses import WEB_SCHEMES
from fivegates.domain.wording.evidence import counted_criteria_text, document_kind_phrase, file_text
from fivegates.domain.wording.risk_class import cases_text
from fivegates.domain.wording.words import evidence_kind_word, unassigned_word
from fivegates.ui.context import Context
from fivegates.ui.file_dialogs import FileKind, ask_where_to_save, documents_folder
from fivegates.ui.initiative.record_commands import RecordCommands
from fivegates.ui.initiative.records.detail import RecordEditor
from fivegates.ui.initiative.records.detailed_tab import DetailedTab
from fivegates.ui.initiative.records.tab import ExtraCommand, Words
from fivegates.ui.initiative.score.criterion_words import full_validity_text, weighed
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.messages import Question, ask, show_error
from fivegates.ui.session import Session
from fivegates.ui.system_programs import open_outside
from fivegates.ui.tables.model import Cell, Heading, RecordRow

_ADDRESS: Final = re.compile(r"\s*[A-Za-z][A-Za-z0-9+.-]+:\S")
_LONGEST_SHOWN: Final = 300


def is_address(reference: str) -> bool:
    """True if the reference looks like a URI of any scheme, whether or not it may be opened."""
    return is_link(reference) or _ADDRESS.match(reference) is not None


def is_link(reference: str) -> bool:
    """True if the reference is a web address."""
    url = _url(reference)
    return url.isValid() and url.scheme() in WEB_SCHEMES and bool(url.host())


def open_link(parent: QWidget, context: Context, reference: str) -> None:
    """Ask, naming the host as the network knows it, then hand the address to the browser.

    What is no web address is refused in words: it could start a program.
    """
    language = context.language
    if not is_link(reference):
        show_error(parent, _no_link(reference), language)
        return
    url = _url(reference)
    question = Question(
        language.gettext(
            "Open a page of {host}?", host=url.host(QUrl.ComponentFormattingOption.FullyEncoded)
        ),
        language.gettext("Your browser will open {address}", address=_shown(url)),
        language.gettext("Open"),
    )

    def refuse() -> None:
        show_error(parent, UserError("No program here opens {file}.", file=_shown(url)), language)

    ask(parent, question, language, lambda: open_outside(url, refuse, parent))


def _no_link(reference: str) -> UserError:
    """The refusal of what is no web address."""
    return UserError(
        "“{reference}” is not a web address (http or https), so it was not opened. "
        "If you know what it is, copy it into the program that it belongs to.",
        reference=shown(reference),
    )


def _shown(url: QUrl) -> str:
    """The address as the network knows it, cut where it is too long to be read."""
    address = url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
    return address if len(address) <= _LONGEST_SHOWN else f"{address[:_LONGEST_SHOWN]}…"


def _url(reference: str) -> QUrl:
    return QUrl(reference.strip(), QUrl.ParsingMode.StrictMode)


class EvidenceFileCommands:
    """Confirms first, over `window`; the file is checked each time: any program may have written it."""

    def __init__(self, session: Session, context: Context, window: QWidget) -> None:
        self._session = session
        self._context = context
        self._window = window

    def open(self, item: Evidence) -> None:
        """Name the program that will open it, then open a read-only copy."""
        content = self._session.ask(attached_content, item)
        if content is None or item.file is None:
            return
        language, file = self._context.language, item.file
        question = Question(
            language.gettext("Open {file}?", file=file_text(file, language)),
            language.gettext(
                "The system’s program for {kind} opens a read-only copy. "
                "What is changed there does not come back into the portfolio.",
                kind=document_kind_phrase(kind_of(file.name), language),
            ),
            language.gettext("Open"),
        )
        ask(self._window, question, language, partial(self._open_copy, file, content))

    def save_as(self, item: Evidence) -> None:
        """Ask where to, then write the file as it is."""
        if item.file is None:
            return
        gettext = self._context.language.gettext
        folder = self._context.settings.evidence_folder or documents_folder()
        ending = ending_of(item.file.name)
        kind = FileKind(gettext("This kind of file (*.{suffix})", suffix=ending), ending)
        suggested = Path(folder) / item.file.name
        ask_where_to_save(self._window, gettext("Save the file"), kind, suggested, partial(self._save, item))

    def _open_copy(self, file: EvidenceFile, content: bytes) -> None:
        language = self._context.language
        try:
            path = self._session.copies.write(file, content)
        except UserError as error:
            show_error(self._window, error, language)
            return
        nobody = UserError(
            "No program here opens {file}. Save it, and open it where there is one.", file=file.name
        )
        url = QUrl.fromLocalFile(str(path))
        open_outside(url, lambda: show_error(self._window, nobody, language), self._window)

    def _save(self, item: Evidence, path: Path) -> None:
        try:
            save_attached(self._session.opened, item, path)
        except UserError as error:
            show_error(self._window, error, self._context.language)
            return
        self._context.settings.evidence_folder = str(path.parent)


# Sorts lapsed items before valid ones, by the day; those that the review does not see come last.
_LAPSED_BASE: Final = 0
_FIRST: Final = -1
_GOOD_BASE: Final = date.max.toordinal()


class EvidenceRecords:
    """All evidence of an initiative, weighed on the review's date."""

    view = "evidence"
    by_criterion = True

    def __init__(
        self, context: Context, commands: RecordCommands, file_commands: EvidenceFileCommands, window: QWidget
    ) -> None:
        self._context = context
        self._language = context.language
        self._commands = commands
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
            Heading(gettext("Kind"), spare=True),
            Heading(gettext("Dated"), right=True, spare=True),
            Heading(gettext("Standing"), share=4),
            Heading(gettext("File or reference"), share=2, spare=True),
        )
        self.editor = RecordEditor(
            _find, lambda subject, each: commands.evidence_in_place(subject, _item(subject, each))
        )
        self.extras = (
            _item_command(gettext("Open file…"), "open", _has_file, file_commands.open),
            _item_command(gettext("Save file as…"), "save", _has_file, file_commands.save_as),
            _item_command(gettext("Open link…"), "link", _has_address, self._open_link),
        )

    def rows(self, subject: Subject) -> list[RecordRow]:
        """A row an item."""
        return [
            RecordRow(e.id, e.criterion, self._cells(e, subject), e.also) for e in subject.record.evidence
        ]

    def add(self, subject: Subject, criterion: str) -> None:
        """Ask for new evidence."""
        self._commands.add_evidence(subject, criterion)

    def edit(self, subject: Subject, record_id: int) -> None:
        """Edit an item in a form."""
        self._commands.edit_evidence(subject, _item(subject, record_id))

    def remove(self, subject: Subject, record_id: int) -> None:
        """Remove an item."""
        self._commands.remove_evidence(_item(subject, record_id))

    def _cells(self, item: Evidence, subject: Subject) -> tuple[Cell, ...]:
        language = self._language
        kind = evidence_kind_word(item.kind, language)
        return (
            self._criterion(item, subject),
            Cell(" · ".join(filter(None, (item.title, cases_text(item, language)))), item.title),
            Cell(kind, kind),
            Cell(language.short_date(item.dated), item.dated.toordinal()),
            self._standing(item, subject),
            self._where(item),
        )

    def _criterion(self, item: Evidence, subject: Subject) -> Cell:
        """All that it backs, sorted by its first; what is not assigned comes first."""
        if item.assigned:
            first = criterion_cell(item.criterion, subject, self._language)
            return Cell(counted_criteria_text(item.criteria, subject.rubric, self._language), first.sort)
        return Cell(unassigned_word(self._language), _FIRST, warns=True)

    def _where(self, item: Evidence) -> Cell:
        """The file's name and size, and the reference."""
        file = file_text(item.file, self._language) if item.file else ""
        text = " · ".join(filter(None, (file, item.reference)))
        return Cell(text or "–", text or None, quiet=not text)

    def _open_link(self, item: Evidence) -> None:
        open_link(self._window, self._context, item.reference)

    def _standing(self, item: Evidence, subject: Subject) -> Cell:
        """The validity of an item, or why it does not count."""
        text = full_validity_text(item, subject, self._language)
        proofs = [proof for each in item.criteria if (proof := weighed(item, each, subject)) is not None]
        if not proofs:
            return Cell(text, None, quiet=True)
        lapsed = any(proof.state is not ProofState.CURRENT for proof in proofs)
        return Cell(text, min(_sorted_by(proof, item) for proof in proofs), warns=lapsed)


def _sorted_by(proof: Proof, item: Evidence) -> int:
    """The sort key: lapsed items before valid ones, by the day."""
    day = proof.change.dated if proof.change else proof.lapses_on or item.dated
    return (_GOOD_BASE if proof.state is ProofState.CURRENT else _LAPSED_BASE) + day.toordinal()


def criterion_cell(criterion: str, subject: Subject, language: Language) -> Cell:
    """A criterion by its title, sorted by its place in the rubric."""
    order = [c.id for c in subject.rubric.criteria]
    place = order.index(criterion) if criterion in order else None
    return Cell(language.shipped(subject.criterion_title(criterion)), place)


def _item_command(
    words: str, icon: str, possible: Callable[[Evidence], bool], run: Callable[[Evidence], object]
) -> ExtraCommand:
    """A command on an item, such as opening its link."""
    return ExtraCommand(
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


def _find(subject: Subject, record_id: int) -> Evidence | None:
    return next((item for item in subject.record.evidence if item.id == record_id), None)


def _item(subject: Subject, record_id: int) -> Evidence:
    return next(item for item in subject.record.evidence if item.id == record_id)


class EvidenceTab(DetailedTab):
    """The evidence, what is not assigned to a criterion first."""

    @property
    def kept_criterion(self) -> str:
        """The criterion that new files are for: that whose rows are shown alone, else none yet."""
        return self._filter.currentData() or UNASSIGNED

    def _first_choices(self, subject: Subject) -> Sequence[tuple[str, str]]:
        """The filter entry for unassigned evidence, with its count."""
        count = sum(not item.assigned for item in subject.record.evidence)
        words = self._context.language.pgettext("criterion", "Unassigned ({count})", count=count)
        return [(words, UNASSIGNED)] if count else []
