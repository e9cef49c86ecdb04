"""The people and business units that the records of a portfolio name."""

import sqlite3
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.records.edits import Edit
from fivegates.store.records.rows import KEYS

PEOPLE: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "initiative": ("sponsor",),
        "action": ("owner",),
        "decision": ("by",),
        "condition": ("owner",),
        "forecast": ("by",),
        "risk_class": ("by",),
        "waiver": ("requester", "approver", "revoked_by"),
    }
)
"""The columns of each table that name somebody, but for reviews, which may be final."""


def read_people(file: PortfolioFile) -> list[str]:
    """Everybody who is named anywhere, once for each way of writing."""
    named = {**PEOPLE, "review": ("reviewer",)}
    return [
        name
        for table, columns in named.items()
        for column in columns
        for name in _distinct(file, table, column)
    ]


def read_units(file: PortfolioFile) -> list[str]:
    """Every business unit, once for each way of writing."""
    return list(_distinct(file, "initiative", "business_unit"))


def _distinct(file: PortfolioFile, table: str, column: str) -> Iterator[str]:
    """The texts of a column that are not empty."""
    sql = f'SELECT DISTINCT "{column}" AS name FROM "{table}" WHERE "{column}" <> \'\''  # noqa: S608 - our names
    return (row["name"] for row in file.rows(sql))


def rename_person(edit: Edit, old: str, new: str) -> frozenset[int]:
    """Write `new` wherever `old` is named, in any case; returns the ids of the initiatives concerned."""
    wanted = old.strip().casefold()
    decided = {
        row["id"]: row["initiative_id"] for row in edit.file.rows("SELECT id, initiative_id FROM decision")
    }
    concerned = set()
    for table, columns in PEOPLE.items():
        for row in edit.file.rows(f'SELECT * FROM "{table}"'):  # noqa: S608 - our names
            named = [column for column in columns if row[column].strip().casefold() == wanted]
            if named:
                key = {part: row[part] for part in KEYS.get(table, ("id",))}
                edit.update(table, key, dict.fromkeys(named, new))
                concerned.add(_initiative_of(table, row, decided))
    return frozenset(concerned)


def _initiative_of(table: str, row: sqlite3.Row, decided: Mapping[int, int]) -> int:
    """The initiative to which a row belongs; `decided` has that of each decision."""
    match table:
        case "initiative":
            return int(row["id"])
        case "condition":
            return decided[row["decision_id"]]
        case _:
            return int(row["initiative_id"])
