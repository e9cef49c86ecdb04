"""The columns of plain tables of costs, usage and benefits, and the parsers of their rows and cells."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypeVar

from fivegates.domain.economics.amounts import exact_sum
from fivegates.domain.economics.ledger import (
    Basis,
    Behaviour,
    BenefitLine,
    CostCategory,
    CostLine,
    Phase,
    UsageLine,
)
from fivegates.domain.errors import DataError, Problem, UserError
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
from fivegates.exchange.ledger.preview import Line
from fivegates.exchange.ledger.tables.row_roles import EXAMPLE
from fivegates.exchange.ledger.tables.written_numbers import (
    WrittenNumber,
    currency_named,
    require_agreement,
    without_currency,
)

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
        """The numbers of a field, or the constant for all rows."""
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
        """Return one of the words of `kinds`; the cell is required unless there is a default."""
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


class LineKind(StrEnum):
    """The type of a plain table's rows."""

    COSTS = "costs"
    USAGE = "usage"
    BENEFITS = "benefits"


@dataclass(frozen=True, slots=True)
class Form:
    """The columns of a kind: an example of a row by field, those that must be there, those of numbers."""

    needed: tuple[str, ...]
    numbers: tuple[str, ...]
    example: Mapping[str, str]
    read: Callable[[Row], Line]

    @property
    def fields(self) -> tuple[str, ...]:
        """All columns, in the order of the template."""
        return tuple(self.example)


WORDS: Final[Mapping[str, type[StrEnum]]] = {
    "category": CostCategory,
    "phase": Phase,
    "behaviour": Behaviour,
    "basis": Basis,
}
_OTHER_NAMES: Final = {
    "month": "date",
    "cost": "amount",
    "behavior": "behaviour",
    "code": "initiative",
    **dict.fromkeys(("input tokens", "prompt tokens", "tokens input"), "tokens in"),
    **dict.fromkeys(("output tokens", "completion tokens", "tokens output"), "tokens out"),
    **dict.fromkeys(("cached tokens", "cached input tokens", "cache read tokens"), "tokens cached"),
    **dict.fromkeys(("cache write tokens", "cache creation tokens"), "tokens written"),
    "model name": "model",
    "number of requests": "requests",
}


MONEY: Final = frozenset({"amount", "billed"})
"""The fields of amounts, whose columns may name their currency."""


def field_of(column: str) -> str:
    """The field that a column's name means; that of an amount may name a currency too."""
    field = _named(column)
    plain, currency = ("", "") if field in MONEY else without_currency(column)
    return _named(plain) if currency and _named(plain) in MONEY else field


def _named(column: str) -> str:
    """The field of a name, by one of its usual words."""
    name = column.casefold().replace("_", " ").strip()
    return _OTHER_NAMES.get(name, name)


def check_constants(kind: LineKind, constants: Mapping[str, str]) -> None:
    """Raise UserError for a field that the kind lacks, and for an invalid value."""
    for field, value in constants.items():
        if field not in FORMS[kind].fields:
            raise unknown_word(field, FORMS[kind].fields)
        row = Row({field: value}, Styles())
        try:
            if field in WORDS:
                row.kind(field, WORDS[field])
            elif field == "currency":
                row.currency(field)
            elif field == "date":
                row.day(field)
            elif field in FORMS[kind].numbers:
                row.number(field)
        except CellFault as fault:
            raise DataError("", (Problem(field, fault.reason),)) from None


def _cost(row: Row) -> CostLine:
    return CostLine(
        dated=row.day("date"),
        category=row.kind("category", CostCategory),
        amount=row.amount("amount"),
        currency=row.currency("currency"),
        phase=row.kind("phase", Phase),
        behaviour=row.kind("behaviour", Behaviour),
        basis=row.kind("basis", Basis, Basis.ACTUAL),
        billed=row.money("billed"),
        attributed_to=row.text("attributed to"),
        note=row.text("note"),
    )


def _usage(row: Row) -> UsageLine:
    line = UsageLine(
        dated=row.day("date"),
        units=row.count("units"),
        unit=row.text("unit"),
        successes=row.count("successes"),
        requests=row.count("requests"),
        tokens_in=row.count("tokens in"),
        tokens_out=row.count("tokens out"),
        tokens_cached=row.count("tokens cached"),
        tokens_written=row.count("tokens written"),
        tokens_written_hour=row.count("tokens written for an hour"),
        model=row.word("model"),
        basis=row.kind("basis", Basis, Basis.ACTUAL),
        note=row.text("note"),
    )
    tokens = (line.tokens_in, line.tokens_out, line.tokens_cached, line.tokens_written)
    counted = (line.units, line.successes, line.requests, *tokens)
    if all(count is None for count in counted):
        raise CellFault("", UserError("The row counts nothing."))
    return line


def _benefit(row: Row) -> BenefitLine:
    return BenefitLine(
        dated=row.day("date"),
        amount=row.amount("amount"),
        currency=row.currency("currency"),
        what=row.text("what"),
        basis=row.kind("basis", Basis, Basis.ACTUAL),
        note=row.text("note"),
    )


_COUNTS: Final = (
    *("units", "successes", "requests"),
    *("tokens in", "tokens out", "tokens cached", "tokens written", "tokens written for an hour"),
)
FORMS: Final[Mapping[LineKind, Form]] = {
    LineKind.COSTS: Form(
        needed=("date", "category", "amount", "currency", "phase", "behaviour"),
        numbers=("amount", "billed"),
        example={
            "initiative": EXAMPLE,
            "date": "2026-03",
            "category": "model and tokens",
            "amount": "1250.40",
            "currency": "EUR",
            "phase": "run",
            "behaviour": "variable",
            "basis": "actual",
            "billed": "",
            "attributed to": "",
            "note": "Invoice 4711",
        },
        read=_cost,
    ),
    LineKind.USAGE: Form(
        needed=("date",),
        numbers=_COUNTS,
        example={
            "initiative": EXAMPLE,
            "date": "2026-03",
            "units": "4200",
            "unit": "claims",
            "successes": "3900",
            "requests": "9100",
            "tokens in": "18200000",
            "tokens out": "2730000",
            "tokens cached": "",
            "tokens written": "",
            "tokens written for an hour": "",
            "model": "",
            "basis": "actual",
            "note": "",
        },
        read=_usage,
    ),
    LineKind.BENEFITS: Form(
        needed=("date", "amount", "currency"),
        numbers=("amount",),
        example={
            "initiative": EXAMPLE,
            "date": "2026-03",
            "amount": "5040.00",
            "currency": "EUR",
            "what": "6 minutes saved a claim, at €12 an hour",
            "basis": "actual",
            "note": "",
        },
        read=_benefit,
    ),
}
