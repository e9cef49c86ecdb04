import sys
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fivegates.actions import rubrics
from fivegates.actions.file import files
from fivegates.actions.file.creation import create_portfolio
from fivegates.actions.file.files import close_portfolio
from fivegates.ui.context import Context
from fivegates.ui.portfolio.table import PortfolioTable
from fivegates.ui.theme import Theme
from fivegates.ui.widgets.labels import ElidedLabel, PlainLabel
from fivegates.ui.window import pages
from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.welcome import WelcomePage
from fivegates.ui.window.workspace import Workspace

Trigger = Callable[[str], None]


def drop(window: MainWindow, *paths: Path) -> bool:
    """Drag files over the window and let go; whether it wanted them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy = Qt.DropAction.CopyAction
    keys, buttons = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(QPoint(9, 9), copy, data, buttons, keys)
    enter.ignore()
    window.dragEnterEvent(enter)
    window.dropEvent(QDropEvent(QPointF(9, 9), copy, data, buttons, keys))
    return enter.isAccepted()


def test_a_dropped_portfolio_is_copied_and_never_moved(window: MainWindow, portfolio_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(portfolio_path))])
    actions = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction
    keys, buttons = Qt.KeyboardModifier.ShiftModifier, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(QPoint(9, 9), actions, data, buttons, keys)
    enter.setDropAction(Qt.DropAction.MoveAction)
    window.dragEnterEvent(enter)
    assert enter.isAccepted()
    assert enter.dropAction() is Qt.DropAction.CopyAction


def shown_message(window: MainWindow) -> str:
    """The text of the message box over the window."""
    (box,) = window.findChildren(QMessageBox)
    return box.text()


def test_a_new_window_fits_the_screen_with_its_frame(context: Context, theme: Theme, qtbot: QtBot) -> None:
    window = MainWindow(context, theme)
    qtbot.addWidget(window)
    room = window.screen().availableSize()
    assert room.height() < 860, "the usual size would fit, and show nothing"
    assert window.width() < room.width()
    assert window.height() <= room.height() - 40


def test_nothing_open_offers_sample_new_and_open(window: MainWindow) -> None:
    welcome = window.centralWidget()
    assert isinstance(welcome, WelcomePage)
    texts = [button.text() for button in welcome.findChildren(QPushButton)]
    assert texts == ["Open the sample portfolio", "New portfolio…", "Open…"]
    assert window.windowTitle() == "Fivegates"


@pytest.mark.usefixtures("workspace")
def test_opening_a_portfolio_flashes_no_other_window(window: MainWindow, qapp: QApplication) -> None:
    qapp.processEvents()
    assert window.isActiveWindow()


def test_a_window_that_comes_to_the_front_as_it_opens_has_the_keyboard_in_its_page(
    qtbot: QtBot, window: MainWindow, portfolio_path: Path
) -> None:
    other = QWidget()
    qtbot.addWidget(other)
    with qtbot.waitActive(other):
        other.show()
        other.activateWindow()
    window.files.open_path(portfolio_path)
    assert window.workspace
    assert window.workspace.isVisible(), "a window that came to the front now would find no page to enter"
    with qtbot.waitActive(window):
        window.activateWindow()
    assert isinstance(QApplication.focusWidget(), PortfolioTable)


def test_nothing_open_disables_what_needs_a_portfolio(window: MainWindow) -> None:
    assert not window.menus.action("add").isEnabled()
    assert not window.menus.action("undo").isEnabled()
    assert window.menus.action("open").isEnabled()


def test_the_window_stands_there_before_a_file_is_read(
    qtbot: QtBot, context: Context, theme: Theme, portfolio_path: Path
) -> None:
    window = MainWindow(context, theme)
    qtbot.addWidget(window, before_close_func=lambda window: window.close_portfolio())
    window.show_opening(portfolio_path, sample=False)
    assert window.isVisible()
    assert window.workspace is None
    qtbot.waitUntil(lambda: window.workspace is not None)
    assert window.windowTitle() == "Board pack – Fivegates"


def test_a_file_that_is_refused_at_the_start_leaves_the_welcome_page(
    qtbot: QtBot, context: Context, theme: Theme, tmp_path: Path
) -> None:
    foreign = tmp_path / "notes.fivegates"
    foreign.write_text("nothing of ours")
    window = MainWindow(context, theme)
    qtbot.addWidget(window)
    window.show_opening(foreign, sample=False)
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), WelcomePage))
    assert "notes.fivegates" in shown_message(window)


def started_again(qtbot: QtBot, context: Context, theme: Theme) -> MainWindow:
    window = MainWindow(context, theme)
    qtbot.addWidget(window, before_close_func=lambda window: window.close_portfolio())
    window.show_opening(None, sample=False)
    qtbot.waitUntil(lambda: window.workspace is not None or isinstance(window.centralWidget(), WelcomePage))
    return window


def test_the_portfolio_that_was_open_last_opens_again(
    qtbot: QtBot, context: Context, theme: Theme, window: MainWindow, portfolio_path: Path
) -> None:
    window.files.open_path(portfolio_path)
    window.close()
    again = started_again(qtbot, context, theme)
    assert again.windowTitle() == "Board pack – Fivegates"
    again.close_portfolio()
    assert started_again(qtbot, context, theme).workspace is None, "it was closed on purpose"


def test_what_was_open_last_and_is_gone_is_named_and_asked_for_once(
    qtbot: QtBot, context: Context, theme: Theme, window: MainWindow, portfolio_path: Path
) -> None:
    window.files.open_path(portfolio_path)
    window.close()
    portfolio_path.unlink()
    note = f"{portfolio_path} was open last, and is no longer at its place."
    for shown in (True, False):
        welcome = started_again(qtbot, context, theme).centralWidget()
        assert isinstance(welcome, WelcomePage)
        assert (note in {label.text() for label in welcome.findChildren(PlainLabel)}) is shown


def test_it_does_not_open_again_where_that_is_not_wanted(
    qtbot: QtBot, context: Context, theme: Theme, window: MainWindow, portfolio_path: Path
) -> None:
    window.files.open_path(portfolio_path)
    window.close()
    context.settings.reopens = False
    assert started_again(qtbot, context, theme).workspace is None


def test_the_welcome_page_lists_titles(window: MainWindow, portfolio_path: Path) -> None:
    window.files.open_path(portfolio_path)
    window.close_portfolio()
    welcome = window.centralWidget()
    assert isinstance(welcome, WelcomePage)
    assert "Board pack" in {button.text() for button in welcome.findChildren(QPushButton)}


def test_the_sample_is_opened_at_the_start_if_that_is_asked_for(
    qtbot: QtBot, context: Context, theme: Theme
) -> None:
    window = MainWindow(context, theme)
    qtbot.addWidget(window, before_close_func=lambda window: window.close_portfolio())
    window.show_opening(None, sample=True)
    qtbot.waitUntil(lambda: window.workspace is not None)
    assert window.workspace is not None
    assert window.workspace.session.title.startswith("Northmark Mutual")


@pytest.mark.usefixtures("workspace")
def test_an_open_portfolio_names_the_window(window: MainWindow) -> None:
    assert window.windowTitle() == "Board pack – Fivegates"
    assert window.menus.action("add").isEnabled()


@pytest.mark.usefixtures("workspace")
def test_what_the_first_edit_needs_is_loaded_after_the_portfolio_is_shown(
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    editing, shown, offered = Event(), Event(), Event()
    monkeypatch.setattr(files, "load_editing", editing.set)
    monkeypatch.setattr(pages, "load_pages", shown.set)
    monkeypatch.setattr(rubrics, "rubric_offer", offered.set)
    qtbot.waitUntil(lambda: editing.is_set() and shown.is_set() and offered.is_set(), timeout=10_000)


def test_the_code_of_every_page_is_loaded_with_the_others() -> None:
    wanted = {
        made.func.__annotations__["return"].strip('"')
        for made in vars(pages.Pages).values()
        if isinstance(made, cached_property)
    }
    pages.load_pages()
    found = {name for module in pages.PAGE_MODULES for name in vars(sys.modules[module])}
    assert wanted
    assert wanted <= found


@pytest.mark.usefixtures("workspace")
def test_closing_the_portfolio_goes_back_to_welcome(
    window: MainWindow, portfolio_path: Path, menu: Trigger
) -> None:
    menu("close")
    assert isinstance(window.centralWidget(), WelcomePage)
    assert window.windowTitle() == "Fivegates"
    buttons = window.findChildren(QPushButton)
    assert any(button.accessibleName() == f"Board pack, {portfolio_path}" for button in buttons)


def test_dropping_a_portfolio_opens_it(window: MainWindow, portfolio_path: Path) -> None:
    assert drop(window, portfolio_path)
    assert window.files.current
    assert window.files.current.opened.path == portfolio_path


def test_dropping_anything_else_does_nothing(
    window: MainWindow, portfolio_path: Path, tmp_path: Path
) -> None:
    assert not drop(window, tmp_path / "notes.txt")
    assert not drop(window, portfolio_path, portfolio_path)
    assert window.files.current is None


@pytest.mark.usefixtures("workspace")
def test_a_file_that_is_refused_leaves_the_open_one_open(
    window: MainWindow, portfolio_path: Path, tmp_path: Path
) -> None:
    foreign = tmp_path / "foreign.fivegates"
    foreign.write_bytes(b"not a portfolio")
    window.files.open_path(foreign)
    assert "foreign.fivegates" in shown_message(window)
    assert window.files.current
    assert window.files.current.opened.path == portfolio_path
    assert foreign.read_bytes() == b"not a portfolio"


def test_opening_the_open_file_again_keeps_its_page(
    window: MainWindow, workspace: Workspace, portfolio_path: Path
) -> None:
    window.files.open_path(portfolio_path)
    assert window.workspace is workspace


@pytest.mark.usefixtures("workspace")
def test_opening_another_portfolio_closes_the_first(window: MainWindow, tmp_path: Path) -> None:
    other = tmp_path / "Other.fivegates"
    close_portfolio(create_portfolio(other, "Other"))
    window.files.open_path(other)
    assert window.windowTitle() == "Other – Fivegates"
    assert window.context.settings.recent_files[0] == str(other)


def test_recent_files_start_with_the_latest_and_hold_each_once(
    window: MainWindow, portfolio_path: Path, tmp_path: Path
) -> None:
    other = tmp_path / "Other.fivegates"
    close_portfolio(create_portfolio(other, "Other"))
    for path in (portfolio_path, other, portfolio_path):
        window.files.open_path(path)
    assert window.context.settings.recent_files == [str(portfolio_path), str(other)]


def test_the_folders_of_recent_files_stand_in_one_column(window: MainWindow, tmp_path: Path) -> None:
    names = ("A", "A portfolio of which the name is so long that a line would not hold it")
    for name in names:
        close_portfolio(create_portfolio(tmp_path / f"{name}.fivegates", "Same"))
        window.files.open_path(tmp_path / f"{name}.fivegates")
    window.close_portfolio()
    QApplication.processEvents()
    welcome = window.centralWidget()
    assert isinstance(welcome, WelcomePage)
    folders = [label for label in welcome.findChildren(ElidedLabel) if str(tmp_path) in label.text()]
    assert len(folders) == 2
    assert len({label.x() for label in folders}) == 1
    assert all(label.width() > label.fontMetrics().averageCharWidth() * 8 for label in folders)
    buttons = [button for button in welcome.findChildren(QPushButton) if button.accessibleName()]
    assert [button.width() < button.sizeHint().width() for button in buttons] == [False, False]


def test_the_sample_opens_as_a_copy_that_keeps_what_was_done_to_it(window: MainWindow, menu: Trigger) -> None:
    menu("sample")
    assert window.files.current
    first = window.files.current.opened.path
    assert first.name == "Sample portfolio.fivegates"
    assert window.workspace
    menu("close")
    menu("sample")
    assert window.files.current.opened.path == first


@pytest.mark.slow
def test_a_sample_that_does_not_open_is_replaced_by_another_copy(window: MainWindow, menu: Trigger) -> None:
    menu("sample")
    assert window.files.current
    first = window.files.current.opened.path
    menu("close")
    first.write_bytes(b"broken")
    menu("sample")
    assert window.files.current.opened.path.name == "Sample portfolio 2.fivegates"
    assert first.read_bytes() == b"broken"


def test_place_and_size_of_the_window_are_remembered(
    qtbot: QtBot, window: MainWindow, context: Context, theme: Theme
) -> None:
    window.resize(700, 600)
    window.close()
    again = MainWindow(context, theme)
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (700, 600)
