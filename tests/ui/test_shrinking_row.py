"""A row of commands shows the words of all its buttons, or where these lack room the icons of all."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from fivegates.ui.compare.head import CompareTools
from fivegates.ui.context import Context
from fivegates.ui.widgets.buttons import ShrinkingButton, ShrinkingRow
from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.workspace import Workspace

WORDS = ("Move to the left", "Take out", "Meeting…")


@pytest.fixture
def bar(qtbot: QtBot, window: MainWindow, context: Context) -> QWidget:
    """A field and three buttons in a row."""
    bar = QWidget(window)
    field = QLineEdit()
    field.setMinimumWidth(120)
    row = ShrinkingRow((field,), [ShrinkingButton(context, "calendar", words) for words in WORDS])
    row.setContentsMargins(0, 0, 0, 0)
    row.setStretchFactor(field, 1)
    bar.setLayout(row)
    bar.resize(1200, 40)
    bar.show()
    qtbot.waitExposed(bar)
    return bar


def buttons_of(bar: QWidget) -> list[ShrinkingButton]:
    return [each for each in bar.findChildren(ShrinkingButton) if each.isVisible()]


def whole_width(bar: QWidget) -> int:
    """The least width in which all words are shown."""
    layout = bar.layout()
    assert layout is not None
    gaps = 3 * layout.spacing()
    return 120 + gaps + sum(button.sizeHint().width() for button in buttons_of(bar))


def test_words_are_shown_as_long_as_all_have_room(bar: QWidget, qtbot: QtBot) -> None:
    bar.resize(whole_width(bar), 40)
    qtbot.wait(10)
    assert not any(button.shrunk for button in buttons_of(bar))


def test_icons_are_as_wide_as_icons_and_the_field_takes_the_rest(bar: QWidget, qtbot: QtBot) -> None:
    bar.resize(whole_width(bar) - 1, 40)
    qtbot.waitUntil(lambda: all(button.shrunk for button in buttons_of(bar)))
    for button in buttons_of(bar):
        assert button.width() == button.minimumSizeHint().width()
    (field,) = bar.findChildren(QLineEdit)
    assert field.width() > 140
    bar.resize(whole_width(bar), 40)
    qtbot.waitUntil(lambda: not any(button.shrunk for button in buttons_of(bar)))


def test_a_button_that_is_hidden_takes_no_room(bar: QWidget, qtbot: QtBot) -> None:
    bar.resize(whole_width(bar) - 40, 40)
    qtbot.waitUntil(lambda: all(button.shrunk for button in buttons_of(bar)))
    buttons_of(bar)[1].hide()
    qtbot.waitUntil(lambda: not any(button.shrunk for button in buttons_of(bar)))


def test_text_of_another_size_is_measured_again(bar: QWidget, qtbot: QtBot) -> None:
    bar.resize(whole_width(bar) + 40, 40)
    qtbot.waitUntil(lambda: not any(button.shrunk for button in buttons_of(bar)))
    font = bar.font()
    font.setPixelSize(2 * bar.fontInfo().pixelSize())
    for button in buttons_of(bar):
        button.setFont(font)
    qtbot.waitUntil(lambda: all(button.shrunk for button in buttons_of(bar)))


def test_buttons_of_the_comparison_show_icons_of_one_width_in_a_narrow_window(
    workspace: Workspace, menu: Callable[[str], None], qtbot: QtBot
) -> None:
    workspace.window().resize(1000, 700)
    menu("compare")
    tools = workspace.page.findChild(CompareTools)
    assert tools is not None
    four = (tools.left, tools.right, tools.remove, tools.meeting)
    qtbot.waitUntil(lambda: len({button.width() for button in four}) == 1)
    assert tools.left.width() == tools.left.minimumSizeHint().width()


def test_without_a_comparison_there_is_no_meeting_to_name(
    workspace: Workspace, menu: Callable[[str], None]
) -> None:
    menu("compare")
    tools = workspace.page.findChild(CompareTools)
    assert tools is not None
    assert not tools.meeting.isEnabled()
    assert not tools.remove.isEnabled()
