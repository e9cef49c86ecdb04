"""The origin of each set of backups: finds the backups of a file by any path, also after it was moved."""

import json
import os
import sqlite3
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from fivegates.store.file.connection import connect
from fivegates.store.file.disk import own_name


@dataclass(frozen=True, slots=True)
class Origin:
    """A file as it was when it was backed up: its path, its identity, and the numbers that its disk gave it.

    `file_id` is in the file: a rename, a copy and a move to another disk keep it. Notes of earlier versions
    lack it; then the numbers tell, which only a rename keeps. `revision` counts the edits: a new file to
    which the disk gave the numbers of a deleted one has fewer.
    """

    path: str
    device: int
    inode: int
    revision: int
    file_id: str | None = None


def set_name(path: Path) -> str:
    """The name of the backups of the portfolio at `path`, from its real path, without links."""
    return own_name(path.resolve())


def set_names(path: Path, folder: Path) -> frozenset[str]:
    """Every name under which backups of the portfolio at `path` are kept in `folder`, earlier paths too.

    Raises OSError where the folder cannot be read.
    """
    names = {set_name(path), own_name(path.absolute())}
    with suppress(OSError, sqlite3.Error, ValueError):
        now = _origin_of(path)
        notes = {note.stem: _read(note) for note in _notes(folder).glob("*.json")}
        names |= {name for name, origin in notes.items() if origin is not None and _became(origin, now)}
    return frozenset(names)


def note_origin(path: Path, folder: Path) -> None:
    """Note which file the backups of `path` are of; where that fails they are still found by the path."""
    with suppress(OSError, sqlite3.Error, ValueError):
        origin, notes = _origin_of(path), _notes(folder)
        notes.mkdir(mode=0o700, exist_ok=True)
        (notes / f"{set_name(path)}.json").write_text(json.dumps(asdict(origin)), encoding="utf-8")


def _notes(folder: Path) -> Path:
    """The folder of the notes, beside that of backups, which has only backups."""
    return folder.with_name("backup-origins")


def _became(origin: Origin, now: Origin) -> bool:
    """Whether a file that was moved away is this one."""
    if origin.file_id is not None:
        same = origin.file_id == now.file_id
    else:
        same = (origin.device, origin.inode) == (now.device, now.inode)
    return same and origin.revision <= now.revision and not _is_there(origin)


def _is_there(origin: Origin) -> bool:
    """Whether the file is still where it was, or what is there now cannot be determined from it."""
    if not os.path.lexists(origin.path):
        return False
    try:
        return _origin_of(Path(origin.path)).file_id == origin.file_id
    except (OSError, sqlite3.Error, ValueError, TypeError):
        return True


def _origin_of(path: Path) -> Origin:
    """Raises OSError or sqlite3.Error where the file cannot be read, or has lost its count of edits."""
    found = path.stat()
    with closing(connect(path, "ro")) as connection:
        row = connection.execute("SELECT * FROM revision").fetchone()
    if row is None:
        raise sqlite3.DatabaseError("no revision")
    file_id = row["file_id"] if "file_id" in row.keys() else None  # noqa: SIM118 - of a row, not a mapping
    return Origin(str(path.resolve()), found.st_dev, found.st_ino, int(row["number"]), file_id)


def _read(note: Path) -> Origin | None:
    """Parse a note; None where it is invalid."""
    try:
        return Origin(**json.loads(note.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
