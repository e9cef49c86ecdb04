from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from fivegates.actions import overview, queries
from fivegates.domain.fields import fields_of
from fivegates.domain.initiative.initiative import Initiative, Stage
from fivegates.domain.portfolio.facets import Facet
from fivegates.ui.dialogs.initiative_form import InitiativeForm
from fivegates.ui.portfolio.table import PortfolioTable
from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.sidebar_list import SidebarList
from fivegates.ui.window.workspace import Workspace
from windows import discard, wait_until_freed

Trigger = Callable[[str], None]


@pytest.fixture
def table(workspace: Workspace) -> PortfolioTable:
    table = workspace.findChild(PortfolioTable)
    assert table
    return table


def form_over(window: MainWindow) -> InitiativeForm:
    """The form that is open."""
    (form,) = window.findChildren(InitiativeForm)
    return form


def fill(form: InitiativeForm, qtbot: QtBot, place: str, text: str) -> None:
    """Type into the field that problems call `place`."""
    field = form.rows[place].field
    assert isinstance(field, QLineEdit)
    field.clear()
    qtbot.keyClicks(field, text)


def initiatives(workspace: Workspace) -> dict[str, Initiative]:
    """What the file holds, by name."""
    lines = overview.lines(workspace.session.opened)
    return {line.initiative.name: line.initiative for line in lines}


def rows(table: PortfolioTable) -> list[str]:
    """The names in the table, from the top."""
    model = table.model()
    return [model.index(row, 1).data() for row in range(model.rowCount())]


def name_of(code: str) -> str:
    """The name that the builders give."""
    return f"Assistant {code} – Zażółć, Έλεγχος, Проверка"


def test_adding_by_keyboard_suggests_a_code_and_shows_the_row(
    window: MainWindow, workspace: Workspace, table: PortfolioTable, menu: Trigger, qtbot: QtBot
) -> None:
    menu("add")
    form = form_over(window)
    fill(form, qtbot, "name", "Zest & <b>brief</b>")
    code = form.rows["code"].field
    assert isinstance(code, QLineEdit)
    assert code.text() == "zest-b-brief-b"
    qtbot.keyClick(form, Qt.Key.Key_Return)
    wait_until_freed(qtbot, form)
    assert "Zest & <b>brief</b>" in initiatives(workspace)
    assert rows(table)[-1] == "Zest & <b>brief</b>"
    assert workspace.current == initiatives(workspace)["Zest & <b>brief</b>"].id


@pytest.mark.usefixtures("workspace")
def test_the_form_has_every_field_of_an_initiative(window: MainWindow, menu: Trigger) -> None:
    menu("add")
    declared = {field.name for field in fields_of(Initiative)}
    assert form_over(window).rows.keys() == declared - {"archived"}


@pytest.mark.usefixtures("workspace")
def test_a_code_that_the_user_wrote_is_left_alone(window: MainWindow, menu: Trigger, qtbot: QtBot) -> None:
    menu("add")
    form = form_over(window)
    fill(form, qtbot, "code", "mine")
    fill(form, qtbot, "name", "Something else")
    assert form.value.code == "mine"


def test_faults_are_reported_beside_their_fields_and_nothing_is_saved(
    window: MainWindow, workspace: Workspace, menu: Trigger, qtbot: QtBot
) -> None:
    before = initiatives(workspace)
    menu("add")
    form = form_over(window)
    fill(form, qtbot, "code", "claims")
    fill(form, qtbot, "target_volume", "many")
    qtbot.keyClick(form, Qt.Key.Key_Return)
    assert form.rows["name"].problem == "This must not be empty."
    assert form.rows["code"].problem == "The code “claims” is already used by another initiative."
    assert form.rows["target_volume"].problem.startswith("“many” is not a whole number here.")
    assert not form.rows["sponsor"].problem
    assert form.rows["name"].field.accessibleDescription() == "This must not be empty."
    assert initiatives(workspace) == before


