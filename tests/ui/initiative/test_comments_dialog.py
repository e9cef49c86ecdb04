"""Comments in the window: a link with their number, a key, and the dialog that edits them."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from scoring import Desk

from fivegates.actions import comments
from fivegates.domain.search import Hit, HitKind
from fivegates.ui.initiative.comments import CommentForm, CommentsDialog
from fivegates.ui.widgets.labels import EmptyState


def shown(dialog: CommentsDialog) -> list[tuple[str, str]]:
    model = dialog.table.model()
    return [
        (str(model.index(row, 2).data()), str(model.index(row, 3).data())) for row in range(model.rowCount())
    ]


def write(dialog: CommentsDialog, text: str) -> None:
    form = dialog.findChildren(CommentForm)[-1]
    form.text.setPlainText(text)
    form.submit()


@pytest.fixture
def dialog(desk: Desk) -> CommentsDialog:
    """Opened by its key on the criterion in focus."""
    desk.press("c")
    (dialog,) = desk.page.findChildren(CommentsDialog)
    return dialog


def test_comments_are_added_edited_resolved_and_deleted(dialog: CommentsDialog) -> None:
    assert shown(dialog) == []
    assert not dialog.text.isVisible(), "nothing is chosen that could be read"
    dialog.add.click()
    write(dialog, "Ask the owner.")
    assert shown(dialog) == [("Ask the owner.", "open")]
    assert dialog.text.isVisible()
    assert dialog.text.toPlainText() == "Ask the owner."
    dialog.edit.click()
    write(dialog, "Ask again.")
    dialog.resolve.click()
    assert shown(dialog) == [("Ask again.", "resolved")]
    assert dialog.resolve.text() == "Open again"
    dialog.remove.click()
    assert shown(dialog) == []
    assert not dialog.edit.isEnabled()


def test_without_comments_the_dialog_says_what_they_are_for(dialog: CommentsDialog) -> None:
    (empty,) = dialog.findChildren(EmptyState)
    assert empty.isVisible()
    assert not dialog.table.isVisible()
    assert dialog.add.hasFocus()
    dialog.add.click()
    write(dialog, "Ask the owner.")
    assert dialog.table.isVisible()
    assert not empty.isVisible()
    dialog.table.setFocus()
    dialog.remove.click()
    assert empty.isVisible()
    assert dialog.add.hasFocus(), "a list that is gone keeps no focus"


def test_the_link_says_how_many_are_open(desk: Desk, dialog: CommentsDialog) -> None:
    dialog.add.click()
    write(dialog, "Ask the owner.")
    dialog.accept()
    links = [each.text() for each in desk.page.tabs.score.card.tab_order() if hasattr(each, "text")]
    assert "Comments (1)" in [text() if callable(text) else text for text in links]


def test_another_account_may_not_edit_it(dialog: CommentsDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    dialog.add.click()
    write(dialog, "Ask the owner.")
    monkeypatch.setattr("getpass.getuser", lambda: "somebody else")
    dialog._follow()
    assert not dialog.edit.isEnabled()
    assert dialog.resolve.isEnabled()


def test_a_search_leads_to_it(qtbot: QtBot, desk: Desk) -> None:
    opened, page = desk.session.opened, desk.page
    subject = page._subject
    assert subject is not None
    criterion = subject.rubric.criteria[3].id
    comments.add_comment(opened, subject.initiative_id, criterion, "First")
    second = comments.add_comment(opened, subject.initiative_id, criterion, "Albatross").created
    page.refresh()
    (hit,) = [each for each in _found(desk, "albatross") if each.kind is HitKind.COMMENT]
    page.enter_hit(hit)
    (dialog,) = page.findChildren(CommentsDialog)
    row = dialog.table.current()
    assert row is not None
    assert row.record_id == second
    assert page.tabs.score.criterion == criterion
    qtbot.keyClick(dialog.table, Qt.Key.Key_Escape)


def _found(desk: Desk, words: str) -> tuple[Hit, ...]:
    from fivegates.actions.search import find

    return tuple(find(desk.session.opened, words))
