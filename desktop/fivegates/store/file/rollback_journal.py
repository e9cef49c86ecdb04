"""Refuses a journal that would have SQLite do more than take back an edit that was cut off."""

import os
from pathlib import Path
from typing import Final

from fivegates.domain.errors import FileRefusalError, Remedy
from fivegates.store.file.inspection import require_regular_file, unreadable

NAMES_A_FILE: Final = bytes.fromhex("d9d505f920a163d7")
"""Begins any journal that is not yet played in or ended, and ends a journal at whose end a file is named (https://www.sqlite.org/fileformat.html#the_rollback_journal)."""


def require_harmless_journal(path: Path) -> None:
    """Look at the journal beside the portfolio at `path`, if there is one, before SQLite plays it in.

    One of a save of several files at once names a file, which SQLite reads and then deletes, whichever it
    is; no edit of ours leaves one. Raises UserError for that, and for what is no file or cannot be read.
    """
    # SQLite looks beside the file, not beside a link to it.
    journal = Path(f"{os.path.realpath(path)}-journal")
    if not os.path.exists(journal):  # noqa: PTH110 - a Path raises where a name is too long
        return
    require_regular_file(journal)
    if _ending(journal) == NAMES_A_FILE:
        raise FileRefusalError(
            Remedy.RESTORE,
            "“{file}”, beside the portfolio, would have another file deleted, so neither was read. Nothing "
            "was changed; move “{file}” elsewhere, then check the portfolio.",
            file=journal.name,
        )


def is_rollback_journal(journal: Path) -> bool:
    """Whether a file is a journal with an edit to take back. Raises OSError where it cannot be read."""
    with journal.open("rb") as file:
        return file.read(len(NAMES_A_FILE)) == NAMES_A_FILE


def _ending(journal: Path) -> bytes:
    """The last bytes. Raises UserError when they cannot be read."""
    try:
        with journal.open("rb") as file:
            file.seek(max(0, journal.stat().st_size - len(NAMES_A_FILE)))
            return file.read(len(NAMES_A_FILE))
    except OSError as error:
        raise unreadable(journal, error) from error
