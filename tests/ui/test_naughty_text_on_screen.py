"""Text that looks like markup is shown as it is: a walk over pages, dialogs, menus and tooltips."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import naughty
import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QMessageBox,
    QTabWidget,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

import fivegates.ui
from fivegates.actions import queries
from fivegates.actions.file.creation import create_filled
from fivegates.actions.file.files import close_portfolio
from fivegates.ui.brief.page import BriefPage
from fivegates.ui.importing.dialog import ImportDialog
from fivegates.ui.initiative.page import InitiativePage
from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.workspace import Workspace

pytestmark = pytest.mark.slow

Trigger = Callable[[str], None]

ROOM = Path(fivegates.ui.__file__).parent
MARKUP, AMPERSAND = naughty.LINES[0], naughty.LINES[15]


@pytest.fixture
def portfolio_path(tmp_path: Path) -> Path:
    """The naughty portfolio, under a naughty name."""
    path = tmp_path / "<b>&File [*].fivegates"
    close_portfolio(create_filled(path, naughty.portfolio()))
    return path


SOURCES = {path.relative_to(ROOM).as_posix(): path.read_text(encoding="utf-8") for path in ROOM.rglob("*.py")}
ONLY = {
    r"\bQLabel\(": {"window/welcome.py"},
    r"\bQMessageBox\(": {"messages.py"},
    r"setHtml|insertHtml|appendHtml|setMarkdown|\.RichText|\.AutoText": set(),
    r"setToolTip\((?!plain_tooltip\()": set(),
    r"setWindowTitle\((?!window_title\(|gettext\(|\"Fivegates\"|f\"\{window_title\()": set(),
    r"setStatusTip|setWhatsThis|openExternalLinks|setOpenLinks": set(),
}
"""What would read markup or marks in text, and the files that may have it: those that make it plain."""


@pytest.mark.parametrize("risky", ONLY)
def test_what_reads_markup_stands_where_it_is_made_plain(risky: str) -> None:
    found = {name for name, source in SOURCES.items() if re.search(risky, source)}
    assert found == ONLY[risky]


def rich_labels(root: QWidget) -> Iterator[str]:
    """Labels that would read markup."""
    for label in root.findChildren(QLabel):
        if label.text() and label.textFormat() != Qt.TextFormat.PlainText:
            yield f"{label.parentWidget()!r}: {label.text()}"


def live_markup(root: QWidget) -> Iterator[str]:
    """Tooltips and other texts that Qt would read as markup of the user's; ours are escaped."""
    for widget in (root, *root.findChildren(QWidget)):
        for text in (widget.toolTip(), widget.statusTip(), widget.whatsThis()):
            if "<img" in text or "<b>" in text or "<script" in text:
                yield f"{widget!r}: {text}"
        if isinstance(widget, QTextEdit) and widget.acceptRichText():
            yield f"{widget!r} takes rich text"


def marked_keys(root: QWidget) -> Iterator[str]:
    """Buttons whose text has a mark of a key that the user wrote."""
    for button in root.findChildren(QAbstractButton):
        if "File" in button.text() and "&File" in button.text().replace("&&", ""):
            yield button.text()
    for action in root.findChildren(QAction):
        if "a_b" in action.text() and "&File" in action.text().replace("&&", ""):
            yield action.text()


def live_cells(root: QWidget) -> Iterator[str]:
    """Tooltips of cells that would be read as markup."""
    for view in root.findChildren(QAbstractItemView):
        model = view.model()
        if model is not None:
            yield from _cells(model)


def _cells(model: QAbstractItemModel) -> Iterator[str]:
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
    for row in range(min(model.rowCount(QModelIndex()), 30)):
        for column in range(columns):
            tip = model.index(row, column).data(Qt.ItemDataRole.ToolTipRole)
            if isinstance(tip, str) and ("<img" in tip or "<script" in tip):
                yield tip


def faults(root: QWidget) -> list[str]:
    """Everything that would take text for something else."""
    return [*rich_labels(root), *live_markup(root), *marked_keys(root), *live_cells(root)]


