"""Columns that the user gives a width: by dragging the edge of a heading, kept for each view, and reset."""

from collections.abc import Callable

import pytest
from acting import created
from builders import REVIEWED, initiative
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QHeaderView, QMenu, QTableView, QWidget
from pytestqt.qtbot import QtBot

from fivegates.actions.initiatives import add_initiative
from fivegates.actions.reviews import start_review
from fivegates.ui.context import Context
from fivegates.ui.initiative.page import InitiativePage
from fivegates.ui.settings import WindowSettings
from fivegates.ui.tables.header import SortHeader
from fivegates.ui.tables.model import Cell, Heading, RecordModel, RecordOrder, RecordRow
from fivegates.ui.tables.table import RecordTable
from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.menus import Place
from fivegates.ui.window.workspace import Workspace

NAME, OWNER, SUM = range(3)
HEADINGS = (Heading("Name", share=1), Heading("Owner"), Heading("Sum", right=True))
VIEW = "sums"
TITLE = "The name of an initiative that is rather long and goes on, longer than the table is wide, by far"


def make_table(window: MainWindow, context: Context) -> RecordTable:
    model = RecordModel(context, HEADINGS, window)
    table = RecordTable(context, RecordOrder(model, window), "Sums", window, view=VIEW)
    model.set_rows([RecordRow(1, "", (Cell(TITLE, TITLE), Cell("Marsh", "Marsh"), Cell("1,000", 1)))])
    table.setFixedSize(700, 160)
    table.show()
    return table


@pytest.fixture
def table(window: MainWindow, context: Context) -> RecordTable:
    return make_table(window, context)


