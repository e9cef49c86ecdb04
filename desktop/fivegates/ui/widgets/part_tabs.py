"""The parts of a page, one behind another: tabs above, and keys that go to each."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QWidget


class PartTabs(QTabWidget):
    """Tabs without a frame; `name` is what a screen reader says of them.

    Signals:
        entered(): the user went to a part by its key, and wants to be in it.
    """

    entered = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        self.tabBar().setAccessibleName(name)
        self.setAccessibleName(name)

    def add_keys(self, page: QWidget) -> None:
        """Alt and its number go to each part that there is now, from anywhere on `page`."""
        for number in range(self.count()):
            shortcut = QShortcut(QKeySequence(f"Alt+{number + 1}"), page)
            shortcut.activated.connect(lambda number=number: self._enter(number))

    def _enter(self, number: int) -> None:
        self.setCurrentIndex(number)
        self.entered.emit()
