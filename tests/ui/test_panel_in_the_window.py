"""A panel in the window: one person's ballot, and the panel on a review."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from fivegates.actions import panel, queries
from fivegates.actions.file.files import close_portfolio, open_portfolio
from fivegates.actions.panel import Invited
from fivegates.domain.panel.ballots import handed_in, scored
from fivegates.domain.review.review import Score
from fivegates.exchange import ballots as ballots_format
from fivegates.exchange.encryption import encrypted
from fivegates.ui.dialogs.password_form import PasswordForm
from fivegates.ui.initiative.forms.review_forms import NotApplicableForm
from fivegates.ui.panel.ballot import BallotPage
from fivegates.ui.panel.panel_dialog import PanelDialog
from fivegates.ui.panel.panel_forms import InviteForm, SettleForm
from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.welcome import WelcomePage
from fivegates.ui.window.workspace import Workspace

AT = datetime(2026, 5, 13, tzinfo=UTC)
PEOPLE = [Invited("Ana Ruiz", "CFO"), Invited("R. Marsh", "CTO")]


def ballots(portfolio_path: Path, folder: Path, password: str | None = None) -> tuple[Path, ...]:
    """The ballots of a panel on the portfolio's one review."""
    opened = open_portfolio(portfolio_path, folder / "backups")
    review = queries.latest_review(queries.record(opened, 1))
    panel.invite(opened, review.id, PEOPLE, ["Who answers for it?"])
    paths = panel.write_papers(opened, review.id, folder, password)
    close_portfolio(opened)
    return paths


def page_of(window: MainWindow) -> BallotPage:
    page = window.centralWidget()
    assert isinstance(page, BallotPage)
    return page


def boxes() -> list[QMessageBox]:
    return [
        each for each in QApplication.topLevelWidgets() if isinstance(each, QMessageBox) and each.isVisible()
    ]


def choose(word: str) -> str:
    """Press a button of the box that is open; returns what the box says."""
    (box,) = boxes()
    said = f"{box.text()} {box.informativeText()}"
    next(button for button in box.buttons() if button.text() == word).click()
    return said


def shown_texts(page: BallotPage | PanelDialog) -> str:
    return "\n".join(each.text() for each in page.findChildren(QLabel) if each.isVisibleTo(page))


