"""What a page shows while there is nothing to show: what it is for, and what to do next."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from fivegates.ui.widgets.labels import PlainLabel


class EmptyState(QWidget):
    """A heading, a sentence or two, and the buttons that lead on; the first one first in reach."""

    def __init__(
        self, title: str, text: str, buttons: Sequence[QPushButton] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        heading = PlainLabel(title, "heading", wrap=True)
        self._words = PlainLabel(text, "quiet", wrap=True)
        for label in (heading, self._words):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addStretch(2)
        layout.addWidget(heading)
        layout.addWidget(self._words)
        layout.addSpacing(8)
        for button in buttons:
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def set_text(self, text: str) -> None:
        """Say something else below the heading."""
        self._words.setText(text)
