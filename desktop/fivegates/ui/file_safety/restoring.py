"""Restores a backup, or recovers the readable content of a file, and opens the result."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QWidget

from fivegates.actions.file.atomic_files import is_there
from fivegates.actions.file.backups import Backup, list_backups, restore_backup
from fivegates.actions.file.recovery import recover_portfolio
from fivegates.domain.errors import UserError
from fivegates.domain.wording.backups import holding_words, moment_words
from fivegates.ui.context import Context
from fivegates.ui.dialogs.plain_dialog import PlainDialog
from fivegates.ui.file_dialogs import FileKind, ask_where_to_save
from fivegates.ui.messages import show_error
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.widgets.roles import set_role

_MOST_SHOWN = 6
_GAP = 4
_PATH = Qt.ItemDataRole.UserRole


class BackupsDialog(PlainDialog):
    """Backups newest first; `reason` is the damage of the portfolio, empty if it is sound.

    Signals:
        restore_requested(Path): the user chose that backup.
        recover_requested(): the user wants to recover the readable part of the damaged file.
    """

    restore_requested = Signal(object)
    recover_requested = Signal()

    def __init__(
        self, context: Context, path: Path, backups: Sequence[Backup], reason: str, parent: QWidget
    ) -> None:
        gettext = context.language.gettext
        super().__init__(context, gettext("Backups of {file}", file=path.name), parent)
        self._context = context
        self._list = QListWidget()
        self._list.setAccessibleName(gettext("Backups, the newest first"))
        if reason:
            self.body.addWidget(PlainLabel(reason, "section", wrap=True))
        self.body.addWidget(PlainLabel(self._explained(path, backups), "quiet", wrap=True))
        self._fill(backups)
        self.body.addStretch()
        if reason and is_there(path):
            recover = self.add_button(gettext("Recover what can be read…"))
            recover.clicked.connect(self._recover)
            self._make_default(recover)
        self.restore_button = self._restore_button()

    def _explained(self, path: Path, backups: Sequence[Backup]) -> str:
        """The explanation of restoring, or that there is nothing to restore."""
        gettext = self._context.language.gettext
        if not backups:
            return gettext("There is no backup of this portfolio yet.")
        if is_there(path):
            return gettext("The one you choose takes its place. What is there now is kept beside it.")
        return gettext("The one you choose takes its place.")

    def _fill(self, backups: Sequence[Backup]) -> None:
        language = self._context.language
        for each in backups:
            words = f"{moment_words(each.taken, language)}\n{holding_words(each.holds, language)}"
            item = QListWidgetItem(words, self._list)
            item.setData(_PATH, str(each.path))
        if not backups:
            return
        self._list.setCurrentRow(0)
        self._list.setSpacing(_GAP)
        shown = min(len(backups), _MOST_SHOWN)
        self._list.setMinimumHeight(shown * (2 * self.fontMetrics().lineSpacing() + 3 * _GAP))
        self._list.itemActivated.connect(self._restore)
        self.body.addWidget(self._list, 1)

    def _restore_button(self) -> QPushButton:
        """The Restore button; None where there is nothing to restore."""
        button = self.add_button(self._context.language.gettext("Restore the chosen backup"))
        button.setVisible(self._list.count() > 0)
        button.clicked.connect(self._restore)
        if self._list.count():
            self._make_default(button)
        return button

    def _make_default(self, button: QPushButton) -> None:
        """Make a button the one that Enter presses, instead of the one before."""
        for other in self.findChildren(QPushButton):
            set_role(other, "")
        set_role(button, "primary")
        button.setDefault(True)

    def _restore(self) -> None:
        chosen = self._list.currentItem()
        if chosen is not None:
            self.accept()
            self.restore_requested.emit(Path(chosen.data(_PATH)))

    def _recover(self) -> None:
        self.accept()
        self.recover_requested.emit()


class Restorer(QObject):
    """Offers the backups of a portfolio.

    `close_file` closes a file that is about to be replaced, and returns whether it was open.

    Signals:
        ready(Path): this file is there to be opened.
        reported(str): something was done that is worth a line in the status bar.
    """

    ready = Signal(object)
    reported = Signal(str)

    def __init__(
        self, context: Context, window: QWidget, kind: FileKind, close_file: Callable[[Path], bool]
    ) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._kind = kind
        self._close_file = close_file

    def offer(self, path: Path, reason: str = "") -> None:
        """List the backups of a portfolio, and recovery if it is damaged, for which `reason` is given."""
        dialog = BackupsDialog(self._context, path, list_backups(path), reason, self._window)
        dialog.restore_requested.connect(lambda chosen: self._restore(path, chosen))
        dialog.recover_requested.connect(lambda: self._ask_where(path))
        dialog.open()

    def _restore(self, path: Path, chosen: Path) -> None:
        """Restore the backup; where that fails, the previous file is opened again."""
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
            self.reported.emit(gettext("What was there before is kept as {file}.", file=kept))

    def _ask_where(self, path: Path) -> None:
        """Ask where to write the recovered portfolio."""
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
        self._report_losses(path, losses)

    def _report_losses(self, path: Path, losses: Sequence[str]) -> None:
        """List what could not be recovered."""
        gettext = self._context.language.gettext
        dialog = PlainDialog(self._context, gettext("Recovered from {file}", file=path.name), self._window)
        if losses:
            words = gettext(
                "This could not be read, or had to be repaired. {file} is unchanged.", file=path.name
            )
            dialog.body.addWidget(PlainLabel(words, wrap=True))
        for line in losses or (gettext("Everything could be read."),):
            dialog.body.addWidget(PlainLabel(line, "quiet", wrap=True))
        dialog.body.addStretch()
        dialog.open()
