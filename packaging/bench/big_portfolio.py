"""A portfolio of 1,000 initiatives with 24 final reviews each, for the benchmarks.

Its rows are copied by SQL, since finalising 24,000 reviews one by one takes minutes. Each seal has content of
realistic size; the hashes are fake, so `fivegates check` would report the first one.
"""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path

from sizes import sized

from fivegates.actions.file.creation import create_filled
from fivegates.actions.file.files import close_portfolio
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.transaction import case_of
from fivegates.actions.overview import lines
from fivegates.actions.queries import record
from fivegates.actions.rubrics import default_rubric
from fivegates.domain.review.chain import seal_after
from fivegates.domain.review.review import InitiativeRecord, Portfolio
from fivegates.exchange.portfolio.sample import read_sample
from fivegates.resources import resource_path

INITIATIVES = sized(1_000, 12)
FINAL_REVIEWS = sized(24, 2)
DAYS_BETWEEN = 30
BY, AT = "R. Marsh", datetime(2026, 11, 23, tzinfo=UTC)
COPIED = ("score", "review_verdict", "gate_verdict")


def write_big(path: Path) -> None:
    """Write the portfolio: copies of the sample's initiatives with unique codes."""
    sample = read_sample(resource_path("sample"), default_rubric())
    records = tuple(
        drafted(record, f"N{number:04}")
        for number, record in enumerate(islice(cycle(sample.records), INITIATIVES))
    )
    opened = create_filled(path, replace(sample, records=records))
    contents = _contents(opened)
    close_portfolio(opened)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        _copy_reviews(connection)
        _seal_all(connection, contents)
        connection.execute("COMMIT")


def write_empty(path: Path) -> None:
    """Write a portfolio without initiatives."""
    sample = read_sample(resource_path("sample"), default_rubric())
    close_portfolio(create_filled(path, Portfolio(sample.settings, sample.rubrics)))


def drafted(record: InitiativeRecord, code: str) -> InitiativeRecord:
    """An initiative with its latest review only, as a draft."""
    latest = replace(record.reviews[-1], seal=None, supersedes=None, correction="")
    return replace(record, initiative=replace(record.initiative, code=code), reviews=(latest,))


def _contents(opened: OpenPortfolio) -> list[tuple[int, str]]:
    """Content to seal, by initiative."""
    records = (record(opened, line.initiative.id) for line in lines(opened) if line.latest)
    return [
        (
            of.initiative.id,
            seal_after(None, case_of(opened, of, of.reviews[-1]), of.initiative, BY, AT).content,
        )
        for of in records
    ]


def _copy_reviews(connection: sqlite3.Connection) -> None:
    (most,) = connection.execute("SELECT max(id) FROM review").fetchone()
    for number in range(1, FINAL_REVIEWS):
        shift = {"id": f"id + {number * most}", "dated": f"date(dated, '-{number * DAYS_BETWEEN} days')"}
        _copy_rows(connection, "review", shift, f"id <= {most}")
        for table in COPIED:
            _copy_rows(
                connection, table, {"review_id": f"review_id + {number * most}"}, f"review_id <= {most}"
            )


def _copy_rows(connection: sqlite3.Connection, table: str, instead: dict[str, str], where: str) -> None:
    """Insert copies of rows, with some columns changed."""
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    names, values = ", ".join(columns), ", ".join(instead.get(column, column) for column in columns)
    connection.execute(f"INSERT INTO {table} ({names}) SELECT {values} FROM {table} WHERE {where}")  # noqa: S608


def _seal_all(connection: sqlite3.Connection, contents: list[tuple[int, str]]) -> None:
    number = 0
    for initiative, content in contents:
        for (review,) in connection.execute(
            "SELECT id FROM review WHERE initiative_id = ? ORDER BY dated", (initiative,)
        ).fetchall():
            number += 1
            row = (
                review,
                number,
                BY,
                f"{AT:%Y-%m-%dT%H:%M:%SZ}",
                f"{number - 1:064x}",
                f"{number:064x}",
                content,
            )
            connection.execute(
                'INSERT INTO seal (review_id, number, "by", at, previous, hash, content) '
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                row,
            )
