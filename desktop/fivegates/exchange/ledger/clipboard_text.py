"""Clipboard format of ledger lines: columns and tab-separated rows, as spreadsheets copy and paste them."""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from io import StringIO
from typing import Any, Final, Generic, Protocol, TypeVar

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
from fivegates.domain.errors import DataError, Problem, UserError, refuse
from fivegates.domain.quoting import unknown_word
from fivegates.exchange.ledger.number_and_date_formats import (
    DateEvidence,
    NumberEvidence,
    Styles,
    found_styles,
    read_day,
    read_number,
)
from fivegates.exchange.sheets import guarded, unguarded

MOST_ROWS: Final = 10_000
TOO_MANY: Final = UserError("There are more than {most} rows. Bring them in by parts.", most=MOST_ROWS)
YES, NO = "yes", "no"


class Kind(StrEnum):
    """The type of a column's cells, which decides which of them reveal the styles of numbers and dates."""

    TEXT = "text"
    AMOUNT = "amount"
    DAY = "date"


class Line(Protocol):
    """A line of a ledger."""

    @property
    def id(self) -> int:
        """0 until stored."""


L = TypeVar("L", bound=Line)


@dataclass(frozen=True, slots=True)
class Column:
    """A field of a line, with its name as header; a required one is never empty."""

    field: str
    read: Callable[[str, Styles], Any]
    kind: Kind = Kind.TEXT
    needed: bool = False

    @property
    def heading(self) -> str:
        """The name in the header row: as in the portfolio JSON, where a day is `date`."""
        return "date" if self.field == "dated" else self.field


@dataclass(frozen=True, slots=True)
class Sheet(Generic[L]):
    """The layout of lines of one kind: their columns in order, and functions that make and check a line."""

    columns: tuple[Column, ...]
    make: Callable[..., L]
    check: Callable[[L], tuple[Problem, ...]]


def write_rows(lines: Sequence[L], sheet: Sheet[L]) -> str:
    """Write a heading and a row a line; text that a spreadsheet would run as a formula is quoted."""
    written = StringIO()
    writer = csv.writer(written, dialect="excel-tab", lineterminator="\n")
    writer.writerow(column.heading for column in sheet.columns)
    for line in lines:
        writer.writerow(_shown(getattr(line, column.field), column) for column in sheet.columns)
    return written.getvalue()


def read_rows(text: str, sheet: Sheet[L]) -> tuple[L, ...]:
    """Read rows under a heading, or in the order of the sheet's columns without one.

    Raises:
        DataError: Any cell is wrong, or all numbers or dates can be read in two ways; each problem
            names its line and field. Then nothing is read.
    """
    rows = list(_cells(text))
    if not rows:
        raise UserError("There are no rows to paste. Copy them in a spreadsheet first.")
    columns = _headed(rows[0][1], sheet.columns)
    if columns:
        rows = rows[1:]
    return _Reading(sheet, columns or sheet.columns, rows).lines()


def read_cells(rows: Sequence[tuple[int, list[str]]], sheet: Sheet[L]) -> tuple[L, ...]:
    """Read rows whose cells are in the order of the sheet's columns, each with its line in a file.

    Raises DataError as `read_rows` does.
    """
    return _Reading(sheet, sheet.columns, rows).lines()


