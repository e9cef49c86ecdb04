"""The settings of the portfolio, of which there is one row."""

from typing import Final

from fivegates.domain.portfolio.settings import Settings
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.records.columns import Column
from fivegates.store.records.edits import Edit
from fivegates.store.records.queries import all_rows
from fivegates.store.records.table import RecordTable

SETTINGS: Final = RecordTable(
    Settings,
    "portfolio",
    own=[
        Column("rubric_id", lambda name: {"rubric_id": name or None}, lambda row: row["rubric_id"] or ""),
        Column(
            "rubric_version",
            lambda version: {"rubric_version": version or None},
            lambda row: row["rubric_version"] or "",
        ),
    ],
)


def read_settings(file: PortfolioFile) -> Settings:
    """The portfolio's settings."""
    return file.kept(
        ("settings",),
        frozenset({SETTINGS.name}),
        lambda: SETTINGS.value(all_rows(file, "SELECT * FROM portfolio")[0]),
    )


def save_settings(edit: Edit, settings: Settings) -> None:
    """Save the portfolio's settings."""
    edit.update("portfolio", {"id": 1}, SETTINGS.row(settings))
