"""A dialog that lists records, with commands on them above the list and Close below it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fivegates.ui.context import Context
from fivegates.ui.session import Session
from fivegates.ui.widgets.form_dialog import RoomyDialog
from fivegates.ui.widgets.roles import rule

_MARGIN: Final = 24


class RecordsDialog(RoomyDialog):
    """Saves at once, so that closing changes nothing; undo and redo have their usual keys."""

    def __init__(self, session: Session, context: Context, size: QSize, parent: QWidget) -> None:
        super().__init__(context, size, parent)
        self._session = session
        keys = QKeySequence.StandardKey
        self.add_keys({keys.Undo: session.undo, keys.Redo: session.redo})

    def add_keys(self, commands: Mapping[QKeySequence.StandardKey, Callable[[], object]]) -> None:
        """Run each command by its key."""
        for key, command in commands.items():
            QShortcut(QKeySequence(key), self).activated.connect(command)

    def lay_out(self, head: Sequence[QWidget], tools: Sequence[QAbstractButton], listed: QWidget) -> None:
        """Arrange the heading with its notes, the commands, the list and Close, from the top."""
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in tools:
            row.addWidget(button)
        row.addStretch()
        close = QPushButton(self._context.language.gettext("Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        below = QHBoxLayout()
        below.addStretch()
        below.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, 16, _MARGIN, 16)
        layout.setSpacing(8)
        for part in head:
            layout.addWidget(part)
        layout.addLayout(row)
        layout.addWidget(listed, 1)
        layout.addWidget(rule())
        layout.addLayout(below)
