"""The window loses nothing: it says what became of its file, goes on in a copy, goes back to a backup."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QListWidget, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from fivegates.actions import overview, queries
from fivegates.actions.file.backups import list_backups
from fivegates.actions.file.files import backup_folder, lock_folder
from fivegates.actions.initiatives import set_archived
from fivegates.store.backups import backup
from fivegates.store.file.opening import open_file
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.ui.file_safety.file_monitor import Banner
from fivegates.ui.file_safety.restoring import BackupsDialog
from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.welcome import WelcomePage
from fivegates.ui.window.workspace import Workspace
from windows import wait_until_freed

Trigger = Callable[[str], None]


@pytest.fixture
def daily_backup() -> bool:
    """Here backups are what it is about."""
    return True


@pytest.fixture
def other(portfolio_path: Path) -> Iterator[PortfolioFile]:
    """Another window that edits the portfolio."""
    with closing(open_file(portfolio_path, backup_folder(), lock_folder())) as file:
        yield file


def banner(window: MainWindow) -> Banner:
    """The notice above the pages."""
    monitor = window.file_safety.monitor
    assert monitor
    assert monitor.banner, "there is no notice"
    return monitor.banner


def has_banner(window: MainWindow) -> bool:
    monitor = window.file_safety.monitor
    return bool(monitor and monitor.banner)


def press(window: MainWindow, words: str) -> None:
    """Press a button of the notice."""
    (button,) = (button for button in banner(window).buttons if button.text() == words)
    button.click()


def choose_file(window: MainWindow, path: Path) -> None:
    """Choose in the file dialog."""
    (dialog,) = window.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.reject()


def run_outside(path: Path, statement: str) -> None:
    """Change the file as another program would."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)


def box(window: MainWindow) -> QMessageBox:
    (found,) = window.findChildren(QMessageBox)
    return found


def answer(window: MainWindow, words: str) -> str:
    """Press a button of the message box; what it said."""
    shown = box(window)
    (button,) = (button for button in shown.buttons() if button.text() == words)
    said = shown.text()
    button.click()
    return said


# Two windows


def test_the_second_window_looks_on_until_the_first_closes(
    window: MainWindow, portfolio_path: Path, other: PortfolioFile
) -> None:
    window.files.open_path(portfolio_path)
    assert banner(window).text.startswith("Open in another window since ")
    assert banner(window).text.endswith("; changes are not saved here.")
    assert not window.menus.action("add").isEnabled()
    press(window, "Try again")
    assert not window.menus.action("add").isEnabled()
    other.close()
    press(window, "Try again")
    assert window.menus.action("add").isEnabled()
    assert not has_banner(window)


@pytest.mark.slow
def test_trying_again_stays_at_the_place(
    window: MainWindow, portfolio_path: Path, other: PortfolioFile
) -> None:
    window.files.open_path(portfolio_path)
    assert window.workspace
    window.workspace.open_initiative(1)
    other.close()
    press(window, "Try again")
    assert window.workspace.shown == 1


@pytest.mark.slow
@pytest.mark.usefixtures("other")
def test_the_second_window_can_go_on_in_a_copy(
    window: MainWindow, portfolio_path: Path, tmp_path: Path
) -> None:
    window.files.open_path(portfolio_path)
    press(window, "Open a copy…")
    choose_file(window, tmp_path / "copy.fivegates")
    assert window.files.current
    assert window.files.current.opened.path == tmp_path / "copy.fivegates"
    assert window.menus.action("add").isEnabled()


def test_what_the_first_window_saves_is_seen_in_the_second(
    window: MainWindow, portfolio_path: Path, other: PortfolioFile
) -> None:
    window.files.open_path(portfolio_path)
    assert other.locked_elsewhere is None
    run_outside(portfolio_path, "UPDATE portfolio SET title = 'Theirs'")
    window.file_safety.check_file()
    assert window.windowTitle() == "Theirs – Fivegates"
    assert banner(window).text.startswith("Open in another window since ")


# Changed elsewhere


@pytest.fixture
def changed(workspace: Workspace, portfolio_path: Path) -> Workspace:
    """A portfolio that another program edits while it is open."""
    run_outside(portfolio_path, "UPDATE portfolio SET title = 'Theirs'")
    run_outside(portfolio_path, "UPDATE revision SET number = number + 1")
    return workspace


def test_an_edit_over_another_is_refused_and_loading_again_offered(
    window: MainWindow, changed: Workspace
) -> None:
    assert changed.session.run(set_archived, 1, archived=True) is None
    assert "was changed by another window or program" in answer(window, "Load it again")
    assert window.windowTitle() == "Theirs – Fivegates"
    assert changed.session.run(set_archived, 1, archived=True)


def test_coming_back_to_the_window_tells_of_the_change(window: MainWindow, changed: Workspace) -> None:
    window.file_safety.check_file()
    assert banner(window).text == "Board pack Q2.fivegates was changed by another window or program."
    press(window, "Load it again")
    assert not has_banner(window)
    assert overview.settings(changed.session.opened).title == "Theirs"


