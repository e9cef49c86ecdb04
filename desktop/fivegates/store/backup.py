"""Checked copies of a portfolio: backups, and copies that the user asks for."""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from fivegates.domain.errors import UserError
from fivegates.store.backup_origins import note_origin, set_name, set_names
from fivegates.store.connection import connect, scalar, uri_of
from fivegates.store.faults import COPYING, told_in_words
from fivegates.store.flushing import flush, flush_folder
from fivegates.store.inspection import require_sound
from fivegates.store.portfolio_file import PortfolioFile
from fivegates.store.thinning import kept
from fivegates.store.unused_files import leave_out_unused

_STAMP: Final = "%Y-%m-%d %H.%M.%S"
_STAMPED: Final = re.compile(r" (\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d)\.fivegates$")


def back_up(file: PortfolioFile, folder: Path) -> Path:
    """Copy a sound portfolio into `folder`, named by its name and the time; returns the copy's path.

    Older backups are thinned then. Raises UserError when the portfolio is damaged, or the copy fails.
    """
    with told_in_words(file.path, COPYING):
        require_sound(file.connection, file.path)
    with _told_of(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        copy = _free_name(file.path, folder)
        save_copy(file, copy)
        note_origin(file.path, folder)
        _thin(file.path, folder)
    return copy


def back_up_daily(file: PortfolioFile, folder: Path) -> None:
    """Back the portfolio up, unless that was done today, or nothing was changed since it was done last.

    Raises UserError when it fails.
    """
    with _told_of(folder):
        made = backups_of(file.path, folder)
        if made and (time_of(made[-1]).date() == _now().date() or _is_as_now(made[-1], file)):
            return
    back_up(file, folder)


def backups_of(path: Path, folder: Path) -> list[Path]:
    """The backups of the portfolio at `path`, oldest first. Raises UserError where `folder` is closed."""
    with _told_of(folder):
        names = set_names(path, folder)
        found = [entry for entry in folder.glob("*.fivegates") if _STAMPED.search(entry.name)]
    return sorted((entry for entry in found if _STAMPED.sub("", entry.name) in names), key=time_of)


def time_of(backup: Path) -> datetime:
    """When a backup was made, in the time of the place, as its name says."""
    stamped = _STAMPED.search(backup.name)
    return datetime.fromisoformat(stamped[1].replace(".", ":") if stamped else "")


def stamp_of(time: datetime) -> str:
    """A time as names of files tell it."""
    return time.strftime(_STAMP)


def _now() -> datetime:
    """The time of the place, to the second."""
    return datetime.now().replace(microsecond=0)  # noqa: DTZ005 - as the names tell it


def _free_name(path: Path, folder: Path) -> Path:
    """A name by the time; of two backups in one second, the second is named for the next one."""
    name = set_name(path)
    taken = _now()
    while (copy := folder / f"{name} {stamp_of(taken)}.fivegates").exists():
        taken += timedelta(seconds=1)
    return copy


def _thin(path: Path, folder: Path) -> None:
    """Delete the backups of which there are newer ones enough."""
    made = {time_of(backup): backup for backup in backups_of(path, folder)}
    for time in made.keys() - kept(list(made)):
        made[time].unlink(missing_ok=True)


def _is_as_now(backup: Path, file: PortfolioFile) -> bool:
    """Whether a backup holds what the portfolio holds; a portfolio may have gone back to an older count."""
    if file.footprint is None or file.footprint.written > backup.stat().st_mtime_ns:
        return False
    try:
        with closing(PortfolioFile(backup, read_only=True)) as copy:
            return copy.stored_revision() == file.stored_revision()
    except (UserError, sqlite3.Error):
        return False


@contextmanager
def _told_of(folder: Path) -> Iterator[None]:
    """Tell what the system refuses in the folder for backups."""
    try:
        yield
    except OSError as error:
        raise UserError(
            "{folder} cannot be used for backups: {reason}. The portfolio is as it was; "
            "make room there, or see that you may write there.",
            folder=folder,
            reason=error.strerror,
        ) from error


def save_copy(file: PortfolioFile, path: Path) -> None:
    """Write a whole copy beside `path`, check it, then put it in place.

    Raises UserError when that fails; an older file at `path` is kept then.
    """
    temporary = path.absolute().with_name(f".{os.urandom(8).hex()}.part")
    try:
        _require_free(file, path)
        with told_in_words(file.path, COPYING):
            file.connection.execute("VACUUM INTO ?", (uri_of(temporary),))
            leave_out_unused(temporary)
        _require_whole(temporary, path)
        flush(temporary)
        temporary.replace(path)
        flush_folder(path.absolute().parent)
    except OSError as error:
        raise UserError(
            "{file} was not written: {reason}. What was there before is unchanged; choose another place.",
            file=path,
            reason=error.strerror,
        ) from error
    finally:
        temporary.unlink(missing_ok=True)


def _require_free(file: PortfolioFile, path: Path) -> None:
    """Refuse the portfolio itself, and a name whose leftover journal would be played into the copy."""
    if path.exists() and file.path.exists() and path.samefile(file.path):
        raise UserError("{file} is the portfolio itself. Choose another name.", file=path)
    for leftover in (Path(f"{path}-journal"), Path(f"{path}-wal")):
        if leftover.exists():
            raise UserError(
                "“{leftover}” is there, so another program may be saving {file}. Choose another name.",
                leftover=leftover.name,
                file=path.name,
            )


def _require_whole(copy: Path, path: Path) -> None:
    """Refuse a copy that did not come out whole."""
    try:
        connection = connect(copy, "ro")
        try:
            whole = scalar(connection, "PRAGMA quick_check(1)") == "ok"
        finally:
            connection.close()
    except sqlite3.DatabaseError:
        whole = False
    if not whole:
        raise UserError(
            "The copy did not come out whole, so {file} was not written. What was there before is unchanged; "
            "choose another disk.",
            file=path.name,
        )
