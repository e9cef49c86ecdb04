"""The menus as a whole: no key or letter twice, and every key on the sheet; Tab goes down the sidebar."""

import re
from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from fivegates.domain.language import ENGLISH
from fivegates.ui.dialogs.help import GuideDialog, ShortcutSheet, guide_parts
from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.sidebar import Sidebar
from fivegates.ui.window.workspace import Workspace

LONGEST = 16


def menus_of(window: MainWindow) -> list[QMenu]:
    return [menu for action in window.menuBar().actions() if (menu := menu_of(action))]


def menu_of(action: QAction) -> QMenu | None:
    menu = action.menu()
    return menu if isinstance(menu, QMenu) else None


def within(menu: QMenu) -> list[QMenu]:
    """A menu and those inside it."""
    inner = [found for action in menu.actions() if (found := menu_of(action))]
    return [menu, *(deeper for found in inner for deeper in within(found))]


def keys_of(window: MainWindow) -> list[str]:
    portable = QKeySequence.SequenceFormat.PortableText
    return [
        keys.toString(portable)
        for top in menus_of(window)
        for menu in within(top)
        for action in menu.actions()
        for keys in action.shortcuts()
    ]


def test_no_two_commands_share_a_key(window: MainWindow) -> None:
    counted = Counter(keys_of(window))
    assert len(counted) > 20
    assert [keys for keys, times in counted.items() if times > 1] == []


def test_no_command_takes_the_key_of_a_tab(window: MainWindow) -> None:
    tabs = {f"Alt+{number}" for number in range(10)}
    assert not tabs & set(keys_of(window))


def test_no_two_lines_of_a_menu_share_their_letter(window: MainWindow, workspace: Workspace) -> None:
    assert workspace.isVisible()
    for top in menus_of(window):
        for menu in within(top):
            letters = Counter(
                QKeySequence.mnemonic(action.text()).toString() for action in menu.actions() if action.text()
            )
            assert not [letter for letter, times in letters.items() if letter and times > 1], menu.title()


def test_every_key_of_a_menu_is_on_the_shortcut_sheet(window: MainWindow) -> None:
    window.menus.action("shortcuts").trigger()
    sheet = window.findChild(ShortcutSheet)
    assert sheet
    reported = {keys for label in sheet.findChildren(QLabel) for keys in label.text().split(" / ")}
    native = QKeySequence.SequenceFormat.NativeText
    missing = [keys for keys in keys_of(window) if QKeySequence(keys).toString(native) not in reported]
    sheet.close()
    assert not missing


def test_no_menu_is_longer_than_a_glance(window: MainWindow) -> None:
    for top in menus_of(window):
        for menu in within(top):
            assert sum(not action.isSeparator() for action in menu.actions()) <= LONGEST, menu.title()


def test_tab_goes_down_the_sidebar(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    sidebar = workspace.findChild(Sidebar)
    assert sidebar
    buttons = sidebar.findChildren(QPushButton)
    buttons[0].setFocus()
    met = []
    for _ in range(len(buttons) + 1):
        focus = window.focusWidget()
        assert focus is not None
        met.append(focus.accessibleName() or (focus.text() if isinstance(focus, QPushButton) else ""))
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    assert met == [
        "Portfolio",
        "Needs attention",
        "Compare",
        "Insights",
        "Evidence calendar",
        "Actions",
        "Capacity",
        "Decisions",
        "Frameworks",
        "Ideas",
        "Initiatives",
    ]


def test_the_guide_names_only_keys_that_there_are(window: MainWindow) -> None:
    window.menus.action("guide").trigger()
    (dialog,) = window.findChildren(GuideDialog)
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    keys = {
        QKeySequence(each).toString()
        for command in ("add", "finalise", "palette", "present", "brief", "undo")
        for each in window.menus.action(command).shortcuts()[:1]
    }
    assert {key for key in keys if key in said} == keys
    dialog.close()


@pytest.mark.parametrize(
    "word",
    ["Drop files", "paste a picture", "Word document", "slides", "comments", "History of edits", "Language"],
)
def test_the_guide_has_an_entry_for_each_thing_one_comes_to_do(word: str) -> None:
    assert any(word in text for _heading, text in guide_parts(ENGLISH))


def test_the_guide_names_commands_of_the_menus_they_are_in(window: MainWindow) -> None:
    menus = {plain(action.text()): menu for action in window.menuBar().actions() if (menu := menu_of(action))}
    said = " ".join(text for _heading, text in guide_parts(ENGLISH))
    named = re.findall(r"(File|Edit|View), ([A-Z][a-z]+(?: [a-z]+)*)", said)
    assert len(named) == 4
    for menu, words in named:
        commands = [plain(action.text()).rstrip("…") for action in menus[menu].actions()]
        assert any(words.startswith(command) for command in commands if command), (menu, words)


def plain(text: str) -> str:
    return text.replace("&", "")
