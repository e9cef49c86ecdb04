"""Work in the main thread that shows how far it is, and that the user can stop."""

from time import monotonic
from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from fivegates.ui.context import Context
from fivegates.ui.pack_export import ProgressDialog

_SECONDS_UNSEEN: Final = 0.4
"""Work that ends sooner shows no dialog."""


class StoppedError(Exception):
    """The user stopped the work; nothing is kept of it."""


class Stoppable:
    """A progress dialog: `tick` shows it once the work takes long, and raises StoppedError when stopped."""

    def __init__(self, context: Context, title: str, parent: QWidget) -> None:
        self._context = context
        self._title = title
        self._parent = parent
        self._began = monotonic()
        self._stopped = False
        self.dialog: ProgressDialog | None = None

    def tick(self, done: int) -> None:
        """Show the progress."""
        if self.dialog is None and monotonic() - self._began >= _SECONDS_UNSEEN:
            self.dialog = ProgressDialog(self._context, self._title, self._parent)
            self.dialog.rejected.connect(self._stop)
            self.dialog.open()
        if self.dialog is not None:
            self.dialog.show_work(self._context.language.number(done) if done else "", 0, 0)
            QCoreApplication.processEvents()
        if self._stopped:
            raise StoppedError

    def end(self) -> None:
        """Close the dialog."""
        if self.dialog is not None and not self._stopped:
            self.dialog.accept()

    def _stop(self) -> None:
        self._stopped = True
