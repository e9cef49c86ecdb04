from dataclasses import replace
from datetime import timedelta

import pytest
from acting import created
from builders import REVIEWED
from examples import slow_after
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from scoring import Desk

from fivegates.actions.evidence import add_evidence
from fivegates.actions.scoring import set_not_applicable
from fivegates.domain.initiative.initiative import Evidence, EvidenceKind
from fivegates.domain.language import ENGLISH
from fivegates.domain.review.review import NotApplicable
from fivegates.domain.verdict.states import VerdictState
from fivegates.ui.initiative.forms.record_forms import EvidenceForm
from fivegates.ui.initiative.forms.review_forms import NotApplicableForm
from fivegates.ui.initiative.score.criterion_words import full_validity_text
from fivegates.ui.initiative.score.evidence_chips import EvidenceChip, chip_texts
from fivegates.ui.initiative.score.gate_column import CriterionRow
from fivegates.ui.initiative.score.level_cards import LevelCard
from windows import line_of

KEY = Qt.Key
AGAIN = REVIEWED + timedelta(days=180)
"""By when somebody looks again at what does not apply, unless another day is chosen."""


def type_into(desk: Desk, place: str, text: str) -> None:
    """Type into the field that problems call `place`."""
    field = desk.form().rows[place].field
    assert isinstance(field, QLineEdit | QPlainTextEdit)
    field.setFocus()
    desk.press(text)


def chosen_cards(desk: Desk) -> list[str]:
    """What a screen reader says of the cards that are chosen."""
    return [card.accessibleName() for card in desk.page.findChildren(LevelCard) if card.isChecked()]


def rows(desk: Desk) -> list[str]:
    """The criteria shown out of focus, from the top."""
    shown = [row for row in desk.page.findChildren(CriterionRow) if row.isVisible()]
    return [row.criterion for row in sorted(shown, key=lambda row: row.y())]


def row_of(desk: Desk, criterion: str) -> CriterionRow:
    """The row of a criterion out of focus."""
    found = [row for row in desk.page.findChildren(CriterionRow) if row.isVisible()]
    return next(row for row in found if row.criterion == criterion)


def test_all_criteria_are_scored_without_the_mouse(desk: Desk) -> None:
    answers = {criterion.id: place % 5 for place, criterion in enumerate(desk.criteria)}
    for level in answers.values():
        desk.press(str(level), KEY.Key_Down)
    assert desk.levels == answers
    assert len(answers) == 22


def test_enter_goes_from_answer_to_answer_across_gates_until_none_is_missing(desk: Desk) -> None:
    seen = []
    for _ in desk.criteria:
        seen.append(desk.in_focus)
        desk.press("3", KEY.Key_Return)
    assert seen == [criterion.id for criterion in desk.criteria]
    assert desk.in_focus == desk.criteria[-1].id


@pytest.mark.slow
def test_enter_skips_what_is_answered_and_goes_round(desk: Desk) -> None:
    first, second, third = (criterion.id for criterion in desk.criteria[:3])
    desk.go_to(second)
    desk.press("2", KEY.Key_Up, KEY.Key_Return)
    assert desk.in_focus == third
    desk.go_to(desk.criteria[-1].id)
    desk.press(KEY.Key_Enter)
    assert desk.in_focus == first


def test_scoring_stays_on_the_criterion_and_marks_its_card(desk: Desk) -> None:
    desk.press("2")
    assert desk.in_focus == desk.criteria[0].id
    (said,) = chosen_cards(desk)
    assert said == f"Level 2, Designed: {desk.criteria[0].levels[2].text}"


def test_the_keypad_scores_too_and_other_digits_do_not(desk: Desk) -> None:
    desk.press("4", modifier=Qt.KeyboardModifier.KeypadModifier)
    desk.press("5")
    assert desk.levels == {desk.criteria[0].id: 4}


def test_a_digit_with_control_is_no_score(desk: Desk) -> None:
    desk.press(KEY.Key_3, modifier=Qt.KeyboardModifier.ControlModifier)
    assert desk.levels == {}


