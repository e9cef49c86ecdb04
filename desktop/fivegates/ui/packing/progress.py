"""A small dialog over long work: what is going on, how far it is, and a button that stops it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from fivegates.ui.context import Context
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.widgets.roles import window_title

_WIDTH = 400
_MARGIN = 24


class ProgressDialog(QDialog):
    """Stays until the work is done; rejected where the user stops it."""

    def __init__(self, context: Context, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(window_title(title))
        self.setMinimumWidth(_WIDTH * context.settings.text_scale // 100)
        gettext = context.language.gettext
        self._told = PlainLabel("", "quiet", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(gettext("Progress"))
        self.stop = QPushButton(gettext("Stop"))
        self.stop.setAutoDefault(False)  # Enter, pressed once too often, stops nothing
        self.stop.clicked.connect(self.reject)
        self._lay_out(title)

    def show_work(self, words: str, done: int, of: int) -> None:
        """Say how far it is."""
        self._told.setText(words)
        self._bar.setRange(0, of)
        self._bar.setValue(done)

    def _lay_out(self, title: str) -> None:
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self.stop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, 16, _MARGIN, 16)
        layout.setSpacing(8)
        layout.addWidget(PlainLabel(title, "heading", wrap=True))
        layout.addWidget(self._told)
        layout.addWidget(self._bar)
        layout.addSpacing(8)
        layout.addLayout(row)
