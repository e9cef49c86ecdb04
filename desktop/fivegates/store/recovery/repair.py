"""Drops rows with values that no form would have saved, and repairs references to lost rows."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

from fivegates.domain.economics.ledger_checks import check_rate, check_usage
from fivegates.domain.errors import Problem, UserError
from fivegates.domain.fields import field_problems
from fivegates.domain.ideas import check_idea
from fivegates.domain.initiative.evidence_files import digest_of
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.initiative.record_checks import check_evidence, check_score
from fivegates.domain.language import Message, gettext_noop
from fivegates.domain.rubric.rubric import Rubric
from fivegates.store.records.edit_history import EDIT
from fivegates.store.records.initiative_table import INITIATIVE
from fivegates.store.records.initiatives import ACTION, CHANGE, COMMENT, EVIDENCE
from fivegates.store.records.ledger import BENEFIT, COST, RATE, USAGE
from fivegates.store.records.portfolio_tables import (
    BRIEF_MEETING,
    CAPACITY,
    CAPACITY_DEPENDENCY,
    CAPACITY_OWNER,
    FRAMEWORK_ITEM,
    IDEA,
)
from fivegates.store.records.reviews import SCORE, rubric_row, rubric_value
from fivegates.store.records.rows import delete_row, insert_rows
from fivegates.store.records.table import RecordTable

if TYPE_CHECKING:
    from sqlite_utils import Database

R = TypeVar("R")

Check: TypeAlias = Callable[[sqlite3.Row], Sequence[Problem]]


_CHECKED_BY_FIELD: Final[tuple[RecordTable[Any], ...]] = (
    *(CHANGE, ACTION, COMMENT, COST, BENEFIT, CAPACITY, CAPACITY_OWNER, CAPACITY_DEPENDENCY),
    *(BRIEF_MEETING, EDIT, FRAMEWORK_ITEM),
)


def _check_rubric(row: sqlite3.Row) -> Sequence[Problem]:
    """Check that a rubric can be parsed."""
    rubric_value(row)
    return ()


def _check_file(row: sqlite3.Row) -> Sequence[Problem]:
    """Check that a file's content matches its digest."""
    if digest_of(row["content"]) != row["digest"]:
        raise ValueError(row["digest"])
    return ()


def _checked(table: RecordTable[R], check: Callable[[R], Sequence[Problem]] = field_problems) -> Check:
    """A check that reads a row as a value, without its parts, and validates that."""
    parts = dict.fromkeys(table.parts, ())
    return lambda row: check(table.value(row, **parts))


_CHECKS: Final[Mapping[str, Check]] = {
    "rubric": _check_rubric,
    "initiative": _checked(INITIATIVE),
    "evidence": _checked(EVIDENCE, check_evidence),
    "evidence_file": _check_file,
    "score": _checked(SCORE, check_score),
    "usage": _checked(USAGE, check_usage),
    "rate": _checked(RATE, check_rate),
    "idea": _checked(IDEA, check_idea),
    "paper_meeting": _checked(BRIEF_MEETING),
    **{table.name: _checked(table) for table in _CHECKED_BY_FIELD},
}


def drop_bad_values(database: "Database") -> Iterator[Message]:
    """Delete the rows of a portfolio that hold what no form would have saved; describes each."""
    for name, check in _CHECKS.items():
        keys = database.table(name).pks
        # One row after another, since they may be files; read to the end before the first is deleted.
        rows = database.execute(f'SELECT * FROM "{name}"')  # noqa: S608 - names of this file
        for key in [tuple(row[column] for column in keys) for row in rows if not _passes(check, row)]:
            delete_row(database, name, dict(zip(keys, key, strict=True)))
            yield damaged_row(name, ", ".join(map(str, key)))


def damaged_row(table: str, key: object) -> Message:
    """Report a row that can be read, but is invalid."""
    return Message("A row of the table “{table}” was damaged, and was left out: {key}.", table=table, key=key)


def _passes(check: Check, row: sqlite3.Row) -> bool:
    """True if a row can be read as a valid value."""
    try:
        return not check(row)
    except (sqlite3.Error, UserError, ValueError, ArithmeticError):
        return False


_EMPTY_TOGETHER: Final = {("evidence", "file_digest"): ("file_digest", "file_name", "file_size")}
"""Columns that are empty together, or not at all."""

MOST_STAND_INS: Final = 5_000
"""Far more initiatives than anybody has; rows that refer to more were made up, and are dropped."""