def test_one_person_scores_a_ballot_by_keys_and_hands_it_in(
    window: MainWindow, portfolio_path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    path, _ = ballots(portfolio_path, tmp_path)
    window.files.open_path(path)
    page = page_of(window)
    assert window.workspace is None
    texts = shown_texts(page)
    for said in ("Ana Ruiz, CFO", "Who answers for it?", "0 of 22 criteria answered."):
        assert said in texts
    assert "R. Marsh" not in texts
    assert "Incomplete" not in texts
    card = page.score.card
    assert not card._waive.isVisibleTo(page)  # a ballot has no waivers
    qtbot.keyClick(card, Qt.Key.Key_3)
    qtbot.keyClick(card, Qt.Key.Key_R)
    qtbot.keyClicks(card.rationale, "Named.")
    qtbot.keyClick(card.rationale, Qt.Key.Key_Escape)
    qtbot.keyClick(card, Qt.Key.Key_Down)
    qtbot.keyClick(card, Qt.Key.Key_1)
    qtbot.keyClick(card, Qt.Key.Key_Backspace)
    qtbot.keyClick(card, Qt.Key.Key_E)
    qtbot.keyClick(card, Qt.Key.Key_N)
    form = page.findChild(NotApplicableForm)
    assert form is not None
    form._reason.setPlainText("It has none.")
    form._approver.setText("E. Lindqvist")
    form._submit.click()
    saved = panel.read_paper(path)
    assert saved.scores["value-owner"] == Score("value-owner", 3, rationale="Named.")
    assert saved.scores["value-kpis"].not_applicable is not None
    assert "2 of 22 criteria answered." in shown_texts(page)
    qtbot.keyClick(card, Qt.Key.Key_Right)
    assert page.score.criterion == "arch-limits"
    page._gates.setCurrentIndex(2)
    assert page.score.criterion == "trust-guardrails"
    page.hand_in.click()
    assert "2 of 22 criteria answered. It is sealed" in choose("Hand in")
    assert panel.read_paper(path).seal
    assert "Send CLAIMS-1-Ana-Ruiz.fivegates-ballot back" in page.state.text()
    qtbot.keyClick(card, Qt.Key.Key_2)
    assert "trust-guardrails" not in panel.read_paper(path).scores
    page.closed.emit()
    assert isinstance(window.centralWidget(), WelcomePage)


def test_an_empty_ballot_is_not_handed_in(window: MainWindow, portfolio_path: Path, tmp_path: Path) -> None:
    path, _ = ballots(portfolio_path, tmp_path)
    window.files.open_path(path)
    page_of(window).hand_in.click()
    choose("Hand in")
    assert "Nothing is scored on this ballot yet" in choose("OK")


def test_a_ballot_that_cannot_be_saved_keeps_what_was_in_it(
    window: MainWindow, portfolio_path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    path, _ = ballots(portfolio_path, tmp_path)
    window.files.open_path(path)
    page = page_of(window)
    path.unlink()
    path.mkdir()
    qtbot.keyClick(page.score.card, Qt.Key.Key_3)
    assert "was not written" in choose("OK")
    assert "0 of 22" in page.state.text()


def test_an_altered_or_missing_ballot_is_reported(
    window: MainWindow, portfolio_path: Path, tmp_path: Path
) -> None:
    path, other = ballots(portfolio_path, tmp_path)
    path.write_bytes(path.read_bytes().replace(b"Who answers", b"Who pays"))
    window.files.open_path(path)
    assert "The ballot of Ana Ruiz was altered" in choose("OK")
    other.unlink()
    window.files.open_path(other)
    assert "cannot be read" in choose("OK")
    assert isinstance(window.centralWidget(), WelcomePage)


def test_an_encrypted_ballot_asks_for_its_password(
    window: MainWindow, portfolio_path: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ballots_format, "encrypted", partial(encrypted, log2_n=4))
    path, _ = ballots(portfolio_path, tmp_path, "correct horse")
    window.files.open_path(path)
    form = window.findChild(PasswordForm)
    assert form is not None
    form._password.setText("correct horse")
    form._submit.click()
    page = page_of(window)
    qtbot.keyClick(page.score.card, Qt.Key.Key_3)
    assert page.close_ballot()
    assert panel.read_paper(path, "correct horse").scores["value-owner"].level == 3


def dialog_of(window: MainWindow, menu: Callable[[str], None], workspace: Workspace) -> PanelDialog:
    workspace.show_initiative(1)
    menu("panel")
    dialog = window.findChild(PanelDialog)
    assert dialog is not None
    return dialog


def test_a_panel_is_invited_collected_settled_and_agrees(
    window: MainWindow, menu: Callable[[str], None], workspace: Workspace, tmp_path: Path
) -> None:
    dialog = dialog_of(window, menu, workspace)
    assert "without seeing each other’s levels" in shown_texts(dialog)
    dialog.invite.click()
    form = dialog.findChild(InviteForm)
    assert form is not None
    form._submit.click()
    assert form.rows["people"].problem == "Name the people who are to score this review."
    form._people.setPlainText("Ana Ruiz, CFO\nana ruiz")
    form._submit.click()
    assert form.rows["people"].problem == "ana ruiz is asked twice in a round."
    form._people.setPlainText("Ana Ruiz, CFO\nR. Marsh, CTO\n")
    form._questions.setPlainText("Who answers for it?")
    form._submit.click()
    assert "Round 1: 0 of 2 ballots collected." in shown_texts(dialog)
    dialog.write_ballots(tmp_path)
    assert "2 ballots were written." in choose("OK")
    _collect(dialog, tmp_path)
    _settle(dialog)
    review = queries.latest_review(queries.record(workspace.session.opened, 1))
    assert review.scores["value-owner"].level == 2
    _go_on(dialog)
    workspace.session.undo()
    assert "Round 2 is under way; no ballot of it" in shown_texts(dialog)


def _collect(dialog: PanelDialog, tmp_path: Path) -> None:
    paths = sorted(tmp_path.glob("*.fivegates-ballot"))
    for path, level in zip(paths, (3, 1), strict=True):
        paper = scored(panel.read_paper(path), Score("value-owner", level, rationale=f"It is at {level}."))
        panel.save_paper(path, handed_in(paper, AT))
    (tmp_path / "other.fivegates-ballot").write_text("{}")
    dialog.collect_ballots([*paths, tmp_path / "other.fivegates-ballot"])
    reported = choose("OK")
    assert "Ana Ruiz, round 1: collected, seal " in reported
    assert "other.fivegates-ballot: " in reported
    assert "Ana Ruiz, CFO: It is at 3." in shown_texts(dialog)


def _settle(dialog: PanelDialog) -> None:
    dialog.agree.click()
    assert "has not agreed yet: settle" in choose("OK")
    settle = next(each for each in dialog.findChildren(QPushButton) if each.text() == "Settle…")
    settle.click()
    asked = dialog.findChild(SettleForm)
    assert asked is not None
    asked._submit.click()
    assert asked.rows["rationale"].problem
    asked._level.set_value(2)
    asked._why.setPlainText("Named in July.")
    asked._submit.click()
    assert "Settled on 2: Named in July." in shown_texts(dialog)
    dialog.agree.click()
    assert "R. Marsh, CTO: 1, where 2 was agreed on. It is at 1." in shown_texts(dialog)


def _go_on(dialog: PanelDialog) -> None:
    dialog.reopen.click()
    assert dialog.again.isVisibleTo(dialog)
    dialog.again.click()
    again = dialog.findChildren(InviteForm)[-1]
    assert [each.name for each in again.people] == ["Ana Ruiz", "R. Marsh"]
    again._submit.click()
    assert "Round 2 is under way; no ballot of it" in shown_texts(dialog)
    dialog.withdraw.click()
    choose("Withdraw")
    assert "without seeing each other’s levels" in shown_texts(dialog)
