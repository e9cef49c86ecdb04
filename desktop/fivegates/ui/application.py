"""The application object, which forwards requests to open a file, and the report of uncaught exceptions."""

import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QDialog

from fivegates.domain.wording.backups import none_open_words
from fivegates.ui.context import Context

if TYPE_CHECKING:
    from collections.abc import Callable


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


class FaultReporter(QObject):
    """Shows uncaught exceptions of any thread in one dialog; prints them too.

    While a report is on screen further exceptions are printed only: one in each paint event would open
    dialog after dialog. `file_state` checks the open portfolio and describes whether it holds the last edit.
    """

    _caught = Signal(object)

    def __init__(self, context: Context, app: QApplication) -> None:
        super().__init__(app)
        self._context = context
        self.file_state: Callable[[], str] = lambda: none_open_words(context.language)
        self._dialog: QDialog | None = None
        self._caught.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Replace Python's exception hooks for the rest of the run."""
        sys.excepthook = self.report
        threading.excepthook = lambda args: self.report(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )

    def report(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Print the exception and show it; KeyboardInterrupt and the like are left alone."""
        sys.__excepthook__(kind, error, trace)
        if issubclass(kind, Exception):
            self._caught.emit(error)

    @Slot(object)
    def _show(self, error: BaseException) -> None:
        if self._dialog is not None:
            return
        from fivegates.ui.dialogs.crash_report import CrashReportDialog, report_text

        # Without a parent window, only this reference keeps the dialog alive.
        report = report_text(error)
        self._dialog = CrashReportDialog(
            self._context, self.file_state(), report, QApplication.activeWindow()
        )
        self._dialog.finished.connect(self._forget)
        self._dialog.open()

    @Slot()
    def _forget(self) -> None:
        self._dialog = None
