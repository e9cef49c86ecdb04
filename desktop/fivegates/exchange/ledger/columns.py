"""The spreadsheet columns of costs, usage and benefits, with the parser of each cell."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from fivegates.domain.economics.ledger import (
    Basis,
    Behaviour,
    BenefitLine,
    CostCategory,
    CostLine,
    Phase,
    UsageLine,
)
from fivegates.domain.economics.ledger_checks import check_benefit, check_cost, check_usage
from fivegates.domain.errors import UserError
from fivegates.domain.quoting import unknown_word
from fivegates.exchange.ledger.clipboard_text import NO, YES, Column, Kind, Sheet
from fivegates.exchange.ledger.number_and_date_formats import Styles, read_day, read_number
from fivegates.exchange.sheets import unguarded


def _day(cell: str, styles: Styles) -> date:
    return read_day(cell, styles.dates)


def amount_in(cell: str, styles: Styles) -> Decimal:
    """An amount. Raises UserError."""
    return read_number(cell, styles.numbers)


def _count(cell: str, styles: Styles) -> int:
    """A whole number."""
    number = read_number(cell, styles.numbers)
    if number % 1:
        raise UserError("Write a whole number.")
    return int(number)


def words_in(cell: str, _styles: Styles) -> str:
    """Text without the leading quote that escapes a formula."""
    return unguarded(cell)


def currency_in(cell: str, _styles: Styles) -> str:
    """A currency's code, in capitals."""
    return cell.upper()


def _flag(cell: str, _styles: Styles) -> bool:
    if cell.casefold() not in {YES, NO}:
        raise unknown_word(cell, [YES, NO])
    return cell.casefold() == YES


def _one_of(kinds: type[StrEnum]) -> Callable[[str, Styles], StrEnum]:
    """Read a word of `kinds`, in capitals or not."""

    def read(cell: str, _styles: Styles) -> StrEnum:
        word = cell.casefold()
        known = [member.value for member in kinds]
        if word not in known:
            raise unknown_word(cell, known)
        return kinds(word)

    return read


_DATED: Final = Column("dated", _day, Kind.DAY, needed=True)
_AMOUNT: Final = Column("amount", amount_in, Kind.AMOUNT, needed=True)
_CURRENCY: Final = Column("currency", currency_in, needed=True)
_ORIGIN: Final = (Column("basis", _one_of(Basis)), Column("source", words_in), Column("note", words_in))

COSTS: Final[Sheet[CostLine]] = Sheet(
    (
        _DATED,
        Column("category", _one_of(CostCategory), needed=True),
        _AMOUNT,
        _CURRENCY,
        Column("phase", _one_of(Phase), needed=True),
        Column("behaviour", _one_of(Behaviour), needed=True),
        *_ORIGIN,
        Column("attributed", _flag),
        Column("attributed_to", words_in),
        Column("billed", amount_in, Kind.AMOUNT),
    ),
    CostLine,
    check_cost,
)
_COUNTS: Final = (
    *("units", "successes", "requests"),
    *("tokens_in", "tokens_out", "tokens_cached", "tokens_written", "tokens_written_hour"),
)
USAGE: Final[Sheet[UsageLine]] = Sheet(
    (
        _DATED,
        *(Column(name, _count, Kind.AMOUNT) for name in _COUNTS),
        Column("unit", words_in),
        Column("model", words_in),
        *_ORIGIN,
    ),
    UsageLine,
    check_usage,
)
BENEFITS: Final[Sheet[BenefitLine]] = Sheet(
    (_DATED, _AMOUNT, _CURRENCY, Column("what", words_in), *_ORIGIN), BenefitLine, check_benefit
)
