"""The Trend tab: what is drawn from the second review on, what moved it, and how long its proofs hold."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from acting import created
from builders import LATER, REVIEWED
from matplotlib.figure import Figure
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from scoring import Desk

from fivegates.actions.evidence import add_evidence
from fivegates.actions.finalising import finalise_review
from fivegates.actions.reviews import start_review
from fivegates.actions.scoring import set_level
from fivegates.domain.initiative.initiative import Evidence, EvidenceKind
from fivegates.ui.context import Context
from fivegates.ui.initiative.trend_tab import TrendTab
from fivegates.ui.widgets.chart_picture import ChartPicture, Draw, Figures


@pytest.fixture
def tab(desk: Desk) -> TrendTab:
    return desk.page.tabs.trend


def show(desk: Desk) -> None:
    """Bring the tab to the front by its key."""
    desk.press(Qt.Key.Key_4, modifier=Qt.KeyboardModifier.AltModifier)


def answer_all(desk: Desk, review_id: int, level: int) -> None:
    for criterion in desk.criteria:
        desk.session.run(set_level, review_id, criterion.id, level)


def prove(desk: Desk, criterion: str, days: int = 10) -> None:
    item = Evidence(criterion, EvidenceKind.SIGN_OFF, "Signed letter", REVIEWED + timedelta(days=days))
    desk.session.run(add_evidence, desk.subject.initiative_id, item)


def second_review(desk: Desk, *, final: bool = True) -> int:
    """Everything at 1 in the first review, which is made final; the second one carries it over."""
    first = desk.subject.review.id
    answer_all(desk, first, 1)
    if final:
        desk.session.run(finalise_review, first, "A. Okafor", datetime(2026, 5, 13, tzinfo=UTC))
    changes = desk.session.run(start_review, desk.subject.initiative_id, LATER)
    assert changes
    return created(changes)


def test_before_the_second_review_it_says_what_will_stand_there(desk: Desk, tab: TrendTab) -> None:
    show(desk)
    assert tab.notice.isVisible()
    assert "first review" in tab.notice.text()
    assert not tab.chart.isVisible()
    assert not tab.bridge.isVisible()
    assert "no proof lapses" in tab.outlook.text()


def test_without_a_final_review_there_is_a_history_and_no_bridge(desk: Desk, tab: TrendTab) -> None:
    later = second_review(desk, final=False)
    desk.page.show_review(later)
    show(desk)
    assert tab.chart.isVisible()
    assert tab.chart.accessibleName().startswith("Readiness was 25% on 10 August 2026, as on 12 May 2026")
    assert not tab.bridge.isVisible()
    assert "No review before this one is final" in tab.notice.text()


def test_from_a_final_review_a_bridge_lists_its_criteria_by_keyboard(
    qtbot: QtBot, desk: Desk, tab: TrendTab
) -> None:
    later = second_review(desk)
    prove(desk, "value-owner")
    desk.session.run(set_level, later, "value-owner", 3)
    desk.session.run(set_level, later, "ops-owner", 2)
    desk.page.show_review(later)
    show(desk)
    assert not tab.notice.isVisible()
    assert "work with new evidence" in tab.bridge.sentence.text()
    rows = [tab.bridge.table.text(row, 0) for row in range(tab.bridge.table.rowCount())]
    assert rows == ["Judgement, no new evidence", "Work with new evidence"]
    assert [text.criterion for text in tab.bridge.criteria.texts] == ["ops-owner"]
    tab.bridge.table.setFocus()
    desk.press(Qt.Key.Key_Down)
    assert [text.criterion for text in tab.bridge.criteria.texts] == ["value-owner"]
    with qtbot.waitSignal(tab.criterion_chosen):
        tab.bridge.criteria.chosen.emit("value-owner")
    assert desk.in_focus == "value-owner"


@pytest.mark.slow
def test_an_older_review_is_shown_with_what_was_known_then(desk: Desk, tab: TrendTab) -> None:
    first = desk.subject.review.id
    second_review(desk)
    desk.page.show_review(first)
    show(desk)
    assert not tab.chart.isVisible()
    assert "first review" in tab.notice.text()


@pytest.mark.slow
def test_a_first_review_that_is_final_is_not_asked_to_become_so(desk: Desk, tab: TrendTab) -> None:
    first = desk.subject.review.id
    second_review(desk)
    desk.page.show_review(first)
    show(desk)
    assert "This is the first review." in tab.notice.text()
    assert "make this one final" not in tab.notice.text()


def test_each_proof_leads_to_its_criterion(desk: Desk, tab: TrendTab) -> None:
    desk.session.run(set_level, desk.subject.review.id, "value-owner", 3)
    prove(desk, "value-owner", days=-200)
    prove(desk, "ops-owner", days=-10)
    desk.session.run(set_level, desk.subject.review.id, "ops-owner", 3)
    show(desk)
    reported = tab.proofs.texts
    assert [text.criterion for text in reported] == ["value-owner", "ops-owner"]
    assert [text.warns for text in reported] == [True, False]
    assert reported[1].detail == "good until 29 October 2026 · Signed letter"
    assert "1 claim rests on proof that is no longer current." in tab.outlook.text()
    tab.proofs.chosen.emit("ops-owner")
    assert desk.in_focus == "ops-owner"


def test_the_chart_is_drawn_when_it_is_seen(qtbot: QtBot, desk: Desk, tab: TrendTab) -> None:
    desk.page.show_review(second_review(desk))
    assert not tab.chart.drawn
    show(desk)
    qtbot.waitUntil(lambda: tab.chart.drawn, timeout=20_000)
    qtbot.waitUntil(lambda: tab.chart.height() > 200)
    tab.chart.copy_table()
    headings, *rows = [line.split("\t") for line in QApplication.clipboard().text().splitlines()]
    assert headings[:3] == ["Review", "Verdict", "Readiness"]
    assert len(rows) == 2
    assert tab.chart.figures_at(100) == ""


def test_charts_take_the_width_there_is(qtbot: QtBot, desk: Desk, tab: TrendTab) -> None:
    later = second_review(desk)
    desk.session.run(set_level, later, "ops-owner", 2)
    desk.page.show_review(later)
    show(desk)
    for width in (1280, 1920):
        desk.page.window().resize(width, 800)
        qtbot.waitUntil(lambda: tab.proofs.width() > desk.page.window().width() - 320, timeout=2_000)
        assert tab.chart.width() == tab.bridge.chart.width() == tab.proofs.width()


def test_a_chart_that_was_overtaken_out_of_sight_is_not_shown(qtbot: QtBot, context: Context) -> None:
    started, allowed = threading.Event(), threading.Event()

    def slow(_width: float) -> Figure:
        started.set()
        allowed.wait(5)
        return Figure((1, 1))

    chart = ChartPicture(context)
    qtbot.addWidget(chart)
    chart.show()
    chart.show_chart("Cost of one initiative", slow)
    assert started.wait(5)
    chart.hide()
    chart.show_chart("Cost of another initiative", slow)
    allowed.set()
    qtbot.wait(50)
    assert not chart.drawn
    chart.close_chart()


@pytest.mark.slow
def test_charts_are_drawn_beside_the_main_thread_and_once_while_nothing_changes(
    qtbot: QtBot, desk: Desk, tab: TrendTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[bool] = []
    show_chart = tab.chart.show_chart

    def show_watched(finding: str, draw: Draw, figures: Figures | None = None) -> None:
        def watched(width: float) -> Figure:
            drawn.append(threading.current_thread() is threading.main_thread())
            return draw(width)

        show_chart(finding, watched, figures)

    monkeypatch.setattr(tab.chart, "show_chart", show_watched)
    desk.page.show_review(second_review(desk))
    show(desk)
    qtbot.waitUntil(lambda: tab.chart.drawn, timeout=20_000)
    before = len(drawn)
    desk.page.tabs.bring(desk.page.tabs.score)
    show(desk)
    qtbot.wait(200)
    assert not any(drawn)
    assert len(drawn) == before
