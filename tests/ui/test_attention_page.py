"""The page of what needs attention: each line leads to where it is dealt with."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from builders import REVIEWED, initiative
from examples import slow_after
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fivegates.actions import plan, queries
from fivegates.actions.initiatives import add_initiative
from fivegates.actions.records import add_decision
from fivegates.domain.initiative.decisions import Condition, Decision, Outcome
from fivegates.domain.initiative.initiative import Action
from fivegates.ui.attention import AttentionPage
from fivegates.ui.context import Context
from fivegates.ui.initiative.page import InitiativePage
from fivegates.ui.widgets.buttons import ElidedButton
from fivegates.ui.widgets.page import PartTabs
from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.workspace import Workspace


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow, workspace: Workspace) -> AttentionPage:
    """The page, with an action and a condition that are overdue, and an initiative without a review."""
    opened = workspace.session.opened
    claims = queries.find_initiative(opened, "CLAIMS")
    criterion = queries.current_rubric(opened).criteria[0].id
    run = workspace.session.run
    run(plan.add_action, claims, Action(criterion, "Measure", due=date(2026, 5, 1)))
    condition = Condition("A second provider", due=date(2026, 5, 2))
    run(add_decision, claims, Decision(date(2026, 4, 1), Outcome.HOLD, "The board", "", (condition,)))
    window.menus.action("attention").trigger()
    page = workspace.page
    assert isinstance(page, AttentionPage)
    qtbot.waitUntil(lambda: page.table.model().rowCount() == 3)
    return page


def test_the_most_urgent_comes_first(page: AttentionPage) -> None:
    model = page.table.model()
    rows = [[model.index(row, column).data() for column in range(3)] for row in range(3)]
    assert rows == [
        ["1 May 2026, overdue", "Action", "Measure"],
        ["2 May 2026, overdue", "Condition", "A second provider"],
        ["–", "Review", "It has not been reviewed yet."],
    ]
    assert page.summary.text() == (
        "As of 12 May 2026, looking 30 days ahead: 1 action is overdue, 1 condition needs attention and "
        "1 review is due."
    )


@pytest.mark.parametrize(("row", "tab"), slow_after(1, [(0, "Actions"), (1, "Decisions")]))
def test_enter_leads_to_where_it_is_dealt_with(
    page: AttentionPage, workspace: Workspace, row: int, tab: str
) -> None:
    page.table.selectRow(row)
    page.table.edit_requested.emit()
    shown = workspace.page
    assert isinstance(shown, InitiativePage)
    tabs = shown.findChild(PartTabs)
    assert tabs is not None
    assert tabs.tabText(tabs.currentIndex()) == tab
    workspace.go_back()
    assert workspace.page is page


def test_what_is_not_reviewed_leads_to_its_first_review(page: AttentionPage, workspace: Workspace) -> None:
    page.table.selectRow(2)
    page.table.edit_requested.emit()
    assert workspace.current == queries.find_initiative(workspace.session.opened, "BILLS")


def test_it_follows_edits(qtbot: QtBot, page: AttentionPage, workspace: Workspace) -> None:
    [each] = plan.action_list(workspace.session.opened)
    workspace.session.run(plan.remove_action, each.action.id)
    qtbot.waitUntil(lambda: page.table.model().rowCount() == 2)


def test_what_changed_since_the_day_before_comes_first(
    qtbot: QtBot, window: MainWindow, portfolio_path: Path, context: Context
) -> None:
    window.files.open_path(portfolio_path)
    assert window.workspace
    with qtbot.waitSignal(window.workspace.verdicts.attention_found, timeout=20_000):
        pass
    window.close_portfolio()
    context.today = lambda: REVIEWED + timedelta(days=1)
    window.files.open_path(portfolio_path)
    with qtbot.waitSignal(window.workspace.verdicts.attention_found, timeout=20_000):
        window.workspace.session.run(add_initiative, initiative("NEW", 0))
    link = next(
        each for each in window.workspace.portfolio.findChildren(ElidedButton) if "attention" in each.text()
    )
    assert link.text() == (
        "2 things need attention on 13 May 2026 · since 12 May 2026: 1 initiative was added"
    )
    link.click()
    page = window.workspace.page
    assert isinstance(page, AttentionPage)
    qtbot.waitUntil(lambda: page.table.model().rowCount() == 3)
    assert page.since.text() == (
        "Since 12 May 2026, when it was last open on this computer: 1 initiative was added and "
        "2 things need attention (then 1)."
    )
    assert page.table.model().index(0, 2).data() == "Added since 12 May 2026"


def test_that_nothing_needs_attention_is_not_said_before_all_is_read(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    window.menus.action("attention").trigger()
    page = workspace.page
    assert isinstance(page, AttentionPage)
    assert page.summary.text() == "Reading the portfolio…"
    assert page.has_content
    qtbot.waitUntil(lambda: page.table.model().rowCount() == 1)


def test_the_line_of_attention_has_the_whole_width_of_the_portfolio(workspace: Workspace) -> None:
    portfolio = workspace.portfolio
    line, add = portfolio._attention, portfolio._add
    line.setText(
        "20 things need attention on 21 December 2026, 14 are overdue · since 30 November 2026: " * 3
    )
    QApplication.processEvents()
    assert line.mapTo(portfolio, QPoint(line.width(), 0)).x() > add.x()
