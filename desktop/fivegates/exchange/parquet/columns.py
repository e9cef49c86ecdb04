"""Columns of the warehouse tables, declared once; the input of a row, and the first columns of all."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Final, Generic, TypeAlias, TypeVar

from fivegates.domain.economics.money import RateTable
from fivegates.domain.fields import MOMENT
from fivegates.domain.review.history import current_reviews
from fivegates.domain.review.review import InitiativeRecord, Review
from fivegates.domain.verdict.verdict import Verdict

R = TypeVar("R")
"""The object from which a row is made."""

Value: TypeAlias = "str | int | Decimal | date | Sequence[str] | None"
"""The value of a cell; a member of an enumeration is a text. None is NULL."""

TEXT: Final = "VARCHAR"
TEXTS: Final = "VARCHAR[]"
DAY: Final = "DATE"
MOMENT_TYPE: Final = "TIMESTAMP WITH TIME ZONE"
YES_NO: Final = "BOOLEAN"
SMALL: Final = "SMALLINT"
WHOLE: Final = "BIGINT"
COUNT: Final = "DECIMAL(38,0)"
"""Sums of counts, each below 10¹⁵: Parquet has no whole number of more than 64 bits."""
EFFORT: Final = "DECIMAL(6,1)"
PERCENT: Final = "DECIMAL(5,2)"

MONEY_SCALE: Final = 20
"""An amount of the ledger has at most so many decimals."""
_MONEY_PRECISION: Final = 38
MONEY: Final = f"DECIMAL({_MONEY_PRECISION},{MONEY_SCALE})"
_MOST_MONEY: Final = 10 ** (_MONEY_PRECISION - MONEY_SCALE)


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """A column: its name, its DuckDB type, its meaning, and its value in a row.

    `unit` is that of the numbers, or the column that names it.
    """

    name: str
    type: str
    meaning: str
    value: Callable[[R], Value]
    unit: str = ""


@dataclass(frozen=True)
class Table(Generic[R]):
    """A table: the meaning of a row, its columns, its key, and the columns to partition by."""

    name: str
    row: str
    columns: tuple[Column[R], ...]
    key: tuple[str, ...] = ()
    partition_by: tuple[str, ...] = ()

    @property
    def file_name(self) -> str:
        """The file in the folder of the export."""
        return f"{self.name}.parquet"

    def plain(self, row: R) -> dict[str, object]:
        """A row as JSON holds it, from which DuckDB casts each value to the type of its column."""
        return {column.name: _plain(column.value(row)) for column in self.columns}


def _plain(value: Value) -> object:
    """A value as text, exactly; None stays None."""
    plain: object
    match value:
        case None | str():
            plain = None if value is None else str(value.value if isinstance(value, Enum) else value)
        case bool():
            plain = "true" if value else "false"
        case datetime():
            plain = value.strftime(MOMENT)
        case date():
            plain = value.isoformat()
        case Decimal():
            plain = f"{value:f}"
        case int():
            plain = str(value)
        case _:
            plain = list(value)
    return plain


def money_columns(
    name: str, meaning: str, value: Callable[[R], Fraction | None], unit: str
) -> Iterator[Column[R]]:
    """Two columns of an amount: a decimal, and text where that is not exact.

    The decimal is rounded half to even at its last place, and NULL beyond its range. The text is then the
    exact amount as numerator/denominator, and NULL wherever the decimal is exact.
    """
    yield Column(name, MONEY, meaning, lambda row: money_decimal(value(row)), unit)
    text = f"{name} where it is no exact {MONEY}, as numerator/denominator; else NULL."
    yield Column(f"{name}_exact", TEXT, text, lambda row: money_text(value(row)), unit)


def money_decimal(amount: Fraction | None) -> Decimal | None:
    """An amount at the scale of its column; None where it is not known, or beyond the range."""
    if amount is None:
        return None
    scaled = round(amount * 10**MONEY_SCALE)
    if abs(scaled) >= _MOST_MONEY * 10**MONEY_SCALE:
        return None
    # scaleb would round to the 28 digits of the context.
    sign, digits, _ = Decimal(scaled).as_tuple()
    return Decimal((sign, digits, -MONEY_SCALE))


def money_text(amount: Fraction | None) -> str | None:
    """An amount as an exact fraction, where `money_decimal` is not exact."""
    written = money_decimal(amount)
    return None if amount is None or (written is not None and Fraction(written) == amount) else str(amount)


V = TypeVar("V")


@dataclass(frozen=True)
class Exported:
    """An initiative with the verdict on each of its reviews, in their order, as of the review.

    `on_day` is the verdict on the latest review that counts as of `day`, None before the first. `source`
    names the file that it comes from in a consolidated view. Money is given in `currency`, by `rates`.
    """

    record: InitiativeRecord
    verdicts: tuple[Verdict, ...]
    on_day: Verdict | None
    day: date
    currency: str
    rates: RateTable
    source: str | None = None

    @property
    def standing(self) -> tuple[Review, ...]:
        """The reviews that no other corrects."""
        return tuple(current_reviews(self.record))

    @property
    def latest(self) -> Review | None:
        """The latest review that counts; None before the first."""
        return next(reversed(self.standing), None)


@dataclass(frozen=True, slots=True)
class Owned(Generic[V]):
    """A record of an initiative."""

    of: Exported
    item: V


def owner_columns(of: Callable[[R], Exported]) -> tuple[Column[R], ...]:
    """The first columns of every row."""
    return (
        Column(
            "source",
            TEXT,
            "File that it comes from, in a consolidated view; else NULL.",
            lambda row: of(row).source,
        ),
        Column(
            "code",
            TEXT,
            "Code of the initiative; joins the tables.",
            lambda row: of(row).record.initiative.code,
        ),
    )
