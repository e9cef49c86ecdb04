"""Has the system write to disk what would survive a crash of the program, but no cut of power."""

import os
import sys
from contextlib import suppress
from pathlib import Path
from time import sleep
from typing import Final

_TRIES: Final = 5
_PAUSE_SECONDS: Final = 0.1


def sync(descriptor: int) -> None:
    """Write an open file to disk; on a Mac that leaves it in the disk's own cache unless asked otherwise."""
    if sys.platform == "darwin":
        import fcntl

        with suppress(OSError):  # a network disk may not know it
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def flush(path: Path) -> None:
    """Write the file."""
    with path.open("rb+") as file:
        sync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Write its names, where the system lets folders be opened."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def put_in_place(temporary: Path, path: Path) -> None:
    """Give a file that is flushed the name of another, which it replaces. Raises OSError.

    Windows refuses that while a program, such as a scanner of viruses, holds either open: it is tried again.
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
