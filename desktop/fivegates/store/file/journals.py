"""SQLite's files next to a portfolio: rollback journals that would damage it, and write-ahead logs.

A file that another program left in write-ahead logging is read without side effects: SQLite itself would
create two more files beside it, and checkpoint the log into it at the end.
"""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from fivegates.domain.errors import FileRefusalError, Remedy, UserError
from fivegates.domain.language import gettext_noop
from fivegates.store.file.connection import connect, connect_to_memory, settle
from fivegates.store.file.inspection import require_plausible_schema, require_regular_file, unreadable
from fivegates.store.file.sqlite_errors import refusals_as

NAMES_A_FILE: Final = bytes.fromhex("d9d505f920a163d7")
"""Begins any journal that is not yet played in or ended, and ends a journal at whose end a file is named (https://www.sqlite.org/fileformat.html#the_rollback_journal)."""


def require_harmless_journal(path: Path) -> None:
    """Check the journal beside the portfolio at `path`, if there is one, before SQLite rolls it back.

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
    """True if a file is a hot journal, with an edit to roll back. Raises OSError if it is unreadable."""
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


_JOURNALS: Final = ("-journal", "-wal")
MOST_BESIDE: Final = 256 * 2**20
"""Bytes by which a journal or a log may be larger than its file: neither comes near that by itself."""


def make_working_copy(path: Path, folder: Path) -> Path:
    """Copy the file, and a journal and a log beside it, into `folder`; returns the copy.

    Raises UserError, and copies nothing, when one of them is no regular file, is too large or would harm
    another file, OSError when there is no room.
    """
    require_regular_file(path)
    path = path.resolve()  # a journal is beside the file, not beside a link to it
    require_harmless_journal(path)
    beside = [ending for ending in _JOURNALS if Path(f"{path}{ending}").exists()]
    for ending in beside:
        journal = Path(f"{path}{ending}")
        require_regular_file(journal)
        if journal.stat().st_size > path.stat().st_size + MOST_BESIDE:
            raise UserError(
                "{file} holds more than the portfolio beside it could need, so neither was read. Nothing was "
                "changed; open the portfolio in the program that left this file there, close it, then try "
                "again.",
                file=journal.name,
            )
    copy = folder / path.name
    for ending in ("", *beside):
        shutil.copyfile(f"{path}{ending}", f"{copy}{ending}")
    return copy


_FORMAT_AT: Final = slice(18, 20)
_WRITE_AHEAD: Final = b"\2\2"


def is_write_ahead(path: Path) -> bool:
    """True if the file's header says that edits may be in a write-ahead log beside it."""
    with path.open("rb") as file:
        return file.read(_FORMAT_AT.stop)[_FORMAT_AT] == _WRITE_AHEAD


def copy_to_memory(path: Path) -> sqlite3.Connection:
    """An in-memory copy of the file and its log, discarded when closed. Raises UserError when that fails."""
    sentence = gettext_noop(
        "{file} cannot be read: {reason}. Nothing was changed; see to the disk, then try again."
    )
    with refusals_as(sentence, file=path.name), TemporaryDirectory() as folder:
        copy = make_working_copy(path, Path(folder))
        settle(copy)
        require_plausible_schema(copy)
        with closing(connect(copy, "rw")) as source:
            return connect_to_memory(source)
