"""Checked copies of a portfolio: backups, their retention and origin, and copies that the user asks for."""

import json
import os
import re
import sqlite3
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from fivegates.domain.errors import FileRefusalError, Remedy, UserError
from fivegates.domain.language import gettext_noop
from fivegates.store.file.connection import connect, connect_to_memory, scalar, uri_of
from fivegates.store.file.disk import own_name, replaced
from fivegates.store.file.inspection import require_integrity, require_readable, require_single_rows
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.file.sqlite_errors import COPYING, as_user_errors, damaged, lost_content, refusals_as
from fivegates.store.records.evidence_files import delete_unused, leave_out_unused
from fivegates.store.schema import versions

RECENT: Final = 10
DAYS: Final = 14
WEEKS: Final = 12
MONTHS: Final = 36


def kept(taken: Sequence[datetime]) -> set[datetime]:
    """The times of the backups to keep.

    They are the ten newest, and the newest of each of the last 14 days, 12 weeks and 36 months that have one.
    """
    newest_first = sorted(taken, reverse=True)
    return {
        *newest_first[:RECENT],
        *_newest_of_each(newest_first, datetime.date, DAYS),
        *_newest_of_each(newest_first, lambda time: time.isocalendar()[:2], WEEKS),
        *_newest_of_each(newest_first, lambda time: (time.year, time.month), MONTHS),
    }


def _newest_of_each(
    newest_first: Sequence[datetime], period: Callable[[datetime], Hashable], most: int
) -> list[datetime]:
    """The newest time in each of the latest periods that have one."""
    first: dict[Hashable, datetime] = {}
    for time in newest_first:
        first.setdefault(period(time), time)
    return list(first.values())[:most]


@dataclass(frozen=True, slots=True)
class Origin:
    """A file as it was when it was backed up: its path, its identity, and the numbers that its disk gave it.

    `file_id` is in the file: a rename, a copy and a move to another disk keep it. Notes of earlier versions
    lack it; then the numbers do, which only a rename keeps. `revision` counts the edits: a new file to
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
    """True if the file that was moved away is this one."""
    if origin.file_id is not None:
        same = origin.file_id == now.file_id
    else:
        same = (origin.device, origin.inode) == (now.device, now.inode)
    return same and origin.revision <= now.revision and not _is_there(origin)


def _is_there(origin: Origin) -> bool:
    """True if the file is still in its place, or the file now there cannot be identified."""
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


_STAMP: Final = "%Y-%m-%d %H.%M.%S"
_STAMPED: Final = re.compile(r" (\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d)\.fivegates$")
_NO_BACKUPS: Final = gettext_noop(
    "{folder} cannot be used for backups: {reason}. The portfolio is as it was; "
    "make room there, or see that you may write there."
)


def back_up(file: PortfolioFile, folder: Path) -> Path:
    """Copy a sound portfolio into `folder`, named by its name and the time; returns the copy's path.

    Applies retention to older backups. Raises UserError when the portfolio is damaged, or the copy fails.
    """
    with as_user_errors(file.path, COPYING):
        require_readable(file.connection, file.path)
    with refusals_as(_NO_BACKUPS, folder=folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        copy = _free_name(file.path, folder)
        save_copy(file, copy, private=True)
        note_origin(file.path, folder)
        made = {time_of(backup): backup for backup in backups_of(file.path, folder)}
        for time in made.keys() - kept(list(made)):
            made[time].unlink(missing_ok=True)
    return copy


def back_up_daily(file: PortfolioFile, folder: Path) -> None:
    """Back the portfolio up, unless that was done today, or nothing was changed since it was done last.

    Raises UserError when it fails.
    """
    with refusals_as(_NO_BACKUPS, folder=folder):
        made = backups_of(file.path, folder)
        # Not only the last: where the clock was put back, that one has a later date.
        if any(time_of(each).date() == _now().date() for each in made) or (
            made and _is_as_now(made[-1], file)
        ):
            return
    back_up(file, folder)


def backups_of(path: Path, folder: Path) -> list[Path]:
    """The backups of the portfolio at `path`, oldest first. Raises UserError where `folder` is closed."""
    with refusals_as(_NO_BACKUPS, folder=folder):
        names = set_names(path, folder)
        found = [entry for entry in folder.glob("*.fivegates") if _STAMPED.search(entry.name)]
    return sorted((entry for entry in found if _STAMPED.sub("", entry.name) in names), key=time_of)


def time_of(backup: Path) -> datetime:
    """Time at which a backup was made, in local time, from its name."""
    stamped = _STAMPED.search(backup.name)
    return datetime.fromisoformat(stamped[1].replace(".", ":") if stamped else "")


def stamp_of(time: datetime) -> str:
    """A time as it is written in file names."""
    return time.strftime(_STAMP)


def _now() -> datetime:
    """The local time, to the second."""
    return datetime.now().replace(microsecond=0)  # noqa: DTZ005 - names have local time


def _free_name(path: Path, folder: Path) -> Path:
    """A name by the time; of two backups in one second, the second is named for the next one."""
    name = set_name(path)
    taken = _now()
    while (copy := folder / f"{name} {stamp_of(taken)}.fivegates").exists():
        taken += timedelta(seconds=1)
    return copy


def _is_as_now(backup: Path, file: PortfolioFile) -> bool:
    """True if a backup has the portfolio's current content; a restored one may have an older revision."""
    if file.footprint is None or file.footprint.written > backup.stat().st_mtime_ns:
        return False
    try:
        with closing(PortfolioFile(backup, read_only=True)) as copy:
            return copy.stored_revision() == file.stored_revision()
    except (UserError, sqlite3.Error):
        return False