def test_the_title_of_the_window_is_the_portfolios(window: MainWindow, workspace: Workspace) -> None:
    assert workspace.isVisible()
    assert "[*][*]" in window.windowTitle()
    assert not faults(window)


@pytest.mark.parametrize("place", [0, 1, 15])
def test_every_tab_of_an_initiative(window: MainWindow, workspace: Workspace, place: int) -> None:
    workspace.open_initiative(queries.find_initiative(workspace.session.opened, f"N-{place}"))
    page = workspace.findChild(InitiativePage)
    assert page
    (tabs,) = [found for found in page.findChildren(QTabWidget) if found.parent() is not None][:1]
    for index in range(tabs.count()):
        tabs.setCurrentIndex(index)
        QApplication.processEvents()
        assert not faults(window), tabs.tabText(index)


@pytest.mark.parametrize("command", ["attention", "insights", "compare", "calendar", "actions", "decisions"])
def test_every_page(
    window: MainWindow, workspace: Workspace, menu: Trigger, qtbot: QtBot, command: str
) -> None:
    workspace.compare([queries.find_initiative(workspace.session.opened, f"N-{n}") for n in (0, 1, 15)])
    menu(command)
    assert not faults(window)
    for tabs in workspace.page.findChildren(QTabWidget):
        for index in range(tabs.count()):
            tabs.setCurrentIndex(index)
            qtbot.wait(50)
            assert not faults(window), tabs.tabText(index)


def test_the_brief(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    workspace.show_brief(queries.find_initiative(workspace.session.opened, "N-0"))
    page = workspace.findChild(BriefPage)
    assert page
    qtbot.waitUntil(lambda: page.ready, timeout=60_000)
    assert not faults(window)


@pytest.mark.parametrize(
    "command",
    ["add", "edit", "delete", "settings", "about", "shortcuts", "rates", "prices", "finalise", "restore"],
)
def test_every_dialog(window: MainWindow, workspace: Workspace, menu: Trigger, command: str) -> None:
    workspace.portfolio.choose(queries.find_initiative(workspace.session.opened, "N-0"))
    menu(command)
    dialog = QApplication.activeModalWidget()
    assert dialog
    assert not faults(dialog)
    assert not faults(window)
    if command == "restore":
        assert "[*][*]" in dialog.windowTitle()


def test_an_import_of_a_file_with_such_a_name(workspace: Workspace, qtbot: QtBot) -> None:
    source = workspace.session.opened.path.with_name(f"{MARKUP.replace('/', '_')} [*] &a.csv")
    rows = "".join(f'2026-05,data,7,EUR,run,fixed,N-0,"{text}"\n' for text in (MARKUP, AMPERSAND))
    source.write_text(f"date,category,amount,currency,phase,behaviour,initiative,note\n{rows}x,{MARKUP}\n")
    workspace.import_file(source)
    dialog = workspace.findChild(ImportDialog)
    assert dialog
    qtbot.waitUntil(lambda: dialog.reading is not None, timeout=10_000)
    for index in range(dialog.views.count()):
        dialog.views.setCurrentIndex(index)
        qtbot.wait(50)
        assert not faults(dialog)
    assert "[*][*]" in dialog.windowTitle()
    dialog.reject()


def test_a_box_shows_it_as_it_is(workspace: Workspace, menu: Trigger) -> None:
    workspace.portfolio.choose(queries.find_initiative(workspace.session.opened, "N-0"))
    menu("delete")
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    assert box.textFormat() is Qt.TextFormat.PlainText
    assert MARKUP in box.text()


def test_what_undo_would_take_back_marks_no_key_but_its_own(
    window: MainWindow, workspace: Workspace, menu: Trigger, qtbot: QtBot
) -> None:
    workspace.portfolio.choose(queries.find_initiative(workspace.session.opened, "N-15"))
    menu("duplicate")
    qtbot.waitUntil(lambda: window.menus.action("undo").isEnabled())
    text = window.menus.action("undo").text()
    assert text.startswith("&Undo: ")
    assert "&&File &&&& a_b" in text
    assert AMPERSAND in text.replace("&&", "&")
