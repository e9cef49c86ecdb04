"""A checked copy of a portfolio as bytes: it never stands on the disk."""

from contextlib import closing

from fivegates.domain.errors import UserError
from fivegates.store.file.connection import connect_to_memory, scalar
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.file.sqlite_errors import COPYING, told_in_words
from fivegates.store.records.evidence_files import delete_unused


def copy_as_bytes(file: PortfolioFile) -> bytes:
    """What a copy of the portfolio would hold, without what nothing names. Raises UserError if it is sick."""
    with told_in_words(file.path, COPYING), closing(connect_to_memory(file.connection)) as copy:
        delete_unused(copy)
        copy.execute("VACUUM")
        if scalar(copy, "PRAGMA quick_check(1)") != "ok":
            raise UserError(
                "The copy did not come out whole, so {file} was not written.", file=file.path.name
            )
        return copy.serialize()
