"""Read-only copies for other programs to show, in a folder that nobody else may enter."""

import stat
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from fivegates.domain.errors import UserError
from fivegates.domain.initiative.initiative import EvidenceFile


class PrivateCopies:
    """Makes the folder (of mode 0700) at the first copy; `close` removes it with all that is in it."""

    def __init__(self) -> None:
        self._folder: TemporaryDirectory[str] | None = None

    def write(self, file: EvidenceFile, content: bytes) -> Path:
        """Write a copy that cannot be written to, under the file's own name. Raises UserError."""
        try:
            if self._folder is None:
                self._folder = TemporaryDirectory(prefix="fivegates-", ignore_cleanup_errors=True)
            # In a folder of its own: what a program may have made of an earlier copy is not shown, and
            # Windows deletes none that is read-only or still shown.
            path = Path(mkdtemp(dir=self._folder.name)) / file.name
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
        """Remove every copy; a program that still shows one keeps what it has read."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None
