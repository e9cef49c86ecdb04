"""The search field of the sidebar, used with the keyboard: what it lists, and where a hit leads."""

from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import pytest
from acting import created
from builders import (
    REVIEWED,
    action_for,
    change,
    cost,
    decision,
    evidence_for,
    initiative,
    price_book,
    scenario,
)
from examples import slow_after
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fivegates.actions.capacity.plans import save_plan_settings
from fivegates.actions.comments import add_comment
from fivegates.actions.evidence import add_evidence
from fivegates.actions.file.creation import create_portfolio
from fivegates.actions.file.files import close_portfolio
from fivegates.actions.importing.prices import add_book
from fivegates.actions.initiatives import add_initiative
from fivegates.actions.ledger import add_lines
from fivegates.actions.plan import add_action
from fivegates.actions.queries import assessment, current_rubric, find_initiative, record
from fivegates.actions.records import add_change, add_decision, add_scenario
from fivegates.actions.reviews import start_review
from fivegates.actions.rubrics import rubric_with, use_rubric
from fivegates.actions.scoring import set_rationale
from fivegates.actions.search import find
from fivegates.domain.capacity.settings import CapacitySettings, OwnerCapacity
from fivegates.domain.economics.ledger import Ledger
from fivegates.domain.language import Message
from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.search import Hit, HitKind
from fivegates.ui.capacity.page import CapacityPage
from fivegates.ui.initiative.comments import CommentsDialog
from fivegates.ui.initiative.page import InitiativePage
from fivegates.ui.prices.dialog import PricesDialog
from fivegates.ui.search import SearchField, SearchResults
from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.sidebar_list import SidebarList
from fivegates.ui.window.workspace import Workspace

W = TypeVar("W", bound=QWidget)


@pytest.fixture
def portfolio_path(tmp_path: Path) -> Path:
    """An initiative under review with a record of each kind, and one without a review."""
    path = tmp_path / "Board.fivegates"
    opened = create_portfolio(path, "Board pack")
    claims = created(add_initiative(opened, initiative("CLAIMS", 0)))
    review = created(start_review(opened, claims, REVIEWED, "R. Marsh"))
    set_rationale(opened, review, "trust-drift", "Seen by Katarzyna Żółkiewska <b>&amp;")
    add_evidence(opened, claims, evidence_for("trust-drift"))
    add_evidence(opened, claims, evidence_for("value-owner"))
    add_action(opened, claims, action_for("value-owner"))
    add_change(opened, claims, change())
    add_decision(opened, claims, decision())
    add_scenario(opened, claims, scenario())
    line = replace(cost(), note="Cormorant")
    add_lines(opened, {claims: Ledger(costs=(cost(), line))}, Message("Import"))
    add_book(opened, replace(price_book(), source="List price of the day"))
    add_initiative(opened, initiative("BILLS", 0))
    save_plan_settings(opened, CapacitySettings(owners=(OwnerCapacity("Ines Falk", Decimal(3)),)))
    close_portfolio(opened)
    return path


@pytest.fixture
def field(workspace: Workspace) -> SearchField:
    return child(workspace, SearchField)


@pytest.fixture
def results(workspace: Workspace) -> SearchResults:
    return child(workspace, SearchResults)


def child(parent: QWidget, kind: type[W]) -> W:
    found = parent.findChild(kind)
    assert found
    return found


def focused() -> QWidget:
    focus = QApplication.focusWidget()
    assert focus
    return focus


def search_for(qtbot: QtBot, field: SearchField, results: SearchResults, words: str) -> None:
    """Type words, and wait until what is found is shown."""
    field.clear()
    results.status.clear()
    qtbot.keyClicks(field, words)
    qtbot.waitUntil(lambda: bool(results.status.text()))


@dataclass
class Searching:
    """The search of a workspace, used with the keyboard."""

    workspace: Workspace
    field: SearchField
    results: SearchResults
    qtbot: QtBot

    @property
    def page(self) -> InitiativePage:
        assert isinstance(self.workspace.page, InitiativePage)
        return self.workspace.page

    def find(self, words: str) -> None:
        search_for(self.qtbot, self.field, self.results, words)

    def go_to(self, kind: HitKind) -> Hit:
        """Choose the first hit of a kind with the arrows, and press Enter."""
        listed = self.results.list
        row, hit = next((row, hit) for row, hit in enumerate(listed.hits) if hit.kind is kind)
        self.qtbot.keyClick(self.field, Qt.Key.Key_Down)
        for _ in range(row):
            self.qtbot.keyClick(listed, Qt.Key.Key_Down)
        self.qtbot.keyClick(listed, Qt.Key.Key_Return)
        return hit


