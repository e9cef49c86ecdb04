"""The page of ideas, its forms, and what is offered by the kind of an initiative."""

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot

from fivegates.actions import ideas, plan, queries
from fivegates.actions.kinds import set_kind
from fivegates.domain.ideas import IdeaState
from fivegates.domain.initiative.initiative import Kind
from fivegates.ui.dialogs.initiative_form import KindOffersForm
from fivegates.ui.ideas.forms import AcceptForm, DeclineForm, IdeaForm
from fivegates.ui.ideas.page import IdeasPage
from fivegates.ui.widgets.form_dialog import FormDialog
from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.workspace import Workspace


@pytest.fixture
def page(window: MainWindow, workspace: Workspace) -> IdeasPage:
    """The page, shown by its command."""
    window.menus.action("ideas").trigger()
    assert isinstance(workspace.page, IdeasPage)
    return workspace.page


def form_of(kind: type[FormDialog]) -> FormDialog:
    """The open form of a kind."""
    return next(
        each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()
    )


def write(page: IdeasPage, title: str, problem: str) -> None:
    page.add()
    form = form_of(IdeaForm)
    assert isinstance(form, IdeaForm)
    form._title.setText(title)
    form._problem.setPlainText(problem)
    form.submit()


def test_an_idea_is_written_down_accepted_and_opens_as_an_initiative(
    qtbot: QtBot, workspace: Workspace, page: IdeasPage
) -> None:
    assert not page.has_content
    write(page, "Sort post", "")
    assert form_of(IdeaForm).rows["problem"].problem == "This must not be empty."
    form_of(IdeaForm)._problem.setPlainText("Post waits.")  # type: ignore[attr-defined]
    form_of(IdeaForm).submit()
    assert page.current is not None
    assert "Which problem does it solve? Post waits." in page.details.text()
    page.accept()
    form = form_of(AcceptForm)
    assert isinstance(form, AcceptForm)
    assert form.code.text() == "sort-post"
    with qtbot.waitSignal(page.opened):
        form.submit()
    assert workspace.page is not page
    (idea,) = ideas.ideas(workspace.session.opened)
    assert (idea.state, idea.initiative) == (IdeaState.ACCEPTED, "sort-post")


def test_an_idea_is_declined_with_a_reason_edited_opened_again_and_removed(
    workspace: Workspace, page: IdeasPage
) -> None:
    opened = workspace.session.opened
    write(page, "Sort post", "Post waits.")
    page.decline()
    form = form_of(DeclineForm)
    assert isinstance(form, DeclineForm)
    form.submit()
    assert form.rows["reason"].problem == "Say why it was declined."
    form.reason.setPlainText("No data")
    form.submit()
    assert ideas.ideas(opened)[0].state is IdeaState.DECLINED
    assert not page._accept_button.isEnabled()
    page.edit()
    edited = form_of(IdeaForm)
    assert isinstance(edited, IdeaForm)
    edited._owner.setText("A. Okafor")
    edited.submit()
    assert (ideas.ideas(opened)[0].owner, ideas.ideas(opened)[0].reason) == ("A. Okafor", "No data")
    page._reopen_button.click()
    assert ideas.ideas(opened)[0].state is IdeaState.OPEN
    page.table.remove_requested.emit()
    assert ideas.ideas(opened) == ()


def test_what_is_usual_for_a_kind_is_taken_only_where_it_is_ticked(
    window: MainWindow, workspace: Workspace
) -> None:
    opened = workspace.session.opened
    claims = queries.find_initiative(opened, "CLAIMS")
    before = len(plan.action_list(opened))
    set_kind(opened, claims, Kind.AGENT)
    workspace.open_initiative(claims)
    window.menus.action("kind").trigger()
    form = form_of(KindOffersForm)
    ticks = form.findChildren(QCheckBox)
    assert len(ticks) >= 2
    assert not any(tick.isChecked() for tick in ticks)
    ticks[0].setChecked(True)
    form.submit()
    assert len(plan.action_list(opened)) == before + 1


def test_the_text_of_the_pane_keeps_clear_of_the_splitter_and_the_edge(page: IdeasPage) -> None:
    write(page, "Sort post", "Post waits.")
    room = page.details.contentsRect()
    assert room.top() >= 8
    assert room.left() >= 8
    assert page.details.width() - room.right() > 8
