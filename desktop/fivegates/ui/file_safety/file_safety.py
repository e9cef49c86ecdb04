"""File safety in the window: monitors the open file, and offers backups for files that do not open."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow

from fivegates.ui.context import Context
from fivegates.ui.window.file_commands import Files

if TYPE_CHECKING:
    from fivegates.actions.file.opened import OpenPortfolio
    from fivegates.ui.file_safety.file_monitor import FileMonitor
    from fivegates.ui.window.workspace import Workspace


class FileSafety(QObject):
    """Backup, restore and recovery of the portfolio of a window.

    Signals:
        closing(): the open portfolio is about to be replaced, and must be closed first.
        moved(): the open portfolio goes on in another file.
    """

    closing = Signal()
    moved = Signal()

    def __init__(self, context: Context, files: Files, window: QMainWindow) -> None:
        super().__init__(window)
        self._context = context
        self._files = files
        self._window = window
        self._workspace: Workspace | None = None
        self.monitor: FileMonitor | None = None
        files.damage_found.connect(self._offer_backups)

    def keep(self, workspace: "Workspace") -> None:
        """Monitor the file of this workspace from now on."""
        from fivegates.ui.file_safety.file_monitor import FileMonitor

        monitor = FileMonitor(workspace.session, self._context, self._window, workspace.show_banner)
        monitor.copy_requested.connect(lambda: self._files.ask_move(monitor.continue_in_copy))
        monitor.restore_requested.connect(self.ask_restore)
        monitor.reopened.connect(self._show_again)
        monitor.moved.connect(self._follow_file)
        self.monitor, self._workspace = monitor, workspace

    def end(self) -> None:
        """Stop monitoring: the portfolio is closed."""
        self.monitor = self._workspace = None

    def check_file(self) -> None:
        """Check whether the file was changed from outside."""
        if self.monitor is not None:
            self.monitor.check_file()

    def file_state(self) -> str:
        """A sentence on the open file, after a check: whether it is sound and holds the last edit."""
        from fivegates.actions.file.external_changes import state_words
        from fivegates.domain.wording.backups import none_open_words

        if self._workspace is None:
            return none_open_words(self._context.language)
        return state_words(self._workspace.session.opened, self._context.language)

    def ask_restore(self) -> None:
        """Offer the backups of the open portfolio."""
        if self._workspace is not None:
            self._offer_backups(self._workspace.session.opened.path, "")

    def _offer_backups(self, path: Path, reason: str) -> None:
        from fivegates.ui.file_safety.restoring import Restorer

        restorer = Restorer(self._context, self._window, self._files.portfolios, self._close_file)
        restorer.ready.connect(self._files.open_path)
        restorer.reported.connect(self._files.reported)
        restorer.offer(path, reason)

    def _close_file(self, path: Path) -> bool:
        """Close the portfolio if it is this one; whether it was."""
        is_open = self._workspace is not None and self._workspace.session.opened.path == path
        if is_open:
            self.closing.emit()
        return is_open

    def _show_again(self, opened: "OpenPortfolio") -> None:
        """Show a reopened file at the page that was shown before."""
        shown = self._workspace.shown if self._workspace is not None else None
        self._files.show_opened(opened)
        if self._workspace is not None and shown is not None:
            self._workspace.open_initiative(shown)

    def _follow_file(self) -> None:
        """Show the name of the file in which the session continues."""
        if self._workspace is not None:
            self._workspace.show_file()
            session = self._workspace.session
            self._files.remember(session.opened.path, session.title)
            self.moved.emit()
