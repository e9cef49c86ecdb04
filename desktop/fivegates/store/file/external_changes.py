"""Detects external changes: a file that a sync program or user moved, replaced or rewrote while open."""

from enum import Enum, auto

from fivegates.store.file.connection import scalar
from fivegates.store.file.disk import footprint_of
from fivegates.store.file.inspection import require_readable
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.file.sqlite_errors import (
    READING,
    as_user_errors,
    changed_elsewhere,
    lost_content,
    moved_away,
)
from fivegates.store.records.rows import find_row, named_key


class ExternalState(Enum):
    """The state of a file since we last read or wrote it."""

    IN_PLACE = auto()
    CHANGED = auto()
    """Somebody else has written to it: what is on screen may not be what is in it."""
    GONE = auto()
    """It was moved, renamed, deleted or replaced; its connection still reads what it was."""


def external_state(file: PortfolioFile) -> ExternalState:
    """Check whether the file is the one that we know. Raises UserError when it was damaged in its place.

    A check takes some microseconds while there are no external changes.
    """
    found = footprint_of(file.path)
    if found is None or (file.footprint is not None and found.inode != file.footprint.inode):
        return ExternalState.GONE
    if found == file.footprint or _holds_what_we_saved(file):
        return ExternalState.IN_PLACE
    return ExternalState.CHANGED


def require_in_place(file: PortfolioFile) -> None:
    """Raise UserError where an edit would not go into the file that we know."""
    state = external_state(file)
    if state is ExternalState.GONE:
        raise moved_away(file.path)
    if state is ExternalState.CHANGED:
        raise changed_elsewhere(file.path)


def accept_changes(file: PortfolioFile) -> None:
    """Accept external changes of the file. Raises UserError when it is not sound."""
    _read_again(file)
    file.refresh_revision()


def _read_again(file: PortfolioFile) -> None:
    """Drop the connection's page cache: SQLite relies on other writers to update the change counter."""
    file.replace_connection(None)
    with as_user_errors(file.path, READING):
        if scalar(file.connection, "PRAGMA page_count") == 0:
            raise lost_content(file.path)
        require_readable(file.connection, file.path)


def _holds_what_we_saved(file: PortfolioFile) -> bool:
    """True if a modified file is at our revision and contains the rows of our last edit.

    Another copy of the portfolio may be at the same revision; it does not hold the same last edit.
    """
    _read_again(file)
    last = {(row.table, row.key): row for row in file.last_edit}
    kept = (
        file.stored_revision() == file.revision
        and bool(last)
        and all(
            find_row(file.database, row.table, named_key(row.table, row.key)) == row.after
            for row in last.values()
        )
    )
    if kept:
        file.note_footprint()
    return kept