def test_arrows_cross_gates_and_stop_at_the_ends(desk: Desk) -> None:
    rubric = desk.subject.rubric
    desk.press(KEY.Key_Up)
    assert desk.in_focus == desk.criteria[0].id
    desk.go_to(rubric.criteria_of("value")[-1].id)
    desk.press(KEY.Key_Down)
    assert desk.in_focus == rubric.criteria_of("architecture")[0].id
    desk.press(KEY.Key_Up)
    assert desk.in_focus == rubric.criteria_of("value")[-1].id
    desk.go_to(desk.criteria[-1].id)
    desk.press(KEY.Key_Down)
    assert desk.in_focus == desk.criteria[-1].id


@pytest.mark.parametrize(
    ("onwards", "back"), slow_after(1, [(KEY.Key_Right, KEY.Key_Left), (KEY.Key_PageDown, KEY.Key_PageUp)])
)
def test_keys_move_between_gates(desk: Desk, onwards: Qt.Key, back: Qt.Key) -> None:
    rubric = desk.subject.rubric
    desk.press(back)
    assert desk.in_focus == rubric.criteria[0].id
    for gate in rubric.gates[1:]:
        desk.press(onwards)
        assert desk.in_focus == rubric.criteria_of(gate.id)[0].id
    desk.press(onwards, back)
    assert desk.in_focus == rubric.criteria_of(rubric.gates[-2].id)[0].id


def test_all_criteria_of_the_gate_are_in_view(desk: Desk) -> None:
    trust = [criterion.id for criterion in desk.subject.rubric.criteria_of("trust")]
    desk.go_to(trust[2])
    assert rows(desk) == [*trust[:2], *trust[3:]]


@pytest.mark.parametrize("key", slow_after(1, [KEY.Key_Backspace, KEY.Key_Delete]))
def test_clearing_makes_the_criterion_unanswered_again(desk: Desk, key: Qt.Key) -> None:
    desk.press("3", key)
    assert desk.levels == {}
    assert chosen_cards(desk) == []


def test_undo_and_redo_show_at_once(desk: Desk) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    desk.press("3", "1")
    desk.press(KEY.Key_Z, modifier=control)
    assert desk.levels == {desk.criteria[0].id: 3}
    assert chosen_cards(desk)[0].startswith("Level 3")
    desk.press(KEY.Key_Z, modifier=control)
    assert chosen_cards(desk) == []
    desk.press(KEY.Key_Y, KEY.Key_Y, modifier=control)
    assert chosen_cards(desk)[0].startswith("Level 1")


def test_not_applicable_asks_why_and_who_approves(desk: Desk) -> None:
    desk.press("n")
    form = desk.form()
    assert isinstance(form, NotApplicableForm)
    desk.form().rows["approver"].field.setFocus()
    desk.press(KEY.Key_Return)
    assert form.rows["reason"].problem
    assert form.rows["approver"].problem
    type_into(desk, "reason", "No such result")
    type_into(desk, "approver", "R. Marsh")
    desk.press(KEY.Key_Return)
    desk.closed(form)
    assert desk.score(desk.in_focus).not_applicable == NotApplicable("No such result", "R. Marsh", AGAIN)


@pytest.mark.slow
def test_an_optional_criterion_needs_no_approver(desk: Desk) -> None:
    desk.go_to("value-sponsorship")
    desk.press("n")
    form = desk.form()
    type_into(desk, "reason", "Paid by the group")
    desk.form().rows["approver"].field.setFocus()
    desk.press(KEY.Key_Return)
    desk.closed(form)
    assert desk.score("value-sponsorship").not_applicable == NotApplicable(
        "Paid by the group", review_by=AGAIN
    )
    desk.press(KEY.Key_Up)
    assert "not applicable" in row_of(desk, "value-sponsorship").accessibleName()


def test_a_level_replaces_not_applicable_and_the_reason_is_offered_again(desk: Desk) -> None:
    desk.go_to("value-sponsorship")
    desk.press("n")
    type_into(desk, "reason", "Paid by the group")
    desk.form().rows["approver"].field.setFocus()
    desk.press(KEY.Key_Return, "n")
    reason = desk.form().rows["reason"].field
    assert isinstance(reason, QPlainTextEdit)
    assert reason.toPlainText() == "Paid by the group"
    desk.press(KEY.Key_Escape)
    desk.press("1")
    assert desk.score("value-sponsorship").level == 1
    assert desk.score("value-sponsorship").not_applicable is None


