"""What the portfolio page asks of an open portfolio, without any of the rules."""

from fivegates.actions.opened import OpenPortfolio
from fivegates.domain.overview import OverviewLine
from fivegates.domain.settings import Settings
from fivegates.store.records import verdicts


def lines(opened: OpenPortfolio) -> tuple[OverviewLine, ...]:
    """All initiatives by name, each with the verdict of its latest review."""
    return verdicts.read_overview(opened.file)


def settings(opened: OpenPortfolio) -> Settings:
    """Return the portfolio's settings."""
    return verdicts.read_settings(opened.file)