def test_editing_keeps_what_was_not_touched(
    window: MainWindow, workspace: Workspace, table: PortfolioTable, menu: Trigger, qtbot: QtBot
) -> None:
    before = initiatives(workspace)[name_of("CLAIMS")]
    table.choose(before.id)
    menu("edit")
    form = form_over(window)
    fill(form, qtbot, "sponsor", "E. Lindqvist")
    qtbot.keyClick(form, Qt.Key.Key_Return)
    wait_until_freed(qtbot, form)
    after = initiatives(workspace)[name_of("CLAIMS")]
    assert after.sponsor == "E. Lindqvist"
    assert after.summary == before.summary
    assert after.target_go_live == before.target_go_live
    assert after.providers == before.providers
    assert after.stage is Stage.PILOT


def test_a_cancelled_form_saves_nothing_and_is_freed(
    window: MainWindow, workspace: Workspace, menu: Trigger, qtbot: QtBot
) -> None:
    before = initiatives(workspace)
    menu("add")
    form = form_over(window)
    fill(form, qtbot, "name", "Never")
    discard(form)
    wait_until_freed(qtbot, form)
    assert initiatives(workspace) == before


def test_undo_and_redo_name_what_they_do(
    window: MainWindow, workspace: Workspace, table: PortfolioTable, menu: Trigger
) -> None:
    assert window.menus.action("undo").text() == "&Undo"
    assert not window.menus.action("undo").isEnabled()
    table.choose(initiatives(workspace)[name_of("BILLS")].id)
    menu("archive")
    assert window.menus.action("undo").text() == f"&Undo: Archive “{name_of('BILLS')}”"
    assert rows(table) == [name_of("CLAIMS")]
    menu("undo")
    assert rows(table) == [name_of("BILLS"), name_of("CLAIMS")]
    assert window.menus.action("redo").text() == f"&Redo: Archive “{name_of('BILLS')}”"
    menu("redo")
    assert rows(table) == [name_of("CLAIMS")]


def test_undo_and_redo_of_what_is_not_shown_are_named_at_the_foot(
    window: MainWindow, workspace: Workspace, table: PortfolioTable, menu: Trigger
) -> None:
    found = initiatives(workspace)
    table.choose(found[name_of("BILLS")].id)
    menu("archive")
    workspace.show_initiative(found[name_of("CLAIMS")].id)
    menu("undo")
    assert window.statusBar().currentMessage() == f"Undone: Archive “{name_of('BILLS')}”"
    menu("redo")
    assert window.statusBar().currentMessage() == f"Redone: Archive “{name_of('BILLS')}”"
    window.statusBar().clearMessage()
    workspace.show_initiative(found[name_of("BILLS")].id)
    menu("undo")
    assert window.statusBar().currentMessage() == ""


def test_deleting_asks_first_and_undo_brings_everything_back(
    window: MainWindow, workspace: Workspace, table: PortfolioTable, menu: Trigger, qtbot: QtBot
) -> None:
    claims = initiatives(workspace)[name_of("CLAIMS")].id
    table.choose(claims)
    menu("delete")
    (box,) = window.findChildren(QMessageBox)
    assert box.defaultButton().text() == "Cancel"
    (delete,) = [button for button in box.buttons() if button.text() == "Delete"]
    qtbot.mouseClick(delete, Qt.MouseButton.LeftButton)
    assert rows(table) == [name_of("BILLS")]
    menu("undo")
    assert rows(table) == [name_of("BILLS"), name_of("CLAIMS")]
    assert len(queries.record(workspace.session.opened, claims).reviews) == 1


def test_enter_on_the_delete_question_deletes_nothing(
    window: MainWindow, workspace: Workspace, table: PortfolioTable, menu: Trigger, qtbot: QtBot
) -> None:
    table.choose(initiatives(workspace)[name_of("CLAIMS")].id)
    menu("delete")
    (box,) = window.findChildren(QMessageBox)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    wait_until_freed(qtbot, box)
    assert len(rows(table)) == 2


def test_duplicating_chooses_the_copy(workspace: Workspace, table: PortfolioTable, menu: Trigger) -> None:
    table.choose(initiatives(workspace)[name_of("CLAIMS")].id)
    menu("duplicate")
    codes = {line.initiative.code for line in overview.lines(workspace.session.opened)}
    assert codes == {"CLAIMS", "CLAIMS-2", "BILLS"}
    chosen = table.current()
    assert chosen
    assert chosen.initiative.code == "CLAIMS-2"


