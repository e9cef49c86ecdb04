"""Removes the contents of files that no evidence names any more; what a final review rests on stays for good.

Undo may name them again, so they stay until the portfolio is closed, or opened the next time; copies
leave them out at once.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from fivegates.store.file.connection import connect, roll_back, scalar
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.file.sqlite_errors import SAVING, told_in_words

UNUSED: Final = (
    "digest NOT IN (SELECT file_digest FROM evidence WHERE file_digest IS NOT NULL) "
    "AND NOT EXISTS (SELECT 1 FROM seal WHERE instr(seal.content, evidence_file.digest))"
)


def discard_unused(file: PortfolioFile) -> None:
    """Delete the contents that no evidence names; nothing is done where another program has edited since.

    Only for when nothing can be undone. Raises UserError when the file cannot be written.
    """
    with told_in_words(file.path, SAVING):
        if file.read_only or not _has_unused(file.connection):
            return
        file.connection.execute("BEGIN IMMEDIATE")
        try:
            if file.stored_revision() == file.revision:
                delete_unused(file.connection)
                file.connection.execute("COMMIT")
                file.note_footprint()
        finally:
            roll_back(file.connection)


def delete_unused(connection: sqlite3.Connection) -> None:
    """Delete them from a copy, or inside a transaction."""
    connection.execute(f"DELETE FROM evidence_file WHERE {UNUSED}")  # noqa: S608 - words of this file


def leave_out_unused(copy: Path) -> None:
    """Delete them from a copy that nobody has open. Raises sqlite3.Error when that fails."""
    with closing(connect(copy, "rw")) as connection:
        known = scalar(connection, "SELECT 1 FROM sqlite_schema WHERE name = 'evidence_file'")
        if known is not None and _has_unused(connection):
            delete_unused(connection)


def _has_unused(connection: sqlite3.Connection) -> bool:
    return scalar(connection, f"SELECT 1 FROM evidence_file WHERE {UNUSED} LIMIT 1") is not None  # noqa: S608
