"""Something to know about the review, beside or above its scores, and what can be done about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QWidget

from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.widgets.roles import set_role


class Notice(QFrame):
    """Hidden where there is nothing to say.

    Signals:
        verb_requested(): the user wants done what the button says.
    """

    verb_requested = Signal()

    def __init__(self, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = PlainLabel(wrap=True)
        self._verb = QPushButton(verb)
        self._verb.setAutoDefault(False)
        set_role(self._verb, "quiet-link")
        set_role(self, "notice")
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._parts.setContentsMargins(6, 6, 12, 6)
        self._text.setContentsMargins(6, 0, 0, 0)  # in line with the words of the button, which has its own
        self._parts.addWidget(self._text, 1)
        self._parts.addWidget(self._verb)
        self.set_narrow(narrow=False)
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

    def set_narrow(self, *, narrow: bool) -> None:
        """Put the button below the text where there is no room for it at the side."""
        direction = QBoxLayout.Direction
        self._parts.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        self._parts.setSpacing(4 if narrow else 12)
        side = Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag.AlignVCenter
        self._parts.setAlignment(self._verb, side)

    def say(self, text: str, *, offered: bool) -> None:
        """Say `text`, or nothing, and whether the verb can be had; what is shown already is left alone."""
        if text != self._text.text():
            self._text.setText(text)
        for part, shown in ((self, bool(text)), (self._verb, offered)):
            if part.isHidden() is shown:
                part.setVisible(shown)
