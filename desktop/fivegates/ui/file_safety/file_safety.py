"""What the window does about the file of the portfolio that is open, and about files that do not open."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow

from fivegates.ui.context import Context
from fivegates.ui.window.file_commands import Files

if TYPE_CHECKING:
    from fivegates.actions.file.opened import OpenPortfolio
    from fivegates.ui.file_safety.file_monitor import Keeper
    from fivegates.ui.window.workspace import Workspace


class Safekeeping(QObject):
    """One for each window.

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
        self.keeper: Keeper | None = None
        files.unsound.connect(self._offer_backups)

    def keep(self, workspace: "Workspace") -> None:
        """Keep an eye on the file of this workspace from now on."""
        from fivegates.ui.file_safety.file_monitor import Keeper

        keeper = Keeper(workspace.session, self._context, self._window, workspace.show_banner)
        keeper.copy_wanted.connect(lambda: self._files.ask_move(keeper.go_on_in_copy))
        keeper.restore_wanted.connect(self.ask_restore)
        keeper.reopened.connect(self._show_again)
        keeper.moved.connect(self._follow_file)
        self.keeper, self._workspace = keeper, workspace

    def end(self) -> None:
        """Look no more: the portfolio is closed."""
        self.keeper = self._workspace = None

    def look(self) -> None:
        """See whether the file is still as it was."""
        if self.keeper is not None:
            self.keeper.look()

    def file_state(self) -> str:
        """Check the file of the open portfolio, and say whether it holds the last edit."""
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
        """Have the portfolio closed if it is this one; whether it was."""
        is_open = self._workspace is not None and self._workspace.session.opened.path == path
        if is_open:
            self.closing.emit()
        return is_open

    def _show_again(self, opened: "OpenPortfolio") -> None:
        """Show a file that was opened again, at the place where one was."""
        shown = self._workspace.shown if self._workspace is not None else None
        self._files.show_opened(opened)
        if self._workspace is not None and shown is not None:
            self._workspace.open_initiative(shown)

    def _follow_file(self) -> None:
        """Name the file in which the session goes on."""
        if self._workspace is not None:
            self._workspace.show_file()
            session = self._workspace.session
            self._files.remember(session.opened.path, session.title)
            self.moved.emit()
