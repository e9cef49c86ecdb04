"""What is dropped on the window and its pages."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QDropEvent


def accept_as_copy(event: QDropEvent) -> None:
    """Take what is dropped, and never have its source delete it, as after a move."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
