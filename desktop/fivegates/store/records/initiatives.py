"""Initiatives, and what is recorded of them by date: evidence, changes, actions."""

from typing import Final

from fivegates.domain.initiative.initiative import Action, Change, Evidence, Initiative
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.records.columns import Column
from fivegates.store.records.conversions import person_days, tenths
from fivegates.store.records.queries import all_rows
from fivegates.store.records.table import RecordTable

EVIDENCE: Final = RecordTable(
    Evidence,
    "evidence",
    parent="initiative_id",
    names={"file": {"name": "file_name", "digest": "file_digest", "size": "file_size"}},
    cached=4_096,
)
CHANGE: Final = RecordTable(Change, "change", parent="initiative_id")
ACTION: Final = RecordTable(
    Action,
    "action",
    parent="initiative_id",
    own=[
        Column(
            "effort",
            lambda effort: {"effort_tenths": tenths(effort)},
            lambda row: person_days(row["effort_tenths"]),
        )
    ],
)
INITIATIVE: Final = RecordTable(Initiative, "initiative")


def read_initiative_ids(file: PortfolioFile) -> list[int]:
    """The ids of all initiatives, in the order in which they were added."""
    return [row["id"] for row in all_rows(file, "SELECT id FROM initiative ORDER BY id")]


def find_initiative(file: PortfolioFile, code: str) -> int | None:
    """The id of the initiative with this code, upper and lower case alike.

    A code from a command line may hold bytes that are no text; no initiative has those.
    """
    found = all_rows(file, "SELECT id FROM initiative WHERE code = ?", code.encode(errors="replace").decode())
    return found[0]["id"] if found else None
