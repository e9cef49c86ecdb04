"""What the window shows while a portfolio is opened, however long the file takes."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget


class OpeningPage(QWidget):
    """An empty page.

    Signals:
        painted(): it is on the screen; told once.
    """

    painted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._told = False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell that it is there."""
        super().paintEvent(event)
        if not self._told:
            self._told = True
            self.painted.emit()
