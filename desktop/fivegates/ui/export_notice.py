"""A notice about a file that was just exported: open it, show its folder, copy its path."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from fivegates.ui.context import Context
from fivegates.ui.system_programs import open_outside
from fivegates.ui.widgets.labels import ElidedLabel
from fivegates.ui.widgets.roles import set_role

OpenUrl = Callable[[QUrl, Callable[[], object], QObject], object]


class ExportNotice(QWidget):
    """Names the file at the foot of the window until it is closed, or another is exported."""

    def __init__(self, context: Context, open_url: OpenUrl = open_outside) -> None:
        super().__init__()
        self._context = context
        self._open_url = open_url
        self._path = Path()
        gettext = context.language.gettext
        self.words = ElidedLabel("", "quiet")
        self.open = self._button(gettext("Open"), lambda: self._show(self._path))
        self.folder = self._button(gettext("Show in folder"), lambda: self._show(self._path.parent))
        self.copy = self._button(
            gettext("Copy path"), lambda: QGuiApplication.clipboard().setText(str(self._path))
        )
        self.done = self._button(gettext("Close"), self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(32, 2, 26, 2)
        layout.addWidget(self.words, 1)
        for button in (self.open, self.folder, self.copy, self.done):
            layout.addWidget(button)
        self.hide()

    def show_file(self, path: Path) -> None:
        """Show the notice for a file that was written."""
        self._path = path
        self.words.setText(self._context.language.gettext("Exported to {file}", file=path))
        self.show()

    def _show(self, path: Path) -> None:
        """Open a file or folder with the system's program; report where there is none."""
        gettext = self._context.language.gettext
        text = gettext("No program of this system opens {file}.", file=path)
        self._open_url(QUrl.fromLocalFile(str(path)), lambda: self.words.setText(text), self)

    def _button(self, text: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        set_role(button, "quiet-link")
        button.clicked.connect(lambda: run())  # noqa: PLW0108 - keeps Qt's argument out
        return button
