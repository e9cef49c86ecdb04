"""The contents of files of evidence, each once by the hash of its content.

They are never changed, so no edit records them; `unused_files` removes those that nothing names any more.
"""

from fivegates.domain.errors import UserError
from fivegates.domain.initiative.evidence_files import MOST_BYTES_IN_ALL, digest_of
from fivegates.store.connection import scalar
from fivegates.store.edits import Edit
from fivegates.store.faults import READING, damaged, told_in_words
from fivegates.store.portfolio_file import PortfolioFile
from fivegates.store.unused_files import UNUSED


def keep_content(edit: Edit, content: bytes) -> str:
    """Keep a file's content, once; returns its digest.

    Raises UserError when the portfolio would hold more than it may.
    """
    connection = edit.file.connection
    digest = digest_of(content)
    held = int(str(scalar(connection, "SELECT coalesce(sum(length(content)), 0) FROM evidence_file")))
    if connection.execute("SELECT 1 FROM evidence_file WHERE digest = ?", (digest,)).fetchone():
        return digest
    if held + len(content) > MOST_BYTES_IN_ALL:
        raise UserError(
            "The files of a portfolio may come to {most} MB, and this one would go beyond that, so nothing "
            "was attached. Write where it is as the reference; or remove files that no longer matter, "
            "close the portfolio and open it again.",
            most=MOST_BYTES_IN_ALL // 1_000_000,
        )
    connection.execute("INSERT INTO evidence_file (digest, content) VALUES (?, ?)", (digest, content))
    return digest


def read_content(file: PortfolioFile, digest: str) -> bytes:
    """A file's content. Raises UserError where it is not what its digest says."""
    with told_in_words(file.path, READING):
        row = file.connection.execute(
            "SELECT content FROM evidence_file WHERE digest = ?", (digest,)
        ).fetchone()
    if row is None or digest_of(row["content"]) != digest:
        raise damaged(file.path)
    return bytes(row["content"])


def read_contents(file: PortfolioFile) -> dict[str, bytes]:
    """The contents of all files in use, by digest. Raises UserError where one is altered."""
    with told_in_words(file.path, READING):
        found = file.connection.execute(
            f"SELECT digest FROM evidence_file WHERE NOT ({UNUSED}) ORDER BY digest"  # noqa: S608
        ).fetchall()
    return {row["digest"]: read_content(file, row["digest"]) for row in found}
