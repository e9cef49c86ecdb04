"""A line above the scores: something to know about the review, and what can be done about it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from fivegates.ui.widgets.labels import ElidedLabel
from fivegates.ui.widgets.roles import set_role


class Notice(QFrame):
    """Hidden where there is nothing to say.

    Signals:
        verb_requested(): the user wants done what the button says.
    """

    verb_requested = Signal()

    def __init__(self, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ElidedLabel()
        self._verb = QPushButton(verb)
        self._verb.setAutoDefault(False)
        set_role(self._verb, "quiet-link")
        set_role(self, "notice")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(12)
        row.addWidget(self._text, 1)
        row.addWidget(self._verb)
        self._verb.clicked.connect(self.verb_requested)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    @property
    def verb(self) -> QPushButton:
        """The button."""
        return self._verb

    def say(self, text: str, *, offered: bool) -> None:
        """Say `text`, or nothing, and whether the verb can be had; what is shown already is left alone."""
        if text != self._text.text():
            self._text.setText(text)
        for part, shown in ((self, bool(text)), (self._verb, offered)):
            if part.isHidden() is shown:
                part.setVisible(shown)
