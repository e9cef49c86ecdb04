"""The sample portfolio, read from its source: a TOML file for the portfolio and one for each initiative."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType

from fivegates.domain.reviews import Portfolio
from fivegates.domain.rubric import Rubric
from fivegates.exchange.json_text import exact_number
from fivegates.exchange.plain import read_whole
from fivegates.exchange.portfolio_reading import (
    RecordReader,
    assemble,
    check_head,
    check_record,
    read_head,
)

HEAD_FILE = "portfolio.toml"
LEDGER_TABLES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"cost": ("costs", "amount"), "usage": ("usage", "units"), "benefit": ("benefits", "amount")}
)
"""Tables of monthly figures, each with the list of the portfolio JSON and the field that they fill."""


def read_sample(folder: Path, default_rubric: Rubric) -> Portfolio:
    """Read the sample in `folder`, with the initiatives in the order of their files' names.

    The fields are those of the portfolio JSON, but that the ledger is written by month. Raises DataError
    naming the file and every problem in it.
    """
    head_file = folder / HEAD_FILE
    read = partial(read_head, default_rubric=default_rubric)
    head = read_whole(_parsed(head_file), HEAD_FILE, read, check_head)
    reader = RecordReader(head)
    files = sorted(path for path in folder.glob("*.toml") if path != head_file)
    records = [read_whole(_by_line(_parsed(path)), path.name, reader.read, check_record) for path in files]
    return assemble(head, tuple(records))


def _parsed(path: Path) -> dict[str, object]:
    """Parse a TOML file with exact numbers."""
    return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=exact_number)


def _by_line(fields: dict[str, object]) -> dict[str, object]:
    """Make a line of each month of the ledger tables, table by table and month by month."""
    plain = {key: value for key, value in fields.items() if key not in LEDGER_TABLES}
    for key, (lines, figure) in LEDGER_TABLES.items():
        tables = fields.get(key, [])
        plain[lines] = list(_lines(tables, figure)) if isinstance(tables, list) else tables
    return plain


def _lines(tables: list[object], figure: str) -> Iterator[object]:
    """The lines of all tables of one kind."""
    for table in tables:
        yield from _months(table, figure)


def _months(table: object, figure: str) -> Iterator[object]:
    """One line a month; what has no months is passed on, for its reader to refuse."""
    months = table.get("by_month") if isinstance(table, dict) else None
    if not isinstance(table, dict) or not isinstance(months, dict):
        yield table
        return
    said = {key: value for key, value in table.items() if key != "by_month"}
    for month, value in months.items():
        yield {**said, "date": f"{month}-01", figure: value}