@pytest.fixture
def searching(workspace: Workspace, field: SearchField, results: SearchResults, qtbot: QtBot) -> Searching:
    return Searching(workspace, field, results, qtbot)


@pytest.mark.parametrize("key", slow_after(1, [Qt.Key.Key_F3, Qt.Key.Key_Slash]))
def test_a_key_goes_to_the_field(window: MainWindow, field: SearchField, qtbot: QtBot, key: Qt.Key) -> None:
    qtbot.keyClick(window, key)
    assert QApplication.focusWidget() is field


def test_enter_in_the_field_leads_to_the_criterion_of_a_rationale(
    workspace: Workspace, field: SearchField, results: SearchResults, qtbot: QtBot
) -> None:
    qtbot.keyClicks(field, "zolkiew")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(workspace.page, InitiativePage))
    page = workspace.page
    assert isinstance(page, InitiativePage)
    assert page.tabs.score.criterion == "trust-drift"
    assert page.isAncestorOf(focused())
    (hit,) = results.list.hits
    assert results.status.text() == "1 hit"
    assert hit.snippet.text == "Seen by Katarzyna Żółkiewska <b>&amp;"


def test_results_take_the_place_of_the_initiatives(
    workspace: Workspace, field: SearchField, results: SearchResults, qtbot: QtBot
) -> None:
    listed = child(workspace, SidebarList)
    search_for(qtbot, field, results, "marsh")
    assert results.isVisible()
    assert not listed.isVisible()
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is results.list
    qtbot.keyClick(results.list, Qt.Key.Key_Up)
    assert QApplication.focusWidget() is field
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    assert listed.isVisible()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert workspace.page.isAncestorOf(focused())


@pytest.mark.parametrize(
    ("words", "kind", "tab"),
    slow_after(
        1,
        [
            ("test value-owner", HitKind.EVIDENCE, "evidence"),
            ("owner", HitKind.ACTION, "plan"),
            ("model", HitKind.CHANGE, "changes"),
            ("board", HitKind.DECISION, "decisions"),
            ("fallback", HitKind.CONDITION, "decisions"),
            ("rework", HitKind.THRESHOLD, "decisions"),
        ],
    ),
)
def test_a_record_is_chosen_in_its_tab(searching: Searching, words: str, kind: HitKind, tab: str) -> None:
    searching.find(words)
    hit = searching.go_to(kind)
    shown = getattr(searching.page.tabs, tab)
    chosen = shown.table.current()
    assert chosen
    assert chosen.record_id == hit.record_id
    assert QApplication.focusWidget() is shown.table


@pytest.mark.slow
def test_a_review_is_shown_and_a_scenario_where_costs_grow(searching: Searching) -> None:
    searching.find("marsh")
    hit = searching.go_to(HitKind.REVIEW)
    assert searching.page.review_of(hit.initiative_id) == hit.record_id
    searching.find("merger")
    searching.go_to(HitKind.SCENARIO)
    assert searching.page.tabs.costs.scale.isVisible()


def test_a_line_of_costs_is_chosen(searching: Searching) -> None:
    searching.find("cormorant")
    hit = searching.go_to(HitKind.COST)
    chosen = searching.page.tabs.costs.costs.table.chosen_rows()
    assert [row.record_id for row in chosen] == [hit.record_id]


def test_what_initiatives_share_leads_to_its_own_place(searching: Searching) -> None:
    searching.find("list price")
    searching.go_to(HitKind.PRICE_BOOK)
    dialog = child(searching.workspace, PricesDialog)
    assert dialog.isVisible()
    dialog.close()
    searching.find("board pack")
    listed = searching.results.list
    assert listed.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole).startswith("Portfolio")
    searching.go_to(HitKind.PORTFOLIO)
    assert not isinstance(searching.workspace.page, InitiativePage)


def test_a_name_in_the_capacity_plan_leads_there(searching: Searching) -> None:
    searching.find("ines falk")
    searching.go_to(HitKind.CAPACITY)
    assert isinstance(searching.workspace.page, CapacityPage)


def test_a_criterion_of_the_rubric_is_shown_at_an_initiative(searching: Searching) -> None:
    searching.find("claims")
    shown = searching.go_to(HitKind.INITIATIVE).initiative_id
    searching.find("drift watched")
    searching.go_to(HitKind.CRITERION)
    assert searching.workspace.shown == shown
    assert searching.page.tabs.score.criterion == "trust-drift"


