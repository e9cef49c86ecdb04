"""An open portfolio file."""

import sqlite3
from pathlib import Path

from fivegates.domain.rubric import Rubric
from fivegates.store.connection import connect, roll_back, scalar
from fivegates.store.faults import READING, damaged, told_in_words


class PortfolioFile:
    """A path, the connection to it, and the revision of the file that was last read or written through it.

    `rubrics` keeps those already parsed, by their whole rows.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path.absolute()
        self.read_only = read_only
        self.revision = 0
        self.rubrics: dict[tuple[str, ...], Rubric] = {}
        self._connection: sqlite3.Connection | None = None

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection, made when first asked for. Raises sqlite3.Error when that fails."""
        if self._connection is None:
            self._connection = connect(self.path, "ro" if self.read_only else "rw")
        return self._connection

    def replace_connection(self, other: sqlite3.Connection | None) -> None:
        """Close the connection and go on with `other`; None connects anew at the next use."""
        self.close()
        self._connection = other

    def roll_back(self) -> None:
        """End the transaction under way, if there is one, as if it had not been."""
        if self._connection is not None:
            roll_back(self._connection)

    def stored_revision(self) -> int:
        """The revision that the file has now. Raises UserError when it cannot be read."""
        with told_in_words(self.path, READING):
            number = scalar(self.connection, "SELECT number FROM revision")
        if not isinstance(number, int):
            raise damaged(self.path)
        return number

    def refresh_revision(self) -> None:
        """Accept what others have written since. Raises UserError when the file cannot be read."""
        self.revision = self.stored_revision()

    def close(self) -> None:
        """Close the connection; everything is saved already."""
        if self._connection is not None:
            self._connection.close()
