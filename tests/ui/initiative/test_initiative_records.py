from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from builders import REVIEWED
from examples import slow_after
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtWidgets import QComboBox, QLineEdit, QMessageBox, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot
from scoring import Desk

from fivegates.actions.evidence import add_evidence
from fivegates.actions.plan import add_action
from fivegates.actions.records import add_change
from fivegates.domain.initiative.initiative import (
    Action,
    ActionStatus,
    Change,
    ChangeKind,
    Evidence,
    EvidenceKind,
)
from fivegates.ui.initiative.forms.action_form import ActionForm
from fivegates.ui.initiative.records import evidence as evidence_records
from fivegates.ui.initiative.records.detailed_tab import DetailedTab
from fivegates.ui.initiative.records.evidence import is_address, is_link
from fivegates.ui.initiative.records.tab import RecordTab
from fivegates.ui.widgets.labels import EmptyState
from windows import line_of

KEY = Qt.Key
LINK = "https://example.com/minutes?page=3"


def evidence(criterion: str, title: str, days_old: int = 0, reference: str = "") -> Evidence:
    """A document dated so many days before the review."""
    dated = REVIEWED - timedelta(days=days_old)
    return Evidence(criterion, EvidenceKind.DOCUMENT, title, dated, reference)


def add(desk: Desk, *records: Evidence | Action | Change) -> None:
    """Record things as from another place."""
    for record in records:
        match record:
            case Evidence():
                desk.session.run(add_evidence, desk.subject.initiative_id, record)
            case Action():
                desk.session.run(add_action, desk.subject.initiative_id, record)
            case Change():
                desk.session.run(add_change, desk.subject.initiative_id, record)


def show(desk: Desk, tab: RecordTab) -> RecordTab:
    """Bring a tab to the front by its key."""
    tabs = {
        desk.page.tabs.evidence: "Evidence",
        desk.page.tabs.plan: "Actions",
        desk.page.tabs.changes: "Changes",
    }
    desk.show_tab_called(tabs[tab])
    return tab


def cells(tab: RecordTab) -> list[list[str]]:
    """The table as it is shown."""
    model = tab.table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def column(tab: RecordTab, place: int) -> list[str]:
    """One column as it is shown."""
    return [row[place] for row in cells(tab)]


def button(tab: RecordTab, text: str) -> QPushButton:
    """The visible button with these words."""
    return next(b for b in tab.findChildren(QPushButton) if b.isVisible() and b.text() == text)


def enter(desk: Desk, place: str, text: str) -> None:
    """Write `text` into the field that problems call `place`."""
    field = desk.form().rows[place].field
    if isinstance(field, QPlainTextEdit):
        field.setPlainText(text)
    else:
        line_of(desk.form(), place).setText(text)


def edit_in_place(desk: Desk, tab: RecordTab, place: str, text: str) -> None:
    """Write `text` into a field of the chosen row beside the list, and go back to the list."""
    assert isinstance(tab, DetailedTab)
    desk.press(KEY.Key_Return)
    assert tab.detail.body
    field = tab.detail.body.rows[place].field
    assert isinstance(field, QPlainTextEdit | QLineEdit)
    field.setFocus()
    field.selectAll()
    desk.press(text)
    tab.table.setFocus()


def submit(desk: Desk) -> None:
    """Press the button of the form that is open, and wait until it is gone."""
    form = desk.form()
    (verb,) = [b for b in form.findChildren(QPushButton) if b.isDefault()]
    verb.click()
    desk.closed(form)


# Evidence


def test_evidence_says_how_it_stands_on_the_date_of_the_review(desk: Desk) -> None:
    add(
        desk,
        evidence("value-owner", "Minutes", 10),
        evidence("value-kpis", "Old measurement", 200),
        evidence("trust-guardrails", "Test of March", 50),
        evidence("trust-drift", "After the review", -3),
        Change(REVIEWED - timedelta(days=10), ChangeKind.MODEL, "Model 2"),
    )
    tab = show(desk, desk.page.tabs.evidence)
    assert {row[1]: row[4] for row in cells(tab)} == {
        "Minutes": "good until 29 Oct 2026",
        "Old measurement": "lapsed after 22 Apr 2026",
        "Test of March": "voided by the model change of 2 May 2026",
        "After the review": "not seen by this review",
    }


