"""New portfolio files made by copying one, as all but the tests of creation itself may start from."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from shutil import copyfile
from unittest.mock import patch

from fivegates.actions.file.files import open_portfolio
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.store.file import opening
from fivegates.store.file.connection import scalar
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.recovery import rebuilding, recover
from fivegates.store.schema import versions
from fivegates.store.schema.versions import MIGRATIONS, migrate

IDENTITY_SINCE = 9
"""The version of the file since which each has an identity of its own."""

OWN_IDENTITY = "UPDATE revision SET file_id = lower(hex(randomblob(16)))"
"""What step 9 does."""


def _in_memory() -> sqlite3.Connection:
    """A database that a thread of the window may copy too."""
    return sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)


def opened_copy(whole: Path, path: Path) -> OpenPortfolio:
    """Copy a portfolio that was made once to `path`, and open it there without a backup."""
    with patch.object(opening, "back_up_daily"):
        return open_portfolio(Path(copyfile(whole, path)), path.parent / "backups")


def writable_copy(whole: Path, path: Path) -> PortfolioFile:
    """Copy a portfolio that was made once to `path`, and give it an identity of its own.

    The file is open without a lock, a backup or a check. Its session begins with what was copied.
    """
    file = PortfolioFile(Path(copyfile(whole, path)))
    file.connection.execute(OWN_IDENTITY)
    file.refresh_revision()
    return file


@contextmanager
def migrated_once() -> Iterator[None]:
    """Take the steps of the schema once: 200 statements, which cost more than most tests do."""
    made: dict[int, sqlite3.Connection] = {}
    with ExitStack() as stack:

        def made_with(steps: int) -> sqlite3.Connection:
            if steps not in made:
                made[steps] = stack.enter_context(closing(_in_memory()))
                migrate(made[steps], MIGRATIONS[:steps])
            return made[steps]

        def copied(connection: sqlite3.Connection, steps: Sequence[str]) -> None:
            number = len(steps)
            if steps != MIGRATIONS[:number] or scalar(connection, "PRAGMA page_count") != 0:
                migrate(connection, steps)
                return
            made_with(number).backup(connection)
            # A copy counts changes of the schema from 1, as any small database of another kind does.
            counted = scalar(made_with(number), "PRAGMA schema_version")
            connection.execute("BEGIN")
            connection.execute(f"PRAGMA schema_version = {counted}")
            if number >= IDENTITY_SINCE:
                connection.execute(OWN_IDENTITY)
            connection.execute("COMMIT")

        for module in (versions, opening, rebuilding, recover):
            stack.enter_context(patch.object(module, "migrate", copied))
        yield
