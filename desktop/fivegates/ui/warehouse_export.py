"""Exports the tables for a warehouse: reads in short slices, so that the window stays responsive."""

import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from fivegates.actions.warehouse_tables import count_steps, parquet_steps
from fivegates.domain.errors import UserError
from fivegates.ui.context import Context
from fivegates.ui.file_dialogs import ask_for_folder
from fivegates.ui.messages import show_error
from fivegates.ui.pack_export import ProgressDialog

if TYPE_CHECKING:
    from collections.abc import Generator

    from fivegates.actions.file.opened import OpenPortfolio

_SLICE_SECONDS = 0.012


class WarehouseExport(QObject):
    """Exports tables to a folder; a cancelled run leaves no files behind.

    Signals:
        exported(Path): the folder was written.
        reported(str): what was done, in a sentence.
    """

    exported = Signal(object)
    reported = Signal(str)

    def __init__(self, opened: "OpenPortfolio", context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._opened, self._context, self._window = opened, context, window
        self._steps: Generator[None, None, None] | None = None
        self._path, self._done = Path(), 0
        self.dialog: ProgressDialog | None = None
        self._slices = QTimer(self, interval=0)
        self._slices.timeout.connect(self._go_on)

    def ask(self, folder: str) -> None:
        """Ask for the folder in which a new folder, named for the portfolio, takes the tables."""
        gettext = self._context.language.gettext
        name = gettext("{name} tables", name=self._opened.path.stem)
        title = gettext("Folder for the tables of {file}", file=self._opened.path.name)
        ask_for_folder(self._window, title, folder, lambda chosen: self.export_to(chosen / name))

    def export_to(self, path: Path) -> None:
        """Write the tables as of today, and show the progress."""
        self._path, self._done = path, 0
        self._steps = parquet_steps(self._opened, path, self._context.today())
        title = self._context.language.gettext("Tables for a warehouse")
        self.dialog = ProgressDialog(self._context, title, self._window)
        self.dialog.rejected.connect(self._stop)
        self.dialog.open()
        self._slices.start()

    def _go_on(self) -> None:
        """Work for one slice."""
        end = time.monotonic() + _SLICE_SECONDS
        try:
            for _ in self._steps or ():
                self._done += 1
                if time.monotonic() > end:
                    self._show_progress()
                    return
        except UserError as error:
            self._end()
            show_error(self._window, error, self._context.language)
            return
        self._end()
        self.exported.emit(self._path)

    def _stop(self) -> None:
        """Cancel the export."""
        self.dialog = None
        self._slices.stop()
        if self._steps is not None:
            self._steps.close()  # what was written so far is removed
        self.reported.emit(self._context.language.gettext("Stopped. Nothing was written."))

    def _end(self) -> None:
        self._slices.stop()
        if self.dialog is not None:
            self.dialog.accept()
            self.dialog = None

    def _show_progress(self) -> None:
        if self.dialog is not None:
            words = self._context.language.gettext("Reading the initiatives…")
            self.dialog.show_work(words, self._done, count_steps(self._opened))