def edge_of(header: QHeaderView, column: int) -> QPoint:
    """Where the edge after a column is."""
    end = header.sectionViewportPosition(column) + header.sectionSize(column)
    return QPoint(end - 1, header.height() // 2)


def drag_edge(qtbot: QtBot, table: QTableView, column: int, pixels: int) -> None:
    """Drag the edge after a column, as a hand does."""
    header = table.horizontalHeader()
    start = edge_of(header, column)
    qtbot.mousePress(header.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for step in (pixels // 2, pixels):
        qtbot.mouseMove(header.viewport(), start + QPoint(step, 0))
    qtbot.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=start + QPoint(pixels, 0))


def menu_of(header: QHeaderView, column: int) -> QMenu:
    """The menu that a right click on a heading opens."""
    at = QPoint(header.sectionViewportPosition(column) + 10, header.height() // 2)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, header.viewport().mapToGlobal(at))
    QApplication.sendEvent(header.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def choose(menu: QMenu, text: str) -> None:
    next(action for action in menu.actions() if action.text() == text).trigger()
    menu.close()


def widths(table: QTableView) -> list[int]:
    return [table.columnWidth(column) for column in range(table.model().columnCount())]


def test_a_column_is_dragged_and_the_others_share_what_is_left(table: RecordTable, qtbot: QtBot) -> None:
    name, owner, figures = widths(table)
    drag_edge(qtbot, table, OWNER, 60)
    assert widths(table) == [name - 60, owner + 60, figures]


def test_a_dragged_column_stays_so_for_other_rows_another_order_and_another_size(
    table: RecordTable, qtbot: QtBot
) -> None:
    drag_edge(qtbot, table, OWNER, 60)
    wide = table.columnWidth(OWNER)
    table.sortByColumn(SUM, Qt.SortOrder.DescendingOrder)
    table.setFixedSize(900, 160)
    assert table.columnWidth(OWNER) == wide
    assert sum(widths(table)) == table.viewport().width()


def test_a_width_is_kept_for_the_view_between_runs_and_follows_the_size_of_text(
    table: RecordTable, window: MainWindow, context: Context, qtbot: QtBot
) -> None:
    drag_edge(qtbot, table, OWNER, 60)
    again = make_table(window, context)
    assert widths(again) == widths(table)
    before, letter = again.columnWidth(OWNER), again.fontMetrics().averageCharWidth()
    font = again.font()
    font.setPixelSize(2 * again.fontInfo().pixelSize())
    again.setFont(font)
    grown = again.fontMetrics().averageCharWidth() / letter
    assert again.columnWidth(OWNER) == pytest.approx(before * grown, abs=2)


def test_a_click_on_a_heading_gives_its_column_no_width(
    table: RecordTable, context: Context, qtbot: QtBot
) -> None:
    header = table.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(OWNER) + 20, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert context.settings.kept(f"columns/{VIEW}") == ""


def test_a_double_click_on_the_edge_fits_the_column_to_what_it_shows(
    table: RecordTable, qtbot: QtBot
) -> None:
    header = table.horizontalHeader()
    drag_edge(qtbot, table, NAME, -200)
    qtbot.mouseDClick(header.viewport(), Qt.MouseButton.LeftButton, pos=edge_of(header, NAME))
    assert table.columnWidth(NAME) >= table.fontMetrics().horizontalAdvance(TITLE)
    assert table.columnWidth(NAME) < table.fontMetrics().horizontalAdvance(TITLE) + 60


def test_the_menu_of_a_heading_fits_its_column_and_resets_all(table: RecordTable, qtbot: QtBot) -> None:
    before = widths(table)
    header = table.horizontalHeader()
    drag_edge(qtbot, table, NAME, -200)
    narrow = table.columnWidth(NAME)
    choose(menu_of(header, NAME), "Fit this column")
    assert table.columnWidth(NAME) > narrow
    choose(menu_of(header, NAME), "Reset columns")
    assert widths(table) == before


def test_widths_that_cannot_be_read_count_as_never_given(window: MainWindow, context: Context) -> None:
    before = widths(make_table(window, context))
    context.settings.keep(f"columns/{VIEW}", "x,1:y,2,9:40,0:-3,1:1e9,2:nan")
    assert widths(make_table(window, context)) == before


def shown_tables(page: QWidget) -> list[QTableView]:
    return [each for each in page.findChildren(QTableView) if each.isVisible()]


def test_the_portfolio_keeps_its_widths_and_the_view_menu_resets_them(
    workspace: Workspace, menu: Callable[[str], None], qtbot: QtBot, context: Context
) -> None:
    (table,) = shown_tables(workspace.page)
    before = widths(table)
    drag_edge(qtbot, table, 0, 45)
    assert table.columnWidth(0) == before[0] + 45
    assert sum(widths(table)) == sum(before)
    table.resize(table.width() + 40, table.height())
    assert table.columnWidth(0) == before[0] + 45
    assert WindowSettings(QSettings("fivegates", "fivegates")).kept("columns/portfolio")
    menu("reset-columns")
    assert table.columnWidth(0) == before[0]
    assert context.settings.kept("columns/portfolio") == ""


def test_a_name_that_is_dragged_gives_nothing_back(workspace: Workspace, qtbot: QtBot) -> None:
    (table,) = shown_tables(workspace.page)
    name = table.columnWidth(1)
    drag_edge(qtbot, table, 1, -80)
    assert table.columnWidth(1) == name - 80


@pytest.mark.parametrize(
    "place", [Place.ACTIONS, Place.DECISIONS, Place.IDEAS, Place.ATTENTION, Place.CALENDAR]
)
def test_tables_of_other_pages_have_headings_to_drag(workspace: Workspace, place: Place) -> None:
    workspace.show_place(place)
    tables = workspace.page.findChildren(RecordTable)
    assert tables
    for table in tables:
        header = table.horizontalHeader()
        assert isinstance(header, SortHeader)
        modes = {header.sectionResizeMode(column) for column in range(header.count())}
        assert modes == {QHeaderView.ResizeMode.Interactive}


def test_no_two_views_keep_their_widths_in_one_place(workspace: Workspace) -> None:
    for place in (Place.ACTIONS, Place.DECISIONS, Place.IDEAS, Place.ATTENTION, Place.CALENDAR):
        workspace.show_place(place)
    workspace.open_initiative(1)
    page = workspace.page
    assert isinstance(page, InitiativePage)
    for name in ("evidence", "plan", "costs", "changes", "decisions", "forecasts", "waivers"):
        getattr(page.tabs, name)
    views = [table.widths.view for table in workspace.findChildren(RecordTable)]
    assert len(views) > 14
    assert len(views) == len(set(views))


def test_compared_columns_are_dragged_and_rows_are_as_tall_as_they_then_need(
    workspace: Workspace, qtbot: QtBot, context: Context
) -> None:
    opened = workspace.session.opened
    ids = [created(add_initiative(opened, initiative(code, 0))) for code in ("ONE", "TWO")]
    for each in ids:
        start_review(opened, each, REVIEWED, "R. Marsh")
    workspace.compare(ids)
    (table,) = shown_tables(workspace.page)
    before = widths(table)
    tall = [table.rowHeight(row) for row in range(table.model().rowCount())]
    drag_edge(qtbot, table, 0, -before[0] // 2)
    assert table.columnWidth(0) == pytest.approx(before[0] / 2, abs=2)
    assert sum(widths(table)) == pytest.approx(sum(before), abs=2)
    assert any(table.rowHeight(row) > height for row, height in enumerate(tall))
    assert context.settings.kept("columns/comparison")
