from collections.abc import Callable
from pathlib import Path

import pytest
from examples import slow_after
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QSplitter, QWidget
from pytestqt.qtbot import QtBot

from fivegates.actions import overview
from fivegates.ui.brief.page import BriefPage
from fivegates.ui.context import Context
from fivegates.ui.dialogs.help import ShortcutSheet
from fivegates.ui.initiative.page import InitiativePage
from fivegates.ui.portfolio.page import PortfolioPage
from fivegates.ui.portfolio.table import PortfolioTable
from fivegates.ui.theme import Theme
from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.sidebar_list import SidebarList
from fivegates.ui.window.workspace import Workspace

Trigger = Callable[[str], None]
MANY = 60
"""Widgets: more than any part of a page holds, fewer than a page."""


@pytest.fixture
def ids(workspace: Workspace) -> dict[str, int]:
    """The initiatives by code."""
    lines = overview.lines(workspace.session.opened)
    return {line.initiative.code: line.initiative.id for line in lines}


@pytest.fixture
def listed(workspace: Workspace) -> SidebarList:
    """The initiatives in the sidebar: bills, then claims."""
    found = workspace.findChild(SidebarList)
    assert found
    return found


def shown(workspace: Workspace) -> type[QWidget]:
    """The kind of page that is shown."""
    return type(workspace.page)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget
    return widget


def test_enter_on_a_row_opens_it_and_goes_into_its_page(
    workspace: Workspace, ids: dict[str, int], qtbot: QtBot
) -> None:
    workspace.portfolio.choose(ids["CLAIMS"])
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert shown(workspace) is InitiativePage
    assert workspace.current == ids["CLAIMS"]
    assert workspace.page.isAncestorOf(focused())


def test_arrows_in_the_sidebar_show_initiatives_and_enter_goes_in(
    workspace: Workspace, listed: SidebarList, ids: dict[str, int], qtbot: QtBot
) -> None:
    listed.setFocus()
    qtbot.keyClick(listed, Qt.Key.Key_Down)
    assert workspace.current == ids["BILLS"]
    qtbot.keyClick(listed, Qt.Key.Key_Down)
    assert workspace.current == ids["CLAIMS"]
    assert focused() is listed
    qtbot.keyClick(listed, Qt.Key.Key_Return)
    assert workspace.page.isAncestorOf(focused())


def test_the_sidebar_marks_what_is_shown(
    workspace: Workspace, listed: SidebarList, ids: dict[str, int]
) -> None:
    workspace.open_initiative(ids["CLAIMS"])
    (chosen,) = listed.selectedIndexes()
    assert "CLAIMS" in chosen.data()
    workspace.show_portfolio()
    assert not listed.selectedIndexes()


def test_the_sidebar_keeps_the_width_to_which_it_is_dragged(
    workspace: Workspace, theme: Theme, context: Context
) -> None:
    panes = workspace.findChild(QSplitter)
    assert panes
    text_width = panes.sizes()[0]
    panes.setSizes([text_width + 90, 900])
    panes.splitterMoved.emit(text_width + 90, 1)
    assert context.settings.sidebar_width == text_width + 90
    theme.set_text_scale(115)
    QApplication.processEvents()
    assert panes.sizes()[0] == text_width + 90


@pytest.mark.usefixtures("window")
def test_back_goes_from_brief_to_initiative_to_portfolio(
    workspace: Workspace, ids: dict[str, int], menu: Trigger
) -> None:
    workspace.open_initiative(ids["CLAIMS"])
    menu("brief")
    assert shown(workspace) is BriefPage
    menu("back")
    assert shown(workspace) is InitiativePage
    menu("back")
    assert shown(workspace) is PortfolioPage
    assert isinstance(focused(), PortfolioTable)


