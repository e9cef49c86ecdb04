"""The headings of tables that can be put in order: where the arrow stands, and that it hides no words."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fivegates.ui.context import Context
from fivegates.ui.tables import table as tables
from fivegates.ui.tables.header import SortHeader
from fivegates.ui.tables.model import Cell, Heading, RecordModel, RecordOrder, RecordRow
from fivegates.ui.tables.table import RecordTable
from fivegates.ui.window.main_window import MainWindow

WIDTH = 600
NAME, SUM, NOTE = range(3)
HEADINGS = (Heading("Name", share=1), Heading("Sum", right=True), Heading("A heading of many words"))


@pytest.fixture
def table(window: MainWindow, context: Context) -> RecordTable:
    """One row under a wide column, a column of figures, and a narrow one with a long heading."""
    model = RecordModel(context, HEADINGS, window)
    table = RecordTable(context, RecordOrder(model, window), "Sums", window, view="sums")
    model.set_rows([RecordRow(1, "", (Cell("Claims", "Claims"), Cell("1,000,000", 1), Cell("", None)))])
    table.setFixedSize(WIDTH, 160)
    table.show()
    return table


def header_of(table: RecordTable) -> SortHeader:
    header = table.horizontalHeader()
    assert isinstance(header, SortHeader)
    return header


def arrow_of(table: RecordTable, column: int) -> QRect:
    """The arrow's box in the header, after the rows were put in the order of a column."""
    table.sortByColumn(column, Qt.SortOrder.AscendingOrder)
    header = header_of(table)
    return header.arrow_box(column).translated(header.sectionViewportPosition(column), 0)


def inked(picture: QImage, box: QRect, paper: str) -> bool:
    """Whether anything is drawn in a box."""
    places = ((x, y) for x in range(box.left(), box.right()) for y in range(box.top(), box.bottom()))
    return any(picture.pixelColor(*place) != QColor(paper) for place in places)


def test_the_arrow_of_a_wide_column_stands_right_after_its_words(
    table: RecordTable, context: Context
) -> None:
    box = arrow_of(table, NAME)
    words = header_of(table).fontMetrics().horizontalAdvance("Name")
    assert table.columnWidth(NAME) > 4 * words
    assert words < box.left() < words + 24
    picture = header_of(table).viewport().grab().toImage()
    assert inked(picture, box, context.palette.page)
    assert not inked(picture, box.translated(2 * box.width(), 0), context.palette.page)


def test_over_figures_the_arrow_stands_before_the_words_which_stay_where_they_are(
    table: RecordTable, context: Context
) -> None:
    header = header_of(table)
    start = header.sectionViewportPosition(SUM)

    def words() -> QImage:
        room = header.fontMetrics().horizontalAdvance("Sum") + 8
        end = header.sectionViewportPosition(SUM) + header.sectionSize(SUM)
        return header.viewport().grab(QRect(end - room, 0, room, header.height())).toImage()

    before = words()
    box = arrow_of(table, SUM)
    assert words() == before
    assert start <= box.left() < box.right() < start + header.sectionSize(SUM)
    assert inked(header.viewport().grab().toImage(), box, context.palette.page)


def test_a_heading_has_room_for_its_arrow(table: RecordTable) -> None:
    before = table.columnWidth(NOTE)
    box = arrow_of(table, NOTE)
    assert table.columnWidth(NOTE) >= before + box.width()
    needed = header_of(table).fontMetrics().horizontalAdvance(HEADINGS[NOTE].text)
    assert needed + box.width() < table.columnWidth(NOTE)


def test_the_arrow_turns_with_the_order(table: RecordTable) -> None:
    box = arrow_of(table, NAME)
    up = header_of(table).viewport().grab(box).toImage()
    table.sortByColumn(NAME, Qt.SortOrder.DescendingOrder)
    down = header_of(table).viewport().grab(box).toImage()
    assert up != down


def test_a_click_on_a_heading_puts_rows_in_its_order_and_another_turns_them(
    table: RecordTable, qtbot: QtBot
) -> None:
    header = header_of(table)
    orders = []
    for _ in range(2):
        at = QPoint(header.sectionViewportPosition(SUM) + 12, header.height() // 2)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
        orders.append((header.sortIndicatorSection(), header.sortIndicatorOrder()))
    assert orders == [(SUM, Qt.SortOrder.AscendingOrder), (SUM, Qt.SortOrder.DescendingOrder)]


def test_a_heading_is_measured_once_for_a_size_of_text(table: RecordTable) -> None:
    header = header_of(table)
    before = header.sectionSizeFromContents(NOTE)
    asked: list[int] = []

    def measured(_header: SortHeader, section: int) -> int:
        asked.append(section)
        return 7

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SortHeader, "_words_width", measured)
        assert header.sectionSizeFromContents(NOTE) == before
        assert asked == []
        set_text_of(header, 2)
        assert header.sectionSizeFromContents(NOTE).width() < before.width()
        assert NOTE in asked
    assert header.sectionSizeFromContents(NOTE).height() > before.height()


def test_a_table_out_of_sight_fits_its_columns_once_it_is_shown(table: RecordTable) -> None:
    table.hide()
    before = table.columnWidth(SUM)
    set_text_of(table, 2)
    assert table.columnWidth(SUM) == before
    table.show()
    assert table.columnWidth(SUM) > before


def test_columns_are_measured_once_for_what_they_show_and_not_while_the_table_is_hidden(
    table: RecordTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def measured(_table: RecordTable, _model: RecordModel, column: int) -> int:
        asked.append(column)
        return 120

    monkeypatch.setattr(tables, "needed_width", measured)
    table.hide()
    table.fit_columns()
    table.setFixedWidth(WIDTH // 2)
    assert asked == []
    table.show()
    assert asked == [NAME, SUM, NOTE]
    assert table.columnWidth(SUM) == 120
    before = table.columnWidth(NAME)
    table.setFixedWidth(WIDTH)
    assert table.columnWidth(NAME) > before
    assert asked == [NAME, SUM, NOTE]


def set_text_of(widget: QWidget, factor: int) -> None:
    """Show its text so many times as large."""
    font = widget.font()
    font.setPixelSize(factor * widget.fontInfo().pixelSize())
    widget.setFont(font)
