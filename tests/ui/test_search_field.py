"""The search field of the sidebar, used with the keyboard: what it lists, and where a hit leads."""

from collections.abc import Callable
from pathlib import Path

import pytest
from acting import created
from builders import REVIEWED, action_for, change, decision, evidence_for, initiative
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fivegates.actions.decisions import add_decision
from fivegates.actions.file.creation import create_portfolio
from fivegates.actions.file.files import close_portfolio
from fivegates.actions.initiatives import add_initiative
from fivegates.actions.records import add_action, add_change, add_evidence
from fivegates.actions.reviews import start_review
from fivegates.actions.scoring import set_rationale
from fivegates.domain.search.hits import HitKind
from fivegates.ui.initiative.page import InitiativePage
from fivegates.ui.search.hit_list import HitList
from fivegates.ui.search.search import SearchField, SearchResults
from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.sidebar import SidebarList
from fivegates.ui.window.workspace import Workspace

Trigger = Callable[[str], None]


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
    add_initiative(opened, initiative("BILLS", 0))
    close_portfolio(opened)
    return path


@pytest.fixture
def field(workspace: Workspace) -> SearchField:
    return child(workspace, SearchField)


@pytest.fixture
def results(workspace: Workspace) -> SearchResults:
    return child(workspace, SearchResults)


def child[W: QWidget](parent: QWidget, kind: type[W]) -> W:
    found = parent.findChild(kind)
    assert found
    return found


def hit_words(results: SearchResults) -> list[str]:
    return [hit.snippet.text for hit in results.list.hits]


def search_for(qtbot: QtBot, field: SearchField, results: SearchResults, words: str) -> None:
    field.clear()
    results.status.clear()
    qtbot.keyClicks(field, words)
    qtbot.waitUntil(lambda: bool(results.status.text()))


def go_to(qtbot: QtBot, results: SearchResults, kind: HitKind, place: str) -> None:
    """Choose the first hit of a kind with the arrows, and press Enter."""
    row = next(row for row, hit in enumerate(results.list.hits) if (hit.kind, hit.place) == (kind, place))
    results.list.setFocus()
    for _ in range(row):
        qtbot.keyClick(results.list, Qt.Key.Key_Down)
    qtbot.keyClick(results.list, Qt.Key.Key_Return)


def page_of(workspace: Workspace) -> InitiativePage:
    assert isinstance(workspace.page, InitiativePage)
    return workspace.page


@pytest.mark.parametrize("key", [Qt.Key.Key_F3, Qt.Key.Key_Slash])
def test_a_key_goes_to_the_field(window: MainWindow, field: SearchField, qtbot: QtBot, key: Qt.Key) -> None:
    qtbot.keyClick(window, key)
    assert QApplication.focusWidget() is field


def test_enter_in_the_field_leads_to_the_criterion_of_a_rationale(
    workspace: Workspace, field: SearchField, results: SearchResults, qtbot: QtBot
) -> None:
    qtbot.keyClicks(field, "zolkiew")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(workspace.page, InitiativePage))
    page = page_of(workspace)
    assert page.score.criterion == "trust-drift"
    assert page.isAncestorOf(QApplication.focusWidget())
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
    assert workspace.page.isAncestorOf(QApplication.focusWidget())


@pytest.mark.parametrize(
    ("words", "kind", "place", "tab"),
    [
        ("test owner", HitKind.EVIDENCE, "title", "evidence"),
        ("owner", HitKind.ACTION, "title", "plan"),
        ("model", HitKind.CHANGE, "text", "changes"),
        ("b", HitKind.DECISION, "rationale", "decisions"),
    ],
)
def test_a_record_is_chosen_in_its_tab(  # noqa: PLR0913 - a case
    workspace: Workspace,
    field: SearchField,
    results: SearchResults,
    qtbot: QtBot,
    words: str,
    kind: HitKind,
    place: str,
    tab: str,
) -> None:
    search_for(qtbot, field, results, words)
    hit = next(hit for hit in results.list.hits if hit.kind is kind)
    go_to(qtbot, results, kind, hit.place)
    shown = getattr(page_of(workspace), tab)
    assert shown.isVisible()
    chosen = shown.table.current()
    assert chosen
    assert chosen.record_id == hit.record_id
    assert QApplication.focusWidget() is shown.table
    assert place


def test_a_criterion_of_the_rubric_is_shown_at_an_initiative(
    workspace: Workspace, field: SearchField, results: SearchResults, qtbot: QtBot
) -> None:
    claims = next(h for h in [workspace.portfolio] if h)
    assert claims
    search_for(qtbot, field, results, "claims")
    go_to(qtbot, results, HitKind.INITIATIVE, results.list.hits[0].place)
    shown = workspace.shown
    search_for(qtbot, field, results, "drift watched")
    go_to(qtbot, results, HitKind.CRITERION, "title")
    assert workspace.shown == shown


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


def test_hits_are_told_whole_to_a_screen_reader(
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


def test_a_file_that_cannot_be_read_is_told_below_the_field(
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


def test_the_list_is_named(workspace: Workspace) -> None:
    assert child(workspace, HitList).accessibleName()
