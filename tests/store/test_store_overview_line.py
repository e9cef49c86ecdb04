"""The line of one initiative is the one that the overview of all has."""

from stored import run_outside

from fivegates.domain.verdict.states import VerdictState
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.records.overview import read_overview, read_overview_line


def test_each_line_is_that_of_the_overview(file: PortfolioFile) -> None:
    lines = read_overview(file)
    assert [read_overview_line(file, line.initiative.id) for line in lines] == list(lines)
    assert {line.latest is None for line in lines} == {True, False}


def test_it_shows_the_verdict_that_is_stored(file: PortfolioFile) -> None:
    run_outside(file.path, "UPDATE review_verdict SET verdict = 'ready' WHERE review_id = 2")
    line = read_overview_line(file, 1)
    assert line
    assert line.latest
    assert line.latest.verdict is VerdictState.READY


def test_there_is_none_of_an_initiative_that_is_gone(file: PortfolioFile) -> None:
    assert read_overview_line(file, 99) is None
