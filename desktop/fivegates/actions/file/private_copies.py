"""Read-only copies for other programs to show, in a folder with owner-only permissions."""

import os
import shutil
import stat
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir, mkdtemp
from typing import Final

from fivegates.domain.errors import UserError
from fivegates.domain.initiative.initiative import EvidenceFile
from fivegates.store.file.locks import Lock, LockedElsewhereError, take_lock

PREFIX: Final = "fivegates-copies-"
SETTLED_SECONDS: Final = 60.0
"""The age from which an unlocked folder counts as abandoned: its program may be about to lock it."""


class PrivateCopies:
    """Creates the folder (mode 0700) with the first copy; `close` removes it and its content.

    The folder is locked while in use. One that a killed program left behind has lost its lock, by which
    the next program recognises and removes it.
    """

    def __init__(self) -> None:
        self._folder: TemporaryDirectory[str] | None = None
        self._lock: Lock | None = None

    def write(self, file: EvidenceFile, content: bytes) -> Path:
        """Write a read-only copy under the file's own name. Raises UserError."""
        try:
            folder = self._folder or self._make_folder()
            # In its own folder: an earlier copy that a program changed is not shown, and
            # Windows deletes none that is read-only or still shown.
            path = Path(mkdtemp(dir=folder.name)) / file.name
            path.write_bytes(content)
            path.chmod(stat.S_IRUSR)
        except OSError as error:
            raise UserError(
                "{file} could not be opened, because no copy could be written: {reason}. "
                "Save it to a folder of your own.",
                file=file.name,
                reason=error.strerror,
            ) from error
        return path

    def close(self) -> None:
        """Remove every copy; a program that still shows one keeps the content it has read."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _make_folder(self) -> TemporaryDirectory[str]:
        """Create and lock the folder, and remove abandoned ones. Raises OSError."""
        self._folder = TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True)
        path = Path(self._folder.name)
        self._lock = take_lock(path, path)
        _remove_abandoned(path.stat().st_mtime - SETTLED_SECONDS)
        return self._folder


def _remove_abandoned(before: float) -> None:
    """Remove this user's folders of copies that were last changed `before` that time and are not locked."""
    for path in Path(gettempdir()).glob(f"{PREFIX}*"):
        try:
            found = path.lstat()
            ours = os.name == "nt" or found.st_uid == os.getuid()
            if not ours or not stat.S_ISDIR(found.st_mode) or found.st_mtime >= before:
                continue
            lock = take_lock(path, path)
        except (OSError, LockedElsewhereError):
            continue
        if lock is not None:
            lock.release()
            shutil.rmtree(path, ignore_errors=True)
