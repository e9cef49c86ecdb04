"""The verdicts of all initiatives as of today, judged once the window stands and again after edits."""

from collections.abc import Iterator, Sequence
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from fivegates.actions import overview
from fivegates.domain.portfolio.overview import OverviewLine
from fivegates.ui.context import Context
from fivegates.ui.session import Session
from fivegates.ui.slices import SlicedReading

_SETTLE_MS: Final = 400
"""Nothing is judged before the window is drawn, nor at each key of an edit."""


class VerdictsOfDay(QObject):
    """Judges in short slices on the main thread; what is shown until then is as of the reviews.

    Signals:
        found(list): an `OverviewLine` of today for each initiative, by name.
    """

    found = Signal(object)

    def __init__(self, session: Session, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._context = context
        self._kept: Sequence[OverviewLine] = ()
        self._settled = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._reading = SlicedReading(self._lines, self)
        self._settled.timeout.connect(self._reading.start)
        self._reading.done.connect(self.found)
        session.changed.connect(self._begin_again)
        self.found.connect(self._keep)
        self._settled.start()

    @property
    def lines(self) -> Sequence[OverviewLine]:
        """Every initiative by name as of today; until all are judged, as of their reviews."""
        return self._kept or self._session.ask(overview.lines) or ()

    def close(self) -> None:
        """Judge no more."""
        self._settled.stop()
        self._reading.stop()

    def _begin_again(self) -> None:
        """What was judged so far may be out of date."""
        self._kept = ()
        self._reading.stop()
        self._settled.start()

    def _keep(self, lines: Sequence[OverviewLine]) -> None:
        self._kept = lines

    def _lines(self) -> Iterator[OverviewLine]:
        """Read and judge one initiative at each step."""
        from fivegates.actions.two_days import lines_of_day  # the first window judges nothing

        return lines_of_day(self._session.opened, self._context.today())