def test_the_copy_alone_is_chosen_while_the_keys_are_still_down(
    window: MainWindow, workspace: Workspace, table: PortfolioTable, qtbot: QtBot
) -> None:
    table.choose(initiatives(workspace)[name_of("CLAIMS")].id)
    # To the window as the system has it, so that Qt knows that Ctrl is held.
    QTest.keyPress(window.windowHandle(), Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: table.model().rowCount() == 3)
    assert [line.initiative.code for line in table.marked()] == ["CLAIMS-2"]
    QTest.keyRelease(window.windowHandle(), Qt.Key.Key_D)


def test_archived_ones_are_offered_only_when_there_are_any(
    window: MainWindow, workspace: Workspace, table: PortfolioTable, menu: Trigger, qtbot: QtBot
) -> None:
    page = workspace.portfolio
    assert not page.archived_box.isVisible()
    table.choose(initiatives(workspace)[name_of("BILLS")].id)
    menu("archive")
    assert page.archived_box.isVisible()
    qtbot.mouseClick(page.archived_box, Qt.MouseButton.LeftButton, pos=page.archived_box.rect().center() / 2)
    assert f"{name_of('BILLS')} (archived)" in rows(table)
    assert window.context.settings.show_archived


@pytest.mark.parametrize("onwards", [Qt.Key.Key_Return, Qt.Key.Key_Down])
def test_ctrl_f_then_typing_filters_and_a_key_goes_to_the_table(
    window: MainWindow, workspace: Workspace, table: PortfolioTable, qtbot: QtBot, onwards: Qt.Key
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    qtbot.keyClicks(field, "bills pilot")
    assert rows(table) == [name_of("BILLS")]
    qtbot.keyClicks(field, " nowhere")
    assert workspace.portfolio.nothing_found.isVisible()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not field.text()
    assert len(rows(table)) > 1
    qtbot.keyClick(field, onwards)
    assert QApplication.focusWidget() is table


def test_sort_order_and_grouping_are_remembered(
    window: MainWindow, table: PortfolioTable, menu: Trigger
) -> None:
    table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    table.group_by(Facet.UNIT)
    path = window.files.current.opened.path if window.files.current else None
    assert path
    menu("close")
    window.files.open_path(path)
    again = window.findChild(PortfolioTable)
    assert again
    assert again.grouping is Facet.UNIT
    again.group_by(None)
    assert rows(again) == [name_of("CLAIMS"), name_of("BILLS")]


def test_the_sidebar_follows_what_changes(
    workspace: Workspace, table: PortfolioTable, menu: Trigger, qtbot: QtBot
) -> None:
    listed = workspace.findChild(SidebarList)
    assert listed
    table.choose(initiatives(workspace)[name_of("BILLS")].id)
    menu("archive")
    qtbot.waitUntil(lambda: listed.model().rowCount() == 1)
    menu("undo")
    qtbot.waitUntil(lambda: listed.model().rowCount() == 2)


def test_an_empty_portfolio_offers_the_first_initiative_and_the_sample(
    window: MainWindow, workspace: Workspace, menu: Trigger, qtbot: QtBot
) -> None:
    for initiative in initiatives(workspace).values():
        workspace.portfolio.choose(initiative.id)
        menu("delete")
        (box,) = window.findChildren(QMessageBox)
        box.accept()
        wait_until_freed(qtbot, box)
    buttons = [button for button in workspace.findChildren(QPushButton) if button.isVisible()]
    buttons.sort(key=lambda button: button.mapTo(workspace, QPoint()).x())
    texts = [button.text() for button in buttons]
    places = ["Portfolio", "Needs attention", "Compare", "Insights", "Evidence calendar", "Actions"]
    places += ["Capacity", "Decisions", "Frameworks", "Ideas"]
    assert texts == [*places, "Add the first initiative…", "Open the sample portfolio"]
    focus = window.focusWidget()
    assert focus is buttons[-2]
    qtbot.keyClick(focus, Qt.Key.Key_Return)
    assert window.findChild(InitiativeForm)
