"""Accessibility checks: the QAccessible interfaces that Qt exposes to screen readers."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractScrollArea, QAbstractSpinBox, QComboBox, QLineEdit, QTabWidget, QWidget

_PLAIN = {QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Pane}


def unspoken(root: QWidget) -> list[str]:
    """Every visible widget with a focus of its own that has no name, no role, or another value than shown."""
    found = []
    for widget in root.findChildren(QWidget):
        tab = Qt.FocusPolicy.TabFocus
        takes_focus = widget.focusPolicy() & tab == tab and widget.focusProxy() is None
        is_part = isinstance(widget.parentWidget(), QComboBox | QAbstractSpinBox)
        if widget.isVisible() and takes_focus and not is_part:
            missing = _missing(widget, QAccessible.queryAccessibleInterface(widget))
            if missing:
                found.append(f"{widget!r}: {missing}")
    return found


def label_of(interface: QAccessibleInterface) -> str:
    """The name of the label that belongs to a control; empty where it has none."""
    labels = [other for other, kind in interface.relations() if kind == QAccessible.RelationFlag.Label]
    return " ".join(label.text(QAccessible.Text.Name) for label in labels)


def _missing(widget: QWidget, interface: QAccessibleInterface) -> str:
    name, value = interface.text(QAccessible.Text.Name), interface.text(QAccessible.Text.Value)
    if isinstance(widget, QComboBox):
        name = label_of(interface)  # Qt on Linux gives the value for the name
    scrolls = isinstance(widget, QAbstractScrollArea | QTabWidget)
    if not name.strip():
        return "name"
    if interface.role() in _PLAIN and not scrolls:
        return "role"
    shown = _shown(widget)
    return "value" if shown is not None and value != shown else ""


def _shown(widget: QWidget) -> str | None:
    """The value shown; None for a widget without one."""
    match widget:
        case QComboBox():
            return widget.currentText()
        case QLineEdit() if widget.echoMode() is QLineEdit.EchoMode.Normal:
            return widget.text()
        case QAbstractSpinBox():
            return widget.text()
    return None
