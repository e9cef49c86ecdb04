"""The history of edits in the window: by day, filtered, copied, and leading to what was edited."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from fivegates.actions import initiatives, scoring
from fivegates.actions.file.creation import create_portfolio
from fivegates.actions.file.files import close_portfolio
from fivegates.actions.queries import find_initiative, record
from fivegates.domain.initiative.initiative import Initiative
from fivegates.ui.edit_history import EditHistoryDialog
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.workspace import Workspace

Menu = Callable[[str], None]


@pytest.fixture
def dialog(window: MainWindow, workspace: Workspace, menu: Menu) -> EditHistoryDialog:
    """Opened by its command over a portfolio with an initiative under review, and another."""
    opened = workspace.session.opened
    (review,) = record(opened, find_initiative(opened, "CLAIMS")).reviews
    workspace.session.run(scoring.set_level, review.id, "value-owner", 2)
    workspace.session.run(initiatives.add_initiative, Initiative("CARE", "Care"))
    menu("edits")
    (dialog,) = window.findChildren(EditHistoryDialog)
    return dialog


def shown(dialog: EditHistoryDialog) -> list[str]:
    model = dialog.table.model()
    return [str(model.index(row, 3).data()) for row in range(model.rowCount())]


def test_edits_are_listed_newest_first_and_a_day_is_named_once(dialog: EditHistoryDialog) -> None:
    assert shown(dialog)[0] == "Add “Care”"
    assert shown(dialog)[1].startswith("Score “")
    model = dialog.table.model()
    assert [bool(model.index(row, 0).data()) for row in range(2)] == [True, False]


def test_words_person_and_initiative_filter_them(dialog: EditHistoryDialog) -> None:
    everything = shown(dialog)
    dialog.words.setText("CARE add")
    assert shown(dialog) == ["Add “Care”"]
    dialog.words.setText("no such words")
    assert shown(dialog) == []
    assert not dialog.copy.isEnabled()
    dialog.words.clear()
    dialog.place.setCurrentText("Care")
    assert shown(dialog) == ["Add “Care”"]
    dialog.place.setCurrentIndex(0)
    dialog.person.setCurrentIndex(1)
    assert shown(dialog) == everything


def test_enter_leads_to_what_was_edited(
    qtbot: QtBot, dialog: EditHistoryDialog, workspace: Workspace
) -> None:
    dialog.table.selectRow(1)
    with qtbot.waitSignal(dialog.opened) as led:
        qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert led.args is not None
    assert led.args[1] == "value-owner"
    assert workspace.shown == led.args[0]


def test_the_list_is_copied_as_a_table(dialog: EditHistoryDialog) -> None:
    dialog.copy.click()
    rows = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert [row[2] for row in rows] == shown(dialog)
    assert rows[0][3] == "CARE"


def test_on_an_initiative_only_its_own_are_listed(
    window: MainWindow, workspace: Workspace, menu: Menu
) -> None:
    created = initiatives.add_initiative(workspace.session.opened, Initiative("CARE", "Care")).created
    assert created is not None
    workspace.open_initiative(created)
    menu("edits")
    (dialog,) = window.findChildren(EditHistoryDialog)
    assert shown(dialog) == ["Add “Care”"]
    assert dialog.place.currentText() == "Care"


def test_the_newest_is_chosen_though_the_keys_that_open_it_are_held(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    workspace.session.run(initiatives.add_initiative, Initiative("CARE", "Care"))
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyPress(window, Qt.Key.Key_H, both)
    qtbot.keyRelease(window, Qt.Key.Key_H)  # else the next test begins with keys held
    (dialog,) = window.findChildren(EditHistoryDialog)
    assert [row.cells[3].text for row in dialog.table.chosen_rows()] == ["Add “Care”"]
    assert dialog.show_place.isEnabled()


def test_before_the_first_edit_only_a_sentence_is_shown(
    window: MainWindow, menu: Menu, tmp_path: Path
) -> None:
    path = tmp_path / "New.fivegates"
    close_portfolio(create_portfolio(path, "New"))
    window.files.open_path(path)
    menu("edits")
    (dialog,) = window.findChildren(EditHistoryDialog)
    said = [each.text() for each in dialog.findChildren(PlainLabel) if each.isVisible()]
    assert said[0] == "History of edits"
    assert said[1].startswith("No edits yet. Edits are kept for ")
    assert len(said) == 2
    parts = (dialog.table, dialog.words, dialog.person, dialog.place, dialog.copy, dialog.show_place)
    assert not any(each.isVisible() for each in parts)
    (close,) = [each for each in dialog.findChildren(QPushButton) if each.isVisible()]
    assert dialog.focusWidget() is close


def test_filters_that_find_nothing_do_not_deny_the_edits(dialog: EditHistoryDialog) -> None:
    dialog.words.setText("no such words")
    said = " ".join(each.text() for each in dialog.findChildren(PlainLabel) if each.isVisible())
    assert "There is no such edit." in said
    assert "No edits yet." not in said
    assert not dialog.table.isVisible()
    dialog.words.clear()
    assert dialog.table.isVisible()
