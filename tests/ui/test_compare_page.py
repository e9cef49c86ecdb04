"""The Compare page: chosen in the portfolio, reordered by key and drag, folded, exported."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import copyfile

import pytest
from acting import created
from builders import initiative
from examples import slow_after
from pdf_reading import pages_of
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from fivegates.actions import overview
from fivegates.actions.file.transaction import undo
from fivegates.actions.initiatives import (
    add_initiative,
    delete_initiative,
    edit_initiative,
    set_archived,
)
from fivegates.actions.queries import record
from fivegates.actions.scoring import set_level
from fivegates.domain.brief import FileType, Omission
from fivegates.domain.language import ENGLISH
from fivegates.domain.verdict.states import VerdictState
from fivegates.ui.brief.choices import QuestionsBox
from fivegates.ui.compare.model import Kind
from fivegates.ui.compare.page import ComparePage
from fivegates.ui.initiative.page import InitiativePage
from fivegates.ui.portfolio.table import PortfolioTable
from fivegates.ui.settings import TEXT_SCALES, PaperKind
from fivegates.ui.theme import Theme
from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.workspace import Workspace
from windows import nameless, reachable

Trigger = Callable[[str], None]
MOVE = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def portfolio_path(whole_sample: Path, tmp_path: Path) -> Path:
    """The sample in place of the portfolio of two."""
    return Path(copyfile(whole_sample, tmp_path / "sample.fivegates"))


@pytest.fixture
def ids(workspace: Workspace) -> dict[str, int]:
    """The initiatives by code."""
    lines = overview.lines(workspace.session.opened)
    return {line.initiative.code: line.initiative.id for line in lines}


@pytest.fixture
def page(workspace: Workspace, ids: dict[str, int]) -> ComparePage:
    """Three of them, compared."""
    workspace.compare([ids["CLM-TRIAGE"], ids["UWR-SEARCH"], ids["BRK-MAIL"]])
    return page_of(workspace)


@pytest.mark.parametrize("percent", slow_after(1, TEXT_SCALES))
def test_the_page_has_room_in_a_window_of_1280_pixels(
    page: ComparePage, window: MainWindow, theme: Theme, qtbot: QtBot, percent: int
) -> None:
    window.resize(1280, 800)
    theme.set_text_scale(percent)
    (export,) = [button for button in page.findChildren(QPushButton) if button.text() == "Export PDF…"]
    qtbot.waitUntil(lambda: export.width() >= export.sizeHint().width())
    assert window.width() == 1280


def page_of(workspace: Workspace) -> ComparePage:
    found = workspace.page
    assert isinstance(found, ComparePage)
    return found


def codes(page: ComparePage) -> list[str]:
    """The columns from left to right."""
    return [side.initiative.code for side in page.table._model.sides]


def texts(page: ComparePage, label: str) -> list[str]:
    """The cells of the row with this label."""
    (row,) = [each for each in page.table._model.rows if each.label == label]
    return [cell.text for cell in row.cells]


def mark(workspace: Workspace, chosen: list[int]) -> None:
    """Mark rows of the portfolio, as Ctrl and clicks would."""
    table = workspace.portfolio.findChild(PortfolioTable)
    assert table
    table.clearSelection()
    flags = table.selectionModel().SelectionFlag
    for row in range(table.model().rowCount()):
        index = table.model().index(row, 0)
        line = table._order.line_at(index)
        if line and line.initiative.id in chosen:
            table.selectionModel().select(index, flags.Select | flags.Rows)


# Choosing


def test_the_rows_marked_in_the_portfolio_are_compared(
    workspace: Workspace, ids: dict[str, int], menu: Trigger
) -> None:
    mark(workspace, [ids["CLM-TRIAGE"], ids["BRK-MAIL"]])
    menu("compare")
    assert codes(page_of(workspace)) == ["BRK-MAIL", "CLM-TRIAGE"]


@pytest.mark.usefixtures("workspace")
def test_without_a_choice_the_page_tells_how_to_choose(workspace: Workspace, menu: Trigger) -> None:
    menu("compare")
    page = page_of(workspace)
    assert page.brief is None
    assert "Mark two to four rows" in page._empty._words.text()
    assert not page._export.isEnabled()
    assert page._choose.hasFocus()
    page._choose.click()
    assert workspace.page is workspace.portfolio


def test_more_than_four_are_refused_in_one_sentence(
    window: MainWindow, workspace: Workspace, ids: dict[str, int], menu: Trigger
) -> None:
    mark(workspace, list(ids.values()))
    menu("compare")
    (box,) = window.findChildren(QMessageBox)
    assert box.text() == "No more than four initiatives can be compared at once, and 6 are chosen."
    box.accept()
    assert workspace.page is workspace.portfolio


def test_the_button_is_offered_for_two_to_four_rows(workspace: Workspace, ids: dict[str, int]) -> None:
    button = next(b for b in workspace.portfolio.findChildren(QPushButton) if b.text() == "Compare")
    for count, offered in ((1, False), (2, True), (4, True), (5, False)):
        mark(workspace, list(ids.values())[:count])
        assert button.isEnabled() is offered
    mark(workspace, list(ids.values())[:3])
    button.click()
    assert len(codes(page_of(workspace))) == 3


def test_several_marked_rows_leave_commands_to_the_one_with_the_focus(
    workspace: Workspace, ids: dict[str, int]
) -> None:
    workspace.portfolio.choose(ids["UWR-SEARCH"])
    table = workspace.portfolio.findChild(PortfolioTable)
    assert table
    flags = table.selectionModel().SelectionFlag
    table.selectionModel().select(table.model().index(0, 0), flags.Select | flags.Rows)
    assert len(workspace.portfolio.marked) == 2
    assert workspace.current == ids["UWR-SEARCH"]


def test_initiatives_are_added_and_taken_out_on_the_page(page: ComparePage, qtbot: QtBot) -> None:
    names = [page.tools.add.itemText(index) for index in range(page.tools.add.count())]
    assert "Motor claims triage" not in names
    page.tools.add.activated.emit(names.index("Renewal lapse forecast"))
    assert codes(page) == ["CLM-TRIAGE", "UWR-SEARCH", "BRK-MAIL", "REN-LAPSE"]
    assert not page.tools.add.isEnabled()
    page.table.choose_column(1)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert codes(page) == ["CLM-TRIAGE", "BRK-MAIL", "REN-LAPSE"]
    page.tools.remove.click()
    page.tools.remove.click()
    assert page.brief is None
    assert "Chosen so far: " in page._empty._words.text()


def test_headers_may_ask_for_sections_that_are_gone(page: ComparePage) -> None:
    model = page.table._model
    assert model.headerData(99, Qt.Orientation.Horizontal) is None
    assert model.headerData(999, Qt.Orientation.Vertical) is None


# Showing


@pytest.mark.slow
def test_another_day_is_asked_for_and_shown(page: ComparePage) -> None:
    page.day.line.setText("30 Nov 2026")
    page.catch_up_day()
    assert page.brief
    assert (page.brief.day, page.dated.text()) == (date(2026, 11, 30), "As of 30 November 2026.")
    page.day.line.setText("soon")
    page.catch_up_day()
    assert page.brief.day == date(2026, 11, 30)
    assert "soon" in page.day_row.problem


def test_the_answer_stands_on_top(page: ComparePage) -> None:
    assert page.answer.accessibleName() == "Broker mailbox routing is live already"
    page.answer.set_status(VerdictState.READY, "One of many names, and another; " * 9)
    assert page.answer.minimumSizeHint().width() < 900  # it wraps, so the window does not widen
    assert page.reason.text().startswith("Broker mailbox routing is ready for production.")
    assert texts(page, "Place") == ["3", "2", "1"]
    day = ENGLISH.long_date(page._context.today())
    assert page.dated.text().startswith(f"As of {day}.")
    assert f"3 reviews are after {day}" in page.dated.text()


def test_differences_come_first_and_what_is_the_same_is_folded(page: ComparePage, qtbot: QtBot) -> None:
    comparison = page.brief.comparison if page.brief else None
    assert comparison
    labels = [row.label for row in page.table._model.rows]
    first = labels.index(comparison.differing[0].criterion.title)
    assert labels.index(comparison.differing[-1].criterion.title) > first
    assert not any(row.criterion.title in labels for row in comparison.alike)
    place = page.table._model.row_of(Kind.FOLD)
    assert place is not None
    page.table.setCurrentIndex(page.table._model.index(place, 0))
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    labels = [row.label for row in page.table._model.rows]
    assert all(row.criterion.title in labels for row in comparison.alike)
    assert page.table.currentIndex().row() == place
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert len(page.table._model.rows) < len(labels)


def test_a_click_folds_too(page: ComparePage, qtbot: QtBot) -> None:
    place = page.table._model.row_of(Kind.FOLD)
    assert place is not None
    index = page.table._model.index(place, 0)
    page.table.scrollTo(index)
    qtbot.mouseClick(
        page.table.viewport(), Qt.MouseButton.LeftButton, pos=page.table.visualRect(index).center()
    )
    assert page.table._model.unfolded


@pytest.mark.slow
def test_names_stay_in_view_while_rows_scroll(page: ComparePage) -> None:
    header = page.table.horizontalHeader()
    before = header.geometry()
    page.table.verticalScrollBar().setValue(page.table.verticalScrollBar().maximum())
    assert header.isVisible()
    assert header.geometry() == before


def test_every_cell_says_whose_it_is(page: ComparePage) -> None:
    row = next(n for n, each in enumerate(page.table._model.rows) if each.label == "Verdict")
    index = page.table._model.index(row, 1)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == (
        "Verdict, Policy wording search for underwriters: Ready with conditions on 12 Nov 2026 · "
        "Draft, review of 12 Nov 2026"
    )
    place = page.table._model.row_of(Kind.FOLD)
    assert place is not None
    folded = page.table._model.index(place, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert folded.endswith(", folded")
    assert QAccessible.queryAccessibleInterface(page.table) is not None


@pytest.mark.slow
def test_the_trend_is_drawn_below(page: ComparePage, qtbot: QtBot) -> None:
    place = page.table._model.row_of(Kind.CHART)
    assert place is not None
    index = page.table._model.index(place, 0)
    assert page.table._trend.size.isEmpty(), "drawn before anyone looks"
    page.table.scrollTo(index)
    qtbot.waitUntil(lambda: not page.table._trend.size.isEmpty(), timeout=10_000)
    assert page.table.rowHeight(place) > page.table._trend.size.height()
    assert "has gained most" in index.data(Qt.ItemDataRole.AccessibleTextRole)


@pytest.mark.usefixtures("page")
def test_all_that_takes_the_focus_has_a_name(workspace: Workspace) -> None:
    wanted = {widget for widget in reachable(workspace.page) if widget.isEnabled()}
    assert len(wanted) >= 5
    assert not nameless(workspace.page)


@pytest.mark.slow
def test_a_name_of_400_characters_is_cut_on_screen_alone(
    workspace: Workspace, page: ComparePage, ids: dict[str, int], qtbot: QtBot
) -> None:
    found = record(workspace.session.opened, ids["BRK-MAIL"]).initiative
    name = ("Wohnungsbaugesellschaft" * 20)[:200]
    workspace.session.run(edit_initiative, replace(found, name=name))
    qtbot.waitUntil(lambda: page.answer.accessibleName() == "BRK-MAIL is live already")
    assert page.table.model().headerData(2, Qt.Orientation.Horizontal) == name
    assert page.minimumSizeHint().width() < 900


# Order


@pytest.mark.slow
def test_the_column_moves_by_key_and_stays_the_current_one(
    workspace: Workspace, page: ComparePage, ids: dict[str, int], qtbot: QtBot
) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_Right, MOVE)
    assert codes(page) == ["UWR-SEARCH", "CLM-TRIAGE", "BRK-MAIL"]
    assert workspace.current == ids["CLM-TRIAGE"]
    qtbot.keyClick(page.table, Qt.Key.Key_Left, MOVE)
    qtbot.keyClick(page.table, Qt.Key.Key_Left, MOVE)
    assert codes(page) == ["CLM-TRIAGE", "UWR-SEARCH", "BRK-MAIL"]
    page.tools.right.click()
    assert codes(page)[1] == "CLM-TRIAGE"


def test_a_name_that_is_dragged_takes_its_column_along(
    page: ComparePage, ids: dict[str, int], qtbot: QtBot
) -> None:
    header = page.table.horizontalHeader()
    header.moveSection(0, 2)  # what Qt does at the end of a drag
    qtbot.waitUntil(lambda: codes(page) == ["UWR-SEARCH", "BRK-MAIL", "CLM-TRIAGE"])
    assert [header.logicalIndex(place) for place in range(3)] == [0, 1, 2]
    assert page.ids == [ids["UWR-SEARCH"], ids["BRK-MAIL"], ids["CLM-TRIAGE"]]


def test_the_mouse_drags_a_name(page: ComparePage, qtbot: QtBot) -> None:
    header = page.table.horizontalHeader()
    y = header.height() // 2
    start = QPoint(header.sectionViewportPosition(0) + header.sectionSize(0) // 2, y)
    end = QPoint(header.sectionViewportPosition(1) + header.sectionSize(1) * 3 // 4, y)
    area = header.viewport()
    qtbot.mousePress(area, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(area, start + QPoint(30, 0))
    qtbot.mouseMove(area, end)
    qtbot.mouseRelease(area, Qt.MouseButton.LeftButton, pos=end)
    qtbot.waitUntil(lambda: codes(page) == ["UWR-SEARCH", "CLM-TRIAGE", "BRK-MAIL"])


# What becomes of initiatives


def test_what_is_archived_or_deleted_leaves_and_comes_back_with_undo(
    workspace: Workspace, page: ComparePage, ids: dict[str, int], qtbot: QtBot
) -> None:
    workspace.session.run(set_archived, ids["UWR-SEARCH"], archived=True)
    qtbot.waitUntil(lambda: codes(page) == ["CLM-TRIAGE", "BRK-MAIL"])
    workspace.session.run(undo)
    qtbot.waitUntil(lambda: codes(page) == ["CLM-TRIAGE", "UWR-SEARCH", "BRK-MAIL"])
    added = workspace.session.run(add_initiative, initiative("NEW", 0))
    assert added
    workspace.compare([ids["CLM-TRIAGE"], created(added)])
    workspace.session.run(delete_initiative, created(added))
    qtbot.waitUntil(lambda: page.brief is None)
    workspace.session.run(undo)
    qtbot.waitUntil(lambda: codes(page) == ["CLM-TRIAGE", "NEW"])


def test_an_edit_elsewhere_is_shown(
    workspace: Workspace, page: ComparePage, ids: dict[str, int], qtbot: QtBot
) -> None:
    side = next(s for s in page.table._model.sides if s.initiative.id == ids["BRK-MAIL"])
    assert side.assessment
    workspace.session.run(set_level, side.assessment.case.review.id, "value-owner", 0)
    qtbot.waitUntil(lambda: page.answer.accessibleName().startswith("Policy wording search"))


def test_a_column_is_opened(
    workspace: Workspace, page: ComparePage, ids: dict[str, int], qtbot: QtBot
) -> None:
    page.table.choose_column(2)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert type(workspace.page) is InitiativePage
    assert workspace.current == ids["BRK-MAIL"]
    workspace.go_back()
    assert page_of(workspace) is page
    workspace.go_back()
    assert page.isHidden()


def test_the_menu_of_a_column_offers_what_the_buttons_do(page: ComparePage) -> None:
    menu = QMenu()
    page._fill_menu(menu, 0)
    offered = [(action.text(), action.isEnabled()) for action in menu.actions() if action.text()]
    assert offered == [("Open", True), ("Move left", False), ("Move right", True), ("Take out", True)]


def test_the_comparison_stays_while_other_pages_are_shown(
    workspace: Workspace, page: ComparePage, menu: Trigger
) -> None:
    menu("portfolio")
    workspace.portfolio.findChild(PortfolioTable).clearSelection()  # type: ignore[union-attr]
    menu("compare")
    assert codes(page) == ["CLM-TRIAGE", "UWR-SEARCH", "BRK-MAIL"]


# Export


def test_the_export_is_what_is_shown_and_its_folder_is_remembered(
    page: ComparePage, tmp_path: Path, qtbot: QtBot
) -> None:
    assert page.brief
    out = tmp_path / "out.pdf"
    with qtbot.waitSignal(page.exporting.exported, timeout=20_000):
        page.exporting.export_to(page.brief, out)
    assert page.answer.accessibleName() in pages_of(out.read_bytes())[0]
    assert page._context.settings.brief_folder == str(tmp_path)
    assert page.state.text() == f"Exported to {out}"


@pytest.mark.slow
def test_a_comparison_is_exported_as_slides(page: ComparePage, tmp_path: Path, qtbot: QtBot) -> None:
    assert page.brief is not None
    page.exporting.format.box.set_value(FileType.SLIDES)
    assert page._export.text() == "Export…"
    assert not page.protect.isEnabled()
    out = tmp_path / "out.pptx"
    with qtbot.waitSignal(page.exporting.exported, timeout=20_000):
        page.exporting.export_to(page.brief, out)
    assert out.read_bytes().startswith(b"PK")


@pytest.mark.slow
def test_a_failed_export_is_reported(page: ComparePage, tmp_path: Path, qtbot: QtBot) -> None:
    assert page.brief
    page.exporting.export_to(page.brief, tmp_path / "nowhere" / "out.pdf")
    qtbot.waitUntil(lambda: bool(page.window().findChildren(QMessageBox)), timeout=20_000)
    boxes = page.window().findChildren(QMessageBox)
    assert "was not written" in boxes[-1].text()
    boxes[-1].accept()


def test_what_the_export_leaves_out_is_chosen_and_remembered(page: ComparePage) -> None:
    assert page.omitted.text() == "Left out, for others"
    page.omitted.lines[Omission.NAMES].setChecked(True)
    assert page.omitted.text() == "Left out, for others: 1"
    assert page._context.settings.omitted(PaperKind.COMPARISON) == {Omission.NAMES}
    page.export()
    dialog = page.window().findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.reject()


@pytest.mark.slow
def test_the_questions_to_expect_are_exported_where_they_are_ticked_and_that_is_remembered(
    page: ComparePage, tmp_path: Path, qtbot: QtBot
) -> None:
    assert page.questions.text() == "Questions to expect, for the presenter"
    assert not page.questions.isChecked()
    page.questions.setChecked(True)
    assert QuestionsBox(page._context, PaperKind.COMPARISON).isChecked()
    page.export()
    dialog = page.window().findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    out = tmp_path / "asked.pdf"
    dialog.selectFile(str(out))
    with qtbot.waitSignal(page.exporting.exported, timeout=20_000):
        dialog.accept()
    assert "Questions to expect" in pages_of(out.read_bytes())[-1]
    page.questions.setChecked(False)
    assert not QuestionsBox(page._context, PaperKind.COMPARISON).isChecked()


def test_slides_have_the_questions_as_notes_so_that_nothing_is_ticked_for_them(page: ComparePage) -> None:
    assert page.questions.isEnabled()
    page.exporting.format.box.set_value(FileType.SLIDES)
    assert not page.questions.isEnabled()
    page.exporting.format.box.set_value(FileType.WORD)
    assert page.questions.isEnabled()
