"""What grids of cost, usage and benefit lines share: rows, editing, copying, pasting and filling down."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, Literal, TypeVar

from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.actions.ledger_grid import fill_down
from fivegates.domain.economics.ledger import BenefitLine, CostLine, UsageLine
from fivegates.ui.initiative.costs.commands import LedgerVerbs
from fivegates.ui.initiative.records.kind import ExtraVerb, Words
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.tables.model import Cell, Heading, RecordRow

L = TypeVar("L", bound=CostLine | UsageLine | BenefitLine)


@dataclass(frozen=True, slots=True)
class Text(Generic[L]):
    """How lines go to a spreadsheet as rows, and come from there."""

    copied: Callable[[Sequence[L]], str]
    paste: Callable[[OpenPortfolio, int, str], Changes]


class LedgerLines(ABC, Generic[L]):
    """All lines of one kind. `filled` names the fields of a line that each column shows."""

    by_criterion = False
    extras: tuple[ExtraVerb, ...] = ()
    part: ClassVar[Literal["costs", "usage", "benefits"]]
    filled: ClassVar[tuple[tuple[str, ...], ...]]
    words: Words
    headings: tuple[Heading, ...]

    def __init__(self, verbs: LedgerVerbs, text: Text[L]) -> None:
        self._verbs = verbs
        self._language = verbs.context.language
        self._text = text

    @abstractmethod
    def _new(self, subject: Subject) -> L:
        """A new line of this month."""

    @abstractmethod
    def _ask(self, subject: Subject, line: L) -> None:
        """Ask for a line, new or anew."""

    @abstractmethod
    def _cells(self, line: L) -> tuple[Cell, ...]:
        """What the grid shows of a line."""

    def rows(self, subject: Subject) -> list[RecordRow]:
        """A row a line."""
        return [RecordRow(line.id, "", self._cells(line)) for line in self._lines(subject)]

    def add(self, subject: Subject, _criterion: str) -> None:
        """Ask for a new line of this month."""
        self._ask(subject, self._new(subject))

    def edit(self, subject: Subject, record_id: int) -> None:
        """Ask for a line anew."""
        (line,) = self._chosen(subject, [record_id])
        self._ask(subject, line)

    def remove(self, subject: Subject, record_id: int) -> None:
        """Remove a line."""
        self.remove_lines(subject, [record_id])

    def remove_lines(self, subject: Subject, line_ids: Sequence[int]) -> None:
        """Remove lines in one step."""
        self._verbs.remove(subject, **{self.part: line_ids})

    def copy_lines(self, subject: Subject, line_ids: Sequence[int]) -> None:
        """Put lines on the clipboard as rows for a spreadsheet."""
        self._verbs.copy(self._text.copied(self._chosen(subject, line_ids)))

    def paste(self, subject: Subject) -> None:
        """Add the rows on the clipboard."""
        self._verbs.session.run(self._text.paste, subject.initiative_id, self._verbs.pasted())

    def fill_down(self, subject: Subject, line_ids: Sequence[int], column: int) -> None:
        """Give all lines what the first one says in a column, in one step."""
        lines = self._chosen(subject, line_ids)
        self._verbs.session.run(fill_down, subject.initiative_id, lines, self.filled[column])

    def _lines(self, subject: Subject) -> Sequence[L]:
        lines: Sequence[L] = getattr(subject.record.ledger, self.part)
        return lines

    def _chosen(self, subject: Subject, line_ids: Sequence[int]) -> list[L]:
        """Lines by their ids, in that order."""
        by_id = {line.id: line for line in self._lines(subject)}
        return [by_id[line_id] for line_id in line_ids]
