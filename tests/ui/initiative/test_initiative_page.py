from dataclasses import replace
from datetime import date, timedelta

import pytest
from builders import REVIEWED
from examples import slow_after
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from scoring import Desk

from fivegates.actions import queries
from fivegates.actions.initiatives import delete_initiative, edit_initiative
from fivegates.actions.reviews import start_review
from fivegates.actions.scoring import set_level
from fivegates.domain.verdict.states import GateState, VerdictState
from fivegates.ui.initiative.first_review import FirstReview
from fivegates.ui.initiative.forms.review_forms import ReviewForm
from fivegates.ui.initiative.header import PageHeader, VerdictLine
from fivegates.ui.initiative.page import InitiativePage
from fivegates.ui.initiative.score.gate_column import CriterionRow
from fivegates.ui.widgets.dates import DateField
from fivegates.ui.widgets.gate_strip import GateTile
from fivegates.ui.widgets.labels import ElidedLabel
from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.workspace import Workspace
from windows import line_of, wait_until_freed

KEY = Qt.Key
EARLIER = REVIEWED - timedelta(days=90)


def button(root: QWidget, text: str) -> QPushButton:
    """The visible button with these words."""
    return next(b for b in root.findChildren(QPushButton) if b.isVisible() and b.text() == text)


def review_box(desk: Desk) -> QComboBox:
    """The list of reviews."""
    header = desk.page.findChild(PageHeader)
    assert header
    box = header.findChild(QComboBox)
    assert box
    return box


def test_the_header_says_what_is_shown(desk: Desk) -> None:
    assert review_box(desk).currentText() == "Draft · 12 May 2026 · R. Marsh"
    title = desk.page.findChild(ElidedLabel)
    assert title
    assert title.text() == desk.record.initiative.name
    line = desk.page.findChild(VerdictLine)
    assert line
    assert line.text.startswith("No verdict yet: the scoring is incomplete. 22 of 22 criteria")


def test_the_strip_follows_the_scores_and_the_criterion_in_focus(desk: Desk) -> None:
    tiles = desk.page.findChildren(GateTile)
    assert tiles[0].accessibleName() == "1 Value: Incomplete, –"
    desk.press("0")
    assert tiles[0].accessibleName() == "1 Value: Closed, –"
    desk.press(KEY.Key_Right)
    assert [tile.isChecked() for tile in tiles] == [False, True, False, False, False]


def test_a_gate_is_chosen_by_mouse_from_any_tab(desk: Desk) -> None:
    desk.show_tab(2)
    tiles = desk.page.findChildren(GateTile)
    desk.qtbot.mouseClick(tiles[3], Qt.MouseButton.LeftButton)
    assert desk.in_focus == "cost-visibility"
    assert desk.has_focus(desk.card)
    desk.press("4")
    assert desk.levels == {"cost-visibility": 4}


@pytest.mark.parametrize("number", slow_after(2, range(1, 10)))
def test_each_tab_has_a_key_and_takes_the_focus(desk: Desk, number: int) -> None:
    desk.show_tab(3)
    desk.show_tab(number)
    assert desk.tab_bar.count() == 10
    assert desk.tab_bar.currentIndex() == number - 1
    assert not desk.has_focus(desk.tab_bar)
    assert desk.page.isAncestorOf(desk.focus)


def test_keys_score_only_while_the_score_tab_is_in_front(desk: Desk) -> None:
    desk.show_tab(5)
    desk.press("3")
    assert desk.levels == {}


def test_another_review_can_be_shown_and_scored(desk: Desk) -> None:
    desk.press("2")
    desk.session.run(start_review, desk.subject.initiative_id, EARLIER, "A. Okafor")
    box = review_box(desk)
    assert [box.itemText(row) for row in range(box.count())] == [
        "Draft · 12 May 2026 · R. Marsh",
        "Draft · 11 February 2026 · A. Okafor",
    ]
    assert desk.subject.review.dated == REVIEWED
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert desk.subject.review.dated == EARLIER
    desk.press("4")
    assert desk.levels == {desk.in_focus: 4}
    latest = queries.latest_review(desk.record)
    assert latest.scores[desk.in_focus].level == 2


def test_a_new_review_starts_from_the_scores_before_it(desk: Desk) -> None:
    desk.press("2")
    button(desk.page, "New review…").click()
    form = desk.form()
    assert isinstance(form, ReviewForm)
    desk.press(KEY.Key_Return)
    assert form.rows["date"].problem == "There is a review of this date already. Choose another."
    line_of(form, "date").setText("1 June 2026")
    desk.press(KEY.Key_Return)
    desk.closed(form)
    assert desk.subject.review.dated == date(2026, 6, 1)
    assert desk.subject.review.reviewer == "R. Marsh"
    assert desk.levels == {desk.in_focus: 2}


