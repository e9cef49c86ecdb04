"""Exchange rates as rows: copied and pasted, or read from a CSV file or a workbook."""

import csv
from datetime import date
from decimal import Decimal
from io import StringIO
from itertools import islice
from typing import Final

from fivegates.domain.economics.ledger_checks import check_rate
from fivegates.domain.economics.money import Rate
from fivegates.domain.economics.months import Month
from fivegates.domain.errors import DataError, UserError, refuse_whole
from fivegates.exchange.ledger.clipboard_text import (
    MOST_ROWS,
    Column,
    Kind,
    Sheet,
    amount_in,
    currency_in,
    read_rows,
    words_in,
)
from fivegates.exchange.ledger.number_and_date_formats import Cell, Styles, read_day
from fivegates.exchange.ledger.preview import Tick
from fivegates.exchange.ledger.table_import import open_table

_TICKED: Final = 500
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


def rates_in(data: bytes, source: str, tick: Tick = lambda _: None) -> tuple[Rate, ...]:
    """Read a file of rates whose first row names its columns; `tick` receives the rows read.

    Raises DataError naming the line and field of every problem; then nothing is read.
    """
    table = open_table(data, source)
    names = [name.casefold() for name in table.header]
    rows = [[_OTHER_NAMES.get(name, name) for name in names]]
    for done, (_, cells) in enumerate(islice(table.rows(), MOST_ROWS + 1)):
        if not done % _TICKED:
            tick(done)
        rows.append([_text(cell) for cell in cells])
    text = StringIO()
    csv.writer(text, dialect="excel-tab", lineterminator="\n").writerows(rows)
    try:
        return read_rows(text.getvalue(), RATES)
    except DataError as error:
        raise DataError(source, error.problems) from None
    except UserError as error:
        refuse_whole(source, error)


def _text(cell: Cell) -> str:
    """A cell of a workbook as it would be written."""
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return cell.isoformat() if isinstance(cell, date) else cell
