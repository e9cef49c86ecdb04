"""The field for words to find, with the keys that every such field has."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit


class SeekField(QLineEdit):
    """Escape empties the field, and then leaves it; a button in it empties it too.

    Signals:
        entered(int): the user pressed Enter: on to the next place (1), or with Shift back (-1).
        list_requested(): the user wants to go down into what is found.
        left(): the user pressed Escape in the empty field.
    """

    entered = Signal(int)
    list_requested = Signal()
    left = Signal()

    def __init__(self, placeholder: str, name: str) -> None:
        super().__init__()
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Emit the signal of the key."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.entered.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
            case Qt.Key.Key_Down:
                self.list_requested.emit()
            case Qt.Key.Key_Escape if self.text():
                self.clear()
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                super().keyPressEvent(event)
