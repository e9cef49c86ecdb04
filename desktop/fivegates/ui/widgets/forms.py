"""Form rows: a label above its field, a hint or a problem below it; and drop-down and text fields."""

from collections.abc import Sequence
from typing import Final, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QSpinBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.widgets.roles import set_role

T = TypeVar("T")
_NO_LIMIT: Final = 2**31 - 1
_LETTERS: Final = 24
"""The most letters of width that a drop-down list of long texts asks for in a form."""
_EDGES: Final = 2


class FormRow(QWidget):
    """A field with its label as buddy and accessible name; `hint` is below while nothing is wrong."""

    def __init__(self, label: str, field: QWidget, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._hint = hint
        self._label = PlainLabel(label, "section", wrap=True)
        self._label.setBuddy(field)
        self._label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        self._note = PlainLabel("", "note", wrap=True)
        field.setAccessibleName(label)
        if isinstance(field, ElidedBox):
            most = _LETTERS * field.fontMetrics().averageCharWidth()
            field.setMinimumWidth(min(most, field.minimumSizeHint().width()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (self._label, field, self._note):
            layout.addWidget(widget)
        self.set_problem("")

    def set_problem(self, text: str) -> None:
        """Show a problem of the field; the empty string hides it."""
        shown = text or self._hint
        set_role(self._note, "problem" if text else "note")
        self._note.setText(shown)
        self._note.setVisible(bool(shown))
        self.field.setAccessibleDescription(shown)

    def set_hint(self, hint: str) -> None:
        """Replace the hint and hide the problem, which is checked again when the form is submitted."""
        self._hint = hint
        self.set_problem("")

    @property
    def problem(self) -> str:
        """The problem shown; empty when there is none."""
        return self._note.text() if self._note.property("role") == "problem" else ""


class ListBox(QComboBox):
    """A drop-down list that the wheel does not change: a form scrolls under the wheel."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Pass the wheel event on to the scroll area around it."""
        event.ignore()

    def showEvent(self, event: QShowEvent) -> None:
        """Have a label for screen readers: on Linux Qt names a list by what is chosen in it."""
        super().showEvent(event)
        around = self.parentWidget()
        if around is None or not self.accessibleName():
            return
        labels = around.findChildren(QLabel, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if not any(label.buddy() is self for label in labels):
            label = PlainLabel(self.accessibleName().replace("&", "&&"), parent=around)
            label.setBuddy(self)
            label.hide()


_BESIDE_NUMBER: Final = 6


class StepBox(QSpinBox):
    """A whole number with arrows that the wheel does not change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lineEdit().setTextMargins(_BESIDE_NUMBER, 0, 0, 0)  # Qt leaves the padding of the style out

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Pass the wheel event on to the scroll area around it."""
        event.ignore()


class ElidedBox(ListBox):
    """A list whose chosen words end in … where there is no room; Qt would cut through a letter."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as much as fits."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        option.currentText = self.fontMetrics().elidedText(
            option.currentText, Qt.TextElideMode.ElideRight, room.width() - _EDGES
        )
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)


class ChoiceBox(ElidedBox, Generic[T]):
    """A drop-down list of (words, value).

    The values stay in Python: Qt would hand back a plain string for an enumeration's member.
    """

    def __init__(self, choices: Sequence[tuple[str, T]], chosen: T, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values = [value for _words, value in choices]
        self.addItems([words for words, _value in choices])
        self.set_value(chosen)

    @property
    def value(self) -> T:
        """The value chosen."""
        return self._values[self.currentIndex()]

    def set_value(self, value: T) -> None:
        """Choose `value`; ValueError if it is not offered."""
        self.setCurrentIndex(self._values.index(value))


class TextField(QLineEdit):
    """A field for one line of text. It takes text of any length: the form says in words what is too long."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(_NO_LIMIT)  # Qt's own limit cuts what is pasted, silently
        self.setText(text)
