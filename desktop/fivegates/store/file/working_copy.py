"""Copies a file aside with what SQLite keeps beside it, so that it can be examined without a trace."""

import shutil
from pathlib import Path
from typing import Final

from fivegates.domain.errors import UserError
from fivegates.store.file.inspection import require_regular_file
from fivegates.store.file.rollback_journal import require_harmless_journal

_JOURNALS: Final = ("-journal", "-wal")
MOST_BESIDE: Final = 256 * 2**20
"""Bytes by which a journal or a log may be larger than its file: neither comes near that by itself."""


def copy_aside(path: Path, folder: Path) -> Path:
    """Copy the file, and a journal and a log beside it, into `folder`; returns the copy.

    Raises UserError, and copies nothing, when one of them is no regular file, is too large or would harm
    another file, OSError when there is no room.
    """
    require_regular_file(path)
    path = path.resolve()  # a journal is beside the file, not beside a link to it
    require_harmless_journal(path)
    beside = [ending for ending in _JOURNALS if Path(f"{path}{ending}").exists()]
    for ending in beside:
        _require_bounded(Path(f"{path}{ending}"), path.stat().st_size + MOST_BESIDE)
    copy = folder / path.name
    for ending in ("", *beside):
        shutil.copyfile(f"{path}{ending}", f"{copy}{ending}")
    return copy


def _require_bounded(journal: Path, most: int) -> None:
    """Raise UserError for a journal that holds more than any could of its file, or that is no file."""
    require_regular_file(journal)
    if journal.stat().st_size > most:
        raise UserError(
            "{file} holds more than the portfolio beside it could need, so neither was read. Nothing was "
            "changed; open the portfolio in the program that left this file there, close it, then try again.",
            file=journal.name,
        )
