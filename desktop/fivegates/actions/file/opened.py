"""An open portfolio: its file, and its undo and redo stacks."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from fivegates.domain.errors import UserError
from fivegates.domain.language import Message
from fivegates.domain.portfolio.names import Renaming
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.records.rows import RowChange

if TYPE_CHECKING:
    from fivegates.domain.capacity.settings import CapacitySettings
    from fivegates.domain.review.review import Case
    from fivegates.domain.verdict.verdict import Verdict
    from fivegates.store.search.index import SearchIndex

R = TypeVar("R")

_MOST: Final = 4


class RecentResults(Generic[R]):
    """A cache keyed by the identity of frozen values: comparing whole records costs more than it saves.

    An entry is never stale: changed values are other objects.
    """

    def __init__(self) -> None:
        self._results: deque[tuple[tuple[object, ...], R]] = deque(maxlen=_MOST)

    def get(self, given: tuple[object, ...], work_out: Callable[[], R]) -> R:
        """Return the result for these values, computed unless cached."""
        for known, result in self._results:
            if all(one is other for one, other in zip(known, given, strict=True)):
                return result
        result = work_out()
        self._results.append((given, result))
        return result


@dataclass(frozen=True)
class Changes:
    """The scope of a saved action, so that the affected pages query again and redraw.

    `created` is the id of what was added. `label` names the action in the undo menu. `renamed` is the
    renaming of a person or unit; `undone` is true if the action was undone.
    """

    label: Message
    initiatives: frozenset[int] = frozenset()
    settings: bool = False
    created: int | None = None
    renamed: Renaming | None = None
    undone: bool = False


@dataclass(frozen=True)
class Done:
    """An undo entry: a saved action and its changed rows; consecutive ones of one `merge_key` are merged."""

    changes: Changes
    rows: tuple[RowChange, ...]
    merge_key: str = ""


@dataclass
class OpenPortfolio:
    """An open portfolio file. The undo and redo stacks and `search` last until it is closed.

    `cases` and `verdicts` cache the last results, so that a page does not judge again what an edit
    just judged. `tried_plan` holds the last settings of a capacity plan where they cannot be saved.
    `last_entry` is the last history entry added in this session, with its merge key; `clock` gives the time
    of an edit.
    """

    file: PortfolioFile
    done: list[Done] = field(default_factory=list)
    undone: list[Done] = field(default_factory=list)
    cases: "RecentResults[Case]" = field(default_factory=RecentResults)
    verdicts: "RecentResults[Verdict]" = field(default_factory=RecentResults)
    search: "SearchIndex | None" = None
    tried_plan: "CapacitySettings | None" = None
    last_entry: tuple[str, int] | None = None
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    @property
    def path(self) -> Path:
        """The path of the file."""
        return self.file.path

    @property
    def read_only(self) -> bool:
        """True if nothing can be saved here."""
        return self.file.read_only

    @property
    def locked_elsewhere(self) -> datetime | None:
        """Time since when another window has the file locked; it is read-only here then."""
        return self.file.locked_elsewhere

    @property
    def consolidated(self) -> bool:
        """True if it is a consolidated view, which is read-only."""
        return self.file.consolidated

    @property
    def backup_fault(self) -> UserError | None:
        """The reason why today's backup failed."""
        return self.file.backup_fault

    @property
    def undo_label(self) -> Message | None:
        """The label of the action that undo would revert."""
        return self.done[-1].changes.label if self.done else None

    @property
    def redo_label(self) -> Message | None:
        """The label of the action that redo would repeat."""
        return self.undone[-1].changes.label if self.undone else None

    def remember(self, action: Done) -> None:
        """Push a saved action on the undo stack, and clear the redo stack."""
        self.undone.clear()
        last = self.done[-1] if self.done else None
        if last and action.merge_key and last.merge_key == action.merge_key:
            self.done[-1] = replace(action, rows=_merged(last.rows, action.rows))
        else:
            self.done.append(action)

    def close_search(self) -> None:
        """Drop the search index; the next search rebuilds it."""
        if self.search is not None:
            self.search.close()
            self.search = None

    def forget(self) -> None:
        """Clear the undo and redo stacks."""
        self.done.clear()
        self.undone.clear()


def _merged(first: Sequence[RowChange], second: Sequence[RowChange]) -> tuple[RowChange, ...]:
    """Merge two lists of row changes, keeping each row's first `before` and last `after`."""
    rows: dict[tuple[object, ...], RowChange] = {}
    for row in (*first, *second):
        earlier = rows.get((row.table, *row.key))
        rows[row.table, *row.key] = replace(row, before=earlier.before) if earlier else row
    return tuple(rows.values())