def _cells(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not blank, with the line on which it begins."""
    reader = csv.reader(StringIO(text, newline=""), dialect="excel-tab", strict=True)
    line = 1
    try:
        for count, row in enumerate(reader):
            if count > MOST_ROWS:
                raise TOO_MANY
            if any(cell.strip() for cell in row):
                yield line, [cell.strip() for cell in row]
            line = reader.line_num + 1
    except csv.Error as error:
        reason = UserError("The quotation marks of this row do not match.")
        raise DataError("", (Problem(f"line {line}", reason),)) from error


def _headed(row: list[str], columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns that a heading names; none if the row is not a heading."""
    by_name = {column.heading: column for column in columns}
    names = [cell.casefold().replace(" ", "_") for cell in row]
    known = all(name in by_name for name in names) and len(set(names)) == len(names)
    return tuple(by_name[name] for name in names) if known else ()


class _Reading(Generic[L]):
    """Parses rows and collects all problems, to report them together."""

    def __init__(
        self, sheet: Sheet[L], columns: tuple[Column, ...], rows: Sequence[tuple[int, list[str]]]
    ) -> None:
        self._sheet = sheet
        self._columns = columns
        self._rows = rows
        self._problems: list[Problem] = []

    def lines(self) -> tuple[L, ...]:
        """Every row as a line. Raises DataError."""
        styles = self._styles()
        lines = [self._line(number, row, styles) for number, row in self._rows]
        refuse(tuple(self._problems))
        return tuple(line for line in lines if line is not None)

    def _styles(self) -> Styles:
        """The styles of all numbers and dates. Raises DataError where they are ambiguous."""
        numbers, dates = NumberEvidence(), DateEvidence()
        for _, row in self._rows:
            for column, cell in zip(self._columns, row, strict=False):
                if column.kind is Kind.AMOUNT:
                    numbers.see(cell)
                elif column.kind is Kind.DAY:
                    dates.see(cell)
        styles = found_styles(numbers, dates, (Kind.AMOUNT.value, Kind.DAY.value))
        if isinstance(styles, Styles):
            return styles
        raise DataError("", tuple(Problem(problem.place, _unclear(problem)) for problem in styles.questions))

    def _line(self, number: int, row: list[str], styles: Styles) -> L | None:
        """Return the line of a row; None if the row is invalid."""
        before = len(self._problems)
        if len(row) > len(self._columns):
            most = len(self._columns)
            self._note(number, "", UserError("There are more than {most} cells in this row.", most=most))
        padded = row + [""] * (len(self._columns) - len(row))
        cells = zip(self._columns, padded, strict=False)
        found = {column.field: self._value(number, column, cell, styles) for column, cell in cells}
        self._note_missing(number, found)
        if len(self._problems) > before:
            return None
        line = self._sheet.make(**{name: value for name, value in found.items() if value is not None})
        for problem in self._sheet.check(line):
            self._note(number, problem.place, problem.reason)
        return line

    def _value(self, number: int, column: Column, cell: str, styles: Styles) -> object:
        """The value of a cell; None where it is empty or invalid."""
        if not cell:
            return None
        try:
            return column.read(cell, styles)
        except UserError as error:
            self._note(number, column.heading, error)
            return ""

    def _note_missing(self, number: int, found: dict[str, object]) -> None:
        """Note the fields that every line needs and this one lacks."""
        for column in self._sheet.columns:
            if column.needed and found.get(column.field) is None:
                self._note(number, column.heading, UserError("This is missing."))

    def _note(self, number: int, field: str, reason: UserError) -> None:
        place = f"line {number}, {field}" if field else f"line {number}"
        self._problems.append(Problem(place, reason))


def _unclear(problem: Problem) -> UserError:
    """The refusal of ambiguous values, with the formats to use."""
    text = problem.reason.values["text"]
    if problem.place == Kind.DAY.value:
        return UserError("“{text}” can be two days. Write dates as year-month-day.", text=text)
    one, other = (str(problem.reason.values[point]) for point in ("point", "comma"))
    fine, whole = (one, other) if "." in one else (other, one)
    return UserError(
        "“{text}” can be two amounts. Write {fine} or {whole}, whichever is meant.",
        text=text,
        fine=f"{fine}0",
        whole=whole,
    )


def _shown(value: object, column: Column) -> str:
    """A value as a cell: exact, and never a formula."""
    match value:
        case None:
            return ""
        case bool():
            return YES if value else NO
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case str() if column.kind is Kind.TEXT:
            return guarded(value)
        case _:
            return str(value)


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
