"""The application object: receives the system's requests to open a file, and forwards them."""

from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class Application(QApplication):
    """Receives files as events too: macOS passes none on the command line, at start or later.

    An event filter would see the events of every widget; this override sees those of the application alone.

    Signals:
        file_requested(Path): a file is to be opened.
    """

    file_requested = Signal(object)

    def event(self, event: QEvent) -> bool:
        """Pass a file on; leave everything else to Qt."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self.file_requested.emit(Path(event.file()))
            return True
        return super().event(event)
