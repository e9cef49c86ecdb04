"""The fields of the chosen row beside the list of evidence, actions, changes and decisions."""

from dataclasses import replace
from datetime import date

import pytest
from builders import REVIEWED
from documents import PNG
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QPlainTextEdit, QSplitter, QWidget
from pytestqt.qtbot import QtBot
from scoring import Desk

from fivegates.actions.evidence import add_evidence, edit_evidence, picture_attachment
from fivegates.actions.plan import add_action, edit_action
from fivegates.actions.records import add_change, add_decision, edit_decision
from fivegates.domain.initiative.decisions import Condition, ConditionState, Decision, Outcome
from fivegates.domain.initiative.initiative import (
    UNASSIGNED,
    Action,
    ActionStatus,
    Change,
    ChangeKind,
    Evidence,
    EvidenceKind,
)
from fivegates.ui.context import Context
from fivegates.ui.initiative.forms.criteria_list import FurtherCriteria
from fivegates.ui.initiative.forms.decision_parts import ConditionList
from fivegates.ui.initiative.forms.record_forms import EvidenceFields
from fivegates.ui.initiative.records.detailed_tab import DetailedTab
from fivegates.ui.session import Session
from fivegates.ui.widgets.dates import DateField
from fivegates.ui.window.main_window import MainWindow

KEY = Qt.Key


def evidence_tab(desk: Desk, *titles: str) -> DetailedTab:
    """The evidence tab with an item of each title, the first chosen."""
    for title in titles:
        item = Evidence("value-owner", EvidenceKind.DOCUMENT, title, REVIEWED)
        desk.session.run(add_evidence, desk.subject.initiative_id, item)
    return shown(desk, "Evidence", desk.page.tabs.evidence)


def actions_tab(desk: Desk, *titles: str) -> DetailedTab:
    """The actions tab with an action of each title, the first chosen."""
    for title in titles:
        desk.session.run(add_action, desk.subject.initiative_id, Action("value-owner", title))
    return shown(desk, "Actions", desk.page.tabs.plan)


def shown(desk: Desk, title: str, tab: QWidget) -> DetailedTab:
    """A tab, brought to the front by its key."""
    desk.show_tab_called(title)
    assert isinstance(tab, DetailedTab)
    return tab


def line(tab: DetailedTab, place: str) -> QLineEdit:
    """The line of a field in the detail."""
    assert tab.detail.body
    field = tab.detail.body.rows[place].field
    found = field.line if isinstance(field, DateField) else field
    assert isinstance(found, QLineEdit)
    return found


def problem(tab: DetailedTab, place: str) -> str:
    """What is said to be wrong with a field in the detail."""
    assert tab.detail.body
    return tab.detail.body.rows[place].problem


def write(desk: Desk, field: QLineEdit, text: str) -> None:
    """Replace what is in a field, with the keyboard in it."""
    field.setFocus()
    field.selectAll()
    desk.press(*([text] if text else [KEY.Key_Delete]))


def test_the_keys_move_in_the_list_go_into_the_fields_and_back(desk: Desk) -> None:
    tab = evidence_tab(desk, "Charter", "Minutes")
    assert line(tab, "title").text() == "Charter"
    assert desk.has_focus(tab.table)
    desk.press(KEY.Key_Down)
    assert line(tab, "title").text() == "Minutes"
    assert desk.has_focus(tab.table)
    for key in (KEY.Key_Return, KEY.Key_Tab):
        desk.press(key)
        assert desk.has_focus(line(tab, "title"))
        desk.press(KEY.Key_Escape)
        assert desk.has_focus(tab.table)
    desk.press(KEY.Key_Tab)
    desk.press(KEY.Key_Backtab, modifier=Qt.KeyboardModifier.ShiftModifier)
    assert desk.has_focus(tab.table)