def test_a_day_still_to_come_is_said_and_accepted(desk: Desk) -> None:
    button(desk.page, "New review…").click()
    form = desk.form()
    dated = form.rows["date"].field
    usual = dated.accessibleDescription()
    assert "to come" not in usual
    desk.qtbot.keyClick(line_of(form, "date"), KEY.Key_Up)
    assert dated.accessibleDescription() == f"This day is still to come. {usual}"
    desk.qtbot.keyClick(line_of(form, "date"), KEY.Key_Down)
    desk.qtbot.keyClick(line_of(form, "date"), KEY.Key_Down)
    assert dated.accessibleDescription() == usual
    line_of(form, "date").setText("13 May 2026")
    desk.press(KEY.Key_Return)
    desk.closed(form)
    assert desk.subject.review.dated == date(2026, 5, 13)


def test_undoing_a_new_review_shows_the_one_before(desk: Desk) -> None:
    desk.page.show_review(started(desk, date(2026, 6, 1)))
    assert desk.subject.review.dated == date(2026, 6, 1)
    desk.press(KEY.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    assert desk.subject.review.dated == REVIEWED


def started(desk: Desk, dated: date) -> int:
    """The id of a review started as from another place."""
    changes = desk.session.run(start_review, desk.subject.initiative_id, dated, "")
    assert changes
    assert changes.created
    return changes.created


def test_the_date_and_the_reviewer_can_be_corrected(desk: Desk) -> None:
    header = desk.page.findChild(PageHeader)
    assert header
    header.edit_review_requested.emit()
    form = desk.form()
    reviewer = form.rows["reviewer"].field
    assert isinstance(reviewer, QLineEdit)
    reviewer.setText("E. Lindqvist")
    desk.press(KEY.Key_Return)
    desk.closed(form)
    assert desk.subject.review.reviewer == "E. Lindqvist"
    assert review_box(desk).currentText().endswith("E. Lindqvist")


def test_deleting_the_only_review_offers_to_start_one_and_undo_brings_it_back(desk: Desk) -> None:
    desk.press("3")
    header = desk.page.findChild(PageHeader)
    assert header
    header.remove_review_requested.emit()
    assert desk.page.subject is None
    first = desk.page.findChild(FirstReview)
    assert first
    assert first.isVisible()
    desk.session.undo()
    assert desk.levels == {desk.in_focus: 3}


def test_the_first_review_starts_today_by_keyboard(desk: Desk, workspace: Workspace, qtbot: QtBot) -> None:
    workspace.open_initiative(queries.find_initiative(workspace.session.opened, "BILLS"))
    assert desk.page.subject is None
    desk.press("E. Lindqvist", KEY.Key_Return)
    assert desk.subject.review.dated == REVIEWED
    assert desk.subject.review.reviewer == "E. Lindqvist"
    assert desk.in_focus == desk.criteria[0].id
    qtbot.waitUntil(lambda: desk.has_focus(desk.card))
    desk.press("1")
    assert desk.levels == {desk.in_focus: 1}


def test_a_first_review_needs_a_date(desk: Desk, workspace: Workspace) -> None:
    workspace.open_initiative(queries.find_initiative(workspace.session.opened, "BILLS"))
    (date_field,) = desk.page.findChildren(DateField)
    date_field.line.setText("31 Feb 2026")
    desk.press("E. Lindqvist", KEY.Key_Return)
    assert desk.page.subject is None
    assert "“31 Feb 2026” is not a date here." in date_field.accessibleDescription()
    assert desk.has_focus(date_field.line)
    date_field.line.setText("1 Feb 2026")
    assert date_field.accessibleDescription() == ""
    desk.press(KEY.Key_Return)
    assert desk.subject.review.dated == date(2026, 2, 1)


def test_undo_does_not_bring_back_the_reviewer_typed_for_another_initiative(
    desk: Desk, workspace: Workspace
) -> None:
    bills = queries.find_initiative(workspace.session.opened, "BILLS")
    shown = desk.subject.initiative_id
    workspace.open_initiative(bills)
    desk.press("E. Lindqvist")
    workspace.open_initiative(shown)
    workspace.open_initiative(bills)
    desk.press(KEY.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    focus = desk.focus
    assert isinstance(focus, QLineEdit)
    assert focus.text() == ""


def test_the_first_review_lists_each_criterion_once(workspace: Workspace, qtbot: QtBot) -> None:
    workspace.open_initiative(queries.find_initiative(workspace.session.opened, "BILLS"))
    page = workspace.findChild(InitiativePage)
    assert page
    desk = Desk(qtbot, workspace.session, page)
    desk.press("E. Lindqvist", KEY.Key_Return)
    qtbot.waitUntil(lambda: desk.has_focus(desk.card))
    QApplication.processEvents()  # Qt shows new widgets of a layout a moment later
    shown = [row.criterion for row in page.findChildren(CriterionRow) if row.isVisible()]
    assert shown == [criterion.id for criterion in desk.criteria[1:4]]


def test_the_brief_is_of_the_review_shown(desk: Desk) -> None:
    earlier = started(desk, EARLIER)
    desk.page.show_review(earlier)
    desk.page.brief_requested.disconnect()  # nobody need set its pages
    with desk.qtbot.waitSignal(desk.page.brief_requested) as asked:
        button(desk.page, "Preview brief").click()
    assert asked.args == [desk.subject.initiative_id, earlier]


def test_coming_back_finds_everything_as_it_was(desk: Desk, workspace: Workspace) -> None:
    desk.go_to("trust-drift")
    workspace.show_portfolio()
    workspace.open_initiative(desk.subject.initiative_id)
    assert desk.in_focus == "trust-drift"
    assert desk.has_focus(desk.card)


def test_another_initiative_begins_at_the_first_criterion(desk: Desk, workspace: Workspace) -> None:
    bills = queries.find_initiative(workspace.session.opened, "BILLS")
    workspace.session.run(start_review, bills, REVIEWED, "")
    desk.go_to("trust-drift")
    workspace.open_initiative(bills)
    assert desk.in_focus == desk.criteria[0].id


def test_what_changed_elsewhere_is_shown(desk: Desk) -> None:
    review, criterion = desk.subject.review.id, desk.criteria[0].id
    desk.session.run(set_level, review, criterion, 4)
    assert desk.subject.verdict.criterion(criterion).claimed == 4
    renamed = replace(desk.record.initiative, name="Renamed")
    desk.session.run(edit_initiative, renamed)
    title = desk.page.findChild(ElidedLabel)
    assert title
    assert title.text() == "Renamed"


def test_what_changed_while_out_of_sight_is_shown_on_return(desk: Desk, workspace: Workspace) -> None:
    review, criterion = desk.subject.review.id, desk.criteria[0].id
    workspace.show_portfolio()
    desk.session.run(set_level, review, criterion, 0)
    assert desk.verdict() is VerdictState.INCOMPLETE
    workspace.show_initiative(desk.subject.initiative_id)
    assert desk.subject.verdict.gates[0].state is GateState.CLOSED


def test_a_deleted_initiative_leaves_no_page_behind(desk: Desk, workspace: Workspace) -> None:
    workspace.session.run(delete_initiative, desk.subject.initiative_id)
    assert desk.page.subject is None
    desk.press("3")
    desk.qtbot.waitUntil(lambda: not desk.page.isVisible())
    workspace.session.undo()
    workspace.open_initiative(queries.find_initiative(workspace.session.opened, "CLAIMS"))
    assert desk.page.isVisible()


def test_a_file_that_cannot_be_written_is_shown_and_not_scored(
    desk: Desk, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(workspace.session.opened), "read_only", property(lambda _opened: True))
    desk.page.refresh()
    desk.press("3", "n", "e", KEY.Key_Delete)
    assert QApplication.activeModalWidget() is None
    assert desk.levels == {}
    assert desk.card.rationale.isReadOnly()
    assert not desk.card.cards.isEnabled()
    assert not button(desk.page, "New review…").isEnabled()


@pytest.mark.slow
def test_fifty_initiatives_leave_no_widget_behind(desk: Desk, workspace: Workspace) -> None:
    opened = workspace.session.opened
    bills = queries.find_initiative(opened, "BILLS")
    workspace.session.run(start_review, bills, REVIEWED, "")
    both = (bills, desk.subject.initiative_id)

    def tour(initiative_id: int) -> None:
        workspace.open_initiative(initiative_id)
        for number in (2, 3, 4, 5, 6, 7, 8, 1):
            desk.show_tab(number)
        desk.press(KEY.Key_Right, "1", KEY.Key_Down, "2", KEY.Key_Left)

    for initiative_id in both * 5:
        tour(initiative_id)
    QApplication.processEvents()
    before = len(desk.page.findChildren(QWidget))
    for turn in range(50):
        tour(both[turn % 2])
    QApplication.processEvents()
    assert len(desk.page.findChildren(QWidget)) == before


def test_the_page_is_freed_with_its_portfolio(window: MainWindow, desk: Desk) -> None:
    page: InitiativePage = desk.page
    window.close_portfolio()
    wait_until_freed(desk.qtbot, page)
