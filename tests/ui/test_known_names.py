"""Names are completed as one types, and a person is renamed in one place."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from fivegates.actions import plan, queries
from fivegates.domain.initiative.initiative import Action
from fivegates.ui.dialogs.initiative_form import InitiativeForm
from fivegates.ui.dialogs.name_form import RenamePersonForm
from fivegates.ui.initiative.page import InitiativePage
from fivegates.ui.widgets.fields import complete_with
from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.workspace import Workspace

Menu = Callable[[str], None]


@pytest.fixture
def owned(workspace: Workspace) -> Workspace:
    """A portfolio in which K. Left owns an action."""
    opened = workspace.session.opened
    claims = queries.find_initiative(opened, "CLAIMS")
    criterion = queries.current_rubric(opened).criteria[0].id
    workspace.session.run(plan.add_action, claims, Action(criterion, "Measure", owner="K. Left"))
    return workspace


@pytest.mark.usefixtures("owned")
def test_a_sponsor_is_offered_from_everybody_who_is_named(window: MainWindow, menu: Menu) -> None:
    menu("add")
    form = window.findChild(InitiativeForm)
    assert form is not None
    field = form.rows["sponsor"].field
    assert isinstance(field, QLineEdit)
    completer = field.completer()
    completer.setCompletionPrefix("left")
    assert completer.currentCompletion() == "K. Left"
    form.close()


def test_a_person_is_renamed_from_the_menu(window: MainWindow, owned: Workspace, menu: Menu) -> None:
    menu("rename-person")
    form = window.findChild(RenamePersonForm)
    assert form is not None
    form.submit()
    assert form.rows["name"].problem
    form.person.set_value("K. Left")
    form.name.setText("A. Heir")
    form.submit()
    [each] = plan.action_list(owned.session.opened)
    assert each.action.owner == "A. Heir"


def test_after_adding_an_initiative_one_is_in_it(
    window: MainWindow, workspace: Workspace, menu: Menu
) -> None:
    menu("add")
    form = window.findChild(InitiativeForm)
    assert form is not None
    for place, text in (("name", "Triage"), ("code", "TRI")):
        field = form.rows[place].field
        assert isinstance(field, QLineEdit)
        field.setText(text)
    form.submit()
    assert isinstance(workspace.page, InitiativePage)
    assert workspace.current == queries.find_initiative(workspace.session.opened, "TRI")


@pytest.mark.parametrize(("typed", "taken"), [("left", "K. Left"), ("k", "k"), ("new", "new")])
def test_enter_takes_the_only_name_that_is_offered(
    qtbot: QtBot, window: MainWindow, typed: str, taken: str
) -> None:
    field = QLineEdit(window)
    complete_with(field, ["K. Left", "K. Right"])
    field.show()
    field.setFocus()
    qtbot.keyClicks(field, typed)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == taken
