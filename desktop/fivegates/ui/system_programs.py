"""Opens files, folders and web pages with the system's programs, and reports if there is none."""

import shutil
import sys
import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices

_POLL_MS: Final = 50
# What refuses does so at once; what ends later is a program that was used and closed.
_SECONDS: Final = 5.0


def open_outside(url: QUrl, refused: Callable[[], object], parent: QObject) -> None:
    """Open `url` with the system's program; call `refused`, perhaps a moment later, where there is none."""
    launcher = shutil.which("xdg-open") if sys.platform == "linux" else None
    if launcher is not None:
        # Qt starts it too, but never learns that it found no program.
        address = url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
        _Launch([launcher, address], refused, parent).begin()
    elif not QDesktopServices.openUrl(url):
        refused()


class _Launch(QObject):
    """A launcher that is watched for as long as it might refuse; what it opened outlives the window."""

    def __init__(self, command: list[str], refused: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._command = command
        self._refused = refused
        self._end = time.monotonic() + _SECONDS
        self._polls = QTimer(self, interval=_POLL_MS)

    def begin(self) -> None:
        """Start the launcher."""
        import subprocess  # it loads what waits for sockets

        nowhere = subprocess.DEVNULL
        started = subprocess.Popen(  # noqa: S603 - the system's launcher, with one address
            self._command, stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True
        )
        self._polls.timeout.connect(lambda: self._watch(started.poll()))
        self._polls.start()

    def _watch(self, code: int | None) -> None:
        """Report a refusal; stop watching what ended, or goes on."""
        if code is None and time.monotonic() < self._end:
            return
        self._polls.stop()
        if code:
            self._refused()
        self.deleteLater()
