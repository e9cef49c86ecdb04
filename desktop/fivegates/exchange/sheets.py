"""Writes tables as a workbook (XLSX) or CSV: text stays text, days are days, and amounts stay exact.

A spreadsheet keeps a number as a binary fraction, which holds any decimal of up to 15 digits exactly; an
amount with more is written as text. CSV has every digit as it is.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Final

from fivegates.domain.economics.amounts import exponent
from fivegates.domain.economics.months import Month
from fivegates.domain.quoting import NONCHARACTERS

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_FORMULA: Final = tuple("'=+-@\t\r\uff1d\uff0b\uff0d\uff20")


def guarded(text: str) -> str:
    """Escape with a quote any text that a spreadsheet would evaluate, or that begins with a quote."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def unguarded(cell: str) -> str:
    """Text without the escaping quote."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


MOST_DIGITS: Final = 15
MOST_CHARACTERS: Final = 32_767
_LONGEST_NAME: Final = 31
_FIRST_YEAR: Final = 1900
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\']")
# Of these XML holds some not at all, and a workbook would show "_xFFFE_" for others.
_UNFIT: Final = re.compile(f"[\ud800-\udfff{NONCHARACTERS}]")
_A4: Final = 9
# The same portfolio gives the same bytes.
_NO_MOMENT: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - the format knows no zone


@dataclass(frozen=True, slots=True)
class Money:
    """An amount with its currency (ISO 4217); `digits` are shown, the currency's own where it is None."""

    amount: Decimal
    currency: str
    digits: int | None = None


Value = str | int | Decimal | Money | date | Month | None
"""The value of a cell; None leaves it empty, which is never zero."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's title, and how many characters wide it is."""

    title: str
    width: int = 14


@dataclass(frozen=True, slots=True)
class Form:
    """A table: its title, its columns, and how many of them are frozen."""

    title: str
    headings: tuple[Heading, ...]
    kept: int = 2


Row = tuple[Value, ...]


def csv_table(form: Form, rows: Iterable[Row]) -> bytes:
    """Return a table as CSV that spreadsheets open as UTF-8."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow([guarded(heading.title) for heading in form.headings])
    writer.writerows([_plain(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig", "replace")


def _plain(value: Value) -> str:
    """A value as exact text, escaped where it would be a formula."""
    match value:
        case None:
            return ""
        case Decimal():
            return f"{value:f}"
        case Money():
            return f"{value.amount:f}"
        case date():
            return value.isoformat()
        case str():
            return guarded(value)
        case int() | Month():
            return str(value)


def workbook(forms: Sequence[Form], rows: Iterable[tuple[int, Row]]) -> bytes:
    """A workbook with a sheet per form. Each row comes with the index of its form; rows are streamed."""
    from xlsxwriter import Workbook

    data = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(data, options) as book:
        book.set_properties({"created": _NO_MOMENT})
        looks = _Looks(book)
        sheets = [_Sheet(book, form, looks) for form in forms]
        for index, row in rows:
            sheets[index].add(row)
        for sheet in sheets:
            sheet.end()
    return data.getvalue()


class _Looks:
    """The formats of a workbook, each made once."""

    def __init__(self, book: "Workbook") -> None:
        self._book = book
        self._made: dict[str, Format] = {}
        self.heading = book.add_format(
            {"bold": True, "bottom": 1, "bg_color": "#F5F7FA", "text_wrap": True, "valign": "top"}
        )

    def of(self, number_format: str) -> "Format":
        """The look of a cell whose number is shown so; `@` is text."""
        if number_format not in self._made:
            style: dict[str, object] = {"num_format": number_format, "valign": "top"}
            if number_format == "@":
                style["text_wrap"] = True
            self._made[number_format] = self._book.add_format(style)
        return self._made[number_format]


class _Sheet:
    """A sheet, written row by row."""

    def __init__(self, book: "Workbook", form: Form, looks: _Looks) -> None:
        self._form, self._looks, self._row = form, looks, 0
        self._sheet: Worksheet = book.add_worksheet(_NOT_IN_NAMES.sub(" ", form.title)[:_LONGEST_NAME])
        for column, heading in enumerate(form.headings):
            self._sheet.set_column(column, column, heading.width)
            self._sheet.write_string(0, column, heading.title, looks.heading)
        self._set_print()

    def _set_print(self) -> None:
        """Repeat the header on each page, and fit pages to the table's width."""
        sheet = self._sheet
        sheet.freeze_panes(1, self._form.kept)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_footer("&L&A&R&P / &N")

    def add(self, row: Row) -> None:
        """Write the next row."""
        self._row += 1
        for column, value in enumerate(row):
            if value is not None:
                self._write(column, value)

    def end(self) -> None:
        """Add filters over all rows."""
        self._sheet.autofilter(0, 0, self._row, len(self._form.headings) - 1)

    def _write(self, column: int, value: str | int | Decimal | Money | date | Month) -> None:
        """Write one cell by its type."""
        match value:
            case str():
                self._write_text(column, value)
            case Money():
                self._write_number(column, value.amount, _money_format(value))
            case Decimal():
                self._write_number(column, value, "#,##0.######" if value % 1 else "#,##0")
            case int():
                self._write_number(column, Decimal(value), "#,##0")
            case Month():
                self._write_day(column, value.first_day, "yyyy-mm", str(value))
            case date():
                self._write_day(column, value, "yyyy-mm-dd", value.isoformat())

    def _write_number(self, column: int, value: Decimal, number_format: str) -> None:
        """Write a number where that is exact, else text."""
        if len(value.normalize().as_tuple().digits) > MOST_DIGITS:
            self._write_text(column, f"{value:f}")
        else:
            self._sheet.write_number(self._row, column, value, self._looks.of(number_format))

    def _write_day(self, column: int, day: date, number_format: str, text: str) -> None:
        """Write a date where the calendar of spreadsheets has it, else text."""
        if day.year < _FIRST_YEAR:
            self._write_text(column, text)
        else:
            self._sheet.write_datetime(self._row, column, day, self._looks.of(number_format))

    def _write_text(self, column: int, text: str) -> None:
        """Write text; characters invalid in XML become U+FFFD, and long text is cut."""
        whole = _UNFIT.sub("\ufffd", text)
        shown = whole if len(whole) <= MOST_CHARACTERS else f"{whole[: MOST_CHARACTERS - 1]}…"
        self._sheet.write_string(self._row, column, shown, self._looks.of("@"))


def _money_format(value: Money) -> str:
    """The amount with its currency behind it."""
    digits = exponent(value.currency) if value.digits is None else value.digits
    decimals = f".{'0' * digits}" if digits else ""
    return f'#,##0{decimals} "{value.currency}"'
