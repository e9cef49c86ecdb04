"""Goes back to a backup, or recovers what can be read, and opens what comes of it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fivegates.actions.backups import list_backups, restore_backup
from fivegates.actions.recovery import recover_portfolio
from fivegates.domain.errors import UserError
from fivegates.ui.context import Context
from fivegates.ui.dialogs.plain_dialog import PlainDialog
from fivegates.ui.file_dialogs import FileKind, ask_where_to_save
from fivegates.ui.keeping.backups_dialog import BackupsDialog
from fivegates.ui.messages import show_error
from fivegates.ui.widgets.labels import PlainLabel


class Restorer(QObject):
    """Offers the backups of a portfolio.

    `close_file` closes a file that is about to be replaced, and tells whether it was open.

    Signals:
        ready(Path): this file is there to be opened.
        told(str): something was done that is worth a line in the status bar.
    """

    ready = Signal(object)
    told = Signal(str)

    def __init__(
        self, context: Context, window: QWidget, kind: FileKind, close_file: Callable[[Path], bool]
    ) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._kind = kind
        self._close_file = close_file

    def offer(self, path: Path, reason: str = "") -> None:
        """List the backups of a portfolio, and recovery where `reason` says that it is damaged."""
        dialog = BackupsDialog(self._context, path, list_backups(path), reason, self._window)
        dialog.restore_requested.connect(lambda chosen: self._restore(path, chosen))
        dialog.recover_requested.connect(lambda: self._ask_where(path))
        dialog.open()

    def _restore(self, path: Path, chosen: Path) -> None:
        """Put the backup in place; where that is refused, what was there is opened again."""
        was_open = self._close_file(path)
        try:
            kept = restore_backup(path, chosen)
        except UserError as error:
            if was_open:
                self.ready.emit(path)
            show_error(self._window, error, self._context.language)
            return
        self.ready.emit(path)
        if kept is not None:
            gettext = self._context.language.gettext
            self.told.emit(gettext("What was there before is kept as {file}.", file=kept))

    def _ask_where(self, path: Path) -> None:
        """Ask where to put what can be read."""
        gettext = self._context.language.gettext
        name = gettext("{name} (recovered)", name=path.stem)
        suggested = path.with_name(f"{name}{path.suffix}")
        title = gettext("Recover what can be read")
        ask_where_to_save(self._window, title, self._kind, suggested, lambda out: self._recover(path, out))

    def _recover(self, path: Path, out: Path) -> None:
        try:
            losses = recover_portfolio(path, out, self._context.language)
        except UserError as error:
            show_error(self._window, error, self._context.language)
            return
        self.ready.emit(out)
        self._tell_losses(path, losses)

    def _tell_losses(self, path: Path, losses: Sequence[str]) -> None:
        """Say what is not in the new file."""
        gettext = self._context.language.gettext
        dialog = PlainDialog(self._context, gettext("Recovered from {file}", file=path.name), self._window)
        if losses:
            words = gettext(
                "This could not be read, or had to be mended. {file} stays as it is.", file=path.name
            )
            dialog.body.addWidget(PlainLabel(words, wrap=True))
        for line in losses or (gettext("Everything could be read."),):
            dialog.body.addWidget(PlainLabel(line, "quiet", wrap=True))
        dialog.body.addStretch()
        dialog.open()
