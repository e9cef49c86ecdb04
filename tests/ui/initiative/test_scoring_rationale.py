import subprocess
import sys
from collections.abc import Callable

import pytest
from examples import slow_after
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QMessageBox
from scoring import Desk

from fivegates.actions import queries
from fivegates.actions.file.files import close_portfolio, open_portfolio
from fivegates.actions.scoring import set_rationale
from fivegates.domain.limits import LONG_TEXT
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.ui.initiative.page import InitiativePage
from fivegates.ui.initiative.score.criterion_focus import SAVE_MS, RationaleEditor
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.window.workspace import Workspace

KEY = Qt.Key
Way = Callable[[], object]


@pytest.fixture
def editor(desk: Desk) -> RationaleEditor:
    """The rationale of the first criterion, with the keyboard in it."""
    desk.press("r")
    return desk.card.rationale


def saved(desk: Desk, criterion: str = "") -> str:
    """The rationale in the file."""
    return desk.score(criterion or desk.in_focus).rationale


def test_as_many_lines_as_it_is_tall_for_need_no_scroll_bar(editor: RationaleEditor) -> None:
    editor.setPlainText("One line\nand another")
    assert editor.verticalScrollBar().maximum() == 0
    editor.setPlainText("One line\nand another\nand a third")
    assert editor.verticalScrollBar().maximum() > 0


def test_r_writes_and_escape_returns_to_scoring(desk: Desk, editor: RationaleEditor) -> None:
    assert desk.has_focus(editor)
    desk.press("Named in minutes 12, page 3", KEY.Key_Escape)
    assert desk.has_focus(desk.card)
    assert saved(desk) == "Named in minutes 12, page 3"
    assert desk.levels == {desk.in_focus: None}
    desk.press("2")
    assert desk.score(desk.in_focus).level == 2
    assert saved(desk) == "Named in minutes 12, page 3"


def test_r_goes_on_writing_at_the_end_of_what_is_there(desk: Desk, editor: RationaleEditor) -> None:
    desk.press("Named", KEY.Key_Escape)
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    desk.press("r", " in minutes 12", KEY.Key_Escape)
    assert saved(desk) == "Named in minutes 12"


