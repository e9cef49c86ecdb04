"""The people and business units that the records of a portfolio name."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from fivegates.domain.fields import person_fields
from fivegates.domain.portfolio.meeting import MeetingDetails
from fivegates.domain.portfolio.names import NamedIn, NameKind, NameUses
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
    *(("paper_meeting", field) for field in person_fields(MeetingDetails)),
)
"""Table and column of people's names, without reviews, which may be final, and sealed ballots."""

_KEPT: Final = (("review", "reviewer"), ("ballot", "name"))
_RENAMED: Final = {NameKind.PERSON: PERSON_COLUMNS, NameKind.UNIT: (("initiative", "business_unit"),)}
_MEETINGS: Final = frozenset({"brief_meeting", "paper_meeting"})


def read_people(file: PortfolioFile) -> list[str]:
    """Everybody who is named anywhere, once for each way of writing."""
    return [name for table, column in (*PERSON_COLUMNS, *_KEPT) for name in _distinct(file, table, column)]


def read_units(file: PortfolioFile) -> list[str]:
    """Every business unit, once for each way of writing."""
    return list(_distinct(file, "initiative", "business_unit"))


def _distinct(file: PortfolioFile, table: str, column: str) -> Iterator[str]:
    """The texts of a column that are not empty."""
    sql = f'SELECT DISTINCT "{column}" AS name FROM "{table}" WHERE "{column}" <> \'\''  # noqa: S608 - our names
    return (row["name"] for row in file.rows(sql))


def name_uses(file: PortfolioFile, kind: NameKind, name: str) -> NameUses:
    """Number of records with the name of a person or unit, ignoring case."""
    kept = _KEPT if kind is NameKind.PERSON else ()
    return NameUses(_counted(file, _RENAMED[kind], name), _counted(file, kept, name))


def rename(edit: Edit, kind: NameKind, old: str, new: str) -> frozenset[int]:
    """Write `new` wherever `old` is named, in any case; returns the ids of the initiatives concerned.

    The id 0 means what belongs to no initiative: ideas, the capacity plan, and papers on several.
    """
    concerned = set()
    held: dict[tuple[str, Value], Row] = {}
    for table, row, columns in _rows_with(edit.file, _RENAMED[kind], old):
        key = {part: row[part] for part in KEYS.get(table, ("id",))}
        edit.update(table, key, dict.fromkeys(columns, new))
        concerned.add(owner_of(edit.file, table, dict(row), held))
    return frozenset(concerned)


def people_of_waivers(file: PortfolioFile, old: str, new: str) -> Iterator[tuple[str, str]]:
    """Requester and approver of each waiver with the name `old`, as a renaming would leave them."""
    places = (("waiver", "requester"), ("waiver", "approver"))
    for _table, row, columns in _rows_with(file, places, old):
        after = {**row, **dict.fromkeys(columns, new)}
        yield str(after["requester"]), str(after["approver"])


_Places = Sequence[tuple[str, str]]


def _counted(file: PortfolioFile, places: _Places, name: str) -> Counter[NamedIn]:
    """The records with a name, by their kind."""
    tables = (table for table, _row, _columns in _rows_with(file, places, name))
    return Counter(NamedIn.MEETING if table in _MEETINGS else NamedIn(table) for table in tables)


def _rows_with(file: PortfolioFile, places: _Places, name: str) -> Iterator[tuple[str, Row, list[str]]]:
    """Each row with a name, its table, and the columns that have it; `places` are table by table."""
    wanted = name.strip().casefold()
    for table, of_table in groupby(places, key=lambda place: place[0]):
        columns = [column for _table, column in of_table]
        for row in map(dict, file.rows(f'SELECT * FROM "{table}"')):  # noqa: S608 - our names
            named = [column for column in columns if row[column].strip().casefold() == wanted]
            if named:
                yield table, row, named
