"""The settings of a portfolio, apart from its records: a window that opens shows the former alone."""

from typing import Final

from fivegates.domain.portfolio.settings import Settings
from fivegates.store.file.portfolio_file import PortfolioFile, cached_by_tables
from fivegates.store.records.columns import Column
from fivegates.store.records.edits import Edit
from fivegates.store.records.table import RecordTable


def _or_nothing(field: str) -> Column:
    """A column of text that is NULL where there is none."""
    return Column(field, lambda text: {field: text or None}, lambda row: row[field] or "")


SETTINGS: Final = RecordTable(
    Settings, "portfolio", own=[_or_nothing("rubric_id"), _or_nothing("rubric_version")]
)


@cached_by_tables(SETTINGS.tables)
def read_settings(file: PortfolioFile) -> Settings:
    """The portfolio's settings."""
    return SETTINGS.value(file.rows("SELECT * FROM portfolio")[0])


def save_settings(edit: Edit, settings: Settings) -> None:
    """Save the portfolio's settings."""
    edit.update("portfolio", {"id": 1}, SETTINGS.row(settings))
