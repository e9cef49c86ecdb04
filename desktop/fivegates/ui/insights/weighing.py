"""Reads every initiative in short slices and judges all in the background: the window stays awake."""

import time

from PySide6.QtCore import QObject, QTimer, Signal

from fivegates.actions.insights import gather_cases
from fivegates.actions.opened import OpenPortfolio
from fivegates.domain.errors import UserError
from fivegates.domain.initiatives import Initiative
from fivegates.domain.insights.overall import insights_of
from fivegates.domain.reviews import Case
from fivegates.ui.background import Background

# A slice is shorter than a frame of the screen.
_SLICE_SECONDS = 0.012

Cases = list[tuple[Initiative, Case | None]]


class Weighing(QObject):
    """Works out insights of the open portfolio; a newer start overtakes the one before.

    Signals:
        done(Insights): all initiatives are judged.
        failed(BaseException): the file could not be read, or judging failed.
        progressed(int): so many initiatives have been read.
    """

    done = Signal(object)
    failed = Signal(object)
    progressed = Signal(int)

    def __init__(self, opened: OpenPortfolio, parent: QObject) -> None:
        super().__init__(parent)
        self._opened = opened
        self._found: Cases = []
        self._reading = gather_cases(opened)
        self._slices = QTimer(self, interval=0)
        self._slices.timeout.connect(self._read_slice)
        self._background = Background(self)
        self._background.done.connect(self.done)
        self._background.failed.connect(self.failed)

    def start(self) -> None:
        """Begin anew: SQLite is read here, a little at a time, and the rules run elsewhere."""
        self._background.drop()
        self._found = []
        self._reading = gather_cases(self._opened)
        self._slices.start()

    def close(self) -> None:
        """Stop reading and end the worker."""
        self._slices.stop()
        self._background.close()

    def _read_slice(self) -> None:
        """Read initiatives for a moment; after the last one, judge."""
        end = time.monotonic() + _SLICE_SECONDS
        try:
            for pair in self._reading:
                self._found.append(pair)
                if time.monotonic() > end:
                    self.progressed.emit(len(self._found))
                    return
        except UserError as error:
            self._slices.stop()
            self.failed.emit(error)
            return
        self._slices.stop()
        cases = self._found
        self._background.start(lambda _tick: insights_of(cases))
