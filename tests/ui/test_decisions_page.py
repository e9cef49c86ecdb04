"""The page of all decisions: newest first, with how each initiative stands today."""

from datetime import date
from decimal import Decimal

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fivegates.actions import queries
from fivegates.actions.ledger import add_usage
from fivegates.actions.records import add_decision
from fivegates.domain.economics.ledger import UsageLine
from fivegates.domain.initiative.decisions import (
    Condition,
    ConditionState,
    Decision,
    LedgerFigure,
    LedgerStop,
    Outcome,
    Threshold,
)
from fivegates.domain.verdict.states import VerdictState
from fivegates.ui.decisions import DecisionsPage
from fivegates.ui.tables.views import STATE_ROLE
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.workspace import Workspace

MET = Condition("Guardrails are tested again", state=ConditionState.MET)
LATE = Condition("A second provider", due=date(2026, 5, 1))


def page_of(window: MainWindow, workspace: Workspace) -> DecisionsPage:
    """The page, shown by its command."""
    window.menus.action("decisions").trigger()
    assert isinstance(workspace.page, DecisionsPage)
    return workspace.page


def reported(page: DecisionsPage) -> list[list[str]]:
    """What the table says, row by row."""
    model = page.table.model()
    rows, columns = range(model.rowCount()), range(model.columnCount())
    return [[model.index(row, column).data() for column in columns] for row in rows]


def test_before_the_first_decision_it_says_what_to_do(window: MainWindow, workspace: Workspace) -> None:
    page = page_of(window, workspace)
    texts = [label.text() for label in page.findChildren(PlainLabel) if label.isVisible()]
    assert "No decision recorded yet" in texts


def test_all_decisions_stand_newest_first(qtbot: QtBot, window: MainWindow, workspace: Workspace) -> None:
    opened = workspace.session.opened
    claims, bills = (queries.find_initiative(opened, code) for code in ("CLAIMS", "BILLS"))
    run = workspace.session.run
    run(add_decision, bills, Decision(date(2026, 4, 1), Outcome.HOLD, "The board"))
    page = page_of(window, workspace)
    run(add_decision, claims, Decision(date(2026, 5, 2), Outcome.CONDITIONS, "R. Marsh", "", (MET, LATE)))
    names = {each.initiative.code: each.initiative.name for each in queries.decision_log(opened)}
    assert reported(page) == [
        [
            "2 May 2026",
            names["CLAIMS"],
            "Go with conditions",
            "R. Marsh",
            "1 met · 1 open",
            "–",
            "Incomplete; review of 12 May 2026",
        ],
        ["1 Apr 2026", names["BILLS"], "Hold", "The board", "–", "–", "not reviewed"],
    ]
    marks = [page.table.model().index(row, 6).data(STATE_ROLE) for row in range(2)]
    assert marks == [VerdictState.INCOMPLETE, VerdictState.INCOMPLETE]
    assert page.table.horizontalHeader().sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
    with qtbot.waitSignal(page.opened) as opened_signal:
        page.table.edit_requested.emit()
    assert opened_signal.args == [claims]
    assert workspace.current == claims
    workspace.go_back()
    assert workspace.page is page


def test_a_stop_figure_that_is_reached_warns_with_its_month(window: MainWindow, workspace: Workspace) -> None:
    opened, run = workspace.session.opened, workspace.session.run
    claims = queries.find_initiative(opened, "CLAIMS")
    run(add_usage, claims, UsageLine(date(2026, 4, 1), 40, "claims"))
    for day, at in ((date(2026, 4, 2), 50), (date(2026, 4, 3), 10)):
        stop = Threshold("Claims", ledger=LedgerStop(LedgerFigure.UNITS, Decimal(at)))
        run(add_decision, claims, Decision(day, Outcome.HOLD, "The board", thresholds=(stop,)))
        found = reported(page_of(window, workspace))[0]
        assert found[5] == ("reached in April 2026" if at == 50 else "not reached")
