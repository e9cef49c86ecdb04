"""The Evidence calendar page: until when verdicts hold, and when every proof lapses."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from builders import REVIEWED
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fivegates.actions import queries
from fivegates.actions.evidence import add_evidence
from fivegates.actions.initiatives import delete_initiative
from fivegates.actions.scoring import set_level
from fivegates.domain.initiative.initiative import Evidence, EvidenceKind
from fivegates.domain.verdict.states import VerdictState
from fivegates.ui.evidence_calendar import CalendarPage
from fivegates.ui.tables.views import STATE_ROLE
from fivegates.ui.widgets.labels import EmptyState
from fivegates.ui.window.menus import Place
from fivegates.ui.window.workspace import Workspace


def prove(workspace: Workspace, criterion: str, days_old: int) -> None:
    """Claim 3 of a criterion of the reviewed initiative, with evidence so many days old."""
    opened = workspace.session.opened
    claims = queries.find_initiative(opened, "CLAIMS")
    review = queries.record(opened, claims).reviews[-1].id
    dated = REVIEWED - timedelta(days=days_old)
    workspace.session.run(set_level, review, criterion, 3)
    workspace.session.run(
        add_evidence, claims, Evidence(criterion, EvidenceKind.SIGN_OFF, f"Letter on {criterion}", dated)
    )


def texts(page: CalendarPage, column: int) -> list[str]:
    """What the rows of proofs show in one column."""
    model = page.proofs.model()
    return [str(model.data(model.index(row, column))) for row in range(model.rowCount())]


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace, menu: Callable[[str], None]) -> CalendarPage:
    """The page with two proofs, the one of them lapsed."""
    prove(workspace, "value-owner", 10)
    prove(workspace, "ops-owner", 200)
    menu("calendar")
    page = workspace.findChild(CalendarPage)
    assert page
    qtbot.waitUntil(lambda: page.verdicts.model().rowCount() == 1)
    return page


def test_the_page_is_entered_at_its_first_row(page: CalendarPage) -> None:
    assert page.verdicts.hasFocus()
    assert page.verdicts.current() is not None


def show_proofs(qtbot: QtBot, page: CalendarPage) -> None:
    """Bring the proofs to the front by their key."""
    qtbot.keyClick(page, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert page.proofs.isVisible()


def test_proofs_stand_in_the_order_in_which_they_lapse(qtbot: QtBot, page: CalendarPage) -> None:
    show_proofs(qtbot, page)
    assert texts(page, 0) == ["22 Apr 2026", "29 Oct 2026"]
    assert texts(page, 3) == ["Letter on ops-owner", "Letter on value-owner"]
    assert texts(page, 4) == ["Lapsed", "Current"]
    assert "1 claim rests on proof that is no longer current." in page.summary.text()


def test_a_verdict_that_time_alone_leaves_says_so(page: CalendarPage) -> None:
    model = page.verdicts.model()
    assert model.rowCount() == 1
    cells = [str(model.data(model.index(0, column))) for column in range(model.columnCount())]
    assert cells[0] == "–"
    assert cells[2:] == ["Incomplete", "–", "29 Oct 2026", "1"]
    marks = [model.index(0, column).data(STATE_ROLE) for column in range(model.columnCount())]
    assert marks == [None, None, VerdictState.INCOMPLETE, None, None, None]


def test_enter_opens_the_initiative(qtbot: QtBot, workspace: Workspace, page: CalendarPage) -> None:
    claims = queries.find_initiative(workspace.session.opened, "CLAIMS")
    page.verdicts.setFocus()
    qtbot.keyClick(page.verdicts, Qt.Key.Key_Return)
    assert workspace.current == claims
    workspace.show_place(Place.CALENDAR)
    show_proofs(qtbot, page)
    with qtbot.waitSignal(page.opened) as opened:
        qtbot.keyClick(page.proofs, Qt.Key.Key_Return)
    assert opened.args == [claims]


def test_it_follows_edits(qtbot: QtBot, workspace: Workspace, page: CalendarPage) -> None:
    show_proofs(qtbot, page)
    prove(workspace, "ops-owner", 5)
    qtbot.waitUntil(lambda: texts(page, 4) == ["Current", "Current"])


def test_without_a_review_it_says_what_to_do(
    qtbot: QtBot, workspace: Workspace, menu: Callable[[str], None]
) -> None:
    workspace.session.run(delete_initiative, queries.find_initiative(workspace.session.opened, "CLAIMS"))
    menu("calendar")
    page = workspace.findChild(CalendarPage)
    assert page
    state = page.findChild(EmptyState)
    assert state
    qtbot.waitUntil(state.isVisible)
    with qtbot.waitSignal(page.portfolio_requested):
        page.setFocus()
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Space)
    assert workspace.page is workspace.portfolio