@dataclass(frozen=True, slots=True)
class _Reference:
    """Columns of a table that name a row of another, or may name none."""

    table: str
    parent: str
    pairs: tuple[tuple[str, str], ...]
    optional: bool

    @property
    def dangling(self) -> str:
        """The condition for rows whose reference is dangling."""
        named = " AND ".join(f'"{self.table}"."{here}" IS NOT NULL' for here, _ in self.pairs)
        found = " AND ".join(f'parent."{there}" = "{self.table}"."{here}"' for here, there in self.pairs)
        return f'{named} AND NOT EXISTS (SELECT 1 FROM "{self.parent}" AS parent WHERE {found})'  # noqa: S608

    @property
    def emptied(self) -> tuple[str, ...]:
        """The columns to set to NULL so that a row refers to none."""
        here = tuple(column for column, _ in self.pairs)
        return _EMPTY_TOGETHER.get((self.table, here[0]), here)


def repair_references(database: "Database", known: Sequence[Rubric]) -> Iterator[Message]:
    """Repair all dangling references; describes each repair. `known` rubrics replace lost ones."""
    yield from _restore_rubrics(database, known)
    yield from _restore_initiatives(database)
    references = _references(database)
    found = True
    while found:  # a row that is left out may have been named by another
        messages = [message for each in references for message in _drop_dangling(database, each)]
        yield from messages
        found = bool(messages)
    yield from _restore_settings(database, known)


def _restore_rubrics(database: "Database", known: Sequence[Rubric]) -> Iterator[Message]:
    """Insert the known rubrics that reviews use and that were lost."""
    for rubric in known:
        key = (rubric.id, rubric.version)
        used = database.execute("SELECT 1 FROM review WHERE (rubric_id, rubric_version) = (?, ?)", key)
        held = database.execute("SELECT 1 FROM rubric WHERE (id, version) = (?, ?)", key)
        if used.fetchone() and not held.fetchone():
            insert_rows(database, "rubric", [rubric_row(rubric)])
            yield Message(
                "The rubric “{name}” {version} was lost; the one that comes with Fivegates takes its place.",
                name=rubric.name,
                version=rubric.version,
            )


def _restore_initiatives(database: "Database") -> Iterator[Message]:
    """Insert a placeholder for each lost initiative that still has records."""
    named: set[int] = set()
    for reference in _references(database):
        if reference.parent == "initiative":
            column = reference.pairs[0][0]
            sql = f'SELECT DISTINCT "{column}" FROM "{reference.table}" WHERE {reference.dangling}'  # noqa: S608
            named |= {row[0] for row in database.execute(sql).fetchall() if row[0] > 0}
    for lost in sorted(named)[:MOST_STAND_INS]:
        stand_in = Initiative(f"RECOVERED-{lost}", f"Recovered initiative {lost}")
        insert_rows(database, "initiative", [{"id": lost, **INITIATIVE.row(stand_in)}])
        yield Message(
            "Initiative {id} was lost; what was kept of it is under the code {code}.",
            id=lost,
            code=stand_in.code,
        )


def _drop_dangling(database: "Database", reference: _Reference) -> Iterator[Message]:
    """Repair the dangling rows of one reference."""
    table = reference.table
    if reference.optional:
        emptied = ", ".join(f'"{column}" = NULL' for column in reference.emptied)
        sql = f'UPDATE "{table}" SET {emptied} WHERE {reference.dangling}'  # noqa: S608 - names of our schema
        template = gettext_noop(
            "{count} rows of the table “{table}” named something of “{parent}” that was lost."
        )
    else:
        sql = f'DELETE FROM "{table}" WHERE {reference.dangling}'  # noqa: S608 - names of our schema
        template = gettext_noop(
            "{count} rows of the table “{table}” were left out: what they belong to in “{parent}” was lost."
        )
    count = database.execute(sql).rowcount
    if count:
        yield Message(template, count=count, table=table, parent=reference.parent)


def _restore_settings(database: "Database", known: Sequence[Rubric]) -> Iterator[Message]:
    """Insert the rows of which there is one, and choose a rubric for new reviews where none is chosen."""
    for sql in (
        "INSERT OR IGNORE INTO portfolio (id, title, marking) VALUES (1, '', '')",
        "INSERT OR IGNORE INTO revision (id, number) VALUES (1, 0)",
    ):
        database.execute(sql)
    if database.execute("SELECT 1 FROM portfolio WHERE rubric_id IS NULL").fetchone():
        yield Message(
            "The portfolio's settings were lost, or the rubric that they named. See whether they are right."
        )
        chosen = database.execute("SELECT id, version FROM rubric ORDER BY rowid DESC LIMIT 1").fetchone()
        if chosen is None:
            insert_rows(database, "rubric", [rubric_row(known[0])])
            chosen = (known[0].id, known[0].version)
        database.execute("UPDATE portfolio SET (rubric_id, rubric_version) = (?, ?)", tuple(chosen))


def _references(database: "Database") -> list[_Reference]:
    """All references of the schema."""
    return [
        _Reference(
            table.name,
            key.other_table,
            tuple(zip(key.columns, key.other_columns, strict=True)),
            optional={column.name for column in table.columns if not column.notnull and not column.is_pk}
            >= set(key.columns),
        )
        for table in database.tables
        for key in table.foreign_keys
    ]
