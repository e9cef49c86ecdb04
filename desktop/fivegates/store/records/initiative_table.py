"""The table of initiatives, apart from what is recorded of them, which a window that opens does not show."""

from typing import Final

from fivegates.domain.initiative.initiative import Initiative
from fivegates.store.records.table import RecordTable

INITIATIVE: Final = RecordTable(Initiative, "initiative")