def test_evidence_is_added_for_the_criterion_in_focus_dated_today(desk: Desk) -> None:
    desk.go_to("trust-drift")
    desk.press("e")
    form = desk.form()
    assert isinstance(form, EvidenceForm)
    assert desk.has_focus(form.rows["title"].field)
    line_of(form, "date").setText("12 May 2026")
    desk.press("Drift test, week 8", KEY.Key_Return)
    desk.closed(form)
    (item,) = desk.record.evidence
    assert (item.criterion, item.title, item.dated) == ("trust-drift", "Drift test, week 8", REVIEWED)
    assert desk.has_focus(desk.card)


def test_evidence_without_a_title_is_refused_beside_its_field(desk: Desk) -> None:
    desk.press("e", KEY.Key_Return)
    assert desk.form().rows["title"].problem
    desk.press(KEY.Key_Escape)
    assert desk.record.evidence == ()


def test_a_claim_without_proof_says_what_it_counts_as(desk: Desk) -> None:
    desk.press("3")
    (card,) = [card for card in desk.page.findChildren(LevelCard) if card.isChecked()]
    assert card.accessibleDescription() == "counts as 2"
    evidence = Evidence(desk.in_focus, EvidenceKind.DOCUMENT, "Minutes", REVIEWED)
    assert created_by(desk, evidence)
    assert card.accessibleDescription() == ""


def created_by(desk: Desk, evidence: Evidence) -> int:
    """The id of evidence added as from another place."""
    changes = desk.session.run(add_evidence, desk.subject.initiative_id, evidence)
    assert changes
    return created(changes)


def test_help_opens_and_closes(desk: Desk) -> None:
    guidance = desk.card.guidance
    assert not guidance.isVisible()
    desk.press("h")
    assert guidance.isVisible()
    desk.press("h")
    assert not guidance.isVisible()


def test_a_card_is_chosen_by_mouse_and_by_its_own_keys(desk: Desk) -> None:
    cards = desk.page.findChildren(LevelCard)
    desk.qtbot.mouseClick(cards[4], Qt.MouseButton.LeftButton)
    assert desk.levels == {desk.in_focus: 4}
    cards[1].setFocus()
    desk.press(KEY.Key_Space)
    assert desk.levels == {desk.in_focus: 1}
    cards[2].setFocus()
    desk.press(KEY.Key_Return)
    assert desk.levels == {desk.in_focus: 2}
    desk.press(KEY.Key_Down)
    assert desk.in_focus == desk.criteria[1].id


def test_a_row_comes_into_focus_by_mouse_and_its_numbers_score(desk: Desk) -> None:
    second, third = desk.criteria[1].id, desk.criteria[2].id
    desk.qtbot.mouseClick(row_of(desk, second), Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert desk.in_focus == second
    assert desk.levels == {}
    row = row_of(desk, third)
    desk.qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=row.pip_box(3).center())
    assert desk.in_focus == third
    assert desk.levels == {third: 3}


def test_the_verdict_answers_every_key(desk: Desk) -> None:
    panel = desk.page.tabs.score.panel
    assert desk.verdict() is VerdictState.INCOMPLETE
    desk.press("0")
    assert desk.verdict() is VerdictState.NOT_READY
    assert panel.reasons.texts[0].headline == "Nobody answers for its results"
    assert "Not ready" in panel.words
    desk.press("2")
    assert "Incomplete" in panel.words
    desk.press(KEY.Key_Backspace)
    assert panel.path.texts[0].criterion == "value-owner"


def test_a_reason_in_the_panel_leads_to_its_criterion(desk: Desk) -> None:
    desk.go_to("ops-owner")
    desk.press("0")
    desk.go_to("value-owner")
    desk.page.tabs.score.panel.reasons.chosen.emit("ops-owner")
    assert desk.in_focus == "ops-owner"
    assert desk.has_focus(desk.card)


