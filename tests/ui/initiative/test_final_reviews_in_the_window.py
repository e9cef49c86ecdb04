"""Making a review final, what can be done to it then, and what a new one carries over."""

from datetime import date

import pytest
from own_keyring import Remembering
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu
from scoring import Desk

from fivegates.actions.reviews import start_review
from fivegates.domain.review.signatures import key_fingerprint
from fivegates.ui.initiative.forms.review_forms import CorrectionForm, FinaliseForm
from fivegates.ui.initiative.header import PageHeader
from fivegates.ui.initiative.score.gate_column import CriterionRow
from fivegates.ui.initiative.score.review_notices import Notice
from fivegates.ui.window.main_window import MainWindow
from windows import line_of

KEY = Qt.Key


def notice(desk: Desk) -> Notice:
    """The line above the scores."""
    return desk.page.tabs.score.notices.state


def listed(desk: Desk) -> list[str]:
    """The reviews that the header offers, newest first."""
    header = desk.page.findChild(PageHeader)
    assert header
    box = header.findChild(QComboBox)
    assert box
    return [box.itemText(row) for row in range(box.count())]


def offered(desk: Desk) -> list[str]:
    """What the header offers to do with the review."""
    header = desk.page.findChild(PageHeader)
    assert header
    menu = header.findChild(QMenu)
    assert menu
    return [action.text() for action in menu.actions() if action.isVisible()]


@pytest.fixture
def final(desk: Desk, window: MainWindow) -> Desk:
    """The page with its only review made final by the menu's command."""
    desk.press("3")
    window.menus.action("finalise").trigger()
    form = desk.form()
    assert isinstance(form, FinaliseForm)
    desk.press(KEY.Key_Return)
    desk.closed(form)
    return desk


def test_a_review_is_made_final_in_the_name_of_its_reviewer(final: Desk) -> None:
    seal = final.subject.review.seal
    assert seal
    assert (seal.number, seal.by) == (1, "R. Marsh")
    assert listed(final) == ["Final no. 1 · 12 May 2026 · R. Marsh"]
    assert notice(final).isVisible()
    assert notice(final).text.startswith("Made final by R. Marsh on ")
    assert notice(final).text.endswith("no. 1 of this portfolio. Its scores do not change.")


def test_nobody_makes_a_review_final_without_a_name(desk: Desk, window: MainWindow) -> None:
    desk.press("3")
    window.menus.action("finalise").trigger()
    form = desk.form()
    field = form.rows["by"].field
    assert isinstance(field, QLineEdit)
    field.clear()
    desk.press(KEY.Key_Return)
    assert form.rows["by"].problem
    assert desk.subject.review.seal is None
    form.reject()


def test_keys_change_nothing_in_a_final_review(final: Desk) -> None:
    before = final.levels
    final.press("0", KEY.Key_Backspace, KEY.Key_Down, "4")
    assert final.levels == before
    assert final.dialog is None
    assert final.session.opened.undo_label is None


def test_a_final_review_can_be_corrected_and_a_draft_cannot(desk: Desk) -> None:
    assert offered(desk) == [
        "Edit date and reviewer…",
        "Panel…",
        "Make this review final…",
        "Delete this review",
        "Classify the risk…",
    ]


def test_a_correction_takes_the_place_of_a_final_review(final: Desk) -> None:
    assert offered(final) == ["Correct this review…", "Classify the risk…"]
    notice(final).button.click()
    form = final.form()
    assert isinstance(form, CorrectionForm)
    final.press(KEY.Key_Return)
    assert form.rows["correction"].problem
    final.press("The pilot was counted twice")
    final.press(KEY.Key_Return)
    final.closed(form)

    assert (final.subject.review.supersedes, final.subject.review.seal) == (1, None)
    assert final.subject.review.correction == "The pilot was counted twice"
    assert listed(final) == [
        "Correction, draft · 12 May 2026 · R. Marsh",
        "Final no. 1, corrected since · 12 May 2026 · R. Marsh",
    ]
    final.page.show_review(final.record.reviews[0].id)
    assert offered(final) == ["Compare with another review…", "Classify the risk…"]


def test_a_correction_cannot_take_the_day_of_another_review(final: Desk) -> None:
    final.session.run(start_review, final.subject.initiative_id, date(2026, 6, 1), "")
    final.page.show_review(final.record.reviews[0].id)
    notice(final).button.click()
    form = final.form()
    assert isinstance(form, CorrectionForm)
    final.press("The date")
    line_of(form, "date").setText("1 June 2026")
    final.press(KEY.Key_Return)
    assert form.rows["date"].problem == "There is a review of this date already. Choose another."
    form.reject()


def test_what_is_carried_over_is_marked_until_it_is_chosen_again(final: Desk) -> None:
    carried = final.in_focus
    changes = final.session.run(start_review, final.subject.initiative_id, date(2026, 6, 1), "")
    assert changes
    assert changes.created
    final.page.show_review(changes.created)
    assert notice(final).text.startswith("1 answer is carried over from the review before")
    final.press(KEY.Key_Down)
    row = next(row for row in final.page.findChildren(CriterionRow) if row.criterion == carried)
    assert "carried over" in row.accessibleName()

    final.press(KEY.Key_Up, "3")
    assert final.subject.review.scores[carried].carried is False
    assert final.subject.review.scores[carried].level == 3
    assert notice(final).isHidden()


def test_a_review_is_signed_where_there_is_a_keyring(
    desk: Desk, window: MainWindow, kept: Remembering
) -> None:
    desk.press("3")
    window.menus.action("finalise").trigger()
    form = desk.form()
    assert isinstance(form, FinaliseForm)
    assert form.signs
    desk.press(KEY.Key_Return)
    desk.closed(form)
    seal = desk.subject.review.seal
    assert seal
    assert seal.signature
    assert kept.entries
    assert f"signed with the key {key_fingerprint(seal.signer)}" in notice(desk).text


def test_without_a_keyring_nothing_is_signed_and_the_form_says_so(desk: Desk, window: MainWindow) -> None:
    desk.press("3")
    window.menus.action("finalise").trigger()
    form = desk.form()
    assert isinstance(form, FinaliseForm)
    box = form.rows["signs"].field
    assert not box.isEnabled()
    assert not form.signs
    assert "has no keyring" in form.rows["signs"]._hint
    form.reject()
