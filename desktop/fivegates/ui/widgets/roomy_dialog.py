"""A dialog with room for a table: larger in large text, and never larger than the screen."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QWidget

from fivegates.ui.context import Context


class RoomyDialog(QDialog):
    """Freed when closed; `size` is what it takes, in pixels at 100 % text."""

    def __init__(self, context: Context, size: QSize, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self._size = size

    def sizeHint(self) -> QSize:
        """Room for a table, as far as the screen allows."""
        room, percent = self.screen().availableSize(), self._context.settings.text_scale
        return QSize(
            min(self._size.width() * percent // 100, room.width() - 40),
            min(self._size.height() * percent // 100, room.height() - 40),
        )

    def open(self) -> None:
        """Show it in its full size: Qt would cut a new window to two thirds of the screen."""
        self.resize(self.sizeHint())
        super().open()
