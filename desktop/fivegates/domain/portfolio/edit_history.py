"""The edit history: an entry for each saved edit, stored in the portfolio."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from fivegates.domain.language import Message

MOST_ENTRIES: Final = 20_000
"""The retention limit: the most entries of a portfolio; the oldest are dropped first."""
MOST_NAMED: Final = 100
"""An edit of more initiatives is recorded for the whole portfolio."""


class EditKind(StrEnum):
    """The kinds of entries: edit, undo, redo."""

    EDIT = "edit"
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class EditPlace:
    """The subject of an edit, by the store's ids; the whole portfolio where no initiative is named.

    `review` and `criterion` are set where it concerned a single one.
    """

    initiatives: tuple[int, ...] = ()
    review: int | None = None
    criterion: str = ""


CHANGED_FIELDS: Final = frozenset(
    {
        *(("score", column) for column in ("level", "rationale")),
        *(("action", column) for column in ("title", "owner", "due", "status", "target_level")),
        *(("initiative", column) for column in ("name", "code", "business_unit", "sponsor", "stage")),
        *(("initiative", column) for column in ("target_go_live", "target_volume")),
        *(("evidence", column) for column in ("title", "dated", "reference")),
        *(("decision", column) for column in ("dated", "by")),
        *(("review", column) for column in ("dated", "reviewer")),
        ("change", "dated"),
    }
)
"""Table and column of values whose changes are recorded with an edit."""


@dataclass(frozen=True, slots=True)
class ValueChange:
    """One field that an edit changed, as `score.level`, with its values in the file; None where empty."""

    field: str
    before: int | str | None
    after: int | str | None


@dataclass(frozen=True, slots=True)
class EditEntry:
    """One edit: time (UTC, to the second), person, the sentence that undo shows, and subject.

    `codes` are those that the initiatives had then; `reviewed` is the day of the review concerned.
    `changed` is the change of value where the edit was of one field alone; None too for entries of older
    versions.
    """

    id: int
    at: datetime
    by: str
    kind: EditKind
    what: Message
    initiatives: tuple[int, ...] = ()
    codes: tuple[str, ...] = ()
    reviewed: date | None = None
    criterion: str = ""
    changed: ValueChange | None = None


def people_of(entries: Iterable[EditEntry]) -> tuple[str, ...]:
    """Authors of edits, without duplicates, in alphabetical order."""
    return tuple(sorted({each.by for each in entries if each.by}, key=lambda name: (name.casefold(), name)))
