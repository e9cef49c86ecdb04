"""Exchange rates as rows: copied and pasted, or read from a CSV file or a workbook."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from fivegates.domain.economics.ledger_checks import check_rate, check_rates
from fivegates.domain.economics.money import Rate
from fivegates.domain.economics.months import Month
from fivegates.domain.errors import DataError, Problem, UserError, refuse, refuse_whole
from fivegates.exchange.ledger.clipboard_text import (
    MOST_ROWS,
    TOO_MANY,
    Column,
    Kind,
    Sheet,
    amount_in,
    currency_in,
    read_cells,
    words_in,
)
from fivegates.exchange.ledger.csv_tables import Table, width_fault
from fivegates.exchange.ledger.number_and_date_formats import Cell, Styles, read_day
from fivegates.exchange.ledger.preview import Tick
from fivegates.exchange.ledger.table_import import open_table
from fivegates.exchange.ledger.tables.row_roles import Wanted

_TICKED: Final = 500
_NEEDED: Final = ("month", "base", "quote", "value")
_OTHER_NAMES: Final = {"from": "base", "to": "quote", "rate": "value", "date": "month"}


def _month(cell: str, styles: Styles) -> Month:
    return Month.of(read_day(cell, styles.dates))


RATES: Final[Sheet[Rate]] = Sheet(
    (
        Column("month", _month, Kind.DAY, needed=True),
        Column("base", currency_in, needed=True),
        Column("quote", currency_in, needed=True),
        Column("value", amount_in, Kind.AMOUNT, needed=True),
        Column("source", words_in),
    ),
    Rate,
    check_rate,
)
"""A row a rate: month, pair, so many of the second currency for one of the first, who says so."""


@dataclass(frozen=True)
class _WantedRates(Wanted):
    """The expected column names of a table of rates."""

    def count(self, names: Sequence[str]) -> int:
        """Number of known names in a row."""
        return len({_field(name) for name in names} & {column.field for column in RATES.columns})

    def complete(self, names: Sequence[str]) -> bool:
        """True if all required columns are present."""
        return set(_NEEDED) <= {_field(name) for name in names}


def rates_in(data: bytes, source: str, tick: Tick = lambda _: None) -> tuple[Rate, ...]:
    """Read a file of rates, one of whose first rows names its columns; `tick` receives the rows read.

    Raises DataError naming the line and field of every problem; then nothing is read.
    """
    table = open_table(data, source, wanted=_WantedRates())
    places = _places(table)
    rows: list[tuple[int, list[str]]] = []
    faults: list[Problem] = []
    for done, (line, cells) in enumerate(table.rows()):
        if done >= MOST_ROWS:
            refuse_whole(source, TOO_MANY)
        if not done % _TICKED:
            tick(done)
        texts = [_text(cell).strip() for cell in cells]
        if any(texts[len(table.header) :]):
            faults.append(Problem(f"line {line}", width_fault(len(cells), len(table.header))))
        faults += _unreadable(table, line, places)
        rows.append((line, [texts[place] if place < len(texts) else "" for place in places]))
    rates, problems = _read(rows)
    problems = (*faults, *problems)
    if not problems:
        problems = tuple(_repeated(rates, [line for line, _ in rows]))
    refuse(problems, source)
    return rates


def _unreadable(table: Table, line: int, places: Sequence[int]) -> Iterator[Problem]:
    """The cells of a workbook that hold no value, such as a formula without its result."""
    for column, place in zip(RATES.columns, places, strict=True):
        if place < len(table.header) and (reason := table.fault(line, table.header[place])):
            yield Problem(f"line {line}, {column.heading}", reason)


def _read(rows: Sequence[tuple[int, list[str]]]) -> tuple[tuple[Rate, ...], tuple[Problem, ...]]:
    """The rates of the rows, or what is wrong with them."""
    try:
        return read_cells(rows, RATES), ()
    except DataError as error:
        return (), error.problems


def _places(table: Table) -> list[int]:
    """The place in a row of each column of `RATES`; beyond the row for one that lacks. Raises DataError."""
    fields = [_field(name) for name in table.header]
    lacking = [
        UserError("There is no column “{field}”.", field=each) for each in _NEEDED if each not in fields
    ]
    several = [
        UserError("More than one column means “{field}”.", field=column.field)
        for column in RATES.columns
        if fields.count(column.field) > 1
    ]
    line = f"line {table.header_line}"
    refuse(tuple(Problem(line, reason) for reason in (*lacking, *several)), table.source)
    beyond = len(fields)
    return [fields.index(each.field) if each.field in fields else beyond for each in RATES.columns]


def _field(name: str) -> str:
    """The field that a column's name means."""
    folded = name.strip().casefold()
    return _OTHER_NAMES.get(folded, folded)


def _repeated(rates: Sequence[Rate], lines: Sequence[int]) -> Iterator[Problem]:
    """The lines that repeat or contradict an earlier one."""
    for problem in check_rates(rates):
        yield Problem(f"line {lines[int(problem.place[len('rates[') : -1])]}", problem.reason)


def _text(cell: Cell) -> str:
    """A cell of a workbook as it would be written."""
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return cell.isoformat() if isinstance(cell, date) else cell
