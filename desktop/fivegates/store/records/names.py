"""The people and business units that the records of a portfolio name."""

from collections.abc import Iterator
from typing import Final

from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.records.edits import Edit
from fivegates.store.records.portfolio import owner_of
from fivegates.store.records.rows import KEYS, Row, Value

PEOPLE: Final = (
    ("initiative", "sponsor"),
    ("action", "owner"),
    ("decision", "by"),
    ("condition", "owner"),
    ("idea", "owner"),
    ("idea", "by"),
    ("idea", "decided_by"),
    ("forecast", "by"),
    ("capacity_owner", "name"),
    ("risk_class", "by"),
    ("waiver", "requester"),
    ("waiver", "approver"),
    ("waiver", "revoked_by"),
    ("brief_meeting", "presenter"),
    ("paper_meeting", "presenter"),
)
"""Each table and column that names somebody, but for reviews, which may be final, and sealed ballots."""


def read_people(file: PortfolioFile) -> list[str]:
    """Everybody who is named anywhere, once for each way of writing."""
    columns = (*PEOPLE, ("review", "reviewer"), ("ballot", "name"))
    return [name for table, column in columns for name in _distinct(file, table, column)]


def read_units(file: PortfolioFile) -> list[str]:
    """Every business unit, once for each way of writing."""
    return list(_distinct(file, "initiative", "business_unit"))


def _distinct(file: PortfolioFile, table: str, column: str) -> Iterator[str]:
    """The texts of a column that are not empty."""
    sql = f'SELECT DISTINCT "{column}" AS name FROM "{table}" WHERE "{column}" <> \'\''  # noqa: S608 - our names
    return (row["name"] for row in file.rows(sql))


def rename_person(edit: Edit, old: str, new: str) -> frozenset[int]:
    """Write `new` wherever `old` is named, in any case; returns the ids of the initiatives concerned.

    The id 0 stands for what belongs to no initiative: ideas, the capacity plan, and papers on several.
    """
    wanted = old.strip().casefold()
    concerned = set()
    held: dict[tuple[str, Value], Row] = {}
    for table, column in PEOPLE:
        for row in edit.file.rows(f'SELECT * FROM "{table}"'):  # noqa: S608 - our names
            if row[column].strip().casefold() == wanted:
                key = {part: row[part] for part in KEYS.get(table, ("id",))}
                edit.update(table, key, {column: new})
                concerned.add(owner_of(edit.file, table, dict(row), held))
    return frozenset(concerned)