def test_leaving_a_field_saves_it_as_one_step_that_undo_takes_back(desk: Desk) -> None:
    tab = actions_tab(desk, "Name an owner")
    write(desk, line(tab, "title"), "Name two owners")
    assert desk.record.actions[0].title == "Name an owner"
    desk.press(KEY.Key_Tab)
    assert desk.record.actions[0].title == "Name two owners"
    assert not desk.has_focus(tab.table)
    write(desk, line(tab, "owner"), "A. Okafor")
    desk.press(KEY.Key_Return)
    assert desk.record.actions[0].owner == "A. Okafor"
    assert desk.has_focus(line(tab, "owner"))
    desk.session.undo()
    assert desk.record.actions[0] == replace(desk.record.actions[0], title="Name two owners", owner="")
    assert line(tab, "owner").text() == ""
    desk.session.undo()
    assert line(tab, "title").text() == "Name an owner"


def test_leaving_a_field_as_it_was_saves_nothing(desk: Desk) -> None:
    tab = actions_tab(desk, "Name an owner")
    before = desk.session.opened.undo_label
    desk.press(KEY.Key_Tab, KEY.Key_Tab, KEY.Key_Tab)
    assert not desk.has_focus(tab.table)
    assert desk.session.opened.undo_label == before


def test_what_is_not_valid_is_said_at_its_field_and_neither_saved_nor_lost(desk: Desk) -> None:
    tab = actions_tab(desk, "Name an owner", "Say who decides")
    write(desk, line(tab, "effort"), "two")
    desk.press(KEY.Key_Tab)
    assert problem(tab, "effort")
    assert tab.detail.note.text().startswith("Not saved until what is marked is repaired")
    tab.table.setFocus()
    desk.press(KEY.Key_Down)
    assert line(tab, "title").text() == "Say who decides"
    assert not tab.detail.note.isVisible()
    desk.press(KEY.Key_Up)
    assert line(tab, "effort").text() == "two"
    assert tab.detail.note.isVisible()
    assert all(action.effort is None for action in desk.record.actions)
    write(desk, line(tab, "effort"), "2")
    assert not problem(tab, "effort")
    desk.press(KEY.Key_Tab)
    assert desk.record.actions[0].effort == 2


def test_escape_restores_the_field_and_keeps_the_others(desk: Desk) -> None:
    tab = actions_tab(desk, "Name an owner")
    write(desk, line(tab, "effort"), "two")
    write(desk, line(tab, "title"), "Something else")
    desk.press(KEY.Key_Escape)
    assert line(tab, "title").text() == "Name an owner"
    assert desk.has_focus(line(tab, "title"))
    assert line(tab, "effort").text() == "two"
    assert problem(tab, "effort")
    desk.press(KEY.Key_Escape)
    assert desk.has_focus(tab.table)


def test_what_changes_elsewhere_comes_in_and_what_is_entered_stays(desk: Desk) -> None:
    tab = actions_tab(desk, "Name an owner")
    write(desk, line(tab, "effort"), "two")
    (action,) = desk.record.actions
    desk.session.run(edit_action, replace(action, owner="A. Okafor", status=ActionStatus.DONE))
    assert line(tab, "owner").text() == "A. Okafor"
    assert line(tab, "effort").text() == "two"
    assert desk.has_focus(line(tab, "effort"))
    write(desk, line(tab, "effort"), "2")
    desk.press(KEY.Key_Tab)
    assert desk.record.actions[0].status is ActionStatus.DONE


@pytest.mark.slow
def test_an_entry_about_a_record_that_is_removed_goes_with_it(desk: Desk) -> None:
    tab = actions_tab(desk, "Name an owner")
    write(desk, line(tab, "effort"), "two")
    tab.table.setFocus()
    desk.press(KEY.Key_Delete)
    assert desk.record.actions == ()
    assert tab.detail.body is None


