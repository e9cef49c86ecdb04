"""One row of a plain table, its cells read by name: what cannot be read names its column and the reason."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypeVar

from fivegates.domain.economics.money import known_currency
from fivegates.domain.errors import UserError
from fivegates.domain.quoting import shown, unknown_word
from fivegates.exchange.ledger.number_and_date_formats import NOTHING, Cell, Styles, read_day, read_number

Kind = TypeVar("Kind", bound=StrEnum)

MOST_TEXT: Final = 2_000
_MISSING: Final = UserError("This is missing.")


class CellFault(Exception):  # noqa: N818 - caught and told as a refused row, never seen
    """A cell that cannot be read."""

    def __init__(self, field: str, reason: UserError) -> None:
        super().__init__(field)
        self.field = field
        self.reason = reason


class Row:
    """The cells of one row by field. Every method raises CellFault."""

    def __init__(self, cells: Mapping[str, Cell], styles: Styles) -> None:
        self._cells = cells
        self._styles = styles

    def text(self, field: str) -> str:
        """Text; empty where there is none."""
        cell = self._cells.get(field, "")
        text = "" if cell in NOTHING else str(cell).strip()
        if len(text) > MOST_TEXT:
            raise CellFault(field, UserError("The text is longer than {most} characters.", most=MOST_TEXT))
        return text

    def number(self, field: str) -> Decimal | None:
        """A number; None where there is none."""
        cell = self._cells.get(field, "")
        if cell in NOTHING:
            return None
        try:
            return read_number(cell, self._styles.numbers)
        except UserError as error:
            raise CellFault(field, error) from None

    def count(self, field: str) -> int | None:
        """A whole number from nought; None where there is none."""
        number = self.number(field)
        if number is None:
            return None
        if number < 0 or number % 1:
            raise CellFault(field, UserError("“{text}” is no count.", text=shown(number)))
        return int(number)

    def amount(self, field: str) -> Decimal:
        """A number that must be there."""
        number = self.number(field)
        if number is None:
            raise CellFault(field, _MISSING)
        return number

    def day(self, field: str) -> date:
        """A date that must be there."""
        cell = self._cells.get(field, "")
        if cell in NOTHING:
            raise CellFault(field, _MISSING)
        try:
            return read_day(cell, self._styles.dates)
        except UserError as error:
            raise CellFault(field, error) from None

    def currency(self, field: str) -> str:
        """A currency that must be there, in capitals or not."""
        code = self.text(field).upper()
        if not code:
            raise CellFault(field, _MISSING)
        if not known_currency(code):
            raise CellFault(field, UserError("“{code}” is not a currency of ISO 4217.", code=shown(code)))
        return code

    def kind(self, field: str, kinds: type[Kind], default: Kind | None = None) -> Kind:
        """One of the words of `kinds`; it must be there unless there is a default."""
        word = self.text(field).casefold()
        if not word and default is not None:
            return default
        if not word:
            raise CellFault(field, _MISSING)
        try:
            return kinds(word)
        except ValueError:
            known = [member.value for member in kinds]
            raise CellFault(field, unknown_word(word, known)) from None
