"""A column that scrolls up and down as one."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from fivegates.ui.widgets.roles import set_role


def scrolled(body: QWidget, name: str = "") -> QScrollArea:
    """Put `body` where it scrolls; with a name the keyboard can go there too, to scroll."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    if name:
        area.setAccessibleName(name)
    else:
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    set_role(body, "scrolled")
    area.setWidget(body)
    return area