def test_changes_and_decisions_are_edited_there_too(desk: Desk) -> None:
    desk.session.run(add_change, desk.subject.initiative_id, Change(REVIEWED, ChangeKind.TERMS, "New terms"))
    tab = shown(desk, "Changes", desk.page.tabs.changes)
    assert tab.detail.body
    summary = tab.detail.body.rows["summary"].field
    assert isinstance(summary, QPlainTextEdit)
    summary.setFocus()
    summary.setPlainText("New price list")
    tab.table.setFocus()
    assert desk.record.changes[0].summary == "New price list"
    made = Decision(REVIEWED, Outcome.GO, "Board", "As planned", (Condition("Costs are met"),))
    desk.session.run(add_decision, desk.subject.initiative_id, made)
    tab = shown(desk, "Decisions", desk.page.tabs.decisions)
    write(desk, line(tab, "by"), "The whole board")
    tab.table.setFocus()
    assert desk.record.decisions[0].by == "The whole board"
    assert desk.record.decisions[0].conditions == made.conditions


def test_what_is_typed_is_saved_when_the_page_is_left(desk: Desk) -> None:
    tab = evidence_tab(desk, "Charter")
    write(desk, line(tab, "title"), "Charter of May")
    desk.page.hide()
    assert desk.record.evidence[0].title == "Charter of May"
    assert desk.record.evidence[0].dated == date(2026, 5, 12)


@pytest.mark.slow
def test_the_fields_are_below_the_list_in_a_narrow_window_and_shares_are_remembered(
    desk: Desk, qtbot: QtBot, context: Context
) -> None:
    tab = evidence_tab(desk, "Charter")
    (panes,) = tab.findChildren(QSplitter)
    letter = tab.fontMetrics().averageCharWidth()
    for letters, orientation in ((130, Qt.Orientation.Horizontal), (70, Qt.Orientation.Vertical)):
        tab.setParent(None)
        qtbot.addWidget(tab)
        tab.resize(letters * letter, 600)
        tab.show()
        QApplication.processEvents()
        assert panes.orientation() is orientation
    panes.setSizes([100, 100])
    panes.splitterMoved.emit(1, 1)
    assert 40 <= int(context.settings.kept("records/detail-share-below")) <= 60


