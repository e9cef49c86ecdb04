"""Templates for plain tables: empty they bring nothing, filled in they read back."""

import csv
from io import BytesIO, StringIO

import pytest
from python_calamine import CalamineWorkbook

from fivegates.domain.economics.ledger import BenefitLine, CostLine, UsageLine
from fivegates.domain.language import ENGLISH
from fivegates.exchange.ledger.preview import ImportPreview
from fivegates.exchange.ledger.table_forms import FORMS, LineKind
from fivegates.exchange.ledger.table_import import read_plain
from fivegates.exchange.ledger.templates import csv_template, xlsx_template

LINES = {LineKind.COSTS: CostLine, LineKind.USAGE: UsageLine, LineKind.BENEFITS: BenefitLine}
FORMATS = ("csv", "xlsx")
kinds = pytest.mark.parametrize("kind", LineKind)
formats = pytest.mark.parametrize("ending", FORMATS)


def template(kind: LineKind, ending: str) -> bytes:
    return csv_template(kind) if ending == "csv" else xlsx_template(kind, ENGLISH)


def read(data: bytes, kind: LineKind, *codes: str) -> ImportPreview:
    return read_plain(data, "template", kind, codes)


@kinds
@formats
def test_unchanged_it_brings_no_line_and_says_why(kind: LineKind, ending: str) -> None:
    preview = read(template(kind, ending), kind, "CLAIMS", "LETTERS")

    assert preview.drafts == ()
    assert [(each.field, str(each.reason)) for each in preview.refused] == [
        ("initiative", "This is the example of the template; it is not imported.")
    ]


@kinds
@formats
def test_its_columns_are_all_understood(kind: LineKind, ending: str) -> None:
    """An initiative of that name shows that the example itself could be read."""
    preview = read(template(kind, ending), kind, "example")

    assert preview.refused == ()
    assert preview.detected.ignored == ()
    assert [name for name, _ in preview.detected.columns] == list(FORMS[kind].fields)
    assert [type(draft.line) for draft in preview.drafts] == [LINES[kind]]


@kinds
def test_both_forms_hold_the_same_example(kind: LineKind) -> None:
    first, second = (read(template(kind, ending), kind, "example").drafts[0].line for ending in FORMATS)

    assert first == second


@kinds
def test_the_workbook_explains_every_column(kind: LineKind) -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(xlsx_template(kind, ENGLISH)))
    notes = {str(row[0]): str(row[1]) for row in book.get_sheet_by_name("Notes").to_python() if row[0]}

    assert list(notes) == list(FORMS[kind].fields)
    assert all(("Needed." in note) == (field in FORMS[kind].needed) for field, note in notes.items())


def test_the_notes_list_the_words_that_a_column_takes() -> None:
    rows = CalamineWorkbook.from_filelike(BytesIO(xlsx_template(LineKind.COSTS, ENGLISH)))
    (note,) = [row[1] for row in rows.get_sheet_by_name("Notes").to_python() if row[0] == "behaviour"]

    assert str(note).endswith("fixed · variable")


def test_csv_opens_as_text_in_utf_8() -> None:
    data = csv_template(LineKind.BENEFITS)

    assert data.startswith(b"\xef\xbb\xbf")
    header, example = csv.reader(StringIO(data.decode("utf-8-sig")))
    assert dict(zip(header, example, strict=True))["what"] == "6 minutes saved a claim, at €12 an hour"
