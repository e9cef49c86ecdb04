"""Checked copies of a portfolio: backups, and copies that the user asks for."""

import os
import sqlite3
from datetime import datetime
from pathlib import Path

from fivegates.domain.errors import UserError
from fivegates.store.connection import connect, scalar
from fivegates.store.faults import told_in_words
from fivegates.store.portfolio_file import PortfolioFile


def back_up(file: PortfolioFile, folder: Path) -> Path:
    """Copy the portfolio into `folder` under its name and the time; returns the copy's path.

    Raises UserError when that fails.
    """
    taken = datetime.now().astimezone().strftime("%Y-%m-%d %H%M%S")
    copy = folder / f"{file.path.stem} {taken}.fivegates"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError("{folder} cannot be created for backups.", folder=folder) from error
    save_copy(file, copy)
    return copy


def save_copy(file: PortfolioFile, path: Path) -> None:
    """Write a whole copy beside `path`, check it, then put it in place.

    Raises UserError when that fails; an older file at `path` is kept then.
    """
    if path.exists() and path.samefile(file.path):
        raise UserError("{file} is the portfolio itself. Choose another name.", file=path)
    temporary = path.with_name(f".{path.name[:100]}.{os.getpid()}.part")
    temporary.unlink(missing_ok=True)
    try:
        with told_in_words(path):
            file.connection.execute("VACUUM INTO ?", (str(temporary),))
        _require_whole(temporary, path)
        _flush(temporary)
        temporary.replace(path)
    except OSError as error:
        raise UserError("{file} was not written: {reason}.", file=path, reason=error.strerror) from error
    finally:
        temporary.unlink(missing_ok=True)


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
