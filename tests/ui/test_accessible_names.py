from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.workspace import Workspace
from windows import nameless, reachable

pytestmark = pytest.mark.slow

Trigger = Callable[[str], None]

DIALOGS = ("add", "edit", "delete", "settings", "rates", "prices", "encrypt", "restore", "shortcuts", "about")
PAGES = ("attention", "compare", "insights", "calendar", "actions", "decisions", "brief")


def test_the_welcome_page_names_all_that_takes_the_focus(window: MainWindow) -> None:
    assert reachable(window)
    assert not nameless(window)


def test_the_portfolio_page_names_all_that_takes_the_focus(window: MainWindow, workspace: Workspace) -> None:
    assert len(reachable(workspace)) >= 6
    assert not nameless(window)


@pytest.mark.usefixtures("workspace")
@pytest.mark.parametrize("command", DIALOGS)
def test_dialogs_name_all_that_takes_the_focus(menu: Trigger, command: str) -> None:
    menu(command)
    dialog = QApplication.activeModalWidget()
    assert dialog
    assert reachable(dialog)
    assert not nameless(dialog)


@pytest.mark.usefixtures("workspace")
@pytest.mark.parametrize("command", PAGES)
def test_pages_name_all_that_takes_the_focus(window: MainWindow, menu: Trigger, command: str) -> None:
    menu(command)
    assert reachable(window)
    assert not nameless(window)


@pytest.mark.usefixtures("workspace")
def test_no_label_reads_markup(window: MainWindow) -> None:
    rich = [
        label.text() for label in window.findChildren(QLabel) if label.textFormat() != Qt.TextFormat.PlainText
    ]
    assert not [text for text in rich if text]


@pytest.mark.usefixtures("workspace")
@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab])
def test_tab_reaches_all_of_the_portfolio_page(window: MainWindow, qtbot: QtBot, key: Qt.Key) -> None:
    wanted = {widget for widget in reachable(window) if widget.isEnabled()}
    seen = set()
    for _ in wanted:
        focused = QApplication.focusWidget()
        assert focused
        qtbot.keyClick(focused, key)
        seen.add(QApplication.focusWidget())
    assert seen == wanted
