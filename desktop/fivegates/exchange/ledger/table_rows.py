"""Parses the cells of a plain table's row by field; an error names the column and the reason."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypeVar

from fivegates.domain.economics.amounts import exact_sum
from fivegates.domain.errors import UserError
from fivegates.domain.limits import MOST_DECIMALS
from fivegates.domain.quoting import shown, unknown_word
from fivegates.exchange.ledger.number_and_date_formats import (
    NOTHING,
    Cell,
    NumberStyle,
    Styles,
    is_nothing,
    read_day,
    read_marked,
)
from fivegates.exchange.ledger.tables.currency_marks import currency_named, require_agreement
from fivegates.exchange.ledger.tables.written_numbers import WrittenNumber

Kind = TypeVar("Kind", bound=StrEnum)

MOST_TEXT: Final = 2_000
_MISSING: Final = UserError("This is missing.")


class CellFault(Exception):  # noqa: N818 - caught and reported as a refused row, never seen
    """A cell that cannot be read."""

    def __init__(self, field: str, reason: UserError) -> None:
        super().__init__(field)
        self.field = field
        self.reason = reason


class Row:
    """The cells of one row by field; several columns are summed. Every method raises CellFault.

    An empty cell takes the constant for all rows, if there is one; `currencies` are those that the headings
    of amounts name.
    """

    def __init__(
        self,
        cells: Mapping[str, Cell | tuple[Cell, ...]],
        styles: Styles,
        constants: Mapping[str, str] | None = None,
        currencies: Mapping[str, str] | None = None,
    ) -> None:
        self._cells = cells
        self._styles = styles
        self._constants = constants or {}
        self._currencies = currencies or {}

    def text(self, field: str) -> str:
        """Text as it was written; empty where there is none."""
        texts = (str(cell).strip() for cell in self._parts(field))
        text = ", ".join(text for text in texts if text not in NOTHING)
        if len(text) > MOST_TEXT:
            raise CellFault(field, UserError("The text is longer than {most} characters.", most=MOST_TEXT))
        return text or self._constants.get(field, "")

    def word(self, field: str) -> str:
        """A name or word; empty where there is none, or a sign for nothing."""
        text = self.text(field)
        return self._constants.get(field, "") if is_nothing(text) else text

    def number(self, field: str) -> Decimal | None:
        """A number; None where there is none."""
        read = self._numbers(field)
        return exact_sum(each.number for each in read) if read else None

    def count(self, field: str) -> int | None:
        """A whole number from zero; None where there is none."""
        number = self.number(field)
        if number is None:
            return None
        if number < 0 or number % 1:
            raise CellFault(field, UserError("“{text}” is no count.", text=shown(number)))
        return int(number)

    def amount(self, field: str) -> Decimal:
        """A number that must be there, in the currency of the row."""
        number = self.money(field)
        if number is None:
            raise CellFault(field, _MISSING)
        return number

    def money(self, field: str) -> Decimal | None:
        """A number whose currency sign, if it has one, is that of the row; None where there is none."""
        read = self._numbers(field)
        text = ", ".join(map(str, self._parts(field)))
        headed = self._currencies.get(field, "") if read else ""
        for mark in filter(None, (headed, *(each.mark for each in read))):
            try:
                require_agreement(text, mark, self.currency("currency"))
            except UserError as error:
                raise CellFault(field, error) from None
        return _trimmed(exact_sum(each.number for each in read)) if read else None

    def day(self, field: str) -> date:
        """A date that must be there."""
        (cell,) = self._parts(field)[:1] or ("",)
        if is_nothing(cell):
            cell = self._constants.get(field, "")
        if cell == "":
            raise CellFault(field, _MISSING)
        try:
            return read_day(cell, self._styles.dates)
        except UserError as error:
            raise CellFault(field, error) from None

    def _parts(self, field: str) -> tuple[Cell, ...]:
        """The cells of a field; none where the table has no column of it."""
        cells = self._cells.get(field, ())
        return cells if isinstance(cells, tuple) else (cells,)

    def _numbers(self, field: str) -> list[WrittenNumber]:
        """The numbers of a field, or the one that was said for all rows."""
        cells = [cell for cell in self._parts(field) if not is_nothing(cell)]
        styles = self._styles.numbers
        if not cells and field in self._constants:
            cells, styles = [self._constants[field]], NumberStyle.POINT
        try:
            return [read_marked(cell, styles) for cell in cells]
        except UserError as error:
            raise CellFault(field, error) from None

    def currency(self, field: str) -> str:
        """A currency that must be there, by its code, sign or name."""
        word = self.word(field)
        if not word:
            raise CellFault(field, _MISSING)
        try:
            return currency_named(word)
        except UserError as error:
            raise CellFault(field, error) from None

    def kind(self, field: str, kinds: type[Kind], default: Kind | None = None) -> Kind:
        """One of the words of `kinds`; it must be there unless there is a default."""
        word = self.word(field).casefold()
        if not word and default is not None:
            return default
        if not word:
            raise CellFault(field, _MISSING)
        try:
            return kinds(word)
        except ValueError:
            known = [member.value for member in kinds]
            raise CellFault(field, unknown_word(word, known)) from None


def _trimmed(amount: Decimal) -> Decimal:
    """An amount without the zeros at its end, where it has more decimals than a ledger keeps."""
    _, _, exponent = amount.as_tuple()
    return Decimal(f"{amount.normalize():f}") if int(exponent) < -MOST_DECIMALS else amount
