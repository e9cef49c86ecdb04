"""Reads which lines of the ledgers were imported, without their figures."""

from dataclasses import dataclass
from typing import Final

from fivegates.domain.economics.months import Month
from fivegates.store.faults import READING, told_in_words
from fivegates.store.portfolio_file import PortfolioFile

_LINES: Final = """
SELECT 'cost' AS kind, id, initiative_id, dated, source, fingerprint FROM cost WHERE fingerprint <> ''
UNION ALL SELECT 'usage', id, initiative_id, dated, source, fingerprint FROM usage WHERE fingerprint <> ''
"""


@dataclass(frozen=True, slots=True)
class ImportedLine:
    """A cost or usage line that came from a file named `source`."""

    id: int
    initiative_id: int
    is_cost: bool
    month: Month
    source: str
    fingerprint: str


def read_imported(file: PortfolioFile) -> tuple[ImportedLine, ...]:
    """The cost and usage lines that were imported, whichever initiative they went to."""
    with told_in_words(file.path, READING):
        found = file.connection.execute(_LINES).fetchall()
    return tuple(
        ImportedLine(
            id=row["id"],
            initiative_id=row["initiative_id"],
            is_cost=row["kind"] == "cost",
            month=Month.parse(row["dated"][:7]),
            source=row["source"],
            fingerprint=row["fingerprint"],
        )
        for row in found
    )
