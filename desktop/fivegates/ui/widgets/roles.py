"""Roles by which the stylesheet knows a widget, and text made safe where Qt would read markup."""

from PySide6.QtGui import Qt
from PySide6.QtWidgets import QFrame, QWidget


def set_role(widget: QWidget, role: str) -> None:
    """Give `widget` the stylesheet's look for `role`."""
    set_property(widget, "role", role)


def set_property(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the stylesheet selects by, and restyle the widget if it has its style already."""
    widget.setProperty(name, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def plain_tooltip(text: str) -> str:
    """A tooltip that shows `text` as it is and breaks long lines; never markup of the user's."""
    return Qt.convertFromPlainText(text, Qt.WhiteSpaceMode.WhiteSpaceNormal) if text else ""


def button_text(text: str) -> str:
    """User text for a button or a menu, where a single `&` would mark a key."""
    return text.replace("&", "&&")


def window_title(text: str) -> str:
    """Escape `[*]` in user text for a title, which Qt would replace."""
    return text.replace("[*]", "[*][*]")


def rule(parent: QWidget | None = None) -> QFrame:
    """A hairline."""
    line = QFrame(parent)
    set_role(line, "rule")
    return line
