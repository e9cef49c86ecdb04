"""Repairs references after rows were lost: restores what is known, drops what refers to nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.language import Message, gettext_noop
from fivegates.domain.rubric.rubric import Rubric
from fivegates.store.records.initiatives import INITIATIVE
from fivegates.store.records.reviews import rubric_row
from fivegates.store.records.rows import insert_row

if TYPE_CHECKING:
    from sqlite_utils import Database

_EMPTY_TOGETHER: Final = {("evidence", "file_digest"): ("file_digest", "file_name", "file_size")}
"""Columns that are empty together, or not at all."""

MOST_STAND_INS: Final = 5_000
"""Far more initiatives than anybody has; what names others beside was made up, and is let go."""


@dataclass(frozen=True, slots=True)
class _Reference:
    """Columns of a table that name a row of another, or may name none."""

    table: str
    parent: str
    pairs: tuple[tuple[str, str], ...]
    optional: bool

    @property
    def dangling(self) -> str:
        """Holds for the rows that name what is not there."""
        named = " AND ".join(f'"{self.table}"."{here}" IS NOT NULL' for here, _ in self.pairs)
        found = " AND ".join(f'parent."{there}" = "{self.table}"."{here}"' for here, there in self.pairs)
        return f'{named} AND NOT EXISTS (SELECT 1 FROM "{self.parent}" AS parent WHERE {found})'  # noqa: S608

    @property
    def emptied(self) -> tuple[str, ...]:
        """The columns that are emptied so that a row names none."""
        here = tuple(column for column, _ in self.pairs)
        return _EMPTY_TOGETHER.get((self.table, here[0]), here)


def repair_references(database: "Database", known: Sequence[Rubric]) -> Iterator[Message]:
    """Make every row name what is there; tells of each repair. `known` rubrics stand in for lost ones."""
    yield from _restore_rubrics(database, known)
    yield from _restore_initiatives(database)
    yield from _drop_all_dangling(database)
    yield from _restore_settings(database, known)


def _restore_rubrics(database: "Database", known: Sequence[Rubric]) -> Iterator[Message]:
    """Insert the known rubrics that reviews use and that were lost."""
    for rubric in known:
        key = (rubric.id, rubric.version)
        used = database.execute("SELECT 1 FROM review WHERE (rubric_id, rubric_version) = (?, ?)", key)
        held = database.execute("SELECT 1 FROM rubric WHERE (id, version) = (?, ?)", key)
        if used.fetchone() and not held.fetchone():
            insert_row(database, "rubric", rubric_row(rubric))
            yield Message(
                "The rubric “{name}” {version} was lost; the one that comes with Fivegates takes its place.",
                name=rubric.name,
                version=rubric.version,
            )


def _restore_initiatives(database: "Database") -> Iterator[Message]:
    """Insert a stand-in for each initiative that was lost while something of it was not."""
    for lost in sorted(_lost_initiatives(database))[:MOST_STAND_INS]:
        stand_in = Initiative(f"RECOVERED-{lost}", f"Recovered initiative {lost}")
        insert_row(database, "initiative", {"id": lost, **INITIATIVE.row(stand_in)})
        yield Message(
            "Initiative {id} was lost; what was kept of it is under the code {code}.",
            id=lost,
            code=stand_in.code,
        )


def _lost_initiatives(database: "Database") -> set[int]:
    """The ids of initiatives that other rows name, and that are not there."""
    lost: set[int] = set()
    for reference in _references(database):
        if reference.parent == "initiative":
            column = reference.pairs[0][0]
            sql = f'SELECT DISTINCT "{column}" FROM "{reference.table}" WHERE {reference.dangling}'  # noqa: S608
            lost |= {row[0] for row in database.execute(sql).fetchall() if row[0] > 0}
    return lost


def _drop_all_dangling(database: "Database") -> Iterator[Message]:
    """Empty the names that lead nowhere, or delete the rows, until all that is left names what is there."""
    references = _references(database)
    found = True
    while found:
        told = [message for each in references for message in _drop_dangling(database, each)]
        yield from told
        found = bool(told)


def _drop_dangling(database: "Database", reference: _Reference) -> Iterator[Message]:
    """Mend the dangling rows of one reference."""
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
            insert_row(database, "rubric", rubric_row(known[0]))
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
