"""The initiative page of a first review, with hands on the keyboard."""

import pytest
from pytestqt.qtbot import QtBot
from scoring import Desk

from fivegates.actions import queries
from fivegates.ui.initiative.page import InitiativePage
from fivegates.ui.window.workspace import Workspace


@pytest.fixture
def initiative_id(workspace: Workspace) -> int:
    """The initiative under review."""
    return queries.find_initiative(workspace.session.opened, "CLAIMS")


@pytest.fixture
def desk(qtbot: QtBot, workspace: Workspace, initiative_id: int) -> Desk:
    """Its page, ready to score."""
    workspace.open_initiative(initiative_id)
    page = workspace.findChild(InitiativePage)
    assert page
    made = Desk(qtbot, workspace.session, page)
    qtbot.waitUntil(lambda: page.isVisible() and made.card.hasFocus())
    return made
