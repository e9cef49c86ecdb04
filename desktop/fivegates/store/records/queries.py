"""Fetches rows from an open portfolio file, each query read to its end."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.file.sqlite_errors import READING, damaged, told_in_words


def all_rows(file: PortfolioFile, sql: str, *values: int | str) -> list[sqlite3.Row]:
    """Read to the end: a half-read query would keep other programs out."""
    with told_in_words(file.path, READING):
        return file.execute(sql, values).fetchall()


@contextmanager
def _readable(file: PortfolioFile) -> Iterator[None]:
    """Tell a row that is no value any more as damage."""
    try:
        yield
    except (ValueError, ArithmeticError) as error:
        raise damaged(file.path) from error


@contextmanager
def held_still(file: PortfolioFile) -> Iterator[None]:
    """Let no other program write between several queries; inside an edit that is so already.

    Raises UserError where a row cannot be read as the value that it was: a bit that turned over in a date
    passes every check of SQLite's.
    """
    with told_in_words(file.path, READING), _readable(file):
        if file.connection.in_transaction:
            yield
            return
        file.execute("BEGIN")
        try:
            yield
        finally:
            file.roll_back()
