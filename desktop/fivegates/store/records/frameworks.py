"""The mappings to frameworks that a portfolio holds."""

from typing import Final

from fivegates.domain.frameworks.framework import Framework, FrameworkItem
from fivegates.store.file.portfolio_file import PortfolioFile, kept_of
from fivegates.store.records.table import RecordTable

FRAMEWORK_ITEM: Final = RecordTable(FrameworkItem, "framework_item", parent="framework_id")
FRAMEWORK: Final = RecordTable(Framework, "framework", parts={"items": FRAMEWORK_ITEM})


@kept_of(FRAMEWORK.tables)
def read_frameworks(file: PortfolioFile) -> tuple[Framework, ...]:
    """The frameworks of the portfolio's own with their items, in the order in which they were added."""
    return FRAMEWORK.all(file)
