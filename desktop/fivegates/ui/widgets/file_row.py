"""The row of a form that holds at most one file: what is held, a button to choose it, one to remove it."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget


class FileRow(QWidget):
    """Lays out `shown` and the two buttons; a subclass says what choosing and removing do."""

    def __init__(self, shown: QLabel, choose: str, remove: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choose = QPushButton(choose, self)
        self._remove = QPushButton(remove, self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(shown, 1)
        for button in (self._choose, self._remove):
            button.setAutoDefault(False)
            layout.addWidget(button)
        self.setFocusProxy(self._choose)
        self._choose.clicked.connect(self._ask)
        self._remove.clicked.connect(self._take_out)

    def _ask(self) -> None:
        """Ask for a file."""
        raise NotImplementedError

    def _take_out(self) -> None:
        """Hold none."""
        raise NotImplementedError