@pytest.mark.slow
def test_a_portfolio_that_cannot_be_written_shows_the_fields_and_why(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab = evidence_tab(desk, "Charter")
    monkeypatch.setattr(Session, "locked_words", "It cannot be written.")
    tab.show_subject(desk.subject, editable=False)
    assert line(tab, "title").isReadOnly()
    assert line(tab, "title").text() == "Charter"
    assert tab.detail.note.text() == "It cannot be written."
    desk.press(KEY.Key_Return)
    assert desk.has_focus(line(tab, "title"))


@pytest.mark.slow
def test_the_window_works_on_when_the_fields_of_the_only_record_are_freed(desk: Desk) -> None:
    tab = evidence_tab(desk, "Charter")
    desk.press(KEY.Key_Delete)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    desk.session.undo()  # shows the head again, whose menu was freed with the fields
    assert line(tab, "title").text() == "Charter"


@pytest.mark.slow
def test_tab_leaves_the_last_field_for_what_follows_the_list(desk: Desk) -> None:
    tab = evidence_tab(desk, "Charter")
    stops = tab.detail.stops()
    desk.press(*[KEY.Key_Tab] * len(stops))
    assert desk.has_focus(stops[-1])
    desk.press(KEY.Key_Tab)
    assert not tab.isAncestorOf(desk.focus)


def test_what_is_not_valid_is_asked_about_before_its_portfolio_is_closed(
    desk: Desk, window: MainWindow
) -> None:
    tab = actions_tab(desk, "Name an owner")
    write(desk, line(tab, "effort"), "two")
    assert window.workspace
    window.workspace.show_portfolio()
    for close in (window.close, window.ask_to_close):
        close()
        (asked,) = window.findChildren(QMessageBox)
        asked.reject()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        assert window.isVisible()
        assert tab.isVisible()
        assert line(tab, "effort").text() == "two"
    window.ask_to_close()
    window.findChildren(QMessageBox)[0].accept()
    assert window.workspace is None


@pytest.mark.slow
def test_lines_that_were_added_stay_when_another_field_is_restored_or_the_record_changes(desk: Desk) -> None:
    made = Decision(REVIEWED, Outcome.GO, "Board", "As planned", (Condition("Costs are met"),))
    desk.session.run(add_decision, desk.subject.initiative_id, made)
    tab = shown(desk, "Decisions", desk.page.tabs.decisions)
    for text in ("A plan exists", ""):
        conditions(tab)._add.click()
        QApplication.processEvents()
        desk.press(*([text] if text else []))
    write(desk, line(tab, "by"), "Nobody")
    desk.press(KEY.Key_Escape)
    (saved,) = desk.record.decisions
    met = replace(saved.conditions[0], state=ConditionState.MET)
    desk.session.run(edit_decision, replace(saved, rationale="As said", conditions=(met,)))
    assert [each.text for each in conditions(tab).value] == ["Costs are met", "A plan exists", ""]
    assert conditions(tab).value[0].state is ConditionState.MET
    assert line(tab, "by").text() == "Board"


@pytest.mark.slow
def test_a_file_that_waits_for_another_field_stays_attached(desk: Desk) -> None:
    tab = evidence_tab(desk, "Charter")
    write(desk, line(tab, "date"), "never")
    fields = tab.detail.body
    assert isinstance(fields, EvidenceFields)
    fields.attach(picture_attachment("Whiteboard", PNG))
    (item,) = desk.record.evidence
    desk.session.run(edit_evidence, replace(item, note="Seen"))
    write(desk, line(tab, "date"), "2026-05-11")
    desk.press(KEY.Key_Tab)
    (item,) = desk.record.evidence
    assert item.file
    assert item.file.name == "Whiteboard.png"
    assert item.note == "Seen"


def test_the_list_has_the_keyboard_when_the_row_that_is_edited_leaves_it(desk: Desk) -> None:
    evidence_tab(desk, "Charter")
    for title in ("Photo", "Scan"):
        item = Evidence(UNASSIGNED, EvidenceKind.DOCUMENT, title, REVIEWED)
        desk.session.run(add_evidence, desk.subject.initiative_id, item)
    tab = shown(desk, "Evidence", desk.page.tabs.evidence)
    tab.filter_by_criterion(UNASSIGNED)
    tab.table.choose(0, or_row=0)
    assert tab.detail.body
    tab.detail.body.rows["criterion"].field.setFocus()
    desk.press(KEY.Key_Down, KEY.Key_Tab)
    assert sum(not each.assigned for each in desk.record.evidence) == 1
    assert desk.has_focus(tab.table)


@pytest.mark.slow
def test_the_keyboard_enters_further_criteria_at_the_first_that_can_be_seen(desk: Desk) -> None:
    tab = evidence_tab(desk, "Charter")
    boxes = further_criteria(tab)
    boxes.setFocus()
    desk.press(KEY.Key_Space)
    assert boxes.value == (desk.subject.rubric.criteria[1].id,)


def further_criteria(tab: DetailedTab) -> FurtherCriteria:
    """The further criteria in the detail."""
    assert tab.detail.body
    found = tab.detail.body.rows["also"].field
    assert isinstance(found, FurtherCriteria)
    return found


def conditions(tab: DetailedTab) -> ConditionList:
    """The conditions in the detail."""
    assert tab.detail.body
    found = tab.detail.body.rows["conditions"].field
    assert isinstance(found, ConditionList)
    return found


@pytest.mark.slow
def test_an_item_backs_further_criteria_that_are_checked_and_is_one_row(desk: Desk) -> None:
    tab = evidence_tab(desk, "Charter")
    boxes = further_criteria(tab)
    boxes.setFocus()
    desk.press(KEY.Key_Down, KEY.Key_Space, KEY.Key_Tab)
    (item,) = desk.record.evidence
    assert len(item.also) == 1
    assert item.also[0] != item.criterion
    row = tab.table.current()
    assert row is not None
    assert tab.table.model().rowCount() == 1
    title = desk.subject.criterion_title(item.also[0])
    assert row.cells[0].text == f"2 criteria: {desk.subject.criterion_title('value-owner')}; {title}"
    tab.filter_by_criterion(item.also[0])
    assert tab.table.model().rowCount() == 1
    desk.session.undo()
    assert desk.record.evidence[0].also == ()