def save_copy(file: PortfolioFile, path: Path, *, private: bool = False) -> None:
    """Write a whole copy beside `path`, check it, then put it in place; a `private` one is the user's alone.

    Raises UserError when that fails or the file has lost what it held; an older file at `path` is kept then.
    """
    with replacing(path, file.path, private=private) as temporary:
        with as_user_errors(file.path, COPYING):
            file.connection.execute("VACUUM INTO ?", (uri_of(temporary),))
            leave_out_unused(temporary)
        require_whole_copy(temporary, path, file, read=not private)


@contextmanager
def replacing(path: Path, source: Path, *, private: bool = False) -> Iterator[Path]:
    """Have a portfolio written into an empty file beside `path`, and put it in place, as `replaced` does.

    Raises UserError when `path` is `source` itself or cannot be written; an older file is kept then.
    """
    sentence = gettext_noop(
        "{file} was not written: {reason}. What was there before is unchanged; choose another place."
    )
    with refusals_as(sentence, file=path):
        _require_free(source, path)
        with replaced(path, private=private) as temporary:
            yield temporary


def _require_free(source: Path, path: Path) -> None:
    """Raise for the portfolio itself, and for a name with a leftover journal, which would damage the copy."""
    if path.exists() and source.exists() and path.samefile(source):
        raise UserError("{file} is the portfolio itself. Choose another name.", file=path)
    for leftover in (Path(f"{path}-journal"), Path(f"{path}-wal")):
        if leftover.exists():
            raise UserError(
                "“{leftover}” is there, so another program may be saving {file}. Choose another name.",
                leftover=leftover.name,
                file=path.name,
            )


def require_whole_copy(copy: Path, path: Path, file: PortfolioFile, *, read: bool = True) -> None:
    """Refuse a copy for `path` that is no sound portfolio, or older than `file` when it was last read.

    It is `read` to its last value too: pages of zeros, as a cut file gets them, may pass all of SQLite's
    checks.
    """
    try:
        with closing(connect(copy, "ro")) as connection:
            require_copied(connection, file)
        if read:
            from fivegates.store.records.portfolio import read_portfolio  # reads all; no file opens for it

            with closing(PortfolioFile(copy, read_only=True)) as found:
                read_portfolio(found)
    except sqlite3.DatabaseError as error:
        raise _not_whole(path) from error
    except FileRefusalError as error:
        raise error if error.remedy is Remedy.SAVE_COPY else _not_whole(path) from error


def require_copied(connection: sqlite3.Connection, file: PortfolioFile) -> None:
    """Raise unless this is a sound copy of `file`, which may have been emptied or replaced meanwhile.

    Raises FileRefusalError with SAVE_COPY where the file has lost what it held, with RESTORE where the copy
    is damaged.
    """
    if (
        scalar(connection, "PRAGMA page_count") == 0
        or scalar(connection, "PRAGMA application_id") != versions.APPLICATION_ID
        or scalar(connection, "SELECT count(*) FROM sqlite_schema") == 0
    ):
        raise lost_content(file.path)
    require_readable(connection, file.path)
    require_integrity(connection, file.path)
    require_single_rows(connection, file.path)
    number = scalar(connection, "SELECT number FROM revision")
    if not isinstance(number, int):
        raise damaged(file.path)
    if number < file.revision:
        raise lost_content(file.path)


def _not_whole(path: Path) -> UserError:
    return UserError(
        "The copy did not come out whole, so {file} was not written. What was there before is unchanged; "
        "choose another disk.",
        file=path.name,
    )


def copy_as_bytes(file: PortfolioFile) -> bytes:
    """The bytes of a copy of the portfolio, without unused evidence files.

    Raises UserError when the file is damaged or has lost what it held.
    """
    with as_user_errors(file.path, COPYING), closing(connect_to_memory(file.connection)) as copy:
        require_copied(copy, file)
        delete_unused(copy)
        copy.execute("VACUUM")
        return copy.serialize()
