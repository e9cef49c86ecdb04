"""The mappings to frameworks that a portfolio holds."""

from typing import Final

from fivegates.domain.frameworks.framework import Framework, FrameworkItem
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.records.table import RecordTable

FRAMEWORK_ITEM: Final = RecordTable(FrameworkItem, "framework_item", parent="framework_id")
FRAMEWORK: Final = RecordTable(Framework, "framework", parts={"items": FRAMEWORK_ITEM})


def read_frameworks(file: PortfolioFile) -> tuple[Framework, ...]:
    """The frameworks of the portfolio's own with their items, in the order in which they were added."""
    return file.kept(("frameworks",), FRAMEWORK.tables, lambda: _read(file))


def _read(file: PortfolioFile) -> tuple[Framework, ...]:
    """Read them."""
    with file.held_still():
        items = FRAMEWORK_ITEM.grouped(
            file.rows("SELECT * FROM framework_item ORDER BY framework_id, number")
        )
        found = file.rows("SELECT * FROM framework ORDER BY id")
        return tuple(FRAMEWORK.value(row, items=tuple(items[row["id"]])) for row in found)
