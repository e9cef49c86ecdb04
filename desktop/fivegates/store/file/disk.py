"""File metadata that the system reports without opening a file, names of our own files, and flushing to disk.

A portfolio must not be opened beside its connection: closing it again would drop SQLite's locks.
"""

import os
import sys
import unicodedata
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from errno import ENAMETOOLONG
from pathlib import Path, PurePath
from time import sleep
from typing import Final

_TRIES: Final = 5
_PAUSE_SECONDS: Final = 0.1


@dataclass(frozen=True, slots=True)
class Footprint:
    """Identity of the file at a path, its size in bytes, and its time of modification in nanoseconds."""

    inode: int
    size: int
    written: int


def footprint_of(path: Path) -> Footprint | None:
    """The footprint of the file at `path`; None when it is not there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return Footprint(found.st_ino, found.st_size, found.st_mtime_ns)


def may_save(path: Path) -> bool:
    """True if SQLite can write here; it needs to create a journal beside the file."""
    return os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK)


def has_name_for_journal(path: Path) -> bool:
    """False if the file's name is too long: SQLite's journal beside it has a longer one."""
    try:
        path.with_name(f"{path.name}-journal").lstat()
    except OSError as error:
        return error.errno != ENAMETOOLONG
    return True


def sync(descriptor: int) -> None:
    """Flush an open file to disk; on macOS F_FULLFSYNC is needed to flush the disk's cache too."""
    if sys.platform == "darwin":
        import fcntl

        with suppress(OSError):  # a network disk may not know it
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def flush(path: Path) -> None:
    """Flush the file at a path to disk."""
    with path.open("rb+") as file:
        sync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Flush a folder's entries to disk, where the system lets folders be opened."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


_LONGEST_STEM: Final = 40


def own_name(path: Path) -> str:
    """The portfolio's name with a digest of its whole path, so that equal names in two folders differ.

    Spellings that Windows and macOS treat as one name have one digest, regardless of case.
    """
    whole, stem = os.fsencode(path), path.stem
    if sys.platform in {"win32", "darwin"}:
        # These systems compare names by Unicode's canonical caseless matching.
        folded = unicodedata.normalize("NFD", str(path)).casefold()
        spelled = PurePath(unicodedata.normalize("NFC", folded))
        whole, stem = os.fsencode(spelled), spelled.stem
    return f"{stem[:_LONGEST_STEM]} {zlib.crc32(whole):08x}"


def put_in_place(temporary: Path, path: Path) -> None:
    """Give a file that is flushed the name of another, which it replaces. Raises OSError.

    Windows refuses that while a program, such as a virus scanner, has either open: it is tried again.
    """
    for _ in range(_TRIES - 1 if os.name == "nt" else 0):
        try:
            temporary.replace(path)
            break
        except PermissionError:
            sleep(_PAUSE_SECONDS)
    else:
        temporary.replace(path)
    flush_folder(path.absolute().parent)


@contextmanager
def replaced(path: Path, *, private: bool = False) -> Iterator[Path]:
    """Give an empty file beside `path`, and put it in place once it is written and flushed.

    A `private` file is for its owner alone; else it has the mode of the file that it replaces, or the one
    that the umask gives. An older file is kept whenever anything raises. Raises OSError.
    """
    temporary = path.absolute().with_name(f".{os.urandom(8).hex()}.part")
    try:
        temporary.touch(0o600 if private else 0o666, exist_ok=False)
        if path.exists() and not private:
            temporary.chmod(path.stat().st_mode & 0o777)
        yield temporary
        flush(temporary)
        put_in_place(temporary, path)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
