"""A read-only dialog: a heading, a body that scrolls, and a Close button."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from fivegates.ui.context import Context
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.widgets.roles import rule, set_role, window_title

_MARGIN = 24


class PlainDialog(QDialog):
    """Freed when closed; `body` is the layout of the content, `buttons` that of commands besides Close."""

    def __init__(self, context: Context, title: str, parent: QWidget | None, width: int = 560) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(window_title(title))
        self._width = width * context.settings.text_scale // 100
        self.body = QVBoxLayout()
        self.body.setContentsMargins(_MARGIN, 8, _MARGIN, 16)
        self.body.setSpacing(8)
        self.buttons = QHBoxLayout()
        self.buttons.setContentsMargins(_MARGIN, 8, _MARGIN, 0)
        self.buttons.setSpacing(8)
        self.buttons.addStretch()
        close = QPushButton(context.language.gettext("Close"))
        close.clicked.connect(self.accept)
        self.buttons.addWidget(close)
        self._build(title)

    def open(self) -> None:
        """Show it in its full size: Qt would cut a new window to two thirds of the screen."""
        self.resize(self.sizeHint())
        super().open()

    def sizeHint(self) -> QSize:
        """The size of the content, limited to that of the screen."""
        room = self.screen().availableSize()
        chrome = super().sizeHint().height() - self._area.sizeHint().height()
        flows = self.body.hasHeightForWidth()
        shown = self.body.heightForWidth(self._width) if flows else self.body.sizeHint().height()
        height = max(shown, self.body.minimumSize().height()) + chrome
        return QSize(min(self._width, room.width() - 80), min(height, room.height() - 80))

    def add_button(self, text: str) -> QPushButton:
        """A further button, before the one that closes."""
        button = QPushButton(text)
        button.setAutoDefault(False)
        self.buttons.insertWidget(self.buttons.count() - 1, button)
        return button

    def _build(self, title: str) -> None:
        heading = PlainLabel(title, "heading", wrap=True)
        heading.setContentsMargins(_MARGIN, 20, _MARGIN, 0)
        shown = QWidget()
        set_role(shown, "scrolled")
        shown.setLayout(self.body)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidget(shown)
        self._area.setAccessibleName(title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 16)
        layout.setSpacing(8)
        layout.addWidget(heading)
        layout.addWidget(self._area, 1)
        layout.addWidget(rule())
        layout.addLayout(self.buttons)
