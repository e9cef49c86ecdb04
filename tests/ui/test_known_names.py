"""Names are completed as one types, and a person is renamed in one place."""

from collections.abc import Callable
from dataclasses import replace
from unittest.mock import patch

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from fivegates.actions import plan, queries
from fivegates.actions.names import KnownNames, known_names, rename
from fivegates.domain.initiative.initiative import Action
from fivegates.domain.portfolio.facets import Facet
from fivegates.domain.portfolio.names import NameKind
from fivegates.ui.dialogs.initiative_form import InitiativeForm
from fivegates.ui.dialogs.name_form import Bearer, RenameForm
from fivegates.ui.initiative.page import InitiativePage
from fivegates.ui.saved_views import SavedViews
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
    menu("rename")
    form = window.findChild(RenameForm)
    assert form is not None
    form.submit()
    assert form.rows["name"].problem
    form.bearer.set_value(Bearer(NameKind.PERSON, "K. Left"))
    form.name.setText("A. Heir")
    form.submit()
    [each] = plan.action_list(owned.session.opened)
    assert each.action.owner == "A. Heir"


def test_a_renaming_says_before_and_after_in_which_records(
    window: MainWindow, owned: Workspace, menu: Menu
) -> None:
    told: list[str] = []
    owned.reported.connect(told.append)
    menu("rename")
    form = window.findChild(RenameForm)
    assert form is not None
    hint = form.bearer.accessibleDescription
    form.bearer.set_value(Bearer(NameKind.PERSON, "K. Left"))
    assert hint() == "Will be renamed in 1 action."
    form.bearer.set_value(Bearer(NameKind.PERSON, "R. Marsh"))
    assert hint() == "There is nothing to rename. Reviews and ballots keep the name: 1 review."
    form.name.setText("A. Heir")
    form.submit()
    assert form.rows["bearer"].problem
    form.bearer.set_value(Bearer(NameKind.PERSON, "K. Left"))
    form.submit()
    assert told == ["K. Left was renamed to A. Heir in 1 action."]


def test_a_business_unit_is_renamed_from_the_menu(window: MainWindow, owned: Workspace, menu: Menu) -> None:
    opened = owned.session.opened
    (unit,) = known_names(opened).units
    menu("rename")
    form = window.findChild(RenameForm)
    assert form is not None
    form.bearer.set_value(Bearer(NameKind.UNIT, unit))
    completer = form.name.completer()
    completer.setCompletionPrefix("")
    assert completer.completionCount() == 1
    form.name.setText("Fleet")
    form.submit()
    assert known_names(opened).units == ("Fleet",)


def test_saved_views_and_the_filter_follow_a_renaming_and_its_undoing(
    window: MainWindow, owned: Workspace, menu: Menu
) -> None:
    told: list[str] = []
    owned.reported.connect(told.append)
    page, opened = owned.portfolio, owned.session.opened
    (unit,) = known_names(opened).units
    kept = SavedViews(window.context.settings, opened.path)
    page.facets.choose(Facet.UNIT, {unit, "Elsewhere"})
    saved = page.views.view("Ours")
    kept.save_view(saved)
    page.facets.choose(Facet.UNIT, {unit})
    kept.save_view(replace(saved, name="Theirs", facets={Facet.SPONSOR: frozenset({unit})}))
    before = kept.views
    menu("rename")
    form = window.findChild(RenameForm)
    assert form is not None
    form.bearer.set_value(Bearer(NameKind.UNIT, unit))
    assert form.bearer.accessibleDescription() == "Will be renamed in 2 initiatives and 1 saved view."
    form.name.setText("Elsewhere")
    form.submit()
    assert told == [f"{unit} was renamed to Elsewhere in 2 initiatives and 1 saved view."]
    after = (replace(saved, facets={Facet.UNIT: frozenset({"Elsewhere"})}), before[1])
    assert kept.views == after
    assert page.facets.chosen == {Facet.UNIT: frozenset({"Elsewhere"})}
    menu("undo")
    assert kept.views == before
    assert page.facets.chosen == {Facet.UNIT: frozenset({unit})}
    menu("redo")
    assert kept.views == after


def test_a_view_that_was_saved_anew_is_left_alone_by_undo(
    window: MainWindow, owned: Workspace, menu: Menu
) -> None:
    session = owned.session
    (unit,) = known_names(session.opened).units
    kept = SavedViews(window.context.settings, session.opened.path)
    view = replace(owned.portfolio.views.view("Ours"), facets={Facet.UNIT: frozenset({unit.upper()})})
    kept.save_view(view)
    session.run(rename, unit, "Fleet", NameKind.UNIT)
    (renamed,) = kept.views
    assert renamed.facets == {Facet.UNIT: frozenset({"Fleet"})}
    kept.save_view(replace(renamed, words="claims"))
    menu("undo")
    assert kept.views == (replace(renamed, words="claims"),)


def test_where_nobody_is_named_renaming_says_so(window: MainWindow, workspace: Workspace) -> None:
    told: list[str] = []
    with patch("fivegates.actions.names.known_names", return_value=KnownNames((), ())):
        workspace.dialogs.rename(told.append)
    assert window.findChild(RenameForm) is None
    assert told == ["No person or business unit is named in this portfolio yet."]


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
