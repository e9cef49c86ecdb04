"""Reads every initiative in short slices and judges all in the background: the window stays awake."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, Signal

from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.insights import gather_cases, portfolio_of
from fivegates.domain.insights.overall import insights_of
from fivegates.domain.portfolio.overview import OverviewLine
from fivegates.domain.review.review import Case
from fivegates.ui.background import Background
from fivegates.ui.slices import SlicedReading

Cases = list[tuple[OverviewLine, Case | None]]


class Weighing(QObject):
    """Works out insights of the open portfolio; a newer start overtakes the one before.

    Signals:
        gathered(PortfolioOfDay): all initiatives are judged as of today.
        done(Insights): what they show together is worked out.
        failed(BaseException): the file could not be read, or judging failed.
        progressed(int): so many initiatives have been read.
    """

    gathered = Signal(object)
    done = Signal(object)
    failed = Signal(object)
    progressed = Signal(int)

    def __init__(self, opened: OpenPortfolio, today: Callable[[], date], parent: QObject) -> None:
        super().__init__(parent)
        self._today = today
        self._reading = SlicedReading(lambda: gather_cases(opened, today()), self)
        self._reading.done.connect(self._judge)
        self._reading.failed.connect(self.failed)
        self._reading.progressed.connect(self.progressed)
        self._background = Background(self)
        self._background.done.connect(self.done)
        self._background.failed.connect(self.failed)

    def start(self) -> None:
        """Begin anew: SQLite is read here, a little at a time, and the rules run elsewhere."""
        self._background.drop()
        self._reading.start()

    def close(self) -> None:
        """Stop reading and end the worker."""
        self._reading.stop()
        self._background.close()

    def _judge(self, cases: Cases) -> None:
        found = portfolio_of(cases, self._today())
        self.gathered.emit(found)
        self._background.start(lambda _tick: insights_of(found.cases))
