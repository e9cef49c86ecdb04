"""The contents of files of evidence, each once by the hash of its content.

They are never changed, so no edit records them. Undo may use an unused one again, so these stay until the
portfolio is closed, or opened the next time; copies leave them out at once.
What a final review rests on stays for good.
"""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Final

from fivegates.domain.errors import UserError
from fivegates.domain.initiative.evidence_files import MOST_BYTES_IN_ALL, digest_of
from fivegates.store.file.connection import connect, roll_back, scalar
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.file.sqlite_errors import SAVING, as_user_errors, damaged
from fivegates.store.records.edits import Edit

_UNUSED: Final = (
    "digest NOT IN (SELECT file_digest FROM evidence WHERE file_digest IS NOT NULL) "
    "AND NOT EXISTS (SELECT 1 FROM seal WHERE instr(seal.content, evidence_file.digest))"
)


def save_content(edit: Edit, content: bytes) -> str:
    """Keep a file's content, once; returns its digest.

    Raises UserError when the portfolio would hold more than it may.
    """
    database = edit.database
    digest = digest_of(content)
    held = database.execute("SELECT coalesce(sum(length(content)), 0) FROM evidence_file").fetchone()[0]
    if database.execute("SELECT 1 FROM evidence_file WHERE digest = ?", (digest,)).fetchone():
        return digest
    if held + len(content) > MOST_BYTES_IN_ALL:
        raise UserError(
            "The files of a portfolio may come to {most} MB, and this one would go beyond that, so nothing "
            "was attached. Write where it is as the reference; or remove files that no longer matter, "
            "close the portfolio and open it again.",
            most=MOST_BYTES_IN_ALL // 1_000_000,
        )
    database.execute("INSERT INTO evidence_file (digest, content) VALUES (?, ?)", (digest, content))
    return digest


def save_names(edit: Edit, digests: Iterable[str]) -> None:
    """Insert the file names of a consolidated view; a placeholder byte replaces the content."""
    rows = [(digest, b"\0") for digest in digests]
    edit.database.conn.executemany(
        "INSERT OR IGNORE INTO evidence_file (digest, content) VALUES (?, ?)", rows
    )


def read_content(file: PortfolioFile, digest: str) -> bytes:
    """A file's content. Raises UserError if it does not match its digest, and in a consolidated view."""
    if file.consolidated:
        raise UserError(
            "A consolidated view holds the names and hashes of attached files, not their content. Open the "
            "file that the initiative is from."
        )
    found = file.rows("SELECT content FROM evidence_file WHERE digest = ?", digest)
    if not found or digest_of(found[0]["content"]) != digest:
        raise damaged(file.path)
    return bytes(found[0]["content"])


def read_contents(file: PortfolioFile) -> dict[str, bytes]:
    """The contents of all files in use, by digest. Raises UserError where one is altered."""
    found = file.rows(f"SELECT digest FROM evidence_file WHERE NOT ({_UNUSED}) ORDER BY digest")  # noqa: S608
    return {row["digest"]: read_content(file, row["digest"]) for row in found}


def discard_unused(file: PortfolioFile) -> None:
    """Delete the contents that no evidence names; nothing is done where another program has edited since.

    Only for when nothing can be undone. Raises UserError when the file cannot be written.
    """
    with as_user_errors(file.path, SAVING):
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
    connection.execute(f"DELETE FROM evidence_file WHERE {_UNUSED}")  # noqa: S608 - words of this file


def leave_out_unused(copy: Path) -> None:
    """Delete them from a copy that nobody has open. Raises sqlite3.Error when that fails."""
    with closing(connect(copy, "rw")) as connection:
        known = scalar(connection, "SELECT 1 FROM sqlite_schema WHERE name = 'evidence_file'")
        if known is not None and _has_unused(connection):
            delete_unused(connection)


def _has_unused(connection: sqlite3.Connection) -> bool:
    return scalar(connection, f"SELECT 1 FROM evidence_file WHERE {_UNUSED} LIMIT 1") is not None  # noqa: S608
