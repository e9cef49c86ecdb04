"""New portfolio files made by copying one, as all but the tests of creation itself may start from."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from unittest.mock import patch

from fivegates.store.file import opening
from fivegates.store.file.connection import scalar
from fivegates.store.schema.versions import MIGRATIONS, fresh_database, migrate

OWN_IDENTITY = "UPDATE revision SET file_id = lower(hex(randomblob(16)))"
"""What step 9 does: no two files have one identity."""


@contextmanager
def migrated_once() -> Iterator[None]:
    """Take all steps of the schema once: 200 statements, which cost more than most tests do."""
    with closing(fresh_database(len(MIGRATIONS))) as made:

        def copied(connection: sqlite3.Connection, steps: Sequence[str]) -> None:
            if steps is not MIGRATIONS or scalar(connection, "PRAGMA page_count") != 0:
                migrate(connection, steps)
                return
            made.backup(connection)
            connection.execute(OWN_IDENTITY)

        with patch.object(opening, "migrate", copied):
            yield
