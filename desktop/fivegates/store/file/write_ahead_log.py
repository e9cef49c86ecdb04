"""Reads a file that another program left in write-ahead logging, without a trace.

SQLite itself makes two more files beside one that it reads so, and moves the log into it at the end.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from fivegates.domain.errors import UserError
from fivegates.store.file.connection import connect, connect_to_memory, settle
from fivegates.store.file.inspection import require_bearable_schema
from fivegates.store.file.working_copy import copy_aside

_FORMAT_AT: Final = slice(18, 20)
_WRITE_AHEAD: Final = b"\2\2"


def is_write_ahead(path: Path) -> bool:
    """Whether the file's header says that edits may stand in a log beside it."""
    with path.open("rb") as file:
        return file.read(_FORMAT_AT.stop)[_FORMAT_AT] == _WRITE_AHEAD


def copy_to_memory(path: Path) -> sqlite3.Connection:
    """A copy of the file and its log, which goes when it is closed. Raises UserError when that fails."""
    try:
        with TemporaryDirectory() as folder:
            copy = copy_aside(path, Path(folder))
            settle(copy)
            require_bearable_schema(copy)
            with closing(connect(copy, "rw")) as source:
                return connect_to_memory(source)
    except OSError as error:
        raise UserError(
            "{file} cannot be read: {reason}. Nothing was changed; see to the disk, then try again.",
            file=path.name,
            reason=error.strerror,
        ) from error