def test_what_was_typed_survives_loading_again(window: MainWindow, changed: Workspace, qtbot: QtBot) -> None:
    changed.open_initiative(1)
    page = changed.page
    editor = page.tabs.score.card.rationale  # type: ignore[attr-defined]
    editor.setPlainText("Not saved yet")
    editor.flush()
    answer(window, "Not now")
    assert editor.toPlainText() == "Not saved yet"
    window.file_safety.check_file()
    press(window, "Load it again")
    assert editor.toPlainText() == "Not saved yet"
    editor.flush()
    qtbot.wait(1)
    (review,) = queries.record(changed.session.opened, 1).reviews
    assert any(score.rationale == "Not saved yet" for score in review.scores.values())


# Moved, replaced, full


def test_a_file_that_was_moved_goes_on_in_a_copy_with_its_undo(
    window: MainWindow, workspace: Workspace, portfolio_path: Path, tmp_path: Path, menu: Trigger
) -> None:
    assert workspace.session.run(set_archived, 1, archived=True)
    portfolio_path.rename(tmp_path / "elsewhere.fivegates")
    window.file_safety.check_file()
    assert "was moved, renamed, deleted or replaced" in banner(window).text
    assert workspace.session.run(set_archived, 2, archived=True) is None
    assert "Save a copy elsewhere to keep what you see" in answer(window, "Save a copy elsewhere…")
    copy = tmp_path / "copy.fivegates"
    choose_file(window, copy)
    assert not has_banner(window)
    assert workspace.session.opened.path == copy
    assert copy.name in [label.text() for label in workspace.findChildren(QLabel)]
    assert window.context.settings.recent_files[0] == str(copy)
    menu("undo")
    lines = overview.lines(workspace.session.opened)
    assert not any(line.initiative.archived for line in lines)


def test_a_copy_that_cannot_be_written_changes_nothing(
    window: MainWindow, workspace: Workspace, portfolio_path: Path, tmp_path: Path
) -> None:
    portfolio_path.unlink()
    window.file_safety.check_file()
    press(window, "Save a copy elsewhere…")
    choose_file(window, tmp_path / "nowhere" / "copy.fivegates")
    assert "was not written: No such file" in answer(window, "OK")
    assert has_banner(window)
    assert len(overview.lines(workspace.session.opened)) == 2


