"""Locks that let one window at a time edit a portfolio; the system releases a lock when its process ends.

The lock is on an empty file in a folder of our own, so that nothing is left beside the portfolio for a sync
program to carry to others. It distinguishes the windows of one user; on a network folder the windows of
two computers know of each other by the count of edits alone, which no edit gets past.

The package filelock 4.3.1 was measured and is not used. It takes the same lock of the system, but importing
it takes 35 ms (70 modules) before the first window can show a portfolio. Where a system has no locks it
falls back to a file that outlives a killed process, unless forbidden; and it notes no time of locking.
"""

import os
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from fivegates.store.file.disk import own_name

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class LockedElsewhereError(Exception):
    """Another window has the lock, `since` then."""

    def __init__(self, since: datetime) -> None:
        super().__init__(since)
        self.since = since


class Lock:
    """A lock that is held until it is released, or the process ends."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def release(self) -> None:
        """Release the lock."""
        with suppress(OSError):
            _unlock(self._descriptor)
        with suppress(OSError):  # the lock is released all the same
            os.close(self._descriptor)


def take_lock(path: Path, folder: Path) -> Lock | None:
    """Take the lock of a portfolio in `folder`; None where the system has no locks, or no room for one.

    Raises LockedElsewhereError when another window has it, of this process or another.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = folder / f"{own_name(path.resolve())}.lock"
        descriptor = os.open(name, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        return None
    return _taken(descriptor, name)


def _taken(descriptor: int, name: Path) -> Lock | None:
    """Lock an open file, and note when that was."""
    try:
        _lock(descriptor)
        os.utime(name)
    except (BlockingIOError, PermissionError) as error:
        since = datetime.fromtimestamp(os.fstat(descriptor).st_mtime).astimezone()
        os.close(descriptor)
        raise LockedElsewhereError(since) from error
    except OSError:
        os.close(descriptor)
        return None
    return Lock(descriptor)


def _lock(descriptor: int) -> None:
    """Lock the file without waiting. Raises OSError when it is locked, or locks are unknown here."""
    if sys.platform == "win32":
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _unlock(descriptor: int) -> None:
    """Release the lock at once: Windows does so only some time after the file is closed."""
    if sys.platform == "win32":
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)