def test_tables_begin_with_what_to_do(desk: Desk) -> None:
    for tab in (desk.page.tabs.evidence, desk.page.tabs.plan, desk.page.tabs.changes):
        show(desk, tab)
        empty = tab.findChild(EmptyState)
        assert empty
        assert empty.isVisible()
        assert isinstance(desk.focus, QPushButton)


def test_the_empty_tab_adds_for_the_criterion_in_focus(desk: Desk) -> None:
    desk.go_to("trust-drift")
    tab = show(desk, desk.page.tabs.evidence)
    desk.press(KEY.Key_Space)
    enter(desk, "title", "Drift test")
    enter(desk, "date", "12 May 2026")
    submit(desk)
    assert [item.criterion for item in desk.record.evidence] == ["trust-drift"]
    assert column(tab, 1) == ["Drift test"]
    assert desk.has_focus(tab.table)


def test_enter_edits_insert_adds_delete_removes_and_undo_brings_back(desk: Desk) -> None:
    add(desk, evidence("value-owner", "Minutes"), evidence("value-kpis", "Figures"))
    tab = show(desk, desk.page.tabs.evidence)
    edit_in_place(desk, tab, "title", "Minutes of May")
    assert column(tab, 1) == ["Minutes of May", "Figures"]
    desk.press(KEY.Key_Insert)
    enter(desk, "title", "Charter")
    enter(desk, "date", "12 May 2026")
    submit(desk)
    assert sorted(column(tab, 1)) == ["Charter", "Figures", "Minutes of May"]
    added = tab.table.current()
    assert added is not None
    assert added.cells[1].text == "Charter"
    tab.table.selectRow(column(tab, 1).index("Figures"))
    desk.press(KEY.Key_Delete)
    assert sorted(item.title for item in desk.record.evidence) == ["Charter", "Minutes of May"]
    assert tab.table.current() is not None
    desk.press(KEY.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    assert sorted(column(tab, 1)) == ["Charter", "Figures", "Minutes of May"]


@pytest.mark.slow
def test_double_click_edits(desk: Desk) -> None:
    add(desk, evidence("value-owner", "Minutes"))
    tab = show(desk, desk.page.tabs.evidence)
    at = tab.table.visualRect(tab.table.model().index(0, 1)).center()
    desk.qtbot.mouseClick(tab.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    desk.qtbot.mouseDClick(tab.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert isinstance(desk.focus, QLineEdit)
    assert desk.focus.text() == "Minutes"


def test_a_criterion_can_be_shown_alone_and_stays_so(desk: Desk) -> None:
    add(desk, evidence("value-owner", "Minutes"), evidence("value-kpis", "Figures"))
    tab = show(desk, desk.page.tabs.evidence)
    tab.filter_by_criterion("value-kpis")
    assert column(tab, 1) == ["Figures"]
    add(desk, evidence("value-owner", "More minutes"), evidence("value-kpis", "More figures"))
    assert sorted(column(tab, 1)) == ["Figures", "More figures"]
    box = tab.findChildren(QComboBox)[0]
    box.setCurrentIndex(0)
    box.activated.emit(0)
    assert len(cells(tab)) == 4


@pytest.mark.slow
def test_the_chips_lead_to_all_evidence_of_their_criterion(desk: Desk) -> None:
    add(desk, *(evidence("value-owner", f"Note {number}", number) for number in range(40)))
    add(desk, evidence("value-kpis", "Figures"))
    chips = desk.card.evidence
    (more,) = [b for b in chips.findChildren(QPushButton) if b.isVisible() and "more" in b.text()]
    more.click()
    assert len(cells(desk.page.tabs.evidence)) == 40
    assert desk.has_focus(desk.page.tabs.evidence.table)


def test_a_chip_shows_enough_of_a_title_to_tell_it_apart(desk: Desk) -> None:
    names = ("Third-quarter result against target", "Aoife Brennan on the objectives", "Minutes of the board")
    add(desk, *(evidence("value-owner", name, days) for days, name in enumerate(names)))
    chips = [chip for chip in desk.card.evidence.chips if chip.isVisible()]
    assert chips
    for chip in chips:
        title, standing = chip.fitted(chip.width() - 20)
        assert len(title) >= 14, "it would say as little as “Thir…”"
        assert standing.strip().startswith("good until")
        assert not standing.endswith("…")
    (more,) = [
        b for b in desk.card.evidence.findChildren(QPushButton) if b.isVisible() and "more" in b.text()
    ]
    assert more.text() == f"{len(names) - len(chips)} more"


def test_a_chip_opens_its_evidence(desk: Desk) -> None:
    add(desk, evidence("value-owner", "Minutes of April", 20), evidence("value-owner", "Minutes of May"))
    chip = next(chip for chip in desk.card.evidence.chips if chip.isVisible())
    assert chip.accessibleName() == "Evidence: Minutes of May · good until 8 Nov 2026"
    chip.click()
    assert desk.form().rows["title"].field.property("text") == "Minutes of May"


@pytest.mark.parametrize(
    ("by", "ascending", "expected"),
    slow_after(
        2,
        [
            (0, True, ["Figures", "Drift", "Late"]),
            (1, True, ["Drift", "Figures", "Late"]),
            (3, True, ["Drift", "Figures", "Late"]),
            (3, False, ["Late", "Figures", "Drift"]),
            (4, True, ["Drift", "Figures", "Late"]),
            (4, False, ["Figures", "Drift", "Late"]),
        ],
    ),
)
def test_columns_sort_by_what_they_mean(desk: Desk, by: int, ascending: bool, expected: list[str]) -> None:  # noqa: FBT001
    add(
        desk,
        evidence("trust-drift", "Drift", 200),
        evidence("value-kpis", "Figures", 9),
        evidence("trust-retest", "Late", -9),
    )
    tab = show(desk, desk.page.tabs.evidence)
    order = Qt.SortOrder.AscendingOrder if ascending else Qt.SortOrder.DescendingOrder
    tab.table.sortByColumn(by, order)
    assert column(tab, 1) == expected


def test_a_link_is_opened_only_after_its_host_was_shown(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    visited: list[QUrl] = []
    monkeypatch.setattr(evidence_records, "open_outside", lambda url, _refused, _parent: visited.append(url))
    add(desk, evidence("value-owner", "Minutes", reference="https://bücher.example@evil.example/x"))
    tab = show(desk, desk.page.tabs.evidence)
    button(tab, "Open link…").click()
    box = desk.page.findChild(QMessageBox)
    assert box
    assert box.text() == "Open a page of evil.example?"
    assert not visited
    box.accept()
    assert [url.host() for url in visited] == ["evil.example"]


def test_without_a_browser_a_link_is_reported(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence_records, "open_outside", lambda _url, refused, _parent: refused())
    add(desk, evidence("value-owner", "Minutes", reference=LINK))
    button(show(desk, desk.page.tabs.evidence), "Open link…").click()
    (box,) = desk.page.findChildren(QMessageBox)
    box.accept()
    said = "No program here opens"
    qtbot.waitUntil(lambda: any(b.text().startswith(said) for b in desk.page.findChildren(QMessageBox)))
    for each in desk.page.findChildren(QMessageBox):
        each.accept()


def test_only_web_addresses_are_links() -> None:
    assert is_link(LINK)
    assert is_link(" http://example.com ")
    for reference in (
        "file:///etc/passwd",
        "javascript:alert(1)",
        "ms-msdt:/id",
        "minutes 12",
        "https://",
        "",
    ):
        assert not is_link(reference), reference


@pytest.mark.parametrize(
    "reference", slow_after(1, ["file:///etc/passwd", "javascript:alert(1)", "ms-msdt:/id", "a", "x: y"])
)
def test_what_is_no_web_address_is_refused_in_words(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, reference: str
) -> None:
    visited: list[QUrl] = []
    monkeypatch.setattr(evidence_records, "open_outside", lambda url, _refused, _parent: visited.append(url))
    add(desk, evidence("value-owner", "Minutes", reference=reference))
    tab = show(desk, desk.page.tabs.evidence)
    openers = [b for b in tab.findChildren(QPushButton) if b.isVisible() and b.text() == "Open link…"]
    assert len(openers) == is_address(reference)
    for opener in openers:
        opener.click()
    boxes = desk.page.findChildren(QMessageBox)
    assert len(boxes) == is_address(reference)
    for box in boxes:
        assert box.text().startswith(f"“{reference}” is not a web address")
        box.accept()
    assert not visited


# Actions


def test_an_action_is_planned_with_all_its_fields(desk: Desk) -> None:
    desk.go_to("ops-owner")
    tab = show(desk, desk.page.tabs.plan)
    desk.press(KEY.Key_Space)
    form = desk.form()
    assert isinstance(form, ActionForm)
    enter(desk, "title", "Settle who runs it")
    enter(desk, "owner", "A. Okafor")
    enter(desk, "effort", "2.5")
    form.rows["target_level"].field.setProperty("currentIndex", 3)
    submit(desk)
    (action,) = desk.record.actions
    assert (action.criterion, action.owner, action.effort) == ("ops-owner", "A. Okafor", Decimal("2.5"))
    assert action.target_level == 3
    assert cells(tab)[0][1:] == ["Settle who runs it", "3", "A. Okafor", "–", "2.5", "Open"]


@pytest.mark.parametrize("text", slow_after(2, ["two", "1e3", "-1", "2,5", "NaN", "٣", "1.2.3", "."]))
def test_what_is_no_effort_is_refused_beside_its_field(desk: Desk, text: str) -> None:
    show(desk, desk.page.tabs.plan)
    desk.press(KEY.Key_Space)
    enter(desk, "title", "Something")
    enter(desk, "effort", text)
    form = desk.form()
    (verb,) = [b for b in form.findChildren(QPushButton) if b.isDefault()]
    verb.click()
    assert form.rows["effort"].problem
    assert desk.record.actions == ()


def test_an_action_is_done_and_reopened(desk: Desk) -> None:
    add(desk, Action("value-owner", "Name an owner", owner="A. Okafor", due=date(2026, 5, 1)))
    tab = show(desk, desk.page.tabs.plan)
    assert cells(tab)[0][4] == "1 May 2026, overdue"
    button(tab, "Mark done").click()
    assert [a.status for a in desk.record.actions] == [ActionStatus.DONE]
    assert cells(tab)[0][4] == "1 May 2026"
    button(tab, "Reopen").click()
    assert [a.status for a in desk.record.actions] == [ActionStatus.OPEN]


def test_actions_are_edited_and_removed(desk: Desk) -> None:
    add(desk, Action("value-owner", "Name an owner"))
    tab = show(desk, desk.page.tabs.plan)
    assert cells(tab)[0][3] == "unassigned"
    edit_in_place(desk, tab, "owner", "A. Okafor")
    assert desk.record.actions[0].owner == "A. Okafor"
    desk.press(KEY.Key_Delete)
    assert desk.record.actions == ()


# Changes


def test_a_change_says_which_proof_it_voids(desk: Desk) -> None:
    add(desk, evidence("trust-guardrails", "Test of March", 50), evidence("value-owner", "Minutes", 50))
    tab = show(desk, desk.page.tabs.changes)
    desk.press(KEY.Key_Space)
    enter(desk, "summary", "Model 1 replaced by model 2")
    enter(desk, "date", "12/5/2026")
    submit(desk)
    assert cells(tab) == [["12 May 2026", "Model", "Model 1 replaced by model 2", "1 item: Test of March"]]
    add(desk, Change(REVIEWED + timedelta(days=2), ChangeKind.DATA, "New feed"))
    assert cells(tab)[1][3] == "not seen by this review"


def test_a_change_is_edited_and_removed(desk: Desk) -> None:
    add(desk, Change(REVIEWED, ChangeKind.TERMS, "New terms"))
    tab = show(desk, desk.page.tabs.changes)
    assert cells(tab)[0][3] == "none"
    edit_in_place(desk, tab, "summary", "New price list")
    assert column(tab, 2) == ["New price list"]
    desk.press(KEY.Key_Backspace)
    assert desk.record.changes == ()


@pytest.mark.slow
def test_a_record_about_a_criterion_that_the_rubric_lacks_is_shown_by_its_id(
    desk: Desk,
) -> None:
    stray = replace(evidence("value-owner", "Stray"), criterion="gone", id=99)
    record = replace(desk.subject.record, evidence=(stray,))
    subject = replace(desk.subject, record=record)
    tab = show(desk, desk.page.tabs.evidence)
    tab.show_subject(subject, editable=True)
    assert cells(tab)[0][0] == "gone"
    assert cells(tab)[0][4] == "not seen by this review"


@pytest.mark.slow
def test_the_table_shows_where_the_focus_is(desk: Desk, qtbot: QtBot) -> None:
    add(desk, evidence("value-owner", "Minutes"))
    table = show(desk, desk.page.tabs.evidence).table
    accent = desk.page.window().grab().toImage()  # settles the layout
    assert not accent.isNull()

    def first_pixel() -> str:
        at = table.viewport().mapTo(table, QPoint(1, table.rowHeight(0) // 2))
        return table.grab().toImage().pixelColor(at).name()

    with_focus = first_pixel()
    desk.page.findChildren(QComboBox)[0].setFocus()
    qtbot.waitUntil(lambda: not table.hasFocus())
    assert first_pixel() != with_focus
