"""The version of the SQLite library that Python carries."""

import sqlite3
from typing import Final

SQLITE_VERSION: Final = sqlite3.sqlite_version
