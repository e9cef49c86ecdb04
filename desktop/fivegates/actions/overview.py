"""Queries of the portfolio page, which load none of the rules."""

from fivegates.actions.file.opened import OpenPortfolio
from fivegates.domain.portfolio.overview import OverviewLine
from fivegates.domain.portfolio.settings import Settings
from fivegates.store.records.overview import read_overview, read_overview_line
from fivegates.store.records.settings import read_settings


def lines(opened: OpenPortfolio) -> tuple[OverviewLine, ...]:
    """All initiatives by name, each with the verdict of its latest review."""
    return read_overview(opened.file)


def line(opened: OpenPortfolio, initiative_id: int) -> OverviewLine | None:
    """Return an initiative with the verdict of its latest review; None if it is gone."""
    return read_overview_line(opened.file, initiative_id)


def settings(opened: OpenPortfolio) -> Settings:
    """Return the portfolio's settings."""
    return read_settings(opened.file)
