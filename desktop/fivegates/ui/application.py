"""The application object: passes on the files that the system asks it to open."""

from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class Application(QApplication):
    """Hears of files by event as well: macOS names none on the command line, at start as later.

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
