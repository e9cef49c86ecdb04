"""Recording what the board decided, and opening the next review with its conditions."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from builders import REVIEWED
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QPushButton
from scoring import Desk

from fivegates.actions.records import add_decision
from fivegates.actions.reviews import start_review
from fivegates.domain.initiative.decisions import Condition, ConditionState, Decision, Outcome, Threshold
from fivegates.ui.initiative.forms.decision_form import DecisionForm, SettlingForm
from fivegates.ui.initiative.records.decisions import DecisionCommands
from fivegates.ui.initiative.records.detail import RecordDetail
from fivegates.ui.initiative.score_tab import KeylessScrollArea
from fivegates.ui.theme import Theme

KEY = Qt.Key
MADE = Decision(
    REVIEWED,
    Outcome.CONDITIONS,
    "The board",
    "The pilot convinced us",
    (
        Condition("Guardrails are tested again", "R. Marsh", REVIEWED + timedelta(days=30)),
        Condition("A second provider is under contract"),
    ),
    (Threshold("Claims without rework", "85%", "60%"),),
)


def decisions_in_front(desk: Desk) -> None:
    """Bring the tab of decisions to the front by its words."""
    desk.show_tab_called("Decisions")


def field(form: DecisionForm | SettlingForm, name: str) -> QLineEdit:
    """The field that a screen reader calls `name`."""
    return next(f for f in form.findChildren(QLineEdit) if f.accessibleName() == name)


def pressed(form: DecisionForm, words: str) -> None:
    """Press the button with these words."""
    next(b for b in form.findChildren(QPushButton) if b.text() == words).click()


def cells(desk: Desk) -> list[str]:
    """What the table says of its first decision."""
    model = desk.page.tabs.decisions.table.model()
    return [model.index(0, column).data() for column in range(model.columnCount())]


def test_a_decision_is_recorded_with_conditions_and_thresholds(desk: Desk) -> None:
    decisions_in_front(desk)
    desk.press(KEY.Key_Space)
    form = desk.form()
    assert isinstance(form, DecisionForm)
    desk.press(KEY.Key_Down, KEY.Key_Down)
    field(form, "Date").setText("12 May 2026")
    field(form, "Who decided").setText("The board")
    desk.press(KEY.Key_Return)
    assert form.rows["rationale"].problem == ("The review is incomplete. Say why it goes ahead nevertheless.")
    rationale = form.rows["rationale"].field
    assert isinstance(rationale, QPlainTextEdit)
    rationale.setPlainText("A small pilot.")
    assert not form.rows["rationale"].problem
    pressed(form, "+ Add condition")
    desk.press("Guardrails are tested again")
    field(form, "Who sees to it").setText("R. Marsh")
    pressed(form, "+ Add threshold")
    desk.press("Claims without rework")
    field(form, "Leads to more at").setText("85%")
    desk.press(KEY.Key_Return)
    desk.closed(form)

    (made,) = desk.record.decisions
    assert (made.outcome, made.by, made.dated) == (Outcome.CONDITIONS, "The board", REVIEWED)
    assert made.conditions == (Condition("Guardrails are tested again", "R. Marsh"),)
    assert made.thresholds == (Threshold("Claims without rework", "85%"),)
    assert cells(desk) == [
        "12 May 2026",
        "Go with conditions",
        "The board",
        "1 open",
        "1",
        "A small pilot.",
    ]


def test_a_decision_without_a_name_is_not_recorded(desk: Desk) -> None:
    decisions_in_front(desk)
    desk.press(KEY.Key_Space)
    form = desk.form()
    assert isinstance(form, DecisionForm)
    desk.press(KEY.Key_Return)
    assert form.rows["by"].problem
    assert form.rows["outcome"].problem == "Choose what was decided."
    assert form.rows["date"].problem == "Write a date."
    assert not desk.record.decisions
    form.reject()


def test_an_entry_is_taken_away_and_what_became_of_the_other_stays(desk: Desk) -> None:
    settled = replace(MADE.conditions[1], state=ConditionState.MET)
    made = replace(MADE, conditions=(MADE.conditions[0], settled))
    desk.session.run(add_decision, desk.subject.initiative_id, made)
    decisions_in_front(desk)
    desk.press(KEY.Key_Return)
    detail = desk.page.tabs.decisions.findChild(RecordDetail)
    assert detail
    remove = [b for b in detail.findChildren(QPushButton) if b.accessibleName() == "Take this line away"]
    remove[0].click()
    desk.press(KEY.Key_Tab)
    desk.page.tabs.decisions.table.setFocus()
    assert desk.record.decisions[0].conditions == (settled,)


def test_the_next_review_opens_with_the_conditions(desk: Desk) -> None:
    desk.session.run(add_decision, desk.subject.initiative_id, MADE)
    assert desk.page.tabs.score.notices.conditions.isHidden()
    changes = desk.session.run(start_review, desk.subject.initiative_id, date(2026, 6, 20), "")
    assert changes
    assert changes.created
    desk.page.show_review(changes.created)
    notice = desk.page.tabs.score.notices.conditions
    assert notice.text == "The decision of 12 May 2026 set 2 conditions: 2 open."

    notice.button.click()
    form = desk.form()
    assert isinstance(form, SettlingForm)
    first = form.rows["conditions[0]"].field
    assert isinstance(first, QComboBox)
    first.setCurrentIndex(1)
    field(form, "Claims without rework").setText("88%")
    form.submit()
    desk.closed(form)
    assert notice.text == "The decision of 12 May 2026 set 2 conditions: 1 met · 1 open."
    (made,) = desk.record.decisions
    assert made.thresholds[0].result == "88%"


@pytest.mark.slow
def test_conditions_take_no_room_from_the_criteria_of_a_gate(desk: Desk, theme: Theme) -> None:
    desk.session.run(add_decision, desk.subject.initiative_id, MADE)
    changes = desk.session.run(start_review, desk.subject.initiative_id, date(2026, 6, 20), "")
    assert changes
    assert changes.created
    desk.page.show_review(changes.created)
    desk.press(KEY.Key_Right, KEY.Key_Right)
    QApplication.processEvents()
    assert desk.page.tabs.score.notices.conditions.isVisible()
    area = desk.page.findChild(KeylessScrollArea)
    assert area
    assert area.verticalScrollBar().maximum() == 0, "all five criteria are in view at 1280 x 800"

    theme.set_text_scale(200)
    QApplication.processEvents()
    assert not desk.page.tabs.score.panel.isVisible()
    assert desk.page.tabs.score.notices.conditions.isVisible()


def test_a_review_opens_with_what_an_earlier_decision_left_open_too(desk: Desk) -> None:
    met = replace(MADE.conditions[0], state=ConditionState.MET)
    later = replace(MADE, dated=date(2026, 6, 1), conditions=(met,))
    for made in (MADE, later):
        desk.session.run(add_decision, desk.subject.initiative_id, made)
    changes = desk.session.run(start_review, desk.subject.initiative_id, date(2026, 6, 20), "")
    assert changes
    assert changes.created
    desk.page.show_review(changes.created)
    notice = desk.page.tabs.score.notices.conditions
    assert notice.text == (
        "The decision of 1 June 2026 set 1 condition: 1 met. "
        "The decision of 12 May 2026 set 2 conditions: 2 open."
    )
    notice.button.click()
    form = desk.form()
    assert isinstance(form, SettlingForm)
    assert form.value.dated == MADE.dated


def test_a_condition_that_is_overdue_warns(desk: Desk) -> None:
    late = replace(MADE, conditions=(Condition("Be quick", due=REVIEWED - timedelta(days=1)),))
    desk.session.run(add_decision, desk.subject.initiative_id, late)
    decisions_in_front(desk)
    table = desk.page.tabs.decisions.table
    row = table.current()
    assert row
    assert row.cells[3].warns


def test_a_decision_is_removed_and_undo_brings_it_back(desk: Desk) -> None:
    desk.session.run(add_decision, desk.subject.initiative_id, MADE)
    decisions_in_front(desk)
    desk.press(KEY.Key_Delete)
    assert not desk.record.decisions
    desk.session.undo()
    (made,) = desk.record.decisions
    assert replace(made, id=0) == MADE
    assert desk.page.findChild(DecisionCommands)
