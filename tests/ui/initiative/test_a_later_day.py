"""A review seen on a later day: verdict, gates, reasons and criteria are all of that day."""

from datetime import timedelta

import pytest
from builders import REVIEWED
from scoring import Desk, prove_and_score

from fivegates.ui.context import Context
from fivegates.ui.initiative.score.criterion_words import reason_for
from fivegates.ui.initiative.why_tab import Group


@pytest.fixture
def aged(desk: Desk, context: Context) -> Desk:
    """A review whose gates opened on proof of its day, seen when that has lapsed."""
    prove_and_score(desk, 3)
    context.today = lambda: REVIEWED + timedelta(days=365)
    desk.page.show_review(desk.subject.review.id)
    return desk


def test_gates_were_others_on_the_day_of_the_review(aged: Desk) -> None:
    assert {gate.gate.id for gate in aged.subject.two_days.gates} >= {"value", "trust"}


def test_the_panel_names_the_gates_as_the_strip_shows_them(aged: Desk) -> None:
    closed = [g.gate.name for g in aged.subject.current.verdict.gates if g.state.value == "closed"]
    summary = aged.page.tabs.score.panel.words
    assert closed
    assert all(name in summary.split("closed")[0] for name in closed)


def test_what_decides_it_is_of_the_day_in_panel_and_tab(aged: Desk) -> None:
    panel = aged.page.tabs.score.panel.reasons.texts
    assert panel
    aged.show_tab_called("Why")
    tab = aged.page.tabs.why.groups[Group.DECIDING].texts
    assert {row.headline for row in panel} <= {row.headline for row in tab}
    assert "has lapsed" in panel[0].headline


def test_a_criterion_counts_as_on_the_day(aged: Desk) -> None:
    aged.go_to("trust-bias")
    shown = aged.subject.shown.verdict.criterion("trust-bias")
    assert shown.effective == 2
    reason = reason_for(shown, aged.subject)
    assert reason is not None
    assert reason.kind.value == "expired"
