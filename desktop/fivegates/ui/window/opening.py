"""The page that a window shows until a portfolio is open."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget


class OpeningPage(QWidget):
    """An empty page.

    Signals:
        painted(): it is on the screen; emitted once.
    """

    painted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._reported = False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Report that it is there."""
        super().paintEvent(event)
        if not self._reported:
            self._reported = True
            self.painted.emit()
