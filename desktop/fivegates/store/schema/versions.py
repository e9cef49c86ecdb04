"""The one way from any version of the file to the current one, for a fresh file and an old one alike.

SQLite's own user_version counts the steps taken, and all steps run in one BEGIN IMMEDIATE. Migrations of
sqlite-utils 4.2.1 were measured and are not used. They keep a second count in a table and an index of their
own, which the schema's digest, the check for foreign parts and recovery would have to know. They run each
step in a deferred transaction of its own: of two programs that upgrade a file at once, one fails half-way.
They do not refuse a file that a newer program wrote, and they take 90 ms to import before the first window.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Final

from fivegates.store.file.connection import roll_back, scalar
from fivegates.store.schema import money, portfolio, records, reviews, views

APPLICATION_ID: Final = 0x46764774  # "FvGt"

MIGRATIONS: Final[tuple[str, ...]] = (
    portfolio.V1_PORTFOLIO,
    money.V2_LEDGER,
    reviews.V3_REVIEWS,
    money.V4_PRICES,
    portfolio.V5_EVIDENCE_FILES,
    views.V6_VIEWS,
    money.V7_CACHE_WRITES,
    reviews.V8_SIGNATURES,
    portfolio.V9_IDENTITY,
    records.V10_FORECASTS,
    portfolio.V11_CONSOLIDATION,
    portfolio.V12_CAPACITY,
    portfolio.V13_VIEW_UNITS,
    reviews.V14_PANELS,
    portfolio.V15_FRAMEWORKS,
    records.V16_IDEAS,
    money.V17_DAY_RATE,
    reviews.V18_WAIVERS,
    records.V19_RISK_CLASS,
    portfolio.V20_TESTED_CASES,
    money.V21_SERVICE_SHARES,
    portfolio.V22_MEETINGS,
    records.V23_EDITS_AND_COMMENTS,
    portfolio.V24_EVIDENCE_FOR_SEVERAL,
)
"""Step n leads from version n to version n + 1. A step that has shipped is never edited."""

DIGEST: Final = "c4eafccba278475d67e2f8f36e700e1222f33d7558fa2fa9953018eaaae6ebda"
"""The digest of all that these steps make, by which a file of today's version is known at once."""


def version_of(connection: sqlite3.Connection) -> int:
    """Number of migrations applied to a file."""
    return int(str(scalar(connection, "PRAGMA user_version")))


def likely_version(stated: int) -> int:
    """The version that a damaged file states; the current one if it is invalid."""
    return stated if 1 <= stated <= len(MIGRATIONS) else len(MIGRATIONS)


def migrate(connection: sqlite3.Connection, steps: Sequence[str]) -> None:
    """Take the steps that the file still lacks, all or none; another program may have taken them meanwhile.

    Raises sqlite3.Error, and leaves the file as it was, when a step fails or breaks a reference.
    """
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN IMMEDIATE")
    try:
        run_migrations(connection, steps)
        if scalar(connection, "PRAGMA foreign_key_check") is not None:
            message = "a migration broke a reference"
            raise sqlite3.IntegrityError(message)
        connection.execute("COMMIT")
    finally:
        roll_back(connection)
        connection.execute("PRAGMA foreign_keys = ON")


def fresh_database(version: int) -> sqlite3.Connection:
    """An empty portfolio of a version, in memory."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection, MIGRATIONS[:version])
    return connection


def run_migrations(connection: sqlite3.Connection, steps: Sequence[str]) -> None:
    """Take the steps still lacking, inside the open transaction, and count them."""
    lacking = steps[version_of(connection) :]
    for step in lacking:
        for statement in _statements(step):
            connection.execute(statement)
    if lacking:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(steps)}")


def _statements(script: str) -> Iterator[str]:
    """Split a script after each line that ends a statement (executescript would commit first)."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
