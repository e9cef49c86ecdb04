"""The Insights page: from anywhere to a gate and back, by keyboard."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from acting import created
from builders import REVIEWED
from fresh_files import opened_copy
from insight_cases import line, mark
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fivegates.actions import overview
from fivegates.actions.file.creation import create_portfolio
from fivegates.actions.file.files import close_portfolio
from fivegates.actions.initiatives import add_initiative, edit_initiative
from fivegates.actions.insights import gather_insights, gather_summary
from fivegates.actions.queries import find_initiative, record
from fivegates.actions.reviews import start_review
from fivegates.actions.scoring import set_level
from fivegates.domain.errors import UserError
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.insights.heatmap import heatmap
from fivegates.domain.language import ENGLISH
from fivegates.domain.verdict.states import GateState
from fivegates.domain.wording.insights import causes_finding, effort_finding, margins_finding
from fivegates.domain.wording.portfolio_summary import due_finding, movements_finding
from fivegates.ui.context import Context
from fivegates.ui.evidence_calendar import CalendarPage
from fivegates.ui.initiative.page import InitiativePage
from fivegates.ui.insights.heatmap import _AIR, HeatTable
from fivegates.ui.insights.page import InsightsPage
from fivegates.ui.insights.parts import Column, OpeningRow, OpeningTable
from fivegates.ui.theme import Theme, default_palettes
from fivegates.ui.widgets.labels import EmptyState, PlainLabel
from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.sidebar import Sidebar
from fivegates.ui.window.sidebar_list import SidebarList
from fivegates.ui.window.workspace import Workspace

KEY = Qt.Key
Trigger = Callable[[str], None]


@pytest.fixture
def portfolio_path(whole_sample: Path, tmp_path: Path) -> Path:
    """The sample, and one initiative that was never reviewed."""
    path = tmp_path / "sample.fivegates"
    opened = opened_copy(whole_sample, path)
    add_initiative(opened, Initiative("NEW", "Zzz new idea"))
    close_portfolio(opened)
    return path


@pytest.fixture
def page(workspace: Workspace, menu: Trigger, qtbot: QtBot) -> InsightsPage:
    """The page with everything worked out."""
    QApplication.processEvents()
    menu("insights")
    page = workspace.page
    assert isinstance(page, InsightsPage)
    wait_until_done(page, qtbot)
    return page


def wait_until_done(page: InsightsPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(
        lambda: page.effort.table.rowCount() > 0 and not reported(page, "Working out"), timeout=20_000
    )


def reported(root: QWidget, words: str) -> bool:
    """Whether a visible label says so."""
    return any(words in label.text() for label in root.findChildren(PlainLabel) if label.isVisible())


def cells(table: OpeningTable) -> list[list[str]]:
    model = table.model()
    return [
        [str(model.index(row, column).data()) for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]


def shown(workspace: Workspace) -> QWidget:
    """The page that is shown."""
    return workspace.page


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget
    return widget


def go_to(number: int, qtbot: QtBot) -> None:
    """Bring a part to the front by its key."""
    qtbot.keyClick(focused(), KEY(KEY.Key_0 + number), Qt.KeyboardModifier.AltModifier)


# Gates


def test_the_heatmap_takes_the_focus_and_enter_opens_the_gate(
    page: InsightsPage, workspace: Workspace, qtbot: QtBot
) -> None:
    assert isinstance(focused(), HeatTable)
    for _ in range(3):
        qtbot.keyClick(focused(), KEY.Key_Right)
    qtbot.keyClick(focused(), KEY.Key_Down)
    row = page.heat.table.currentIndex()
    assert row.data(Qt.ItemDataRole.AccessibleTextRole).count("3 Trust") == 1
    qtbot.keyClick(focused(), KEY.Key_Return)
    opened = workspace.page
    assert isinstance(opened, InitiativePage)
    assert opened.subject
    assert opened.subject.record.initiative.name == page.heat.table.model().index(row.row(), 0).data()
    assert opened.subject.rubric.criterion(opened.tabs.score.criterion).gate == "trust"


@pytest.mark.slow
def test_back_leads_to_where_one_came_from(
    page: InsightsPage, workspace: Workspace, menu: Trigger, qtbot: QtBot
) -> None:
    qtbot.keyClick(focused(), KEY.Key_Return)
    assert isinstance(workspace.page, InitiativePage)
    menu("back")
    assert shown(workspace) is page
    menu("back")
    assert shown(workspace) is workspace.portfolio


@pytest.mark.slow
def test_what_was_never_reviewed_opens_too(page: InsightsPage, workspace: Workspace, qtbot: QtBot) -> None:
    table = page.heat.table
    last = table.model().index(table.model().rowCount() - 1, 2)
    assert last.data(Qt.ItemDataRole.AccessibleTextRole) == "Zzz new idea: Not reviewed"
    table.setCurrentIndex(last)
    qtbot.keyClick(table, KEY.Key_Return)
    assert isinstance(workspace.page, InitiativePage)
    assert workspace.page.subject is None


@pytest.mark.slow
def test_a_double_click_opens(page: InsightsPage, workspace: Workspace) -> None:
    table = page.heat.table
    table.doubleClicked.emit(table.model().index(0, 0))
    assert isinstance(workspace.page, InitiativePage)


def test_nothing_chosen_opens_nothing(page: InsightsPage, workspace: Workspace, qtbot: QtBot) -> None:
    page.heat.table.setCurrentIndex(page.heat.table.model().index(-1, -1))
    qtbot.keyClick(page.heat.table, KEY.Key_Return)
    assert workspace.page is page


def test_cells_are_painted_in_the_colours_of_the_moment(context: Context, qtbot: QtBot) -> None:
    table = HeatTable(context)
    qtbot.addWidget(table)
    lines = [line(state.name, mark([state] * 5)) for state in GateState]
    table.resize(900, 300)
    table.show_heatmap(
        heatmap([*lines, line("Unseen"), line("Other", mark([GateState.OPEN], names=["Other"]))])
    )
    light = table.grab()
    context.palette = default_palettes().dark
    assert table.grab().toImage() != light.toImage()
    other = table.model().index(0, 1)
    assert "its rubric has no such gate" in str(other.data(Qt.ItemDataRole.AccessibleTextRole))


@pytest.mark.parametrize(("gates", "lines"), [(5, 1), (7, 2), (12, 2)])
def test_every_gate_of_a_wide_heatmap_has_room_for_its_word(
    context: Context, theme: Theme, qtbot: QtBot, gates: int, lines: int
) -> None:
    table = HeatTable(context)
    qtbot.addWidget(table)
    table.resize(1004, 500)
    names = [f"Gate {number}" for number in range(gates)]
    table.show_heatmap(heatmap([line("One", mark([GateState.CONDITIONAL] * gates, names=names))]))
    table.show()
    found = []
    for percent in (100, 200):
        theme.set_text_scale(percent)
        QApplication.processEvents()
        metrics = table.fontMetrics()
        assert table.columnWidth(1) > metrics.horizontalAdvance("Conditional")
        found.append((table.rowHeight(0) - _AIR) // metrics.height())
    assert found == [lines, 2]


def test_a_name_is_near_its_first_figure_in_a_wide_window(context: Context, qtbot: QtBot) -> None:
    table = HeatTable(context)
    qtbot.addWidget(table)
    table.resize(1760, 500)
    table.show_heatmap(heatmap([line("Claims triage", mark([GateState.OPEN] * 5))]))
    table.show()
    QApplication.processEvents()
    assert table.columnWidth(0) < 300
    assert sum(table.columnWidth(column) for column in range(6)) == pytest.approx(1760, abs=20)


# The other parts


def test_every_part_says_what_was_found(page: InsightsPage, workspace: Workspace) -> None:
    found = gather_insights(workspace.session.opened, REVIEWED)
    assert page.causes.finding.text() == causes_finding(found.causes, ENGLISH)
    assert page.effort.finding.text() == effort_finding(found.effort, ENGLISH)
    assert page.margins.chart.accessibleName() == margins_finding(found.margins, ENGLISH)


def test_choosing_a_cause_lists_what_it_holds_back_and_enter_opens(
    page: InsightsPage, workspace: Workspace, qtbot: QtBot
) -> None:
    go_to(3, qtbot)
    assert focused() is page.causes.causes
    first = cells(page.causes.held)
    qtbot.keyClick(focused(), KEY.Key_Down)
    second = cells(page.causes.held)
    assert first
    assert second
    assert first != second
    page.causes.held.setFocus()
    name = cells(page.causes.held)[page.causes.held.currentRow()][0]
    qtbot.keyClick(page.causes.held, KEY.Key_Return)
    opened = workspace.page
    assert isinstance(opened, InitiativePage)
    assert opened.subject
    assert opened.subject.record.initiative.name == name


def test_what_a_cause_frees_comes_first(page: InsightsPage) -> None:
    thens = [row[2] for row in cells(page.causes.held)]
    assert thens[0].startswith("“Ready with conditions” becomes “Ready”")
    assert thens[-1].startswith("stays")


@pytest.mark.slow
def test_effort_lists_places_then_what_cannot_be_counted(page: InsightsPage, qtbot: QtBot) -> None:
    go_to(4, qtbot)
    rows = cells(page.effort.table)
    assert [row[0] for row in rows] == ["1", "2", "3", "4", "5", "–"]
    assert rows[-1][1:4] == ["Zzz new idea", "–", "Not reviewed yet."]


@pytest.mark.slow
def test_names_that_begin_alike_have_the_code_first_in_every_table(
    workspace: Workspace, menu: Trigger, qtbot: QtBot
) -> None:
    for code in ("CLM-TRIAGE", "REN-LAPSE"):
        known = record(workspace.session.opened, find_initiative(workspace.session.opened, code)).initiative
        workspace.session.run(edit_initiative, replace(known, name=f"Customer service assistant {code}"))
    menu("insights")
    page = workspace.page
    assert isinstance(page, InsightsPage)
    wait_until_done(page, qtbot)
    heat = page.heat.table.model()
    listed = workspace.findChild(SidebarList)
    assert listed
    beside = listed.model()
    qtbot.waitUntil(
        lambda: (
            "CLM-TRIAGE Customer service assistant CLM-TRIAGE"
            in [beside.index(row, 0).data() for row in range(beside.rowCount())]
        )
    )
    for names in (
        [heat.index(row, 0).data() for row in range(heat.rowCount())],
        [row[1] for row in cells(page.effort.table)],
        [row[0] for row in cells(page.margins.table)],
    ):
        assert [name for name in names if "Customer service" in name] == [
            "REN-LAPSE Customer service assistant REN-LAPSE",
            "CLM-TRIAGE Customer service assistant CLM-TRIAGE",
        ]
    menu("calendar")
    calendar = workspace.page
    assert isinstance(calendar, CalendarPage)
    verdicts, proofs = calendar.verdicts.model(), calendar.proofs.model()
    qtbot.waitUntil(lambda: verdicts.rowCount() > 0)
    qtbot.keyClick(calendar, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    for model in (verdicts, proofs):
        named = [model.index(row, 1).data() for row in range(model.rowCount())]
        assert "REN-LAPSE Customer service assistant REN-LAPSE" in named


def test_the_track_record_lists_what_was_promised_and_enter_opens_it(
    page: InsightsPage, workspace: Workspace, qtbot: QtBot
) -> None:
    part = page.track
    page._tabs.setCurrentWidget(part)
    qtbot.waitUntil(lambda: part.kinds.rowCount() > 0, timeout=20_000)
    assert reported(part, "Nothing that earlier papers promised is due yet.")
    kinds = [row[0] for row in cells(part.kinds)]
    part.kinds.selectRow(kinds.index("Unit cost at volume"))
    assert reported(part, "Error: (projected − actual) / actual")
    (row,) = [each for each in cells(part.cases) if each[1] == "10 Feb 2026"]
    assert row[2:5] == ["€0.13 at 60,000 e-mails", "not yet due", "–"]
    part.cases.selectRow(0)
    qtbot.keyClick(part.cases, KEY.Key_Return)
    assert workspace.current == find_initiative(workspace.session.opened, "BRK-MAIL")


@pytest.mark.slow
def test_margins_are_drawn_and_everyone_is_named_below(page: InsightsPage, qtbot: QtBot) -> None:
    go_to(2, qtbot)
    qtbot.waitUntil(lambda: page.margins.chart.drawn, timeout=20_000)
    rows = cells(page.margins.table)
    assert rows[0][1:3] == ["Ready", "81%"]
    assert rows[-1] == ["Zzz new idea", "", "–", "Not reviewed yet."]


def test_enter_on_a_row_that_opens_nothing_does_nothing(context: Context, qtbot: QtBot) -> None:
    table = OpeningTable(context, "Table", [Column("One", wide=True)])
    qtbot.addWidget(table)
    opened: list[int] = []
    table.opened.connect(opened.append)
    qtbot.keyClick(table, KEY.Key_Return)
    table.show_rows([OpeningRow(("a",), None), OpeningRow(("b",), 7)])
    qtbot.keyClick(table, KEY.Key_Enter)
    qtbot.keyClick(table, KEY.Key_Down)
    qtbot.keyClick(table, KEY.Key_Enter)
    assert opened == [7]


# Keeping up


@pytest.mark.slow
def test_an_edit_while_another_page_is_shown_is_caught_up_with(
    page: InsightsPage, workspace: Workspace, menu: Trigger
) -> None:
    menu("portfolio")
    workspace.session.run(add_initiative, Initiative("LATER", "A later one"))
    assert page.heat.table.model().rowCount() == 7
    menu("insights")
    assert page.heat.table.model().rowCount() == 8


def test_an_edit_while_the_page_is_shown_is_followed(
    page: InsightsPage, workspace: Workspace, qtbot: QtBot
) -> None:
    of = next(
        each.initiative for each in overview.lines(workspace.session.opened) if each.initiative.code == "NEW"
    )
    review = workspace.session.run(start_review, of.id, REVIEWED)
    assert review
    workspace.session.run(set_level, created(review), "value-owner", 1)
    qtbot.waitUntil(
        lambda: page.effort.table.rowCount() == 6 and cells(page.effort.table)[-1][0] == "6", timeout=20_000
    )


def test_a_file_that_cannot_be_read_is_reported_and_the_gates_stay(
    page: InsightsPage, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def spoilt(_opened: object, _day: object) -> Iterator[object]:
        yield from ()
        raise UserError("What was sealed has been changed.")

    monkeypatch.setattr("fivegates.ui.insights.page.gather_cases", spoilt)
    page.refresh()
    qtbot.waitUntil(lambda: reported(page, "What was sealed has been changed."))
    assert page.heat.table.model().rowCount() == 7


def test_the_title_says_how_the_portfolio_stands(page: InsightsPage, workspace: Workspace) -> None:
    summary = gather_summary(workspace.session.opened)
    assert reported(page, "7 initiatives · 1 ready")
    assert reported(page, f"{movements_finding(summary, ENGLISH)}.")
    assert reported(page, f"{due_finding(summary, REVIEWED, ENGLISH)}.")


@pytest.mark.slow
def test_few_lines_leave_out_what_is_reported_elsewhere(
    page: InsightsPage, window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(1280, 400)
    qtbot.waitUntil(lambda: not reported(page, "7 initiatives"))
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: reported(page, "7 initiatives"))


def test_the_sidebar_leads_here_and_back(workspace: Workspace) -> None:
    sidebar = workspace.findChild(Sidebar)
    assert sidebar
    buttons = {button.text(): button for button in sidebar.findChildren(QPushButton)}
    buttons["Insights"].click()
    assert isinstance(workspace.page, InsightsPage)
    assert [text for text, button in buttons.items() if button.isChecked()] == ["Insights"]
    buttons["Portfolio"].click()
    assert shown(workspace) is workspace.portfolio
    assert [text for text, button in buttons.items() if button.isChecked()] == ["Portfolio"]


def test_before_the_first_review_it_says_what_to_do(
    window: MainWindow, menu: Trigger, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "empty.fivegates"
    close_portfolio(create_portfolio(path, "Empty"))
    window.files.open_path(path)
    QApplication.processEvents()
    menu("insights")
    assert window.workspace
    (state,) = [s for s in window.workspace.page.findChildren(EmptyState) if s.isVisible()]
    assert reported(state, "Nothing to compare yet")
    assert isinstance(focused(), QPushButton)
    qtbot.keyClick(focused(), KEY.Key_Space)
    assert window.workspace.page is window.workspace.portfolio


@pytest.mark.usefixtures("workspace")
def test_what_is_running_is_dropped_when_the_portfolio_is_closed(window: MainWindow, menu: Trigger) -> None:
    menu("insights")
    window.close_portfolio()
    assert window.workspace is None


@pytest.mark.slow
def test_a_refused_query_leaves_the_page_as_it_was(
    page: InsightsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page._session, "ask", lambda *_args: None)
    page.refresh()
    assert page.heat.table.model().rowCount() == 7
