"""The verdicts of all initiatives as of today with what needs attention, judged after opening and edits."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from fivegates.actions import overview
from fivegates.domain.portfolio.overview import OverviewLine
from fivegates.ui.context import Context
from fivegates.ui.session import Session
from fivegates.ui.slices import SlicedReading

if TYPE_CHECKING:
    from fivegates.domain.portfolio.attention import Attention
    from fivegates.domain.portfolio.last_seen import Seen

_SETTLE_MS: Final = 400
"""The delay of judging, so that it waits for the first paint and for a pause in typing."""


class VerdictsOfDay(QObject):
    """Judges in short slices on the main thread; until then verdicts are as of the reviews.

    Signals:
        found(list): an `OverviewLine` of today for each initiative, by name.
        attention_found(list): an `Attention` for each thing that needs attention today.
    """

    found = Signal(object)
    attention_found = Signal(object)

    def __init__(self, session: Session, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._context = context
        self._kept: Sequence[OverviewLine] = ()
        self._seen: Seen | None = None
        self._interrupted = False
        self._settled = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._reading = SlicedReading(self._read, self)
        self._settled.timeout.connect(self._judge)
        self._reading.done.connect(self._show)
        session.changed.connect(self._begin_again)
        # From the event loop, so that the time counts from about the first paint, however late that is.
        self._painted = QTimer(self, singleShot=True, interval=0)
        self._painted.timeout.connect(self._settled.start)
        self._painted.start()

    @property
    def lines(self) -> Sequence[OverviewLine]:
        """Every initiative by name as of today; until all are judged, as of their reviews."""
        return self._kept or self._session.ask(overview.lines) or ()

    def wait(self) -> None:
        """Go on after a pause in typing only: each letter would wait for a slice."""
        if self._reading.running:
            self._reading.stop()
            self._interrupted = True
        if self._interrupted or self._settled.isActive():
            self._settled.start()

    def close(self) -> None:
        """Stop judging, and save the verdicts shown last for the next time."""
        self._painted.stop()
        self._settled.stop()
        self._reading.stop()
        if self._seen is not None:
            self._session.save_seen(self._seen)

    def _begin_again(self) -> None:
        """Restart: verdicts judged so far may be out of date."""
        self._kept = ()
        self._interrupted = False
        self._reading.stop()
        self._settled.start()

    def _judge(self) -> None:
        """Begin, or go on where typing interrupted it."""
        if self._interrupted:
            self._interrupted = False
            self._reading.resume()
        else:
            self._reading.start()

    def _show(self, read: "Sequence[tuple[OverviewLine, tuple[Attention, ...]]]") -> None:
        """Emit the verdicts judged."""
        from fivegates.domain.portfolio.last_seen import seen_on

        lines = [line for line, _found in read]
        attention = [item for _line, found in read for item in found]
        self._kept = lines
        self._seen = seen_on(lines, attention, self._context.today())
        self.found.emit(lines)
        self.attention_found.emit(attention)

    def _read(self) -> Iterator[object]:
        """Read and judge one initiative at each step."""
        from fivegates.actions.attention import read_day  # the first window judges nothing

        return read_day(self._session.opened, self._context.today())