@pytest.mark.usefixtures("workspace")
def test_a_file_damaged_while_it_is_open_offers_backups(window: MainWindow, portfolio_path: Path) -> None:
    data = portfolio_path.read_bytes()
    portfolio_path.write_bytes(data[: len(data) // 2])
    os.utime(portfolio_path, (1, 1))
    window.file_safety.check_file()
    assert "is damaged" in banner(window).text
    press(window, "Restore a backup…")
    (dialog,) = window.findChildren(BackupsDialog)
    dialog.restore_button.click()
    assert window.workspace
    assert len(overview.lines(window.workspace.session.opened)) == 2
    assert "What was there before is kept as" in window.statusBar().currentMessage()


@pytest.mark.usefixtures("workspace")
def test_an_undisturbed_file_raises_no_notice(window: MainWindow) -> None:
    window.file_safety.check_file()
    assert not has_banner(window)


def test_a_missing_backup_is_reported_until_dismissed(window: MainWindow, portfolio_path: Path) -> None:
    backup_folder().parent.mkdir(parents=True, exist_ok=True)
    backup_folder().write_text("in the way")
    window.files.open_path(portfolio_path)
    assert banner(window).text.startswith("No backup could be made today, though every edit is saved: ")
    press(window, "Dismiss")
    assert not has_banner(window)


def test_a_portfolio_that_stays_open_is_backed_up_on_the_next_day(
    window: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workspace.session.opened.path
    assert workspace.session.run(set_archived, 1, archived=True)
    window.file_safety.check_file()
    assert len(list_backups(path)) == 1
    tomorrow = window.context.today() + timedelta(days=1)
    monkeypatch.setattr(window.context, "today", lambda: tomorrow)
    monkeypatch.setattr(backup, "_now", lambda: datetime.combine(tomorrow, time(9, 0)) + timedelta(days=999))
    window.file_safety.check_file()
    assert len(list_backups(path)) == 2
    assert workspace.session.run(set_archived, 1, archived=False)
    shutil.rmtree(backup_folder())
    backup_folder().write_text("in the way")
    monkeypatch.setattr(window.context, "today", lambda: tomorrow + timedelta(days=1))
    window.file_safety.check_file()
    assert "No backup could be made today" in banner(window).text


# Backups and recovery


def test_going_back_from_the_menu(
    window: MainWindow, workspace: Workspace, portfolio_path: Path, menu: Trigger, qtbot: QtBot
) -> None:
    assert workspace.session.run(set_archived, 1, archived=True)
    menu("restore")
    (dialog,) = window.findChildren(BackupsDialog)
    assert "What is there now is kept beside it" in " ".join(
        label.text() for label in dialog.findChildren(QLabel)
    )
    (listed,) = dialog.findChildren(QListWidget)
    assert "2 initiatives" in listed.item(0).text()
    dialog.restore_button.click()
    wait_until_freed(qtbot, dialog)
    assert window.workspace
    assert window.workspace is not workspace
    assert not any(line.initiative.archived for line in overview.lines(window.workspace.session.opened))
    assert len(list(portfolio_path.parent.glob("Board pack Q2 before *.fivegates"))) == 1


@pytest.fixture
def damaged(window: MainWindow, portfolio_path: Path) -> Path:
    """A portfolio with a backup, half of it lost."""
    window.files.open_path(portfolio_path)
    window.close_portfolio()
    data = portfolio_path.read_bytes()
    portfolio_path.write_bytes(data[: len(data) * 9 // 10])
    return portfolio_path


def test_a_damaged_file_offers_its_backups(window: MainWindow, damaged: Path) -> None:
    window.files.open_path(damaged)
    (dialog,) = window.findChildren(BackupsDialog)
    texts = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "Board pack Q2.fivegates is damaged" in texts
    dialog.restore_button.click()
    assert window.workspace
    assert len(overview.lines(window.workspace.session.opened)) == 2


def leading(dialog: BackupsDialog) -> list[str]:
    """What can be done, and first what Enter does."""
    buttons = [button for button in dialog.findChildren(QPushButton) if button.isVisible()]
    return [button.text() for button in sorted(buttons, key=lambda each: (not each.isDefault(), each.x()))]


@pytest.mark.parametrize("kept", [True, False])
def test_enter_restores_the_latest_backup_or_recovers_where_there_is_none(
    window: MainWindow, damaged: Path, *, kept: bool
) -> None:
    if not kept:
        shutil.rmtree(backup_folder())
    window.files.open_path(damaged)
    (dialog,) = window.findChildren(BackupsDialog)
    recover, restore = "Recover what can be read…", "Restore the chosen backup"
    assert leading(dialog) == ([restore, recover, "Close"] if kept else [recover, "Close"])
    roles = {b.text(): b.property("role") for b in dialog.findChildren(QPushButton) if b.isVisible()}
    assert [text for text, role in roles.items() if role == "primary"] == [leading(dialog)[0]]


def test_a_damaged_file_is_recovered_beside_it(window: MainWindow, damaged: Path, tmp_path: Path) -> None:
    before = damaged.read_bytes()
    window.files.open_path(damaged)
    (dialog,) = window.findChildren(BackupsDialog)
    (recover,) = (b for b in dialog.findChildren(QPushButton) if b.text() == "Recover what can be read…")
    recover.click()
    choose_file(window, tmp_path / "recovered.fivegates")
    assert window.workspace
    assert window.workspace.session.opened.path == tmp_path / "recovered.fivegates"
    assert damaged.read_bytes() == before
    texts = [label.text() for label in window.findChildren(QLabel)]
    assert any("is unchanged" in text for text in texts)


@pytest.mark.usefixtures("workspace")
def test_a_restore_that_is_refused_leaves_what_was_open(
    window: MainWindow, portfolio_path: Path, menu: Trigger
) -> None:
    (backup,) = (each.path for each in list_backups(portfolio_path))
    backup.write_bytes(b"spoilt")
    menu("restore")
    (dialog,) = window.findChildren(BackupsDialog)
    dialog.restore_button.click()
    assert "is not a Fivegates portfolio" in answer(window, "OK")
    assert window.workspace
    assert len(overview.lines(window.workspace.session.opened)) == 2


def test_a_file_that_is_gone_and_was_never_backed_up(window: MainWindow, tmp_path: Path) -> None:
    window.files.open_path(tmp_path / "never.fivegates")
    (dialog,) = window.findChildren(BackupsDialog)
    texts = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "cannot be found" in texts
    assert "There is no backup of this portfolio yet" in texts
    assert dialog.restore_button.isHidden()
    dialog.accept()
    assert isinstance(window.centralWidget(), WelcomePage)


# Emptied by another program


def test_an_emptied_portfolio_goes_on_in_a_rebuilt_copy(
    window: MainWindow, workspace: Workspace, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.fivegates"
    copy.write_bytes(b"an older copy")
    os.truncate(workspace.session.opened.path, 0)
    window.file_safety.check_file()
    assert "no longer holds the portfolio" in banner(window).text
    assert [button.text() for button in banner(window).buttons] == [
        "Save a copy elsewhere…",
        "Restore a backup…",
    ]
    press(window, "Save a copy elsewhere…")
    choose_file(window, copy)
    assert "was made from the backup of" in banner(window).text
    assert workspace.session.opened.path == copy
    press(window, "Dismiss")
    assert not has_banner(window)


def test_a_plain_copy_of_an_emptied_portfolio_says_what_it_holds(
    window: MainWindow, workspace: Workspace, menu: Trigger, tmp_path: Path
) -> None:
    os.truncate(workspace.session.opened.path, 0)
    menu("copy")
    choose_file(window, tmp_path / "copy.fivegates")
    assert "was made from the backup of" in answer(window, "OK")
    assert (tmp_path / "copy.fivegates").exists()
