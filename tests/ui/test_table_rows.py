"""What holds for the rows of every table: their colours when chosen, their words where they are cut."""

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from fivegates.ui.context import Context
from fivegates.ui.main_window import MainWindow
from fivegates.ui.tables.delegate import RowDelegate
from fivegates.ui.tables.model import Cell, Heading, RecordModel, RecordOrder, RecordRow
from fivegates.ui.tables.plain_table import PlainTable
from fivegates.ui.tables.table import RecordTable


def made_table(window: MainWindow, context: Context) -> RecordTable:
    model = RecordModel(context, (Heading("Standing"), Heading("Note")), window)
    order = RecordOrder(model, context.language.code, window)
    table = RecordTable(context, order, "Proofs", window)
    model.set_rows([RecordRow(1, "", (Cell("expired", 1, warns=True), Cell("a note", "a note")))])
    table.selectRow(0)
    return table


def test_what_warns_keeps_its_colour_in_the_chosen_row(window: MainWindow, context: Context) -> None:
    table = made_table(window, context)
    delegate = table.itemDelegate()
    assert isinstance(delegate, RowDelegate)
    colours = []
    for column in (0, 1):
        option = QStyleOptionViewItem()
        option.palette = table.palette()
        delegate.initStyleOption(option, table.model().index(0, column))
        colours.append(option.palette.color(QPalette.ColorRole.HighlightedText))
    assert colours[0] == QColor(context.palette.closed)
    assert colours[1] == table.palette().color(QPalette.ColorRole.HighlightedText)


def test_a_chosen_warning_is_painted_in_its_colour(window: MainWindow, context: Context) -> None:
    table = made_table(window, context)
    table.setFixedSize(400, 120)
    table.show()
    picture = table.viewport().grab().toImage()
    cell = table.visualRect(table.model().index(0, 0))
    found = {
        picture.pixelColor(x, y).name()
        for x in range(cell.left(), cell.right())
        for y in range(cell.top(), cell.bottom())
    }
    red = [name for name in found if QColor(name).red() > QColor(name).blue() + 60]
    assert red, "the word stands in ink"


def test_a_cell_of_a_plain_table_tells_all_its_words(qtbot: QtBot) -> None:
    table = PlainTable("Totals")
    qtbot.addWidget(table)
    table.set_headings(["Month"], [False])
    table.set_rows([["A very long <b>name</b>"]], [False])
    item = table.item(0, 0)
    assert item is not None
    assert "A very long" in item.toolTip()
    assert "<b>" not in item.toolTip()
