"""The sample portfolio, read from its source: a TOML file for the portfolio and one for each initiative."""

import tomllib
from functools import partial
from pathlib import Path

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
LEDGER_TABLES = frozenset({"cost", "usage", "benefit"})
"""Monthly figures of an initiative, which a portfolio does not hold yet."""


def read_sample(folder: Path, default_rubric: Rubric) -> Portfolio:
    """Read the sample in `folder`, with the initiatives in the order of their files' names.

    The fields are those of the portfolio JSON; the ledger tables are skipped. Raises DataError naming
    the file and every problem in it.
    """
    head_file = folder / HEAD_FILE
    read = partial(read_head, default_rubric=default_rubric)
    head = read_whole(_parsed(head_file), HEAD_FILE, read, check_head)
    reader = RecordReader(head)
    files = sorted(path for path in folder.glob("*.toml") if path != head_file)
    records = [
        read_whole(_without_ledger(_parsed(path)), path.name, reader.read, check_record) for path in files
    ]
    return assemble(head, tuple(records))


def _parsed(path: Path) -> dict[str, object]:
    """Parse a TOML file with exact numbers."""
    return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=exact_number)


def _without_ledger(fields: dict[str, object]) -> dict[str, object]:
    """Leave out the monthly figures."""
    return {key: value for key, value in fields.items() if key not in LEDGER_TABLES}
