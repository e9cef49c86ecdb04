"""Reads the proofs of every initiative in short slices, so that the window stays awake."""

import time

from PySide6.QtCore import QObject, QTimer, Signal

from fivegates.actions.opened import OpenPortfolio
from fivegates.actions.proofs import all_proofs
from fivegates.domain.errors import UserError
from fivegates.domain.lapses import ProofsOf
from fivegates.ui.context import Context

# A slice is shorter than a frame of the screen.
_SLICE_SECONDS = 0.012


class ProofReading(QObject):
    """Reads the open portfolio from its beginning; a newer start takes the place of the one before.

    Signals:
        done(list): the proofs of all initiatives, by name.
        failed(UserError): the file could not be read.
        progressed(int): so many initiatives have been read.
    """

    done = Signal(object)
    failed = Signal(object)
    progressed = Signal(int)

    def __init__(self, opened: OpenPortfolio, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._opened = opened
        self._context = context
        self._found: list[ProofsOf] = []
        self._reading = all_proofs(opened, context.today())
        self._slices = QTimer(self, interval=0)
        self._slices.timeout.connect(self._read_slice)

    def start(self) -> None:
        """Begin anew."""
        self._found = []
        self._reading = all_proofs(self._opened, self._context.today())
        self._slices.start()

    def stop(self) -> None:
        """Read no further."""
        self._slices.stop()

    def _read_slice(self) -> None:
        """Read for a moment; after the last initiative, tell."""
        end = time.monotonic() + _SLICE_SECONDS
        try:
            for proofs in self._reading:
                self._found.append(proofs)
                if time.monotonic() > end:
                    self.progressed.emit(len(self._found))
                    return
        except UserError as error:
            self._slices.stop()
            self.failed.emit(error)
            return
        self._slices.stop()
        self.done.emit(self._found)
