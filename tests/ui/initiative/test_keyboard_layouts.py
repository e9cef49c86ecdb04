"""Keys score on every keyboard layout, and add, edit and remove wherever the focus is in a tab."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from scoring import Desk

from fivegates.actions.plan import add_action
from fivegates.domain.initiative.initiative import Action
from fivegates.ui.initiative.score.level_cards import LevelCard
from fivegates.ui.key_places import latin_key, typed_digit
from windows import discard

pytestmark = pytest.mark.slow

KEY = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


Reported = tuple[int, str, int] | tuple[int, str, int, Qt.KeyboardModifier]


def key(code: int, text: str, scan: int, modifiers: Qt.KeyboardModifier = NONE) -> QKeyEvent:
    """A key as a platform reports it; Qt makes none before there is an application."""
    return QKeyEvent(QEvent.Type.KeyPress, code, modifiers, scan, 0, 0, text)


@pytest.mark.parametrize(
    ("event", "platform", "digit"),
    [
        ((KEY.Key_3, "3", 12), "xcb", 3),
        ((KEY.Key_QuoteDbl, '"', 12), "xcb", 3),
        ((KEY.Key_QuoteDbl, '"', 12), "wayland", 3),
        ((KEY.Key_QuoteDbl, '"', 4), "windows", 3),
        ((KEY.Key_Agrave, "à", 19), "xcb", 0),
        ((KEY.Key_3, "3", 12, SHIFT), "xcb", 3),
        ((KEY.Key_3, "٣", 12), "xcb", 3),
        ((KEY.Key_3, "३", 0), "cocoa", 3),
        ((KEY.Key_NumberSign, "#", 12, SHIFT), "xcb", None),
        ((KEY.Key_QuoteDbl, '"', 12), "cocoa", None),
        ((KEY.Key_A, "a", 38), "xcb", None),
        ((KEY.Key_Up, "", 111), "xcb", None),
    ],
)
@pytest.mark.usefixtures("qapp")
def test_a_digit_is_known_on_every_layout(event: Reported, platform: str, digit: int | None) -> None:
    assert typed_digit(key(*event), platform) == digit


@pytest.mark.parametrize(
    ("event", "platform", "latin"),
    [
        ((KEY.Key_N, "n", 57), "xcb", KEY.Key_N),
        ((0x0422, "т", 57), "xcb", KEY.Key_N),
        ((0x0422, "т", 49), "windows", KEY.Key_N),
        ((0x0423, "\N{CYRILLIC SMALL LETTER U}", 26), "xcb", KEY.Key_E),
        ((0x0422, "т", 0), "cocoa", 0x0422),
        ((0x0416, "ж", 47), "xcb", 0x0416),
        ((KEY.Key_Return, "\r", 36), "xcb", KEY.Key_Return),
        ((KEY.Key_Z, "z", 29), "xcb", KEY.Key_Z),
        ((0x0426, "\N{CYRILLIC SMALL LETTER TSE}", 25), "xcb", KEY.Key_W),
        ((0x0412, "\N{CYRILLIC SMALL LETTER VE}", 40), "xcb", KEY.Key_D),
    ],
)
@pytest.mark.usefixtures("qapp")
def test_a_letter_is_known_by_its_place_where_it_is_not_latin(
    event: Reported, platform: str, latin: int
) -> None:
    assert latin_key(key(*event), platform) == latin


def test_a_digit_of_another_script_scores(desk: Desk) -> None:
    criterion = desk.in_focus
    QApplication.sendEvent(desk.focus, key(KEY.Key_3, "٣", 0))
    assert desk.score(criterion).level == 3


def test_enter_after_a_digit_does_not_press_the_card_that_tab_went_to(desk: Desk) -> None:
    criterion = desk.in_focus
    desk.press(KEY.Key_Tab)
    assert isinstance(desk.focus, LevelCard)
    desk.press("3", KEY.Key_Return)
    assert desk.score(criterion).level == 3
    assert desk.in_focus != criterion


@pytest.mark.parametrize("title", ["Evidence", "Costs", "Actions", "Changes", "Decisions"])
@pytest.mark.parametrize("start", ["first button", "tabs"])
def test_insert_and_enter_add_to_an_empty_tab(desk: Desk, title: str, start: str) -> None:
    desk.show_tab_called(title)
    assert isinstance(desk.focus, QPushButton)
    if start == "tabs":
        desk.tab_bar.setFocus()
    for pressed in (KEY.Key_Insert, KEY.Key_Return):
        desk.press(pressed)
        discard(desk.form())
    desk.press(KEY.Key_Delete)
    assert desk.dialog is None


def test_the_keys_work_from_a_button_beside_the_table(desk: Desk) -> None:
    desk.session.run(add_action, desk.subject.initiative_id, Action("value-owner", "Name an owner"))
    desk.show_tab_called("Actions")
    desk.tab_bar.setFocus()
    desk.press(KEY.Key_Return)
    assert isinstance(desk.focus, QLineEdit)
    assert desk.focus.text() == "Name an owner"
    desk.tab_bar.setFocus()
    desk.press(KEY.Key_Delete)
    assert desk.record.actions == ()
