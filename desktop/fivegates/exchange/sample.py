"""The sample portfolio, read from its source: a TOML file for the portfolio and one for each initiative."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

from fivegates.domain.cases import draft_case
from fivegates.domain.chain import NOTHING_BEFORE, seal_after
from fivegates.domain.reviews import Case, ChainHead, Portfolio, Seal
from fivegates.domain.rubric import Rubric
from fivegates.exchange.json_text import exact_number
from fivegates.exchange.plain import Table, read_whole
from fivegates.exchange.portfolio_reading import (
    RecordReader,
    assemble,
    check_head,
    check_record,
    read_head,
)
from fivegates.exchange.seal_json import read_moment

HEAD_FILE = "portfolio.toml"
LEDGER_TABLES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"cost": ("costs", "amount"), "usage": ("usage", "units"), "benefit": ("benefits", "amount")}
)
"""Tables of monthly figures, each with the list of the portfolio JSON and the field that they fill."""


def read_sample(folder: Path, default_rubric: Rubric) -> Portfolio:
    """Read the sample in `folder`, with the initiatives in the order of their files' names.

    The fields are those of the portfolio JSON, but that the ledger is written by month, and of a seal only
    by whom and when. Raises DataError naming the file and every problem in it.
    """
    head_file = folder / HEAD_FILE
    read = partial(read_head, default_rubric=default_rubric)
    head = read_whole(_parsed(head_file), HEAD_FILE, read, check_head)
    reader = RecordReader(head, _read_mark)
    files = sorted(path for path in folder.glob("*.toml") if path != head_file)
    records = [read_whole(_by_line(_parsed(path)), path.name, reader.read, check_record) for path in files]
    return _chained(assemble(head, tuple(records)))


def _read_mark(table: Table) -> Seal:
    """Read who made a review final and when; the rest of its seal is made once all are known."""
    by, at = table.text("by", required=True), read_moment(table, "at")
    return Seal(number=1, by=by, at=at, previous=NOTHING_BEFORE, hash=NOTHING_BEFORE, content="")


def _chained(portfolio: Portfolio) -> Portfolio:
    """Seal the final reviews in the order of their times."""
    links = [
        (review.seal.at, place, index, review.seal)
        for place, record in enumerate(portfolio.records)
        for index, review in enumerate(record.reviews)
        if review.seal is not None
    ]
    last: ChainHead | None = None
    for at, place, index, mark in sorted(links, key=lambda link: link[:3]):
        seal = seal_after(
            last, _case(portfolio, place, index), portfolio.records[place].initiative, mark.by, at
        )
        portfolio = _with_seal(portfolio, place, index, seal)
        last = ChainHead(seal.number, seal.hash)
    return portfolio


def _case(portfolio: Portfolio, place: int, index: int) -> Case:
    """A review with everything that is recorded about its initiative."""
    record = portfolio.records[place]
    review = record.reviews[index]
    rubric = next(
        r for r in portfolio.rubrics if (r.id, r.version) == (review.rubric_id, review.rubric_version)
    )
    return draft_case(record, review, rubric, portfolio.settings.currency, portfolio.rates)


def _with_seal(portfolio: Portfolio, place: int, index: int, seal: Seal) -> Portfolio:
    """The portfolio with one review final."""
    records = list(portfolio.records)
    reviews = list(records[place].reviews)
    reviews[index] = replace(reviews[index], seal=seal)
    records[place] = replace(records[place], reviews=tuple(reviews))
    return replace(portfolio, records=tuple(records))


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
