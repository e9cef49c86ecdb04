"""The facets of the portfolio page: offered with counts, combined, said, and taken back."""

import pytest
from PySide6.QtWidgets import QMenu

from fivegates.domain.portfolio.facets import Facet
from fivegates.ui.portfolio.page import PortfolioPage
from fivegates.ui.portfolio.table import PortfolioTable
from fivegates.ui.window.workspace import Workspace


@pytest.fixture
def page(workspace: Workspace) -> PortfolioPage:
    return workspace.portfolio


def rows(page: PortfolioPage) -> int:
    table = page.findChild(PortfolioTable)
    assert table is not None
    return table.model().rowCount()


def submenus(page: PortfolioPage) -> list[QMenu]:
    """One a facet, filled as when the menu opens."""
    menu = page.facets.button.menu()
    menu.aboutToShow.emit()
    return [made for action in menu.actions() if isinstance(made := action.menu(), QMenu)]


def test_the_values_that_there_are_are_offered_with_their_counts(page: PortfolioPage) -> None:
    offered = {each.title(): [action.text() for action in each.actions()] for each in submenus(page)}
    assert offered["Verdict"] == ["Incomplete (1)", "Not reviewed (1)"]
    assert offered["Since the review"] == []


def test_a_choice_narrows_the_table_and_says_so(page: PortfolioPage) -> None:
    page.facets.choose(Facet.VERDICT, {"unreviewed"})
    assert rows(page) == 1
    assert page.facets.words == "Verdict: Not reviewed"
    page.facets.choose(Facet.STAGE, {"retired"})
    assert rows(page) == 0
    assert page.nothing_found.isVisible()


def test_all_are_shown_again(page: PortfolioPage) -> None:
    page.facets.choose(Facet.VERDICT, {"unreviewed"})
    page.facets.clear.click()
    assert rows(page) == 2
    assert not page.facets.line.isVisible()


def test_a_line_of_the_menu_switches_its_value(page: PortfolioPage) -> None:
    for expected in (1, 2):
        submenus(page)[0].actions()[1].trigger()
        assert rows(page) == expected
