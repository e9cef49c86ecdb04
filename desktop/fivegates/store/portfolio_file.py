"""An open portfolio file."""

import sqlite3
from dataclasses import dataclass, field
from pathlib import Path

from fivegates.domain.rubric import Rubric
from fivegates.store.connection import scalar


@dataclass
class PortfolioFile:
    """The connection, and the revision of the file that was last read or written through it.

    `rubrics` keeps those already read: a rubric in a portfolio never changes.
    """

    path: Path
    connection: sqlite3.Connection
    read_only: bool = False
    revision: int = 0
    rubrics: dict[tuple[str, str], Rubric] = field(default_factory=dict)

    def refresh_revision(self) -> None:
        """Accept what others have written since."""
        self.revision = int(str(scalar(self.connection, "SELECT number FROM revision")))

    def close(self) -> None:
        """Close the connection; everything is saved already."""
        self.connection.close()
