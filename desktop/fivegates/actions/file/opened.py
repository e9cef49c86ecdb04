"""An open portfolio: its file, and what can be undone and redone."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from fivegates.domain.errors import UserError
from fivegates.domain.language import Message
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
    """Results by the identity of frozen values: comparing whole records costs more than it saves.

    A result never gets out of date; other values are other arguments.
    """

    def __init__(self) -> None:
        self._results: deque[tuple[tuple[object, ...], R]] = deque(maxlen=_MOST)

    def get(self, given: tuple[object, ...], work_out: Callable[[], R]) -> R:
        """Return the result for these values, worked out unless it is among the last few."""
        for known, result in self._results:
            if all(one is other for one, other in zip(known, given, strict=True)):
                return result
        result = work_out()
        self._results.append((given, result))
        return result


@dataclass(frozen=True)
class Changes:
    """What an action saved, so that the pages it concerns ask again and redraw.

    `created` is the id of what was added. `label` names the action in the undo menu.
    """

    label: Message
    initiatives: frozenset[int] = frozenset()
    settings: bool = False
    created: int | None = None


@dataclass(frozen=True)
class Done:
    """A saved action with the rows it changed; consecutive ones of one `merge_key` undo together."""

    changes: Changes
    rows: tuple[RowChange, ...]
    merge_key: str = ""


@dataclass
class OpenPortfolio:
    """A portfolio file open for work. Undo and redo last as long as it is open, and so does `search`.

    `cases` and `verdicts` are the last ones worked out: what an edit judges, the page that shows it does
    not judge again. `tried_plan` is what a capacity plan was last made of here, where it cannot be saved.
    `noted` is the last entry that was added to the history here, with its merge key; `clock` says when an
    edit is saved.
    """

    file: PortfolioFile
    done: list[Done] = field(default_factory=list)
    undone: list[Done] = field(default_factory=list)
    cases: "RecentResults[Case]" = field(default_factory=RecentResults)
    verdicts: "RecentResults[Verdict]" = field(default_factory=RecentResults)
    search: "SearchIndex | None" = None
    tried_plan: "CapacitySettings | None" = None
    noted: tuple[str, int] | None = None
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self.file.path

    @property
    def read_only(self) -> bool:
        """Whether nothing can be saved here."""
        return self.file.read_only

    @property
    def held_elsewhere(self) -> datetime | None:
        """Since when another window edits the file, which is read-only here then."""
        return self.file.held_elsewhere

    @property
    def consolidated(self) -> bool:
        """Whether it is a view over other files, for reading only."""
        return self.file.consolidated

    @property
    def backup_fault(self) -> UserError | None:
        """Why no backup of today could be made."""
        return self.file.backup_fault

    @property
    def undo_label(self) -> Message | None:
        """What undo would take back."""
        return self.done[-1].changes.label if self.done else None

    @property
    def redo_label(self) -> Message | None:
        """What redo would do again."""
        return self.undone[-1].changes.label if self.undone else None

    def remember(self, action: Done) -> None:
        """Put a saved action on the undo list; what was undone before it cannot be redone."""
        self.undone.clear()
        last = self.done[-1] if self.done else None
        if last and action.merge_key and last.merge_key == action.merge_key:
            self.done[-1] = replace(action, rows=_merged(last.rows, action.rows))
        else:
            self.done.append(action)

    def close_search(self) -> None:
        """Drop the search index; the next search makes another."""
        if self.search is not None:
            self.search.close()
            self.search = None

    def forget(self) -> None:
        """Empty both lists: what was done can no longer be taken back."""
        self.done.clear()
        self.undone.clear()


def _merged(first: Sequence[RowChange], second: Sequence[RowChange]) -> tuple[RowChange, ...]:
    """Join two runs of row changes, keeping for each row its first before and its last after."""
    rows: dict[tuple[object, ...], RowChange] = {}
    for row in (*first, *second):
        earlier = rows.get((row.table, *row.key))
        rows[row.table, *row.key] = replace(row, before=earlier.before) if earlier else row
    return tuple(rows.values())
