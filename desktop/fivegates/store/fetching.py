"""Fetches rows from an open portfolio file, each query read to its end."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from fivegates.store.faults import READING, told_in_words
from fivegates.store.portfolio_file import PortfolioFile


def all_rows(file: PortfolioFile, sql: str, *values: int | str) -> list[sqlite3.Row]:
    """Read to the end: a half-read query would keep other programs out."""
    with told_in_words(file.path, READING):
        return file.connection.execute(sql, values).fetchall()


@contextmanager
def held_still(file: PortfolioFile) -> Iterator[None]:
    """Let no other program write between several queries; inside an edit that is so already."""
    with told_in_words(file.path, READING):
        if file.connection.in_transaction:
            yield
            return
        file.connection.execute("BEGIN")
        try:
            yield
        finally:
            file.roll_back()
