"""A checked copy of a portfolio as bytes: it never stands on the disk."""

from contextlib import closing

from fivegates.store.backups.backup import require_copied
from fivegates.store.file.connection import connect_to_memory
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.file.sqlite_errors import COPYING, told_in_words
from fivegates.store.records.evidence_files import delete_unused


def copy_as_bytes(file: PortfolioFile) -> bytes:
    """What a copy of the portfolio would hold, without what nothing names.

    Raises UserError when the file is damaged or has lost what it held.
    """
    with told_in_words(file.path, COPYING), closing(connect_to_memory(file.connection)) as copy:
        require_copied(copy, file)
        delete_unused(copy)
        copy.execute("VACUUM")
        return copy.serialize()
