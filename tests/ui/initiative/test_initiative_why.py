from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from scoring import Desk, prove_and_score

from fivegates.actions.plan import add_action
from fivegates.domain.initiative.initiative import Action
from fivegates.ui.initiative.forms.action_form import ActionForm
from fivegates.ui.initiative.text_rows import RowText, TextRow
from fivegates.ui.initiative.why_tab import Group

KEY = Qt.Key


def show_why(desk: Desk) -> None:
    desk.show_tab_called("Why")


def texts(desk: Desk, group: Group) -> list[RowText]:
    return desk.page.tabs.why.groups[group].texts


def test_reasons_are_grouped_the_deciding_ones_first_and_numbered(desk: Desk) -> None:
    prove_and_score(desk, 3)
    desk.press("0")
    desk.go_to("value-owner")
    desk.press("1")
    desk.go_to("trust-bias")
    desk.press("4")
    show_why(desk)
    deciding = texts(desk, Group.DECIDING)
    assert [row.lead for row in deciding] == [str(n) for n in range(1, len(deciding) + 1)]
    assert [row.heading for row in deciding if row.heading] == ["Value", "Trust"][: len(deciding)]
    assert desk.page.tabs.why.total.text().startswith("Path to ready: ")
    assert deciding[0].criterion == "value-owner"
    assert [row.criterion for row in texts(desk, Group.STRONG)] == ["trust-bias"]
    assert not desk.page.tabs.why.groups[Group.UNANSWERED].isVisible()


def test_every_line_leads_to_its_criterion(desk: Desk) -> None:
    desk.press("0")
    show_why(desk)
    row = next(row for row in desk.page.tabs.why.groups[Group.DECIDING].findChildren(TextRow))
    row.setFocus()
    desk.press(KEY.Key_Space)
    assert desk.in_focus == "value-owner"
    assert desk.has_focus(desk.card)


def test_a_step_of_the_path_is_planned_and_then_edited(desk: Desk) -> None:
    prove_and_score(desk, 3)
    desk.go_to("ops-owner")
    desk.press("2")
    show_why(desk)
    (add,) = [b for b in desk.page.tabs.why.path.findChildren(QPushButton) if b.isVisible()]
    assert add.text() == "Add action…"
    assert add.accessibleName().startswith("Add action… ")
    add.click()
    form = desk.form()
    assert isinstance(form, ActionForm)
    owner = form.rows["owner"].field
    assert isinstance(owner, QLineEdit)
    assert desk.has_focus(owner)
    owner.setText("A. Okafor")
    desk.press(KEY.Key_Return)
    desk.closed(form)
    (action,) = desk.record.actions
    (step,) = desk.subject.assessment.path.steps
    assert (action.criterion, action.target_level, action.effort) == ("ops-owner", step.to_level, step.effort)
    assert add.text() == "Edit action…"
    add.click()
    assert desk.form().rows["owner"].field.property("text") == "A. Okafor"


def test_what_the_verdict_hangs_on_is_listed(desk: Desk) -> None:
    prove_and_score(desk, 3)
    show_why(desk)
    moves = desk.subject.assessment.firmness
    assert moves
    assert [row.criterion for row in desk.page.tabs.why.moves.texts] == [move.criterion for move in moves]


def test_nothing_scored_still_explains_itself(desk: Desk) -> None:
    show_why(desk)
    assert len(texts(desk, Group.DECIDING)) == 7
    assert desk.page.tabs.why.more.text() == "Show all 22"
    desk.page.tabs.why.more.click()
    assert len(texts(desk, Group.DECIDING)) == 22
    assert not desk.page.tabs.why.more.isVisible()
    assert desk.page.tabs.why.moves.texts == []
    assert len(desk.subject.assessment.path.steps) == len(
        [b for b in desk.page.tabs.why.path.findChildren(QPushButton) if b.isVisible()]
    )


@pytest.mark.slow
def test_arrows_go_from_line_to_line(desk: Desk) -> None:
    show_why(desk)
    rows = desk.page.tabs.why.groups[Group.DECIDING].findChildren(TextRow)
    rows[0].setFocus()
    desk.press(KEY.Key_Up, KEY.Key_Down, KEY.Key_Down)
    assert desk.has_focus(rows[2])
    desk.press(KEY.Key_X)
    assert desk.has_focus(rows[2])
    desk.press(KEY.Key_Return)
    assert desk.in_focus == desk.criteria[0].id
    steps = [row for row in desk.page.tabs.why.path.findChildren(TextRow) if not row.isHidden()]
    show_why(desk)
    steps[0].setFocus()
    desk.press(KEY.Key_Down, KEY.Key_Space)
    assert desk.in_focus == desk.subject.assessment.path.steps[1].criterion


@pytest.mark.slow
def test_when_every_step_has_a_date_the_last_one_is_reported(desk: Desk) -> None:
    prove_and_score(desk, 3)
    desk.go_to("ops-owner")
    desk.press("2")
    action = Action("ops-owner", "Settle it", 3, "A. Okafor", date(2026, 6, 30), Decimal(4))
    desk.session.run(add_action, desk.subject.initiative_id, action)
    show_why(desk)
    labels = [label.text() for label in desk.page.tabs.why.findChildren(QLabel) if label.isVisible()]
    assert "Ready by 30 June 2026." in labels
    steps = [row for row in desk.page.tabs.why.path.findChildren(TextRow) if row.isVisible()]
    assert [row.text_shown.detail for row in steps] == ["A. Okafor · due 30 Jun 2026"]


@pytest.mark.slow
def test_a_path_without_steps_for_points_can_be_asked_for(desk: Desk) -> None:
    """With one optional criterion at nothing, the cheapest points are another level somewhere."""
    prove_and_score(desk, 3)
    desk.go_to("trust-bias")
    desk.press("0")
    show_why(desk)
    why = desk.page.tabs.why
    cheapest = desk.subject.assessment.path
    assert any(step.points_only for step in cheapest.steps)
    assert why.no_points.isVisible()
    why.no_points.click()
    shown = [row.text_shown.headline for row in why.path.findChildren(TextRow) if row.isVisible()]
    assert shown
    assert not any("only makes up points" in headline for headline in shown)
    why.no_points.click()
    shown = [row.text_shown.headline for row in why.path.findChildren(TextRow) if row.isVisible()]
    assert len(shown) == len(cheapest.steps)
