"""The portfolio JSON: a whole portfolio as one text file, lossless and the same bytes each time.

`resources/schemas/portfolio-1.json` documents it. A file of a later version is refused.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import count
from typing import Final, TypeAlias

from fivegates.domain.assumption_checks import check_books
from fivegates.domain.chain_checks import first_fault
from fivegates.domain.errors import Problem, UserError, refuse, refuse_whole
from fivegates.domain.ledger_checks import check_rates
from fivegates.domain.record_checks import check_settings
from fivegates.domain.reviews import InitiativeRecord, Portfolio
from fivegates.domain.rubric import Rubric
from fivegates.exchange.file_json import file_content_problems, read_contents
from fivegates.exchange.json_text import parse_json, write_json
from fivegates.exchange.plain import Table, read_whole
from fivegates.exchange.portfolio_reading import (
    RecordReader,
    assemble,
    check_codes,
    check_record,
    read_head,
)
from fivegates.exchange.portfolio_writing import portfolio_to_plain

FORMAT = "fivegates-portfolio"
VERSION = 1
MOST_INITIATIVES: Final = 10_000

Tick: TypeAlias = Callable[[int], None]
"""Is told how much is done."""


def write_portfolio(portfolio: Portfolio) -> bytes:
    """Write a portfolio; reading it gives an equal one, but for the store's ids."""
    return write_json({"format": FORMAT, "version": VERSION, **portfolio_to_plain(portfolio)})


def read_portfolio(
    data: bytes, source: str, default_rubric: Rubric, tick: Tick = lambda _: None
) -> Portfolio:
    """Read a portfolio whose records have no ids yet; `source` names the file in messages.

    `default_rubric` is used where the file carries no rubrics. `tick` is told how many initiatives are read;
    what it raises ends the reading. Raises DataError with every problem.
    """
    plain = parse_json(data, source)
    _require_format(plain, source)
    return read_whole(plain, source, partial(_read, source, default_rubric, tick), _check)


def _require_format(plain: object, source: str) -> None:
    """Refuse what is no portfolio, or one of a later version, before looking further."""
    if not isinstance(plain, dict) or plain.get("format") != FORMAT:
        reason = UserError("This is not a Fivegates portfolio: “format” is not “{format}”.", format=FORMAT)
        refuse_whole(source, reason)
    elif isinstance(plain.get("version"), int) and plain["version"] > VERSION:
        reason = UserError("This was written by a newer Fivegates. Update Fivegates to read it.")
        refuse((Problem("version", reason),), source)


def _read(source: str, default_rubric: Rubric, tick: Tick, table: Table) -> Portfolio:
    """Read the whole; without a sound head nothing can be said about the reviews."""
    table.text("format")
    if table.whole("version", required=True) not in (VERSION, None):
        table.note("version", UserError("Write {version}.", version=VERSION))
    head = read_head(table, default_rubric)
    refuse(tuple(table.problems), source)
    _require_bounded(table)
    refuse(tuple(table.problems), source)
    done = count(1)

    def read(each: Table) -> InitiativeRecord:
        tick(next(done))
        return RecordReader(head).read(each)

    portfolio = assemble(head, table.many("initiatives", read, check_record))
    return replace(portfolio, contents=read_contents(table))


def _require_bounded(table: Table) -> None:
    """Refuse more initiatives than anybody reviews: to read a million takes minutes."""
    if sum(1 for _ in table.items("initiatives")) > MOST_INITIATIVES:
        reason = UserError("A portfolio holds at most {most} initiatives.", most=f"{MOST_INITIATIVES:,}")
        table.note("initiatives", reason)


def _check(portfolio: Portfolio) -> tuple[Problem, ...]:
    """Check what concerns the portfolio as a whole."""
    return (
        *check_settings(portfolio.settings),
        *check_rates(portfolio.rates.rates),
        *check_books(portfolio.price_books),
        *check_codes(portfolio.records),
        *_check_chain(portfolio),
        *file_content_problems(portfolio),
    )


def _check_chain(portfolio: Portfolio) -> tuple[Problem, ...]:
    """Verify the seals of final reviews; the first that differs is told."""
    fault = first_fault(portfolio)
    if fault is None:
        return ()
    return (Problem(f"initiatives[{fault.record}].reviews[{fault.review}].final", fault.reason),)
