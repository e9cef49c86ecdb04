"""The foot of the import dialog: how far the work is, a template, and the buttons."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from fivegates.ui.context import Context
from fivegates.ui.widgets.buttons import IconButton
from fivegates.ui.widgets.labels import ElidedLabel
from fivegates.ui.widgets.roles import set_role

_BAR = 120


class ImportFooter(QWidget):
    """Signals: template_requested(), cancelled(), accepted()."""

    template_requested = Signal()
    cancelled = Signal()
    accepted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        gettext = context.language.gettext
        self.template = IconButton(context, "brief", gettext("Save a template…"), "link")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(_BAR)
        self.bar.setAccessibleName(gettext("Progress"))
        self.told = ElidedLabel("", "quiet")
        self.cancel = QPushButton(gettext("Cancel"))
        self.cancel.setAutoDefault(False)
        self.verb = QPushButton(gettext("Import"))
        self.verb.setDefault(True)
        set_role(self.verb, "primary")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.template)
        layout.addWidget(self.bar)
        layout.addWidget(self.told, 1)
        layout.addWidget(self.cancel)
        layout.addWidget(self.verb)
        self.template.clicked.connect(self.template_requested)
        self.cancel.clicked.connect(self.cancelled)
        self.verb.clicked.connect(self.accepted)
        self.show_rest("")

    def show_work(self, words: str, done: int = 0, of: int = 0) -> None:
        """Show how far the work is; without `of` nobody knows how much there is."""
        self.bar.setRange(0, of)
        self.bar.setValue(done)
        self.bar.show()
        self.told.setText(words)

    def show_rest(self, words: str) -> None:
        """Show that nothing runs."""
        self.bar.hide()
        self.told.setText(words)
