"""The people and business units that the records of a portfolio name."""

from collections.abc import Iterator
from typing import Final

from fivegates.domain.fields import person_fields
from fivegates.domain.portfolio.meeting import MeetingMatter
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.records.edits import Edit
from fivegates.store.records.initiative_table import INITIATIVE
from fivegates.store.records.initiatives import ACTION, CONDITION, DECISION, FORECAST, RISK_CLASS, WAIVER
from fivegates.store.records.portfolio import owner_of
from fivegates.store.records.portfolio_tables import BRIEF_MEETING, CAPACITY_OWNER, IDEA
from fivegates.store.records.rows import KEYS, Row, Value

_TABLES: Final = (
    INITIATIVE,
    ACTION,
    DECISION,
    CONDITION,
    IDEA,
    FORECAST,
    CAPACITY_OWNER,
    RISK_CLASS,
    WAIVER,
    BRIEF_MEETING,
)
PERSON_COLUMNS: Final = (
    *((table.name, field) for table in _TABLES for field in person_fields(table.kind)),
    *(("paper_meeting", field) for field in person_fields(MeetingMatter)),
)
"""Table and column of people's names, without reviews, which may be final, and sealed ballots."""


def read_people(file: PortfolioFile) -> list[str]:
    """Everybody who is named anywhere, once for each way of writing."""
    columns = (*PERSON_COLUMNS, ("review", "reviewer"), ("ballot", "name"))
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
    for table, column in PERSON_COLUMNS:
        for row in edit.file.rows(f'SELECT * FROM "{table}"'):  # noqa: S608 - our names
            if row[column].strip().casefold() == wanted:
                key = {part: row[part] for part in KEYS.get(table, ("id",))}
                edit.update(table, key, {column: new})
                concerned.add(owner_of(edit.file, table, dict(row), held))
    return frozenset(concerned)
