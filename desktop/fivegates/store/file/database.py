"""sqlite-utils around a connection of our own."""

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def database_on(connection: sqlite3.Connection) -> "Database":
    """The database of a connection; transactions are still begun and ended by us alone.

    Plugins of sqlite-utils that happen to be installed stay out of the user's file. recursive_triggers is
    left as it is: the pragma would be one more setting, for REPLACE, which nothing here uses.
    """
    from sqlite_utils import Database  # 93 ms, 256 with numpy: not before the first window is painted

    return Database(connection, execute_plugins=False, recursive_triggers=False)


def load_sqlite_utils() -> None:
    """Import it ahead of the first edit; on whichever thread, since no connection is touched."""
    import sqlite_utils  # noqa: F401 - loading it is the point