def test_what_is_typed_is_in_the_file_in_a_moment_without_leaving_the_editor(
    desk: Desk, editor: RationaleEditor
) -> None:
    desk.press("N")
    desk.qtbot.wait(SAVE_MS // 2)
    desk.press("o")
    desk.qtbot.waitUntil(lambda: saved(desk) == "No", timeout=SAVE_MS * 3)
    assert desk.has_focus(editor)
    assert editor.textCursor().position() == 2


def test_a_stranger_who_opens_the_file_reads_what_was_typed(desk: Desk, editor: RationaleEditor) -> None:
    editor.insertPlainText("Żółć, Έλεγχος")
    desk.qtbot.waitUntil(lambda: saved(desk) == "Żółć, Έλεγχος")
    stranger = (
        "import sqlite3, sys; file = sqlite3.connect(sys.argv[1]); "
        "print(file.execute('SELECT rationale FROM score').fetchall())"
    )
    command = [sys.executable, "-X", "utf8", "-c", stranger, str(desk.session.opened.path)]
    reported = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
    assert reported.strip() == "[('Żółć, Έλεγχος',)]"


@pytest.mark.usefixtures("editor")
@pytest.mark.parametrize(
    "leave", slow_after(1, ["gate", "tab", "criterion", "initiative", "portfolio", "close"])
)
def test_nothing_typed_is_lost_by_leaving_at_once(desk: Desk, workspace: Workspace, leave: str) -> None:
    opened, criterion = workspace.session.opened, desk.in_focus
    review_id, initiative_id = desk.subject.review.id, desk.subject.initiative_id
    path = opened.path
    desk.press("Half a sent")
    ways: dict[str, Way] = {
        "gate": lambda: desk.page.tabs.score.show_gate("trust"),
        "tab": lambda: desk.press(KEY.Key_2, modifier=Qt.KeyboardModifier.AltModifier),
        "criterion": lambda: desk.page.tabs.score.focus_criterion("ops-owner"),
        "initiative": lambda: workspace.open_initiative(queries.find_initiative(opened, "BILLS")),
        "portfolio": workspace.show_portfolio,
        "close": lambda: workspace.window().close(),
    }
    ways[leave]()
    if leave == "close":
        opened = open_portfolio(path, path.parent / "backups")
    review = queries.find_review(queries.record(opened, initiative_id), review_id)
    assert review.scores[criterion].rationale == "Half a sent"
    if leave == "close":
        close_portfolio(opened)


def test_typing_undoes_as_one_step_and_the_editor_follows(desk: Desk, editor: RationaleEditor) -> None:
    for word in ("One ", "two ", "three"):
        desk.press(word)
        desk.qtbot.wait(SAVE_MS + 20)
    desk.press(KEY.Key_Escape)
    desk.press(KEY.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    assert saved(desk) == ""
    assert editor.toPlainText() == ""
    desk.press(KEY.Key_Y, modifier=Qt.KeyboardModifier.ControlModifier)
    assert editor.toPlainText() == "One two three"


def test_control_z_in_the_editor_takes_back_typing(desk: Desk, editor: RationaleEditor) -> None:
    desk.press("abc")
    desk.press(KEY.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    assert editor.toPlainText() == ""
    assert desk.has_focus(editor)


def test_each_criterion_keeps_its_own(desk: Desk, editor: RationaleEditor) -> None:
    first, second = desk.criteria[0].id, desk.criteria[1].id
    desk.press("First", KEY.Key_Escape, KEY.Key_Down)
    assert editor.toPlainText() == ""
    desk.press("r", "Second", KEY.Key_Escape, KEY.Key_Up)
    assert editor.toPlainText() == "First"
    assert (saved(desk, first), saved(desk, second)) == ("First", "Second")


def test_moving_on_without_typing_saves_nothing(desk: Desk, editor: RationaleEditor) -> None:
    text = "No-break\u00a0space"
    desk.session.run(set_rationale, desk.subject.review.id, desk.in_focus, text)
    label = desk.session.opened.undo_label
    assert not editor.pending
    desk.press(KEY.Key_Escape, KEY.Key_Down, KEY.Key_Up)
    assert saved(desk) == text
    assert desk.session.opened.undo_label is label


def test_characters_that_cannot_be_stored_are_left_out(desk: Desk, editor: RationaleEditor) -> None:
    editor.insertPlainText("a\x00b\x07c\td")
    editor.flush()
    assert saved(desk) == "abc\td"


def refusal(desk: Desk) -> str:
    """What is said below the rationale."""
    return desk.card.rationale.accessibleDescription()


TOO_LONG = "At most 5,000 characters fit here, and this would make 5,003. Nothing was added."


@pytest.mark.parametrize("way", slow_after(1, ["paste", "drop", "type", "enter", "compose"]))
def test_more_than_fits_is_refused_in_words_and_nothing_is_cut(
    desk: Desk, editor: RationaleEditor, way: str
) -> None:
    most, added = (LONG_TEXT, 1) if way in {"type", "enter"} else (LONG_TEXT - 2, 5)
    editor.setPlainText("x" * most)
    editor.moveCursor(QTextCursor.MoveOperation.End)
    data = QMimeData()
    data.setText("y" * added)
    QApplication.clipboard().setText("y" * added)
    ways: dict[str, Way] = {
        "paste": editor.paste,
        "drop": lambda: editor.insertFromMimeData(data),
        "type": lambda: desk.press("y"),
        "enter": lambda: desk.press(KEY.Key_Return),
        "compose": lambda: QApplication.sendEvent(editor, composed("y" * added)),
    }
    ways[way]()
    assert editor.toPlainText() == "x" * most
    assert refusal(desk) == TOO_LONG.replace("5,003", f"{most + added:,}")
    assert desk.card.isAncestorOf(shown_label(desk))
    desk.press(KEY.Key_Backspace)
    assert refusal(desk) == ""
    editor.flush()
    assert saved(desk) == "x" * (most - 1)


def composed(text: str) -> QInputMethodEvent:
    """What an input method sends when a word is complete."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    return event


def shown_label(desk: Desk) -> PlainLabel:
    """The label that shows the refusal."""
    labels = desk.card.findChildren(PlainLabel)
    return next(label for label in labels if label.text() == refusal(desk) and label.isVisible())


def test_what_fits_is_pasted_over_what_is_selected(desk: Desk, editor: RationaleEditor) -> None:
    editor.setPlainText("x" * LONG_TEXT)
    editor.selectAll()
    QApplication.clipboard().setText("y" * LONG_TEXT)
    editor.paste()
    QApplication.sendEvent(editor, composed(""))
    editor.flush()
    assert saved(desk) == "y" * LONG_TEXT


def test_undo_does_not_bring_text_from_one_criterion_into_another(
    desk: Desk, editor: RationaleEditor
) -> None:
    first = desk.in_focus
    desk.press("Only about the first")
    editor.selectAll()
    desk.press(KEY.Key_Backspace, KEY.Key_Escape, KEY.Key_Down, "r")
    assert desk.in_focus != first
    desk.press(KEY.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    editor.flush()
    assert editor.toPlainText() == ""
    assert saved(desk) == ""


def test_what_could_not_be_saved_stays_and_is_saved_when_it_can(
    desk: Desk, editor: RationaleEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    criterion = desk.in_focus
    with monkeypatch.context() as patch:
        patch.setattr("fivegates.actions.file.transaction.edit", full_disk)
        desk.press("Do not lose me", KEY.Key_Escape)
        box = desk.page.window().findChild(QMessageBox)
        assert box
        box.accept()
        assert editor.pending
        assert not desk.page.tabs.score.flush()
        desk.press(KEY.Key_Down)
        assert desk.in_focus == criterion
        for other in desk.page.window().findChildren(QMessageBox):
            other.accept()
    assert editor.toPlainText() == "Do not lose me"
    assert desk.page.tabs.score.flush()
    assert saved(desk) == "Do not lose me"


def test_a_refused_save_is_shown_once_beside_who_goes_on_typing(
    desk: Desk, editor: RationaleEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("fivegates.actions.file.transaction.edit", full_disk)
        for word in ("One ", "after ", "another"):
            desk.press(word)
            editor.flush()
        assert len(desk.page.window().findChildren(QMessageBox)) == 1
        assert desk.dialog is None
    desk.press("!")
    editor.flush()
    assert saved(desk) == "One after another!"
    assert not [box for box in desk.page.window().findChildren(QMessageBox) if box.isVisible()]


def test_a_refused_level_is_shown_once_beside_who_goes_on_scoring(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def boxes() -> list[QMessageBox]:
        return [box for box in desk.page.window().findChildren(QMessageBox) if box.isVisible()]

    criterion = desk.in_focus
    with monkeypatch.context() as patch:
        patch.setattr("fivegates.actions.file.transaction.edit", full_disk)
        desk.press("3", "2")
        assert [box.isModal() for box in boxes()] == [False]
        assert desk.levels.get(criterion) is None
    desk.press("3")
    assert desk.levels[criterion] == 3
    assert not boxes()


def full_disk(_file: PortfolioFile) -> None:
    """Refuse every edit."""
    from fivegates.domain.errors import UserError

    raise UserError("The disk is full.")


def test_the_page_is_one_and_the_same(desk: Desk, workspace: Workspace) -> None:
    assert workspace.findChildren(InitiativePage) == [desk.page]
