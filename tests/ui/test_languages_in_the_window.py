"""The language of the window is chosen in its menu, that of papers apart from it beside their pages."""

from collections import Counter
from dataclasses import replace

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QComboBox, QMenu, QMessageBox
from pytestqt.qtbot import QtBot

from fivegates.app import start
from fivegates.domain.language import ENGLISH
from fivegates.domain.verdict.states import VerdictState
from fivegates.languages import available_codes, language
from fivegates.ui.brief.choices import PaperLanguageBox
from fivegates.ui.context import Context
from fivegates.ui.initiative.score.verdict_panel import VerdictPanel
from fivegates.ui.settings import WindowSettings
from fivegates.ui.theme import Theme
from fivegates.ui.widgets.labels import StatusWord
from fivegates.ui.window.main_window import MainWindow
from windows import leaving_as_before


def language_menu(window: MainWindow) -> QMenu:
    """The menu of languages, filled as it is when it opens."""
    found = next(each for each in window.findChildren(QMenu) if each.title() == "&Language")
    found.aboutToShow.emit()
    return found


def test_the_window_s_language_is_chosen_from_those_that_there_are(window: MainWindow) -> None:
    menu = language_menu(window)
    assert [action.text() for action in menu.actions()] == ["As the system", "English", "Deutsch"]
    assert [action.isChecked() for action in menu.actions()] == [True, False, False]

    menu.actions()[2].trigger()
    note = window.findChild(QMessageBox)
    assert note
    assert note.text() == "The window has this language when Fivegates starts again."
    note.accept()
    assert window.context.settings.language == "de"
    assert language_menu(window).actions()[2].isChecked()


@pytest.mark.parametrize(("kept", "code"), [("", "en_GB"), ("de", "de"), ("tlh", "en_GB")])
def test_a_window_starts_in_the_language_that_was_chosen(
    qapp: QApplication, qtbot: QtBot, kept: str, code: str
) -> None:
    WindowSettings(QSettings("fivegates", "fivegates")).language = kept
    with leaving_as_before(qapp):
        window = start(qapp, ENGLISH)
    qtbot.addWidget(window)
    assert window.context.language.code == code


def test_papers_have_the_window_s_language_until_another_is_chosen(context: Context, qtbot: QtBot) -> None:
    assert context.paper_language is context.language
    box = PaperLanguageBox(context)
    qtbot.addWidget(box)
    assert [box.itemText(row) for row in range(box.count())] == ["English", "Deutsch"]

    box.setCurrentIndex(1)
    with qtbot.waitSignal(box.language_chosen):
        box.activated.emit(1)
    assert context.settings.paper_language == "de"
    assert context.paper_language.code == "de"
    assert isinstance(PaperLanguageBox(context), QComboBox)
    assert PaperLanguageBox(context).value == "de"


@pytest.mark.parametrize("code", available_codes())
def test_no_two_lines_of_a_menu_share_their_letter_in_any_language(
    qtbot: QtBot, context: Context, theme: Theme, code: str
) -> None:
    window = MainWindow(replace(context, language=language(code)), theme)
    qtbot.addWidget(window)
    for menu in window.findChildren(QMenu):
        letters = Counter(QKeySequence.mnemonic(action.text()).toString() for action in menu.actions())
        assert [letter for letter, times in letters.items() if letter and times > 1] == [], menu.title()


def test_a_long_verdict_leaves_its_panel_no_wider(qtbot: QtBot, context: Context) -> None:
    panel = VerdictPanel(replace(context, language=language("de")))
    qtbot.addWidget(panel)
    word = panel.findChild(StatusWord)
    assert word
    widths = []
    for text in ("Produktionsreif", "Mit Ausnahmegenehmigung produktionsreif"):
        word.set_status(VerdictState.WAIVED, text)
        widths.append(word.minimumSizeHint().width())
    assert widths[1] < 2 * widths[0]