def test_the_same_level_again_is_no_edit(desk: Desk) -> None:
    desk.press("3")
    label = desk.session.opened.undo_label
    desk.press("3")
    assert desk.session.opened.undo_label is label
    desk.press(KEY.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    assert desk.levels == {}
    desk.press(KEY.Key_Delete)
    assert desk.session.opened.undo_label is not label


def test_a_screen_reader_is_reported_the_answer_and_the_verdict(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    reported: list[str] = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: reported.append(event.message()))
    desk.press("0", KEY.Key_Delete)
    assert reported == [
        "level 0 of 4, Absent. Verdict: Not ready",
        "unanswered. Verdict: Incomplete",
    ]


def test_a_waiver_without_approver_says_so_in_its_row_and_in_focus(desk: Desk) -> None:
    first = desk.criteria[0].id
    desk.session.run(set_not_applicable, desk.subject.review.id, first, NotApplicable("No such result"))
    assert desk.card.note.text() == "Not applicable: No such result · nobody has approved it"
    desk.press(KEY.Key_Down)
    assert "needs an approver" in row_of(desk, first).accessibleName()
    desk.press(KEY.Key_Up)
    approved = NotApplicable("No such result", "R. Marsh")
    desk.session.run(set_not_applicable, desk.subject.review.id, first, approved)
    assert desk.card.note.text() == "Not applicable: No such result · approved by R. Marsh"


def test_what_is_said_of_an_answer_is_not_cut_by_the_links_beside_it(desk: Desk) -> None:
    first = desk.criteria[0].id
    reason = "No such result in this initiative, for it has no users yet"
    approved = NotApplicable(reason, "R. Marsh")
    desk.session.run(set_not_applicable, desk.subject.review.id, first, approved)
    note = desk.card.note
    desk.qtbot.waitUntil(lambda: note.width() >= note.fontMetrics().horizontalAdvance(note.text()))
    assert reason in note.text()


def test_proof_that_lapses_soon_is_noted(desk: Desk) -> None:
    first = desk.criteria[0].id
    created_by(desk, Evidence(first, EvidenceKind.DOCUMENT, "Minutes", REVIEWED - timedelta(days=150)))
    desk.press("3")
    assert desk.card.note.text() == "The proof of ownership of the result lapses after 11 June 2026"
    desk.press(KEY.Key_Down)
    assert row_of(desk, first).accessibleName().endswith("proof good until 11 Jun 2026")
    created_by(desk, Evidence(first, EvidenceKind.DOCUMENT, "Minutes of May", REVIEWED))
    assert row_of(desk, first).accessibleName().endswith("2 proofs")


def test_a_proof_of_several_criteria_is_shown_under_each_of_them(desk: Desk) -> None:
    first, second, third, *_ = (each.id for each in desk.subject.rubric.criteria)
    item = Evidence(first, EvidenceKind.DOCUMENT, "Charter", REVIEWED, also=(second,))
    desk.session.run(add_evidence, desk.subject.initiative_id, item)
    subject = desk.subject
    for criterion, other in ((first, second), (second, first)):
        (shown,) = chip_texts(subject, criterion, ENGLISH)
        assert shown.standing == "good until 8 Nov 2026"
        assert shown.shared == "for 2 criteria"
        assert shown.others == f"One proof for this criterion and 1 other: {subject.criterion_title(other)}"
    assert chip_texts(subject, third, ENGLISH) == []
    chip = desk.card.findChild(EvidenceChip)
    assert chip
    assert chip.fitted(chip.sizeHint().width()) == ("Charter", "  good until 8 Nov 2026 · for 2 criteria")
    assert chip.fitted(chip.sizeHint().width() - 60) == ("Charter", "  good until 8 Nov 2026")
    (kept,) = subject.record.evidence
    assert full_validity_text(kept, subject, ENGLISH) == "good until 8 Nov 2026"
    elsewhere = replace(kept, also=("gone",))
    assert full_validity_text(elsewhere, subject, ENGLISH) == (
        f"good until 8 Nov 2026 for {subject.criterion_title(first)}; not seen by this review for gone"
    )
