"""The smaller manners of the window: menus of a row, tooltips, marks told one by one, narrow buttons."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from builders import initiative
from examples import slow_after
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QListWidget,
    QMenu,
    QPushButton,
    QStyleOptionViewItem,
    QToolTip,
)
from pytestqt.qtbot import QtBot

from fivegates.actions import overview, versions
from fivegates.actions.initiatives import add_initiative
from fivegates.domain.portfolio.facets import Facet, group_of
from fivegates.ui import theme
from fivegates.ui.context import Context
from fivegates.ui.dialogs.initiative_form import InitiativeForm
from fivegates.ui.portfolio.cells import GatesDelegate
from fivegates.ui.portfolio.model import COLUMN_IDS
from fivegates.ui.portfolio.page import MarkKey
from fivegates.ui.portfolio.table import PortfolioTable
from fivegates.ui.settings import ThemeChoice
from fivegates.ui.tables.views import mark_box
from fivegates.ui.widgets.buttons import ElidedButton, ShrinkingButton
from fivegates.ui.widgets.labels import ElidedLabel, StatusWord
from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.workspace import Workspace

Trigger = Callable[[str], None]
NAME, GATES = COLUMN_IDS.index("name"), COLUMN_IDS.index("gates")


@pytest.fixture
def table(workspace: Workspace) -> PortfolioTable:
    """The table with the initiative under review chosen."""
    table = workspace.findChild(PortfolioTable)
    assert table
    (claims,) = [
        line.initiative.id
        for line in overview.lines(workspace.session.opened)
        if line.initiative.code == "CLAIMS"
    ]
    table.choose(claims)
    return table


def row_menu(table: PortfolioTable) -> QMenu:
    """What a right click on the chosen row, or the menu key, offers."""
    at = table.visualRect(table.currentIndex()).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, table.viewport().mapToGlobal(at))
    table.contextMenuEvent(event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def submenu(window: MainWindow, menu: str, text: str) -> dict[str, QMenu]:
    """A submenu of the bar, filled as when it opens, with its actions by their words."""
    (top,) = [action.menu() for action in window.menuBar().actions() if action.text() == menu]
    assert isinstance(top, QMenu)
    (found,) = [action.menu() for action in top.actions() if action.text() == text]
    assert isinstance(found, QMenu)
    found.aboutToShow.emit()
    return {text: found}


def test_the_menu_of_a_row_edits_it(window: MainWindow, table: PortfolioTable) -> None:
    menu = row_menu(table)
    offered = {action.text(): action for action in menu.actions() if action.text()}
    assert list(offered) == ["Open", "Compare", "Edit…", "Duplicate", "Archive"]
    offered["Edit…"].trigger()
    menu.close()
    (form,) = window.findChildren(InitiativeForm)
    assert form.value.code == "CLAIMS"


def test_the_menu_of_a_row_opens_it(workspace: Workspace, table: PortfolioTable) -> None:
    menu = row_menu(table)
    menu.actions()[0].trigger()
    menu.close()
    assert workspace.page is not workspace.portfolio


def test_a_double_click_opens_a_row(workspace: Workspace, table: PortfolioTable, qtbot: QtBot) -> None:
    at = table.visualRect(table.currentIndex()).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert workspace.page is not workspace.portfolio


@pytest.mark.parametrize("words", slow_after(1, ["Edit…", "Duplicate", "Archive"]))
def test_a_button_above_the_table_acts_on_the_chosen_row(
    window: MainWindow, workspace: Workspace, table: PortfolioTable, qtbot: QtBot, words: str
) -> None:
    assert table.current()
    (button,) = [
        found for found in workspace.portfolio.findChildren(ShrinkingButton) if found.text() == words
    ]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    found = overview.lines(workspace.session.opened)
    outcome = {
        "Edit…": bool(window.findChildren(InitiativeForm)),
        "Duplicate": len(found) == 3,
        "Archive": any(line.initiative.archived for line in found),
    }
    assert outcome[words]


def test_each_mark_tells_of_its_own_gate(table: PortfolioTable) -> None:
    index = table.currentIndex().siblingAtColumn(GATES)
    option = QStyleOptionViewItem()
    option.initFrom(table)
    option.rect = table.visualRect(index)
    second = mark_box(option.rect, 1, option.fontMetrics.height()).center()
    event = QHelpEvent(QEvent.Type.ToolTip, second, table.viewport().mapToGlobal(second))
    delegate = table.itemDelegateForColumn(GATES)
    assert isinstance(delegate, GatesDelegate)
    assert delegate.helpEvent(event, table, option, index)
    assert QToolTip.text() == "<p>2 Architecture: Incomplete, –</p>"


def test_below_the_table_each_mark_stands_with_its_word(workspace: Workspace) -> None:
    key = workspace.portfolio.findChild(MarkKey)
    assert key
    assert key.isVisible()
    words = [label.text() for label in key.findChildren(QLabel)]
    assert words == ["Open", "Under waiver", "Conditional", "Closed", "Incomplete"]


def test_recent_files_can_be_opened_from_the_menu(
    window: MainWindow, workspace: Workspace, portfolio_path: Path, menu: Trigger
) -> None:
    assert workspace.isVisible()
    menu("close")
    recent = submenu(window, "&File", "Open &recent")["Open &recent"]
    action = recent.actions()[0]
    assert action.text() == str(portfolio_path)
    action.trigger()
    assert window.windowTitle() == "Board pack – Fivegates"


def test_a_recent_file_that_is_gone_is_not_offered(
    window: MainWindow, workspace: Workspace, portfolio_path: Path, menu: Trigger
) -> None:
    assert workspace.isVisible()
    menu("close")
    portfolio_path.unlink()
    action = submenu(window, "&File", "Open &recent")["Open &recent"].actions()[0]
    assert not action.isEnabled()


def test_whether_the_last_portfolio_opens_at_start_can_be_chosen(window: MainWindow) -> None:
    again = submenu(window, "&File", "Open &recent")["Open &recent"].actions()[-1]
    assert again.isChecked()
    again.trigger()
    assert not window.context.settings.reopens


def test_colours_are_chosen_from_the_menu(window: MainWindow, context: Context) -> None:
    colours = submenu(window, "&View", "&Colours")["&Colours"]
    offered = {action.text(): action for action in colours.actions()}
    assert offered["As the system"].isChecked()
    offered["Dark"].trigger()
    assert context.settings.theme is ThemeChoice.DARK


def test_columns_have_room_for_rows_that_are_out_of_view(
    workspace: Workspace, table: PortfolioTable, qtbot: QtBot
) -> None:
    code = COLUMN_IDS.index("code")
    before = table.columnWidth(code)
    for number in range(60):
        add_initiative(workspace.session.opened, initiative(f"I{number:02}", 0))
    last = replace(initiative("OUT-OF-VIEW", 0), name="Zzz")
    workspace.session.run(add_initiative, last)
    needed = table.fontMetrics().horizontalAdvance(last.code)
    qtbot.waitUntil(lambda: table.columnWidth(code) > before)
    assert table.columnWidth(code) >= needed


def test_weakest_gates_give_way_to_a_long_name_where_room_is_scarce(
    workspace: Workspace, table: PortfolioTable, qtbot: QtBot
) -> None:
    name, weakest = COLUMN_IDS.index("name"), COLUMN_IDS.index("weakest")
    window = workspace.window()
    window.resize(1600, 800)
    qtbot.waitUntil(lambda: table.width() > 1100)
    workspace.session.run(add_initiative, replace(initiative("LONG", 0), name="Wording of policies " * 6))
    qtbot.waitUntil(lambda: table.columnWidth(name) > 60 * table.fontMetrics().averageCharWidth())
    roomy = table.columnWidth(weakest)
    window.resize(960, 800)
    letter = table.fontMetrics().averageCharWidth()
    qtbot.waitUntil(lambda: table.columnWidth(weakest) == 10 * letter)
    assert table.columnWidth(name) >= 20 * letter
    window.resize(1600, 800)
    qtbot.waitUntil(lambda: table.columnWidth(weakest) == roomy)


def test_a_very_long_code_gives_way_to_a_long_name(
    workspace: Workspace, table: PortfolioTable, qtbot: QtBot
) -> None:
    code, name = COLUMN_IDS.index("code"), COLUMN_IDS.index("name")
    long = replace(initiative("A-VERY-LONG-CODE-OF-AN-INITIATIVE"[:32], 0), name="Wording of policies " * 6)
    workspace.session.run(add_initiative, long)
    letter = table.fontMetrics().averageCharWidth()
    qtbot.waitUntil(lambda: table.columnWidth(code) == 16 * letter)
    assert table.columnWidth(name) > table.columnWidth(code)


def test_a_wide_window_puts_no_wide_gap_between_a_name_and_what_is_said_of_it(
    workspace: Workspace, table: PortfolioTable, qtbot: QtBot
) -> None:
    name = COLUMN_IDS.index("name")
    workspace.window().resize(1920, 1000)
    qtbot.waitUntil(lambda: table.width() > 1600)
    letter = table.fontMetrics().averageCharWidth()
    longest = max(
        table.fontMetrics().horizontalAdvance(str(table.model().index(row, name).data()))
        for row in range(table.model().rowCount())
    )
    assert table.columnWidth(name) < longest + 45 * letter
    assert sum(table.columnWidth(column) for column in range(len(COLUMN_IDS))) == table.viewport().width()


def test_keys_and_clicks_fold_a_group_and_no_initiative_is_opened_or_chosen_by_it(
    workspace: Workspace, table: PortfolioTable, qtbot: QtBot
) -> None:
    table.group_by(Facet.VERDICT)
    current = table.current()
    assert current
    assert current.initiative.code == "CLAIMS"
    rows = table.model()
    assert table.columnSpan(0, 0) == len(COLUMN_IDS)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Up)
    assert (table.currentIndex().row(), table.marked()) == (0, [])
    assert workspace.portfolio.current is None
    counts = []
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Return):
        qtbot.keyClick(table, key)
        counts.append(rows.rowCount())
    assert counts == [3, 3, 4, 3]
    assert [table.columnSpan(row, 0) for row in range(3)] == [8, 8, 1]
    at = table.visualRect(rows.index(0, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert rows.rowCount() == 4
    table.selectAll()
    assert len(table.marked()) == 2
    assert not table.grab().isNull()
    assert workspace.page is workspace.portfolio


def test_a_folded_group_opens_for_the_initiative_that_is_looked_for(
    workspace: Workspace, table: PortfolioTable
) -> None:
    current = table.current()
    assert current
    table.group_by(Facet.UNIT)
    for group in {group_of(line, Facet.UNIT) for line in table._order.model.lines}:
        table._order.fold(group, folded=True)
    assert table.current() is None
    workspace.portfolio.focus_table()
    assert table.currentIndex().row() == 0
    table.choose(current.initiative.id)
    assert table.current() == current
    workspace.portfolio.refresh()
    table.clearSelection()
    workspace.portfolio.focus_table()
    assert table.current()


@pytest.mark.usefixtures("theme")
def test_a_button_without_room_keeps_its_words_as_tooltip_and_name(context: Context, qtbot: QtBot) -> None:
    button = ShrinkingButton(context, "edit", "Edit <it>")
    qtbot.addWidget(button)
    button.show()
    states = []
    for room in (button.sizeHint(), button.minimumSizeHint()):
        button.resize(room)
        states.append((button.shrunk, button.toolTip(), button.text()))
    words = "Edit <it>"
    assert states == [(False, "", words), (True, "<p>Edit &lt;it&gt;</p>", words)]
    assert not button.grab().isNull()


@pytest.mark.usefixtures("theme")
def test_an_elided_button_draws_the_words_that_fit_and_tells_the_rest(context: Context, qtbot: QtBot) -> None:
    pictures = {}
    for kind in (ElidedButton, ShrinkingButton):
        button = kind(context, "calendar", "Evidence calendar", "nav")
        qtbot.addWidget(button)
        button.resize((button.sizeHint() + button.minimumSizeHint()) / 2)
        button.show()
        assert (button.shrunk, button.toolTip()) == (True, "<p>Evidence calendar</p>")
        pictures[kind] = button.grab().toImage()
    assert pictures[ElidedButton] != pictures[ShrinkingButton]


@pytest.mark.usefixtures("theme")
def test_the_icon_of_a_button_that_can_do_nothing_is_as_quiet_as_its_words(
    context: Context, qtbot: QtBot
) -> None:
    button = ShrinkingButton(context, "edit", "Edit")
    qtbot.addWidget(button)

    def colours() -> set[str]:
        image = button.icon().pixmap(32, 32).toImage()
        places = ((x, y) for x in range(image.width()) for y in range(image.height()))
        shown = [image.pixelColor(x, y) for x, y in places]
        return {colour.name().upper() for colour in shown if colour.alpha() == 255}

    assert context.palette.second_ink in colours()
    button.setEnabled(False)
    assert context.palette.outline in colours()
    assert context.palette.second_ink not in colours()
    button.setEnabled(True)
    assert context.palette.second_ink in colours()


@pytest.mark.usefixtures("qapp")
def test_an_icon_is_drawn_once_for_all_that_show_it(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = theme.icon("add", "#123457", 16).pixmap(32).toImage()
    monkeypatch.setattr(theme, "_pixmap", None)
    assert theme.icon("add", "#123457", 16).pixmap(32).toImage() == drawn


def test_in_a_list_that_takes_nothing_no_row_looks_as_if_it_did(qtbot: QtBot, window: MainWindow) -> None:
    shown = QListWidget(window)
    shown.addItems(["Criterion", "Criterion"])
    shown.setCurrentRow(0)
    shown.setEnabled(False)
    shown.resize(200, 120)
    shown.show()
    qtbot.waitExposed(shown)
    first, second = (
        shown.viewport().grab(shown.visualItemRect(shown.item(row))).toImage() for row in range(2)
    )
    assert first == second


def test_the_key_to_the_marks_takes_a_second_line_rather_than_widen_the_window(
    qtbot: QtBot, context: Context
) -> None:
    key = MarkKey(context)
    qtbot.addWidget(key)
    words = key.findChildren(StatusWord)
    key.resize(2000, 40)
    key.show()
    assert len({word.y() for word in words}) == 1
    key.resize(words[0].sizeHint().width() * 3, 80)
    qtbot.waitUntil(lambda: len({word.y() for word in words}) > 1)
    assert key.minimumSizeHint().width() < words[0].sizeHint().width() * 3


def test_a_label_cut_short_offers_the_whole_as_a_tooltip(qtbot: QtBot) -> None:
    label = ElidedLabel("A name that is far too long for its place")
    qtbot.addWidget(label)
    hover = QHelpEvent(QEvent.Type.ToolTip, QPoint(1, 1), QPoint(1, 1))
    label.resize(400, 20)
    label.event(hover)
    assert not label.toolTip()
    label.resize(60, 20)
    label.event(hover)
    assert label.toolTip() == "<p>A name that is far too long for its place</p>"


def test_a_label_of_one_line_takes_the_room_of_one_for_a_text_of_several(qtbot: QtBot) -> None:
    one, several = ElidedLabel("first second third"), ElidedLabel("first\n\nsecond\nthird")
    for label in (one, several):
        qtbot.addWidget(label)
    assert several.sizeHint() == one.sizeHint()
    assert several.minimumSizeHint() == one.minimumSizeHint()


def test_the_details_of_about_can_be_copied(window: MainWindow, menu: Trigger, qtbot: QtBot) -> None:
    menu("about")
    (copy,) = [button for button in window.findChildren(QPushButton) if button.text() == "Copy details"]
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == versions.details()
