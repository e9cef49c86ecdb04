"""The columns of plain tables of costs, usage and benefits, and the parsers of their rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
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
from fivegates.domain.errors import DataError, Problem, UserError
from fivegates.domain.quoting import unknown_word
from fivegates.exchange.ledger.number_and_date_formats import Styles
from fivegates.exchange.ledger.preview import Line
from fivegates.exchange.ledger.table_rows import CellFault, Row
from fivegates.exchange.ledger.tables.currency_marks import without_currency
from fivegates.exchange.ledger.tables.words import EXAMPLE


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
