"""Helpers for tests of the window."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QLocale, QObject, Qt, QTranslator
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QMessageBox,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from fivegates.ui.widgets.dates import DateField
from fivegates.ui.widgets.form_body import FormBody
from fivegates.ui.widgets.form_dialog import FormDialog


def wait_until_freed(qtbot: QtBot, thing: QObject) -> None:
    """Wait until Qt has freed a closed dialog, or fail."""

    def freed() -> None:
        assert not isValid(thing), f"{thing!r} still lives"

    qtbot.waitUntil(freed)


@contextmanager
def leaving_as_before(app: QApplication) -> Iterator[None]:
    """Take back what `fivegates.app.start` sets for the rest of a run: locale, translations, style, hooks."""
    locale, hooks = QLocale(), (sys.excepthook, threading.excepthook)
    yield
    QLocale.setDefault(locale)
    for translator in app.findChildren(QTranslator):
        app.removeTranslator(translator)
        translator.deleteLater()
    app.setStyleSheet("")
    sys.excepthook, threading.excepthook = hooks


def line_of(form: FormDialog | FormBody, place: str) -> QLineEdit:
    """The line in which the field that problems call `place` is written."""
    field = form.rows[place].field
    line = field.line if isinstance(field, DateField) else field
    assert isinstance(line, QLineEdit)
    return line


def discard(form: FormDialog) -> None:
    """Close a form unsaved, and agree where it asks."""
    form.reject()
    for question in form.findChildren(QMessageBox):
        question.accept()


def reachable(root: QWidget) -> list[QWidget]:
    """Every visible widget that Tab stops at."""
    tab = Qt.FocusPolicy.TabFocus
    return [w for w in root.findChildren(QWidget) if w.isVisible() and w.focusPolicy() & tab == tab]


def nameless(root: QWidget) -> list[str]:
    """Widgets that Tab reaches without an accessible name."""
    return [repr(w) for w in reachable(root) if not (w.accessibleName() or _own_words(w))]


def _own_words(widget: QWidget) -> str:
    """The text of a button; parts of a field are excluded, as they are spoken with it."""
    text = getattr(widget, "text", None)
    if callable(text) and not hasattr(widget, "setPlaceholderText"):
        return str(text())
    inside = widget.parentWidget()
    is_part = isinstance(inside, QComboBox | QAbstractSpinBox | QAbstractScrollArea)
    return inside.accessibleName() if is_part and inside else ""
