"""What has been entered in the fields of a form, whatever fields it has."""

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

Field = QLineEdit | QPlainTextEdit | QComboBox | QCheckBox | QSpinBox
_FIELDS = (QLineEdit, QPlainTextEdit, QComboBox, QCheckBox, QSpinBox)


def fields_in(form: QWidget) -> list[Field]:
    """The fields inside a form, except those that belong to a popup over it."""
    found = [child for child in form.findChildren(QWidget) if isinstance(child, _FIELDS)]
    return [
        field for field in found if field.window() is form.window() and not _is_part_or_removed(field, form)
    ]


def entered_in(form: QWidget) -> tuple[object, ...]:
    """What stands in each field of a form; two of these differ where something was entered between them."""
    files = [child.property("entered") for child in form.findChildren(QWidget)]
    return (*(_entry(field) for field in fields_in(form)), *(file for file in files if file is not None))


def edited_signal(field: Field) -> SignalInstance:
    """The signal with which a field tells of every edit."""
    match field:
        case QComboBox():
            return field.currentTextChanged
        case QCheckBox():
            return field.toggled
        case QSpinBox():
            return field.valueChanged
        case _:
            return field.textChanged


def _entry(field: Field) -> object:
    """What stands in a field."""
    match field:
        case QPlainTextEdit():
            return field.toPlainText()
        case QComboBox():
            return field.currentText()
        case QCheckBox():
            return field.isChecked()
        case QSpinBox():
            return field.value()
        case _:
            return field.text()


def _is_part_or_removed(field: QWidget, form: QWidget) -> bool:
    """Whether a field is the line of a spin box, or was taken out of the form and waits to be freed."""
    return isinstance(field.parentWidget(), QSpinBox) or not field.isVisibleTo(form)
