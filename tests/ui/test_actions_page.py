"""The page of all actions: filtered, changed together, exported, and each one opened in its initiative."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from fivegates.actions import plan, queries
from fivegates.domain.initiative.initiative import Action, ActionStatus
from fivegates.domain.portfolio.action_list import ActionScope
from fivegates.ui.action_list import ActionChangeForm, ActionsPage
from fivegates.ui.widgets.dates import DateField
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.workspace import Workspace


@pytest.fixture
def claims(workspace: Workspace) -> int:
    """An initiative with three actions, one of them overdue on the day of the window."""
    opened = workspace.session.opened
    claims = queries.find_initiative(opened, "CLAIMS")
    bills = queries.find_initiative(opened, "BILLS")
    criterion = queries.current_rubric(opened).criteria[0].id
    run = workspace.session.run
    run(plan.add_action, claims, Action(criterion, "Measure", owner="K. Left", due=date(2026, 5, 1)))
    run(plan.add_action, bills, Action(criterion, "Agree", owner="K. Left", due=date(2026, 12, 1)))
    run(plan.add_action, bills, Action(criterion, "Decide"))
    return claims


@pytest.fixture
def page(window: MainWindow, workspace: Workspace, claims: int) -> ActionsPage:
    """The page, shown by its command."""
    assert claims
    window.menus.action("actions").trigger()
    assert isinstance(workspace.page, ActionsPage)
    return workspace.page


def listed(page: ActionsPage) -> list[list[str]]:
    """Due date, owner, action and status of each row."""
    model = page.table.model()
    return [[model.index(row, column).data() for column in (0, 1, 2, 5)] for row in range(model.rowCount())]


def test_without_any_action_it_says_where_they_come_from(window: MainWindow, workspace: Workspace) -> None:
    window.menus.action("actions").trigger()
    texts = [label.text() for label in workspace.page.findChildren(PlainLabel) if label.isVisible()]
    assert "No actions yet" in texts


def test_open_actions_of_all_initiatives_by_due_date(page: ActionsPage) -> None:
    assert listed(page) == [
        ["1 May 2026, overdue", "K. Left", "Measure", "Open"],
        ["1 Dec 2026", "K. Left", "Agree", "Open"],
        ["–", "unassigned", "Decide", "Open"],
    ]


def test_scope_and_owner_narrow_the_list(page: ActionsPage) -> None:
    page.scope.set_value(ActionScope.OVERDUE)
    assert [row[2] for row in listed(page)] == ["Measure"]
    page.scope.set_value(ActionScope.ALL)
    page.owner.setCurrentText("K. Left")
    assert [row[2] for row in listed(page)] == ["Measure", "Agree"]


def test_the_actions_of_a_person_who_left_get_another_owner(
    qtbot: QtBot, page: ActionsPage, workspace: Workspace
) -> None:
    page.owner.setCurrentText("K. Left")
    page.table.selectAll()
    page.change.click()
    form = page.findChild(ActionChangeForm)
    assert form is not None
    owner, due = form.rows["owner"].field, form.rows["due"].field
    assert isinstance(owner, QLineEdit)
    assert isinstance(due, DateField)
    owner.setText("A. Heir")
    with qtbot.waitSignal(workspace.session.changed):
        form.submit()
    assert [row[:3] for row in listed(page)] == [
        ["1 May 2026, overdue", "A. Heir", "Measure"],
        ["1 Dec 2026", "A. Heir", "Agree"],
        ["–", "unassigned", "Decide"],
    ]
    workspace.session.undo()
    assert {row[1] for row in listed(page)} == {"K. Left", "unassigned"}


def test_enter_changes_several_chosen_actions(qtbot: QtBot, page: ActionsPage, workspace: Workspace) -> None:
    page.owner.setCurrentText("K. Left")
    page.table.selectAll()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert workspace.page is page, "one of them was opened instead"
    form = page.findChild(ActionChangeForm)
    assert form is not None
    owner = form.rows["owner"].field
    assert isinstance(owner, QLineEdit)
    owner.setText("A. Heir")
    form.submit()
    assert [row[1] for row in listed(page)] == ["A. Heir", "A. Heir", "unassigned"]


def test_the_example_of_a_date_is_whole(page: ActionsPage) -> None:
    page.change.click()
    form = page.findChild(ActionChangeForm)
    assert form is not None
    due = form.rows["due"].field
    assert isinstance(due, DateField)
    form.grab()
    needed = due.line.fontMetrics().horizontalAdvance(due.line.placeholderText())
    assert needed + 16 <= due.line.width()


def test_a_date_that_is_none_is_said_and_nothing_changes(page: ActionsPage) -> None:
    page.change.click()
    form = page.findChild(ActionChangeForm)
    assert form is not None
    due = form.rows["due"].field
    assert isinstance(due, DateField)
    due.line.setText("someday")
    form.submit()
    assert form.rows["due"].problem
    assert listed(page)[0][0] == "1 May 2026, overdue"


def test_done_actions_leave_the_list_of_open_ones(page: ActionsPage, workspace: Workspace) -> None:
    page.table.selectRow(0)
    page.done.click()
    assert [row[2] for row in listed(page)] == ["Agree", "Decide"]
    statuses = {each.action.status for each in plan.action_list(workspace.session.opened)}
    assert statuses == {ActionStatus.OPEN, ActionStatus.DONE}


def test_what_is_listed_is_exported(qtbot: QtBot, page: ActionsPage, tmp_path: Path) -> None:
    page.scope.set_value(ActionScope.OVERDUE)
    path = tmp_path / "late.csv"
    with qtbot.waitSignal(page.exported) as exported:
        page.export_to(path)
    assert exported.args == [path]
    assert len(path.read_text("utf-8-sig").splitlines()) == 2


def test_enter_opens_an_action_and_back_returns(page: ActionsPage, workspace: Workspace, claims: int) -> None:
    page.table.selectRow(0)
    page.table.edit_requested.emit()
    assert workspace.current == claims
    workspace.go_back()
    assert workspace.page is page
