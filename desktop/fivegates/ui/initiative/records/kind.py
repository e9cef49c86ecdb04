"""What a tab of records asks of a kind of record."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from fivegates.ui.initiative.subject import Subject
from fivegates.ui.tables.model import Heading, RecordRow


@dataclass(frozen=True, slots=True)
class Words:
    """The words around a table: its name, the button that adds, and what is said while it is empty."""

    name: str
    add: str
    empty_title: str
    empty_text: str


@dataclass(frozen=True, slots=True)
class ExtraVerb:
    """What else can be done to the chosen record, where it is possible."""

    words: Callable[[Subject, int], str]
    icon: str
    possible: Callable[[Subject, int], bool]
    run: Callable[[Subject, int], object]
    edits: bool


class RecordKind(Protocol):
    """Evidence, actions or changes."""

    @property
    def words(self) -> Words:
        """The words around the table."""

    @property
    def headings(self) -> Sequence[Heading]:
        """The columns."""

    @property
    def extras(self) -> Sequence[ExtraVerb]:
        """What else can be done."""

    @property
    def by_criterion(self) -> bool:
        """Whether each record is about a criterion."""

    def rows(self, subject: Subject) -> Sequence[RecordRow]:
        """A row for each record of the initiative."""

    def add(self, subject: Subject, criterion: str) -> None:
        """Ask for a new record about a criterion."""

    def edit(self, subject: Subject, record_id: int) -> None:
        """Ask for a record anew."""

    def remove(self, subject: Subject, record_id: int) -> None:
        """Remove a record."""
