"""What a grid of the ledger asks of a kind of line, and the cells that kinds share."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol

from fivegates.domain.economics.ledger import Basis
from fivegates.domain.economics.months import Month
from fivegates.domain.language import Language
from fivegates.domain.wording.money_terms import basis_word
from fivegates.domain.wording.words import UNKNOWN
from fivegates.ui.initiative.records.kind import RecordKind
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.tables.model import Cell


class LineKind(RecordKind, Protocol):
    """Cost, usage or benefit lines."""

    def copy_lines(self, subject: Subject, line_ids: Sequence[int]) -> None:
        """Put lines on the clipboard as rows for a spreadsheet."""

    def paste(self, subject: Subject) -> None:
        """Add the rows on the clipboard."""

    def fill_down(self, subject: Subject, line_ids: Sequence[int], column: int) -> None:
        """Give all lines what the first one says in a column, in one step."""

    def remove_lines(self, subject: Subject, line_ids: Sequence[int]) -> None:
        """Remove lines in one step."""


def day_cell(dated: date, language: Language) -> Cell:
    """A day; the month for its first day, which stands for all of it."""
    month = Month.of(dated)
    text = language.month(month) if dated == month.first_day else language.short_date(dated)
    return Cell(text, dated.toordinal())


def money_cell(amount: Decimal, currency: str, language: Language) -> Cell:
    """An amount in its own currency."""
    return Cell(language.money(amount, currency), amount)


def count_cell(count: int | None, language: Language) -> Cell:
    """A count; a dash where there is none."""
    return Cell(UNKNOWN, None, quiet=True) if count is None else Cell(language.number(count), count)


def basis_cell(basis: Basis, language: Language) -> Cell:
    """Actual, or forecast in grey."""
    text = basis_word(basis, language)
    return Cell(text, text, quiet=basis is Basis.FORECAST)


def text_cell(text: str) -> Cell:
    """Text; a dash where there is none."""
    return Cell(text or UNKNOWN, text or None, quiet=not text)
