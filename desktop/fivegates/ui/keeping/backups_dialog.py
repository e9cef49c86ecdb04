"""The dialog that lists the backups of a portfolio, to go back to one or to recover what can be read."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QWidget

from fivegates.actions.backups import Backup
from fivegates.actions.whole_files import is_there
from fivegates.domain.wording.backups import holding_words, moment_words
from fivegates.ui.context import Context
from fivegates.ui.dialogs.plain_dialog import PlainDialog
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.widgets.roles import set_role

_MOST_SHOWN = 6
_GAP = 4
_PATH = Qt.ItemDataRole.UserRole


class BackupsDialog(PlainDialog):
    """Backups newest first; `reason` says what is wrong with the portfolio, empty where nothing is.

    Signals:
        restore_requested(Path): the user chose that backup.
        recover_requested(): the user wants what can be read of the damaged file.
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
            self._lead_with(recover)
        self.restore_button = self._restore_button()

    def _explained(self, path: Path, backups: Sequence[Backup]) -> str:
        """What restoring does, or that there is nothing to restore."""
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
        """The verb, left out where there is nothing to restore."""
        button = self.add_button(self._context.language.gettext("Restore the chosen backup"))
        button.setVisible(self._list.count() > 0)
        button.clicked.connect(self._restore)
        if self._list.count():
            self._lead_with(button)
        return button

    def _lead_with(self, button: QPushButton) -> None:
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
