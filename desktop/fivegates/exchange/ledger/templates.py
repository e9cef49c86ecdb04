"""Templates for costs, usage and benefits, to fill in and import: CSV, and a workbook with notes."""

import csv
from datetime import date
from decimal import Decimal
from enum import StrEnum
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Final

from fivegates.domain.economics.ledger import Basis, Behaviour, CostCategory, Phase
from fivegates.domain.economics.months import Month
from fivegates.domain.language import Language
from fivegates.exchange.ledger.table_forms import FORMS, Form, LineKind

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_ROWS: Final = 1_000
_WIDTH: Final = 16
_NOTE_WIDTH: Final = 90
_CHOICES: Final[dict[str, type[StrEnum]]] = {
    "category": CostCategory,
    "phase": Phase,
    "behaviour": Behaviour,
    "basis": Basis,
}


def csv_template(kind: LineKind) -> bytes:
    """A CSV file with the columns of a kind and a row as an example, that spreadsheets open as UTF-8."""
    text = StringIO()
    csv.writer(text).writerows([FORMS[kind].fields, FORMS[kind].example.values()])
    return text.getvalue().encode("utf-8-sig")


def xlsx_template(kind: LineKind, language: Language) -> bytes:
    """A workbook with the columns of a kind, a row as an example, and a sheet of notes.

    Cells take dates, amounts and counts in their formats, and offer the words that a column takes.
    """
    from xlsxwriter import Workbook

    data, form = BytesIO(), FORMS[kind]
    with Workbook(data, {"in_memory": True, "strings_to_formulas": False}) as book:
        _fill_rows(book, book.add_worksheet(kind.value), form)
        _fill_notes(book, book.add_worksheet(language.gettext("Notes")), form, language)
    return data.getvalue()


def _fill_rows(book: "Workbook", sheet: "Worksheet", form: Form) -> None:
    """Headings, the columns' formats, and the example."""
    heading = book.add_format({"bold": True, "bottom": 1, "bg_color": "#F5F7FA"})
    for column, (field, text) in enumerate(form.example.items()):
        plain, quiet = _formats(book, form, field)
        sheet.set_column(column, column, _WIDTH, plain)
        sheet.write_string(0, column, field, heading)
        value = _value(form, field, text)
        if isinstance(value, date):
            sheet.write_datetime(1, column, value, quiet)
        elif isinstance(value, Decimal):
            sheet.write_number(1, column, value, quiet)
        else:
            sheet.write_string(1, column, value, quiet)
        if field in _CHOICES:
            words = [each.value for each in _CHOICES[field]]
            sheet.data_validation(1, column, _ROWS, column, {"validate": "list", "source": words})
    sheet.freeze_panes(1, 0)


def _formats(book: "Workbook", form: Form, field: str) -> tuple["Format", "Format"]:
    """The cell formats of a column, and of the example."""
    style: dict[str, object] = {"num_format": _number_format(form, field)}
    return book.add_format(style), book.add_format({**style, "italic": True, "font_color": "#5B6776"})


def _number_format(form: Form, field: str) -> str:
    """The number format of a field."""
    if field == "date":
        return "yyyy-mm-dd"
    if field not in form.numbers:
        return "@"
    return "#,##0.00" if field in {"amount", "billed"} else "#,##0"


def _value(form: Form, field: str, text: str) -> str | Decimal | date:
    """A value of the example; a month as its first day."""
    if field == "date":
        return Month.parse(text).first_day
    return Decimal(text) if text and field in form.numbers else text


def _fill_notes(book: "Workbook", sheet: "Worksheet", form: Form, language: Language) -> None:
    """The instructions, then a line for each column."""
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    gettext = language.gettext
    sheet.set_column(0, 0, _WIDTH, wrapped)
    sheet.set_column(1, 1, _NOTE_WIDTH, wrapped)
    start = gettext("Fill in the first sheet, one line a row. Import the file with File, Import costs.")
    example = gettext("The row that begins with “example” shows how; it is not imported.")
    for row, text in enumerate((start, example)):
        sheet.write_string(row, 1, text)
    notes = _notes(language)
    for row, field in enumerate(form.fields, 3):
        needed = gettext("Needed.") if field in form.needed else gettext("May be left empty.")
        sheet.write_string(row, 0, field, bold)
        sheet.write_string(row, 1, " ".join(filter(None, (needed, notes.get(field, ""), _words(field)))))


def _words(field: str) -> str:
    """The words that a column takes."""
    return " · ".join(each.value for each in _CHOICES[field]) if field in _CHOICES else ""


def _notes(language: Language) -> dict[str, str]:
    """The note on each column."""
    gettext = language.gettext
    return {
        "initiative": gettext("The code of the initiative."),
        "date": gettext("A day; the first day of a month means the whole month."),
        "category": gettext("What the money is spent on:"),
        "amount": gettext("A number. A credit or refund is negative."),
        "currency": gettext("Three letters, such as EUR."),
        "phase": gettext("Whether it recurs or is spent once:"),
        "behaviour": gettext("Whether it stays when volume grows, or grows with it:"),
        "basis": gettext("What happened, or what is expected:"),
        "billed": gettext("What the invoice says, where that differs from the amount."),
        "attributed to": gettext("The part of the initiative that it is for."),
        "units": gettext("How many units of work were done, such as claims."),
        "unit": gettext("What a unit is called."),
        "successes": gettext("How many of the units had a successful outcome."),
        "requests": gettext("Requests to the model, with retries."),
        "tokens cached": gettext("The part of the tokens in that was read from a cache."),
        "tokens written": gettext("The part of the tokens in that was written to a cache."),
        "tokens written for an hour": gettext("The part of that which is kept for an hour."),
        "what": gettext("What it brings, and how that is worked out."),
    }
