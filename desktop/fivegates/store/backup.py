"""Checked copies of a portfolio: backups, and copies that the user asks for."""

import os
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from fivegates.domain.errors import UserError
from fivegates.store.connection import connect, scalar, uri_of
from fivegates.store.faults import COPYING, told_in_words
from fivegates.store.portfolio_file import PortfolioFile

KEPT: Final = 10
_LONGEST_STEM: Final = 40


def back_up(file: PortfolioFile, folder: Path) -> Path:
    """Copy the portfolio into `folder`, named by its name and the time; returns the copy's path.

    Of each portfolio the last ten are kept. Raises UserError when the copy fails.
    """
    taken = datetime.now().astimezone().strftime("%Y-%m-%d %H.%M.%S")
    copy = folder / f"{_prefix(file)}{taken}.fivegates"
    with _told_of(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        save_copy(file, copy)
        for older in _backups(file, folder)[:-KEPT]:
            older.unlink(missing_ok=True)
    return copy


def back_up_daily(file: PortfolioFile, folder: Path) -> None:
    """Back the portfolio up unless that was done today. Raises UserError when it fails."""
    today = datetime.now().astimezone().strftime("%Y-%m-%d")
    with _told_of(folder):
        taken = any(path.name.startswith(_prefix(file) + today) for path in _backups(file, folder))
    if not taken:
        back_up(file, folder)


def _prefix(file: PortfolioFile) -> str:
    """How the names of a portfolio's backups begin; files of one name in two folders stay apart."""
    mark = zlib.crc32(os.fsencode(file.path))
    return f"{file.path.stem[:_LONGEST_STEM]} {mark:08x} "


def _backups(file: PortfolioFile, folder: Path) -> list[Path]:
    """The portfolio's backups, oldest first."""
    prefix = _prefix(file)
    return sorted(path for path in folder.glob("*.fivegates") if path.name.startswith(prefix))


@contextmanager
def _told_of(folder: Path) -> Iterator[None]:
    """Tell what the system refuses in the folder for backups."""
    try:
        yield
    except OSError as error:
        raise UserError(
            "{folder} cannot be used for backups: {reason}.", folder=folder, reason=error.strerror
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
        _require_whole(temporary, path)
        _flush(temporary)
        temporary.replace(path)
        _flush_folder(path.absolute().parent)
    except OSError as error:
        raise UserError("{file} was not written: {reason}.", file=path, reason=error.strerror) from error
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
        raise UserError("The copy did not come out whole, so {file} was not written.", file=path.name)


def _flush(path: Path) -> None:
    """Have the system write the file to disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    """Have the system write the new name to disk too, where it lets folders be opened."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
