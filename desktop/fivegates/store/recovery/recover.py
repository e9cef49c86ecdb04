"""Recovers what can be read of a damaged portfolio into a new file, and lists what could not."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fivegates.domain.errors import UserError
from fivegates.domain.language import Message, gettext_noop
from fivegates.domain.rubric.rubric import Rubric
from fivegates.store.file.disk import replaced
from fivegates.store.file.opening import check_file
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.file.sqlite_errors import SAVING, as_user_errors, refusals_as
from fivegates.store.records.rows import insert_rows
from fivegates.store.recovery.repair import damaged_row, drop_bad_values, repair_references
from fivegates.store.recovery.salvage import DamagedFile, Gap, SalvageLimitError, damaged_copy, readable_rows
from fivegates.store.schema import versions
from fivegates.store.schema.versions import likely_version, migrate, run_migrations, version_of

if TYPE_CHECKING:
    from sqlite_utils import Database

_DERIVED: Final = {"review_verdict", "gate_verdict"}

MOST_REPORTED: Final = 1_000
"""The most losses and repairs that are reported one by one."""


@dataclass
class Recovery:
    """Result of a recovery: rows by table, and sentences on the content that was lost or repaired.

    Of the latter all beyond `MOST_REPORTED` are only counted.
    """

    kept: dict[str, int] = field(default_factory=dict)
    listed: list[Message] = field(default_factory=list)
    unlisted: int = 0

    def lose(self, messages: Iterable[Message]) -> None:
        """Note what could not be read or had to be repaired."""
        for message in messages:
            if len(self.listed) < MOST_REPORTED:
                self.listed.append(message)
            else:
                self.unlisted += 1

    @property
    def losses(self) -> list[Message]:
        """Sentences on the content that was lost or repaired, and the number of those left out."""
        if not self.unlisted:
            return self.listed
        rest = Message("So it is with {count} more, which are not listed here.", count=self.unlisted)
        return [*self.listed, rest]


def recover_file(path: Path, out: Path, known: Sequence[Rubric]) -> Recovery:
    """Read what can be read of the file at `path` into a new portfolio at `out`; `path` stays as it is.

    `known` rubrics replace lost ones. Raises UserError when `out` exists, when nothing can be read, when
    the file was made to do harm, or when the disk refuses; then there is no new file.
    """
    if os.path.lexists(out):
        raise UserError("{file} exists already. Choose another name.", file=out)
    sentence = gettext_noop(
        "{file} was not recovered: {reason}. It is as it was before; choose another place for the new file."
    )
    with refusals_as(sentence, file=path), replaced(out) as made:
        with as_user_errors(out, SAVING), closing(PortfolioFile(made)) as file:
            recovery = _fill(file, path, known)
        check_file(made).close()
    return recovery


def _fill(file: PortfolioFile, path: Path, known: Sequence[Rubric]) -> Recovery:
    """Copy and correct. Raises UserError when not a row can be read."""
    recovery = Recovery()
    with _as_lost_content(path), damaged_copy(path) as damaged:
        version = likely_version(version_of(damaged.connection))
        migrate(file.connection, versions.MIGRATIONS[:version])
        with _unconstrained(file.database):
            _copy_tables(damaged, file.database, recovery)
    if not recovery.kept.get("initiative"):
        raise _nothing(path)
    with _unconstrained(file.database):
        run_migrations(file.connection, versions.MIGRATIONS)
    with _unconstrained(file.database):
        recovery.lose(drop_bad_values(file.database))
        recovery.lose(repair_references(file.database, known))
    return recovery


@contextmanager
def _as_lost_content(path: Path) -> Iterator[None]:
    """Report a file that SQLite cannot read at all, or that would never end."""
    try:
        yield
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:  # SQLite quotes a damaged schema
        raise _nothing(path) from error
    except SalvageLimitError as error:
        raise UserError(
            "{file} has parts that no Fivegates made, or takes far longer to read than a file of its size "
            "can, so nothing was recovered from it. It was left as it is; go back to a backup or a "
            "copy of your own, if there is one.",
            file=path.name,
        ) from error


def _nothing(path: Path) -> UserError:
    """The refusal where there is nothing to recover."""
    return UserError(
        "Nothing in {file} can be read, so there is nothing to recover. It was left as it is; "
        "go back to a backup or a copy of your own, if there is one.",
        file=path.name,
    )


@contextmanager
def _unconstrained(database: "Database") -> Iterator[None]:
    """Work in one transaction in which neither references nor triggers refuse anything."""
    database.execute("PRAGMA foreign_keys = OFF")
    database.execute("BEGIN IMMEDIATE")
    try:
        triggers = database.triggers_dict
        for name in triggers:
            database.execute(f'DROP TRIGGER "{name}"')
        yield
        for definition in triggers.values():
            database.execute(definition)
        database.execute("COMMIT")
    finally:
        database.rollback()
        database.execute("PRAGMA foreign_keys = ON")


def _copy_tables(damaged: DamagedFile, made: "Database", recovery: Recovery) -> None:
    """Copy every table of the version, row by row."""
    made.execute("DELETE FROM portfolio")
    made.execute("DELETE FROM revision")
    for table in made.table_names():
        found = made.table(table)
        # The integer by which a table is ordered on the disk.
        key = found.pks[0] if "WITHOUT ROWID" in found.schema else "rowid"
        for row in readable_rows(damaged, table, key):
            if isinstance(row, Gap):
                recovery.lose(_gap_words(table, row))
            elif _inserted(made, table, row):
                recovery.kept[table] = recovery.kept.get(table, 0) + 1
            else:
                recovery.lose((damaged_row(table, row[0]),))


def _inserted(made: "Database", table: str, row: sqlite3.Row) -> bool:
    """Insert a row as it was read, unless its table refuses what it holds."""
    try:
        insert_rows(made, table, [dict(zip(row.keys()[1:], tuple(row)[1:], strict=True))])
    except (sqlite3.IntegrityError, sqlite3.OperationalError):
        return False
    return True


def _gap_words(table: str, gap: Gap) -> Iterator[Message]:
    """Report rows that cannot be read; those that follow from others are worked out again."""
    if table in _DERIVED:
        return
    if gap.following is None:
        yield Message("Table “{table}”: no row from {first} on can be read.", table=table, first=gap.first)
    else:
        template = gettext_noop(
            "Table “{table}”: rows from {first} to {last} cannot be read, as far as there were any."
        )
        yield Message(template, table=table, first=gap.first, last=gap.following - 1)
