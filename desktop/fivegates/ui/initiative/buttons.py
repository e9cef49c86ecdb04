"""Buttons of the scoring page: arrow keys pass through them, since they move between criteria."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget

from fivegates.ui.context import Context
from fivegates.ui.initiative.drawing import Typesetter
from fivegates.ui.widgets.roles import button_text, set_role

ARROWS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right})


class DrawnButton(QAbstractButton):
    """A button that draws itself and leaves the arrow keys to the page."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self.type = Typesetter(self, context)
        super().__init__(parent)
        self.context = context
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def measure_anew(self) -> None:
        """Ask for the room that it needs now, and draw."""
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Take the room that another size of text needs."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.type.clear()
            self.measure_anew()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pass arrows on."""
        if event.key() in ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)


class LinkButton(QPushButton):
    """A small button that looks like a link and leaves the arrow keys to the page."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(button_text(text), parent)
        set_role(self, "quiet-link")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pass arrows on."""
        if event.key() in ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)