def test_next_and_previous_walk_through_the_initiatives(
    workspace: Workspace, ids: dict[str, int], menu: Trigger
) -> None:
    menu("next")
    assert workspace.current == ids["BILLS"]
    menu("next")
    menu("next")
    assert workspace.current == ids["CLAIMS"]
    menu("previous")
    assert workspace.current == ids["BILLS"]


def test_deleting_what_is_shown_goes_back_to_the_portfolio(
    window: MainWindow, workspace: Workspace, ids: dict[str, int], menu: Trigger, qtbot: QtBot
) -> None:
    workspace.open_initiative(ids["CLAIMS"])
    menu("delete")
    (box,) = window.findChildren(QMessageBox)
    box.accept()
    qtbot.waitUntil(lambda: shown(workspace) is PortfolioPage)


def test_an_archived_initiative_can_still_be_shown(
    workspace: Workspace, ids: dict[str, int], listed: SidebarList, menu: Trigger, qtbot: QtBot
) -> None:
    workspace.open_initiative(ids["CLAIMS"])
    menu("archive")
    qtbot.waitUntil(lambda: listed.model().rowCount() == 1)
    assert shown(workspace) is InitiativePage


@pytest.mark.parametrize("key", ["?", Qt.Key.Key_F1])
def test_the_shortcut_sheet_lists_every_menu_key_and_the_scoring_keys(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, key: str | Qt.Key
) -> None:
    assert workspace.isVisible()
    qtbot.keyClick(focused(), key)
    (sheet,) = window.findChildren(ShortcutSheet)
    texts = {label.text() for label in sheet.findChildren(QLabel)}
    assert {"Undo", "Ctrl+Z", "Filter initiatives", "Scoring", "Claim a level"} <= texts
    sheet.accept()


def test_a_question_mark_in_a_field_is_only_typed(
    window: MainWindow, workspace: Workspace, menu: Trigger, qtbot: QtBot
) -> None:
    assert workspace.isVisible()
    menu("filter")
    qtbot.keyClick(focused(), "?")
    assert not window.findChildren(ShortcutSheet)


@pytest.mark.parametrize("key", slow_after(1, [Qt.Key.Key_Tab, Qt.Key.Key_Backtab]))
def test_tab_reaches_header_tabs_and_records_of_an_initiative(
    workspace: Workspace, ids: dict[str, int], qtbot: QtBot, key: Qt.Key
) -> None:
    workspace.open_initiative(ids["CLAIMS"])
    scoring = stops(qtbot, key, 40)
    assert {"Preview brief", "Review", "New review…", "Parts of the review", "Rationale"} <= scoring
    assert {"Portfolio", "Initiatives"} <= scoring
    assert any(name.endswith("Incomplete, –") for name in scoring), "no gate was reached"
    qtbot.keyClick(focused(), Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    folded = {"Preview brief", "Review", "More about this review", "Parts of the review", "Add evidence…"}
    assert folded <= stops(qtbot, key, 24)


def stops(qtbot: QtBot, key: Qt.Key, presses: int) -> set[str]:
    """What Tab, pressed so often, stops at."""
    seen = set()
    for _ in range(presses):
        qtbot.keyClick(focused(), key)
        seen.add(focused().accessibleName() or getattr(focused(), "text", str)())
    return seen


class Moves(QObject):
    """Notes what gets another parent with many widgets in it: Qt styles all of them again each time."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.found: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt names it
        if event.type() is QEvent.Type.ParentChange and len(watched.findChildren(QWidget)) >= MANY:
            self.found.append(type(watched).__name__)
        return False


def test_pages_are_laid_out_from_the_outside_in(
    qapp: QApplication, window: MainWindow, portfolio_path: Path
) -> None:
    moves = Moves(window)
    qapp.installEventFilter(moves)
    window.files.open_path(portfolio_path)
    assert window.workspace
    window.workspace.open_initiative(overview.lines(window.workspace.session.opened)[0].initiative.id)
    qapp.removeEventFilter(moves)
    assert moves.found == []
