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
from fivegates.store.schema.money import CACHE_WRITES, MONEY, PRICES
from fivegates.store.schema.v1_portfolio import PORTFOLIO
from fivegates.store.schema.v3_reviews import REVIEWS
from fivegates.store.schema.v5_evidence_files import FILES
from fivegates.store.schema.v6_views import VIEWS
from fivegates.store.schema.v8_signatures import SIGNATURES
from fivegates.store.schema.v9_identity import IDENTITY
from fivegates.store.schema.v10_forecasts import FORECASTS
from fivegates.store.schema.v11_consolidation import CONSOLIDATION
from fivegates.store.schema.v12_capacity import CAPACITY
from fivegates.store.schema.v13_view_units import VIEW_UNITS
from fivegates.store.schema.v14_panels import PANELS
from fivegates.store.schema.v15_frameworks import FRAMEWORKS
from fivegates.store.schema.v16_ideas import IDEAS
from fivegates.store.schema.v17_day_rate import DAY_RATE
from fivegates.store.schema.v18_waivers import WAIVERS
from fivegates.store.schema.v19_risk_class import RISK_CLASS
from fivegates.store.schema.v20_tested_cases import TESTED_CASES
from fivegates.store.schema.v21_service_shares import SERVICE_SHARES
from fivegates.store.schema.v22_meetings import MEETINGS
from fivegates.store.schema.v23_edits_and_comments import EDITS_AND_COMMENTS
from fivegates.store.schema.v24_evidence_for_several import EVIDENCE_FOR_SEVERAL

APPLICATION_ID: Final = 0x46764774  # "FvGt"

MIGRATIONS: Final[tuple[str, ...]] = (
    PORTFOLIO,
    MONEY,
    REVIEWS,
    PRICES,
    FILES,
    VIEWS,
    CACHE_WRITES,
    SIGNATURES,
    IDENTITY,
    FORECASTS,
    CONSOLIDATION,
    CAPACITY,
    VIEW_UNITS,
    PANELS,
    FRAMEWORKS,
    IDEAS,
    DAY_RATE,
    WAIVERS,
    RISK_CLASS,
    TESTED_CASES,
    SERVICE_SHARES,
    MEETINGS,
    EDITS_AND_COMMENTS,
    EVIDENCE_FOR_SEVERAL,
)
"""Step n leads from version n to version n + 1. A step that has shipped is never edited."""

DIGEST: Final = "c4eafccba278475d67e2f8f36e700e1222f33d7558fa2fa9953018eaaae6ebda"
"""The digest of all that these steps make, by which a file of today's version is known at once."""


def version_of(connection: sqlite3.Connection) -> int:
    """How many steps a file has taken."""
    return int(str(scalar(connection, "PRAGMA user_version")))


def likely_version(stated: int) -> int:
    """The version that a damaged file tells; the current one where it makes no sense."""
    return stated if 1 <= stated <= len(MIGRATIONS) else len(MIGRATIONS)


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


def fresh_database(version: int) -> sqlite3.Connection:
    """An empty portfolio of a version, in memory."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection, MIGRATIONS[:version])
    return connection


def take_steps(connection: sqlite3.Connection, steps: Sequence[str]) -> None:
    """Take the steps still lacking, inside the open transaction, and count them."""
    lacking = steps[version_of(connection) :]
    for step in lacking:
        for statement in _statements(step):
            connection.execute(statement)
    if lacking:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
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
