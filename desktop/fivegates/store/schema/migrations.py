"""The one way from any version of the file to the current one, for a fresh file and an old one alike.

SQLite's own user_version counts the steps taken, and all steps run in one BEGIN IMMEDIATE. Migrations of
sqlite-utils 4.2.1 were measured and are not used. They keep a second count in a table and an index of their
own, which the schema's digest, the check for foreign parts and recovery would have to know. They run each
step in a deferred transaction of its own: of two programs that upgrade a file at once, one fails half-way.
They do not refuse a file that a newer program wrote, and they take 90 ms to import before the first window.
"""

import sqlite3
from collections.abc import Iterator, Sequence

from fivegates.store.file.connection import roll_back, scalar
from fivegates.store.schema import versions


def version_of(connection: sqlite3.Connection) -> int:
    """How many steps a file has taken."""
    return int(str(scalar(connection, "PRAGMA user_version")))


def likely_version(told: int) -> int:
    """The version that a damaged file tells; the current one where it makes no sense."""
    return told if 1 <= told <= len(versions.MIGRATIONS) else len(versions.MIGRATIONS)


def migrate(connection: sqlite3.Connection, steps: Sequence[str]) -> None:
    """Take the steps that the file still lacks, all or none; another program may have taken them meanwhile.

    Raises sqlite3.Error, and leaves the file as it was, when a step fails or breaks a reference.
    """
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN IMMEDIATE")
    try:
        take_steps(connection, steps)
        _require_references(connection)
        connection.execute("COMMIT")
    finally:
        roll_back(connection)
        connection.execute("PRAGMA foreign_keys = ON")


def take_steps(connection: sqlite3.Connection, steps: Sequence[str]) -> None:
    """Take the steps still lacking, inside the open transaction, and count them."""
    lacking = steps[version_of(connection) :]
    for step in lacking:
        for statement in _statements(step):
            connection.execute(statement)
    if lacking:
        connection.execute(f"PRAGMA application_id = {versions.APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(steps)}")


def _require_references(connection: sqlite3.Connection) -> None:
    """Raise sqlite3.Error where a row names what is not there."""
    if scalar(connection, "PRAGMA foreign_key_check") is not None:
        message = "a migration broke a reference"
        raise sqlite3.IntegrityError(message)


def _statements(script: str) -> Iterator[str]:
    """Split a script after each line that ends a statement (executescript would commit first)."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
