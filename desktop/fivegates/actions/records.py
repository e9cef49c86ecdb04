"""Add, edit and remove one dated record of an initiative: evidence, a change or an action alike."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.actions.file.transaction import saving
from fivegates.domain.errors import Problem, refuse
from fivegates.domain.initiative.record_checks import check_criterion
from fivegates.domain.language import Message
from fivegates.store.records.edits import Edit
from fivegates.store.records.reviews import read_rubrics
from fivegates.store.records.table import RecordTable


class Record(Protocol):
    """A value with the store's id."""

    @property
    def id(self) -> int:
        """0 until stored."""


R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class RecordKind(Generic[R]):
    """How one kind of record is checked and named, and the table that holds it.

    `named` gives the criteria that a record names, each with its place. `prepare` runs first in the
    transaction.
    """

    table: RecordTable[R]
    check: Callable[[R], tuple[Problem, ...]]
    title: Callable[[R], object]
    named: Callable[[R], Iterable[tuple[str, str]]] = lambda _value: ()
    prepare: Callable[[Edit], object] = lambda _edit: None


def add(opened: OpenPortfolio, kind: RecordKind[R], initiative_id: int, value: R, label: str) -> Changes:
    """Add a record; its id is in `created`. Raises UserError for a bad field."""
    _require_valid(opened, kind, value)
    with saving(opened, Message(label, title=kind.title(value))) as action:
        kind.prepare(action.edit)
        created = kind.table.insert(action.edit, value, initiative_id)
        action.concerns(initiative_id, created=created)
        action.judge_all(initiative_id)
    return action.changes


def add_all(
    opened: OpenPortfolio, kind: RecordKind[R], initiative_id: int, values: Sequence[R], label: str
) -> Changes:
    """Add records as one step; the id of the last is in `created`. Raises UserError for a bad field."""
    for value in values:
        _require_valid(opened, kind, value)
    with saving(opened, Message(label)) as action:
        kind.prepare(action.edit)
        created = [kind.table.insert(action.edit, value, initiative_id) for value in values]
        action.concerns(initiative_id, created=created[-1])
        action.judge_all(initiative_id)
    return action.changes


def edit(opened: OpenPortfolio, kind: RecordKind[R], value: R, label: str) -> Changes:
    """Save a record that is already there. Raises UserError for a bad field."""
    _require_valid(opened, kind, value)
    with saving(opened, Message(label, title=kind.title(value))) as action:
        kind.prepare(action.edit)
        kind.table.update_whole(action.edit, value)
        action.judge_all(kind.table.owner(opened.file, value.id))
    return action.changes


def remove(opened: OpenPortfolio, kind: RecordKind[R], record_id: int, label: str) -> Changes:
    """Remove a record; undo brings it back."""
    initiative_id = kind.table.owner(opened.file, record_id)
    with saving(opened, Message(label)) as action:
        kind.table.delete(action.edit, record_id)
        action.judge_all(initiative_id)
    return action.changes


def _require_valid(opened: OpenPortfolio, kind: RecordKind[R], value: R) -> None:
    """Refuse bad fields, and a criterion that no rubric of the portfolio has."""
    refuse(kind.check(value))
    for place, criterion in kind.named(value):
        refuse(check_criterion(place, criterion, read_rubrics(opened.file)))
