"""The one road from any version of the file to the current one, for a fresh file and an old one alike.

SQLite's own user_version counts the steps taken. A list of scripts over the standard library does
this in one transaction; sqlite-utils' Migrations keeps a second count in a table of its own, commits
step by step, and takes 90 ms to import.
"""

import sqlite3
from collections.abc import Sequence

from fivegates.store.connection import scalar
from fivegates.store.schema import APPLICATION_ID, MIGRATIONS


def migrate(connection: sqlite3.Connection, steps: Sequence[str] = MIGRATIONS) -> None:
    """Take the steps that the file still lacks, all or none.

    Raises sqlite3.Error, and leaves the file as it was, when a step fails or breaks a reference.
    """
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = int(str(scalar(connection, "PRAGMA user_version")))
        for step in steps[version:]:
            _run(connection, step)
        _require_references(connection)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(steps)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    finally:
        connection.execute("PRAGMA foreign_keys = ON")


def _require_references(connection: sqlite3.Connection) -> None:
    """Refuse a step that left a reference without its row. Raises sqlite3.IntegrityError."""
    if scalar(connection, "PRAGMA foreign_key_check") is not None:
        message = "a migration broke a reference"
        raise sqlite3.IntegrityError(message)


def _run(connection: sqlite3.Connection, script: str) -> None:
    """Run a script inside the open transaction (executescript would commit it first)."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""
