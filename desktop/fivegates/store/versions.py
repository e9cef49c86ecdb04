"""The versions that a report of a fault names: of the SQLite library, and of the file that is written."""

import sqlite3
from typing import Final

from fivegates.store.schema import MIGRATIONS

SQLITE_VERSION: Final = sqlite3.sqlite_version
FILE_FORMAT: Final = len(MIGRATIONS)
