"""Reads the open portfolio in short slices on the main thread, so that the window stays responsive."""

import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer, Signal

from fivegates.domain.errors import UserError

# A slice is shorter than a frame of the screen.
_SLICE_SECONDS = 0.012


class SlicedReading(QObject):
    """Consumes the iterator of `read` in slices; a newer start replaces the one before.

    Signals:
        done(list): everything is read.
        failed(UserError): the file could not be read.
        progressed(int): so many have been read.
    """

    done = Signal(object)
    failed = Signal(object)
    progressed = Signal(int)

    def __init__(
        self, read: Callable[[], Iterator[object]], parent: QObject, seconds: float = _SLICE_SECONDS
    ) -> None:
        super().__init__(parent)
        self._read = read
        self._seconds = seconds
        self._found: list[object] = []
        self._reading: Iterator[object] = iter(())
        self._slices = QTimer(self, interval=0)
        self._slices.timeout.connect(self._read_slice)

    @property
    def running(self) -> bool:
        """True if there is more to read."""
        return self._slices.isActive()

    def start(self) -> None:
        """Begin again."""
        self._found = []
        self._reading = self._read()
        self._slices.start()

    def stop(self) -> None:
        """Read no further."""
        self._slices.stop()

    def resume(self) -> None:
        """Read on from where it was stopped."""
        self._slices.start()

    def _read_slice(self) -> None:
        """Read for one slice; after the last item, emit `done`."""
        end = time.monotonic() + self._seconds
        try:
            for each in self._reading:
                self._found.append(each)
                if time.monotonic() > end:
                    self.progressed.emit(len(self._found))
                    return
        except UserError as error:
            self._slices.stop()
            self.failed.emit(error)
            return
        self._slices.stop()
        self.done.emit(self._found)
