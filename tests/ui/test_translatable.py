"""In a language that brackets every message, no word of the window's own stands outside a bracket."""

from collections.abc import Callable, Iterator

import pytest
from pseudo import PSEUDO, untranslated
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget

from fivegates.domain.language import Language
from fivegates.ui.window.main_window import MainWindow

Trigger = Callable[[str], None]

# The program's and the portfolio's own names, and what is no language's.
NAMES = {"Fivegates", "Board pack", "Board pack Q2.fivegates", "Assistant CLAIMS", "Assistant BILLS"}


@pytest.fixture
def language() -> Language:
    return PSEUDO


def texts(root: QWidget) -> Iterator[str]:
    """What is written on the widgets in view."""
    for widget in root.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        if isinstance(widget, QLineEdit):
            yield widget.placeholderText()
        if isinstance(widget, QComboBox):
            yield from (widget.itemText(index) for index in range(widget.count()))


def foreign(found: Iterator[str]) -> set[str]:
    """Words outside every bracket that are no names."""
    outside = {untranslated(text).replace("&", "").strip(" ·") for text in found} - NAMES
    return {text for text in outside if any(character.isalpha() for character in text)}


def test_welcome(window: MainWindow) -> None:
    assert not foreign(texts(window))


@pytest.mark.usefixtures("workspace")
def test_portfolio(window: MainWindow) -> None:
    assert not foreign(texts(window))


def test_menus(window: MainWindow) -> None:
    assert not foreign(action.text() for action in window.findChildren(QAction))


@pytest.mark.usefixtures("workspace")
@pytest.mark.parametrize("command", ["add", "settings", "delete"])
def test_dialogs(menu: Trigger, command: str) -> None:
    menu(command)
    dialog = QApplication.activeModalWidget()
    assert dialog
    assert not foreign(texts(dialog))
