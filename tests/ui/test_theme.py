from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from fivegates.domain.verdict.states import GateState, VerdictState
from fivegates.ui.context import Context
from fivegates.ui.settings import TEXT_SCALES, ThemeChoice
from fivegates.ui.theme import Theme, default_palettes
from fivegates.ui.widgets.labels import StatusMark, StatusWord
from fivegates.ui.window.main_window import MainWindow


def background(window: MainWindow) -> str:
    """The colour at the top right corner of the page, as painted."""
    picture = window.grab().toImage()
    return picture.pixelColor(picture.width() - 4, picture.height() // 2).name().upper()


@pytest.mark.usefixtures("workspace")
def test_dark_and_light_repaint_the_whole_window(window: MainWindow, theme: Theme) -> None:
    palettes = default_palettes()
    theme.choose(ThemeChoice.DARK)
    assert background(window) == palettes.dark.page
    theme.choose(ThemeChoice.LIGHT)
    assert background(window) == palettes.light.page


def test_pages_are_handed_the_palette_that_is_worn(context: Context, theme: Theme) -> None:
    theme.choose(ThemeChoice.DARK)
    assert context.palette == default_palettes().dark


def test_qt_gets_the_same_colours(context: Context, theme: Theme, qapp: QApplication) -> None:
    theme.choose(ThemeChoice.DARK)
    worn = qapp.palette()
    assert worn.color(QPalette.ColorRole.Window) == QColor(context.palette.page)
    assert worn.color(QPalette.ColorRole.WindowText) == QColor(context.palette.ink)


def test_the_choice_is_remembered(context: Context, theme: Theme) -> None:
    theme.choose(ThemeChoice.DARK)
    theme.set_text_scale(150)
    assert context.settings.theme is ThemeChoice.DARK
    assert context.settings.text_scale == 150


def test_a_choice_that_nobody_knows_counts_as_none(context: Context) -> None:
    context.settings.theme = ThemeChoice.DARK
    context.settings._store.setValue("appearance/theme", "sepia")
    context.settings._store.setValue("appearance/text-scale", "9000")
    assert context.settings.theme is ThemeChoice.SYSTEM
    assert context.settings.text_scale == 100


def test_text_grows_in_steps_up_to_twice_its_size(context: Context, theme: Theme, qapp: QApplication) -> None:
    for _ in range(2 * len(TEXT_SCALES)):
        theme.step_text_scale(1)
    assert context.settings.text_scale == 200
    assert qapp.font().pixelSize() == 26
    theme.step_text_scale(-1)
    assert context.settings.text_scale == TEXT_SCALES[-2]


@pytest.mark.parametrize("kind", [QPushButton, QCheckBox, QRadioButton])
def test_focus_by_keyboard_shows_one_frame_and_not_the_styles_own_within_it(
    kind: Callable[[str, QWidget], QAbstractButton], theme: Theme, qtbot: QtBot
) -> None:
    theme.choose(ThemeChoice.LIGHT)
    window = QWidget()
    button = kind("Edit…", window)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    by_mouse = button.grab().toImage()
    window.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
    assert button.grab().toImage() == by_mouse


def test_titles_grow_with_the_text(window: MainWindow, theme: Theme) -> None:
    (title,) = [label for label in window.findChildren(QLabel) if label.property("role") == "title"]
    before = title.font().pixelSize()
    theme.set_text_scale(200)
    assert (before, title.font().pixelSize()) == (22, 44)


class Counted(QLabel):
    """Counts how often it is told that its font or style is another."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Text", parent)
        self.changes = 0

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt
        """Count."""
        super().changeEvent(event)
        self.changes += event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}


def test_another_size_of_text_reaches_each_widget_few_times(qtbot: QtBot, theme: Theme) -> None:
    inner = outer = QWidget()
    qtbot.addWidget(outer)
    for _ in range(20):
        inner = QWidget(inner)
    label = Counted(inner)
    outer.show()
    label.changes = 0
    theme.set_text_scale(150)
    assert 0 < label.changes <= 8
    theme.set_text_scale(100)


@pytest.mark.parametrize("role", ["heading", "note"])
def test_a_mark_stays_as_tall_as_its_word_when_text_grows_and_shrinks_again(
    role: str, context: Context, theme: Theme, qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    status = StatusWord(context, role)
    QVBoxLayout(window).addWidget(status)
    status.set_status(VerdictState.READY, "Ready")
    mark, word = status.findChild(StatusMark), status.findChild(QLabel)
    assert mark
    assert word
    window.show()
    for percent in (100, 200, 100):
        theme.set_text_scale(percent)
        assert mark.sizeHint().height() == word.fontMetrics().height()
        qtbot.waitUntil(lambda: mark.height() == word.fontMetrics().height())


@pytest.mark.usefixtures("theme")
@pytest.mark.parametrize("state", [*GateState, *VerdictState])
def test_the_word_of_every_state_has_its_colour_and_weight(
    window: MainWindow, context: Context, state: GateState | VerdictState
) -> None:
    word = StatusWord(context, parent=window)
    word.set_status(state, "Words")
    word.show()
    (label,) = word.findChildren(QLabel)
    assert label.palette().color(label.foregroundRole()) == QColor(context.palette.status(state))
    assert label.font().weight() == QFont.Weight.DemiBold
