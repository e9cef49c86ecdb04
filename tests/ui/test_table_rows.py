"""What holds for the rows of every table: their colours when chosen, their words where they are cut."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPalette
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView
from pytestqt.qtbot import QtBot

from fivegates.domain.verdict.states import VerdictState
from fivegates.ui.context import Context
from fivegates.ui.marks import paint_mark
from fivegates.ui.tables.header import Claim, shared_widths, spread
from fivegates.ui.tables.model import Cell, Heading, RecordModel, RecordOrder, RecordRow
from fivegates.ui.tables.table import PlainTable, RecordTable
from fivegates.ui.tables.views import LOOK_ROLE, RowDelegate, SelectionMode, mark_box
from fivegates.ui.window.main_window import MainWindow


def made_table(window: MainWindow, context: Context) -> RecordTable:
    model = RecordModel(context, (Heading("Standing"), Heading("Note")), window)
    order = RecordOrder(model, window)
    table = RecordTable(context, order, "Proofs", window, view="proofs")
    model.set_rows([RecordRow(1, "", (Cell("expired", 1, warns=True), Cell("a note", "a note")))])
    table.selectRow(0)
    return table


def made_plain(window: MainWindow, _context: Context) -> PlainTable:
    table = PlainTable("Proofs", window)
    table.set_headings(("Standing", "Note"), (False, False))
    table.set_rows([("a", "b"), ("c", "d"), ("e", "f")], (False, False))
    return table


def made_records(window: MainWindow, context: Context) -> RecordTable:
    return made_verdicts(window, context, None, None, None)


@pytest.mark.parametrize("made", [made_plain, made_records])
def test_home_and_end_lead_to_the_first_and_the_last_row(
    qtbot: QtBot, window: MainWindow, context: Context, made: Callable[[MainWindow, Context], QTableView]
) -> None:
    table = made(window, context)
    table.setCurrentIndex(table.model().index(1, 0))
    chosen = []
    for key in (Qt.Key.Key_End, Qt.Key.Key_Home):
        qtbot.keyClick(table, key)
        chosen.append([index.row() for index in table.selectionModel().selectedRows()])
    assert chosen == [[2], [0]]
    qtbot.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    many = table.selectionMode() is SelectionMode.ExtendedSelection
    assert len(table.selectionModel().selectedRows()) == (3 if many else 1)


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


def made_verdicts(window: MainWindow, context: Context, *states: VerdictState | None) -> RecordTable:
    """A table with a row for each state; all of its cells say the same."""
    model = RecordModel(context, (Heading("Name"), Heading("Verdict")), window)
    table = RecordTable(context, RecordOrder(model, window), "Verdicts", window, view="verdicts")
    rows = [
        RecordRow(place, "", (Cell("Claims", "Claims"), Cell("Ready with conditions", place, state=state)))
        for place, state in enumerate(states)
    ]
    model.set_rows(rows)
    table.setFixedSize(400, 160)
    table.show()
    return table


def test_a_cell_with_a_state_shows_its_mark_before_the_word(window: MainWindow, context: Context) -> None:
    table = made_verdicts(window, context, VerdictState.READY, VerdictState.NOT_READY)
    side = table.fontMetrics().height()
    picture = table.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    for row, state in enumerate((VerdictState.READY, VerdictState.NOT_READY)):
        cell = table.visualRect(table.model().index(row, 1))
        drawn = QImage(side, side, QImage.Format.Format_RGB32)
        drawn.fill(QColor(context.palette.page))
        painter = QPainter(drawn)
        paint_mark(painter, QRectF(drawn.rect()), state, context.palette)
        painter.end()
        box = mark_box(cell, 0, side)
        assert picture.copy(box) == drawn
        words = picture.copy(QRect(box.right() + 1, cell.top(), cell.right() - box.right(), cell.height()))
        points = ((x, y) for x in range(words.width()) for y in range(words.height()))
        assert QColor(context.palette.status(state)).name() in {words.pixelColor(*p).name() for p in points}


def test_a_cell_is_drawn_by_its_look_alone(
    window: MainWindow, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[int, int]] = []
    data = RecordModel.data

    def noted(model: RecordModel, index: QModelIndex, role: int) -> object:
        asked.append((index.column(), role))
        return data(model, index, role)

    monkeypatch.setattr(RecordModel, "data", noted)
    table = made_table(window, context)
    table.setFixedSize(400, 120)
    table.show()
    asked.clear()
    table.viewport().grab()
    assert sorted(set(asked)) == [(0, LOOK_ROLE), (1, LOOK_ROLE)]


def test_a_mark_has_room_beside_its_word(window: MainWindow, context: Context) -> None:
    bare = made_verdicts(window, context, None).columnWidth(1)
    marked = made_verdicts(window, context, VerdictState.NOT_READY)
    assert marked.columnWidth(1) >= bare + marked.fontMetrics().height()


def test_a_column_has_room_for_the_widest_of_many_cells_of_one_value(
    window: MainWindow, context: Context
) -> None:
    model = RecordModel(context, (Heading("Met"),), window)
    table = RecordTable(context, RecordOrder(model, window), "Conditions", window, view="conditions")
    table.resize(900, 300)
    table.show()
    rows = [RecordRow(number, "", (Cell("few words", 1),)) for number in range(400)]
    widest = Cell("many more words than in any of the other cells", 1)
    model.set_rows([*rows, RecordRow(400, "", (widest,))])
    assert table.columnWidth(0) > table.fontMetrics().horizontalAdvance(widest.text)
    assert table.columnWidth(0) < 1.5 * table.fontMetrics().horizontalAdvance(widest.text)


def test_a_cell_of_a_plain_table_tells_all_its_words(qtbot: QtBot) -> None:
    table = PlainTable("Totals")
    qtbot.addWidget(table)
    table.set_headings(["Month"], [False])
    table.set_rows([["A very long <b>name</b>"]], [False])
    item = table.item(0, 0)
    assert item is not None
    assert "A very long" in item.toolTip()
    assert "<b>" not in item.toolTip()


def test_columns_that_need_little_leave_the_rest_to_the_others() -> None:
    claims = {0: Claim(need=100, share=1), 1: Claim(need=900, share=1)}
    assert shared_widths(800, claims, 50) == {0: 100, 1: 700}


def test_columns_that_all_want_more_divide_the_room_by_their_shares() -> None:
    claims = {0: Claim(need=900, share=3), 1: Claim(need=900, share=1)}
    assert shared_widths(800, claims, 50) == {0: 600, 1: 200}


def test_room_that_nobody_needs_is_divided_too() -> None:
    claims = {0: Claim(need=100, share=1), 1: Claim(need=100, share=3)}
    assert shared_widths(600, claims, 50) == {0: 200, 1: 400}


def test_no_column_becomes_too_narrow_to_read() -> None:
    claims = {0: Claim(need=900, share=1), 1: Claim(need=10, share=1)}
    assert shared_widths(-20, claims, 50) == {0: 50, 1: 50}


def test_without_columns_that_share_nothing_is_divided() -> None:
    assert shared_widths(600, {}, 50) == {}


def test_what_a_column_has_far_beyond_its_need_is_divided_among_those_after_the_first() -> None:
    assert spread({0: 100, 1: 601, 2: 90}, {1: 200}, 100) == {0: 100, 1: 451, 2: 240}
    assert spread({0: 600}, {0: 200}, 100) == {0: 600}


def test_what_is_little_more_than_needed_stays() -> None:
    assert spread({0: 100, 1: 290}, {1: 200}, 100) == {0: 100, 1: 290}
