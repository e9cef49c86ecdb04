"""Atomic reads and writes of files: an older file survives until the new one is safely on disk."""

import os
from pathlib import Path
from typing import Final

from fivegates.domain.errors import UserError
from fivegates.store.file.disk import replaced
from fivegates.store.file.inspection import is_portfolio

_HEAD: Final = 100
"""The header of SQLite, in bytes."""


def is_there(path: Path) -> bool:
    """True if a path exists; False if its name is too long, for which a Path raises OSError."""
    return os.path.exists(path)  # noqa: PTH110


def require_readable_kind(path: Path) -> None:
    """Raise UserError for a folder, a device, or a pipe, which would block for ever."""
    if is_there(path) and not path.is_file():
        raise UserError("{file} is not a file that can be read. Choose another.", file=path)


def read_file(path: Path, most: int) -> bytes:
    """Read a file, at most `most` + 1 bytes: enough for its reader to refuse a larger one.

    Raises UserError for a file that cannot be read.
    """
    require_readable_kind(path)
    try:
        with path.open("rb") as file:
            return file.read(min(os.fstat(file.fileno()).st_size, most) + 1)
    except OSError as error:
        raise UserError("{file} cannot be read: {reason}.", file=path, reason=error.strerror) from error


def write_file(path: Path, data: bytes, *, portfolio: Path | None = None, private: bool = False) -> None:
    """Write `data` beside `path`, then move it into place.

    An existing file is replaced, but never a portfolio, and an encrypted copy only by another copy.
    A `private` file has owner-only permissions; else it has the mode of the file that it replaces, or the one
    that the umask gives.

    Raises UserError when that fails, and where `path` is a portfolio (the `portfolio` that the data come
    from, or another), a device or a pipe; an existing file is kept then.
    """
    require_writable(path, data, portfolio=portfolio)
    try:
        with replaced(path, private=private) as temporary:
            temporary.write_bytes(data)
    except OSError as error:
        raise UserError(
            "{file} was not written: {reason}. What was there before is unchanged.",
            file=path,
            reason=error.strerror,
        ) from error


def require_writable(path: Path, data: bytes = b"", *, portfolio: Path | None = None) -> None:
    """Raise UserError where `write_file` would refuse to write `data`; call it before long work."""
    if not is_there(path):
        return
    if not (path.is_file() or path.is_dir()):
        raise UserError("{file} is not a file that can be written. Choose another name.", file=path)
    if portfolio is not None and _is_same(path, portfolio):
        raise UserError("{file} is the portfolio itself. Choose another name.", file=path)
    require_replaceable(path, data)


def _is_same(path: Path, other: Path) -> bool:
    """True if both name one file; False if either cannot be found or examined."""
    try:
        return path.samefile(other)
    except OSError:
        return False


def require_replaceable(path: Path, data: bytes = b"") -> None:
    """Raise UserError where `path` is a portfolio, or an encrypted copy and `data` is not."""
    from fivegates.exchange.encryption import is_encrypted  # no portfolio opens for it

    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:  # a folder, or no permission: the write reports why
        return
    if is_portfolio(head):
        raise UserError(
            "{file} is a portfolio, and only a backup of it may take its place. Choose another name.",
            file=path,
        )
    if is_encrypted(head) and not is_encrypted(data):
        raise UserError("{file} is an encrypted copy of a portfolio. Choose another name.", file=path)
