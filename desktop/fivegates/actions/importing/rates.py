"""Add, edit, remove and import exchange rates; a month and pair has one rate, in either direction."""

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from fivegates.actions.file.atomic_files import read_file
from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.actions.ledger import set_rates
from fivegates.domain.economics.money import Rate, RateTable
from fivegates.domain.economics.months import Month
from fivegates.domain.language import Message, gettext_noop
from fivegates.exchange.ledger.clipboard_text import read_rows, write_rows
from fivegates.exchange.ledger.preview import Tick
from fivegates.exchange.ledger.rates import RATES, rates_in
from fivegates.exchange.ledger.table_import import MOST_BYTES
from fivegates.store.records.ledger import read_rates

__all__ = [
    "add_rate",
    "add_rates",
    "copied_rates",
    "edit_rate",
    "paste_rates",
    "rates_of_file",
    "remove_rates",
]


def add_rate(opened: OpenPortfolio, rate: Rate) -> Changes:
    """Add a rate. Raises UserError for a bad field, or where its month and pair have one."""
    held = read_rates(opened.file).rates
    label = _label(gettext_noop("Add the rate from {base} to {quote}"), rate)
    return set_rates(opened, RateTable((*held, rate)), label)


def edit_rate(opened: OpenPortfolio, rate: Rate) -> Changes:
    """Save a rate that is there. Raises UserError for a bad field, or where its month and pair have one."""
    held = tuple(rate if each.id == rate.id else each for each in read_rates(opened.file).rates)
    label = _label(gettext_noop("Edit the rate from {base} to {quote}"), rate)
    return set_rates(opened, RateTable(held), label)


def remove_rates(opened: OpenPortfolio, ids: Collection[int]) -> Changes:
    """Remove rates in one step; undo restores them."""
    held = tuple(each for each in read_rates(opened.file).rates if each.id not in ids)
    return set_rates(opened, RateTable(held), Message("Remove rates"))


def paste_rates(opened: OpenPortfolio, text: str) -> Changes:
    """Paste rates from rows of a spreadsheet, all or none. Raises DataError naming line and field."""
    return add_rates(opened, read_rows(text, RATES), Message("Paste rates"))


def add_rates(opened: OpenPortfolio, rates: Sequence[Rate], label: Message) -> Changes:
    """Add rates; each replaces the one of its month and pair."""
    new = {_slot(rate) for rate in rates}
    kept = (each for each in read_rates(opened.file).rates if _slot(each) not in new)
    return set_rates(opened, RateTable((*kept, *rates)), label)


def rates_of_file(path: Path, tick: Tick = lambda _: None) -> tuple[Rate, ...]:
    """Read a CSV file or a workbook of rates, all or none; `tick` receives the rows read.

    Raises DataError naming line and field.
    """
    return rates_in(read_file(path, MOST_BYTES), path.name, tick)


def copied_rates(rates: Iterable[Rate]) -> str:
    """Rates as rows for a spreadsheet; pasted back, they are the same."""
    return write_rows(list(rates), RATES)


def _slot(rate: Rate) -> tuple[Month, frozenset[str]]:
    """The key of a rate: its month and unordered pair."""
    return rate.month, frozenset({rate.base, rate.quote})


def _label(template: str, rate: Rate) -> Message:
    return Message(template, base=rate.base, quote=rate.quote)