def test_an_initiative_without_a_review_is_opened(searching: Searching) -> None:
    searching.find("bills")
    hit = searching.go_to(HitKind.INITIATIVE)
    assert hit.code == "BILLS"
    assert searching.workspace.shown == hit.initiative_id
    searching.find("drift watched")
    searching.go_to(HitKind.CRITERION)
    assert searching.workspace.shown == hit.initiative_id


def test_nothing_found_is_said(field: SearchField, results: SearchResults, qtbot: QtBot) -> None:
    for words in ("albatross", '"*('):
        search_for(qtbot, field, results, words)
        assert results.status.text() == "Nothing in the portfolio contains these words."
        assert not results.list.isVisible()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is not results.list


def test_results_follow_edits_and_undo(
    workspace: Workspace, field: SearchField, results: SearchResults, qtbot: QtBot
) -> None:
    search_for(qtbot, field, results, "albatross")
    workspace.session.run(add_initiative, initiative("ALBATROSS", 0))
    qtbot.waitUntil(lambda: len(results.list.hits) == 1)
    workspace.session.undo()
    qtbot.waitUntil(lambda: not results.list.hits)


def test_hits_are_reported_whole_to_a_screen_reader(
    field: SearchField, results: SearchResults, qtbot: QtBot
) -> None:
    search_for(qtbot, field, results, "zolkiewska")
    index = results.list.model().index(0, 0)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "CLAIMS" in spoken
    assert "Score, rationale, Seen by Katarzyna" in spoken
    assert "&lt;b&gt;&amp;amp;" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert results.list.accessibleName() == "Search results"
    assert field.accessibleName() == "Search everything"
    assert not results.list.grab().isNull()


def test_the_index_is_read_before_anyone_asks(workspace: Workspace, qtbot: QtBot) -> None:
    workspace.prepare_search()
    opened = workspace.session.opened
    qtbot.waitUntil(lambda: opened.search is not None and not list(opened.search.update()))


def test_a_file_that_cannot_be_read_is_reported_below_the_field(
    workspace: Workspace, field: SearchField, results: SearchResults, qtbot: QtBot
) -> None:
    search_for(qtbot, field, results, "marsh")
    connection = workspace.session.opened.file.connection
    connection.execute("UPDATE initiative SET tags = '[1]'")
    connection.execute("UPDATE revision SET number = number + 1")
    results.status.clear()
    field.setText("marsh r")
    qtbot.waitUntil(lambda: bool(results.status.text()))
    assert "hit" not in results.status.text()
    assert not results.list.hits


def test_a_read_only_portfolio_is_searched(window: MainWindow, portfolio_path: Path, qtbot: QtBot) -> None:
    portfolio_path.chmod(0o444)
    window.files.open_path(portfolio_path)
    assert window.workspace
    field, results = child(window.workspace, SearchField), child(window.workspace, SearchResults)
    search_for(qtbot, field, results, "zolkiewska")
    assert len(results.list.hits) == 1


def latest_rubric(workspace: Workspace, initiative_id: int) -> Rubric:
    opened = workspace.session.opened
    found = record(opened, initiative_id)
    return assessment(opened, found, found.reviews[-1]).case.rubric


def comment_dialog(window: MainWindow) -> CommentsDialog:
    return window.findChildren(CommentsDialog)[-1]


def test_enter_on_a_comment_opens_it_before_the_first_review_as_well(
    qtbot: QtBot, window: MainWindow, workspace: Workspace, field: SearchField
) -> None:
    bills = find_initiative(workspace.session.opened, "BILLS")
    workspace.session.run(add_comment, bills, "value-owner", "Ask Quetzalcoatl")
    field.setFocus()
    qtbot.keyClicks(field, "quetzalcoatl")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.findChildren(CommentsDialog)))
    assert comment_dialog(window).text.toPlainText() == "Ask Quetzalcoatl"
    assert workspace.shown == bills


@pytest.mark.slow
def test_a_comment_on_a_criterion_that_this_review_has_not_opens_too(
    window: MainWindow, workspace: Workspace
) -> None:
    opened = workspace.session.opened
    claims = find_initiative(opened, "CLAIMS")
    use_rubric(opened, rubric_with(opened, ["agents"]))
    asked = {each.id for each in latest_rubric(workspace, claims).criteria}
    other = next(each.id for each in current_rubric(opened).criteria if each.id not in asked)
    workspace.session.run(add_comment, claims, other, "Ask Quetzalcoatl")
    (hit,) = find(opened, "quetzalcoatl")
    workspace.show_hit(hit)
    assert comment_dialog(window).text.toPlainText() == "Ask Quetzalcoatl"
