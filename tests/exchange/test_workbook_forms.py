"""Workbooks as people leave them: several sheets, hidden rows, titles; and OpenDocument spreadsheets."""

import re
from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from fivegates.domain.economics.ledger import CostLine
from fivegates.domain.errors import DataError, UserError
from fivegates.exchange.ledger import table_import
from fivegates.exchange.ledger.focus.columns import WANTED_EXPORT
from fivegates.exchange.ledger.number_and_date_formats import DateStyle, Styles
from fivegates.exchange.ledger.preview import Chosen, ImportPreview
from fivegates.exchange.ledger.table_forms import LineKind
from fivegates.exchange.ledger.table_import import open_workbook, read_plain
from fivegates.exchange.ledger.tables.plain_columns import any_wanted
from fivegates.exchange.ledger.tables.row_roles import ANY_HEADER, Wanted
from fivegates.exchange.ledger.tables.workbook_parts import (
    MalformedSheetError,
    hidden_rows,
    is_filtered,
    parts_by_sheet,
    tables_of,
)

HEADER = ("initiative", "date", "category", "amount", "currency", "phase", "behaviour")
ROW = ("CLAIMS", "2026-03", "people", 12.5, "EUR", "run", "fixed")
Rows = list[tuple[object, ...]]


def book(
    sheets: dict[str, Rows], hidden: tuple[str, ...] = ()
) -> tuple[Workbook, dict[str, Worksheet], BytesIO]:
    data = BytesIO()
    made = Workbook(data, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    found: dict[str, Worksheet] = {}
    for name, rows in sheets.items():
        found[name] = made.add_worksheet(name)
        for at, row in enumerate(rows):
            found[name].write_row(at, 0, row)
        if name in hidden:
            found[name].hide()
    return made, found, data


def closed(made: Workbook, data: BytesIO) -> bytes:
    made.close()
    return data.getvalue()


def costs(data: bytes, chosen: Chosen | None = None) -> ImportPreview:
    return read_plain(data, "costs.xlsx", LineKind.COSTS, ["CLAIMS"], chosen=chosen or Chosen())


def amounts(preview: ImportPreview) -> list[Decimal]:
    return [draft.line.amount for draft in preview.drafts if isinstance(draft.line, CostLine)]


def remarks(preview: ImportPreview) -> list[str]:
    return [str(UserError(each.template, **each.values)) for each in preview.detected.remarks]


def questions(preview: ImportPreview) -> list[str]:
    return [str(problem.reason) for problem in preview.questions]


def test_a_hidden_sheet_is_not_read_unless_it_is_named() -> None:
    old: Rows = [HEADER, (*ROW[:3], 99, *ROW[4:])]
    made, sheets, data = book({"Old": old, "Costs": [HEADER, ROW]}, hidden=("Old",))
    sheets["Costs"].activate()
    sheets["Costs"].set_first_sheet()
    raw = closed(made, data)

    assert amounts(costs(raw)) == [Decimal("12.5")]
    assert remarks(costs(raw)) == ["sheet “Costs”"]
    assert amounts(costs(raw, Chosen(sheet="old"))) == [99]


@pytest.mark.parametrize("wanted", [ANY_HEADER, any_wanted(Chosen(), []), WANTED_EXPORT])
def test_a_large_workbook_is_read_in_a_process_of_its_own(
    wanted: Wanted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_import, "MOST_UNPACKED_HERE", 0)
    made, _, data = book({"Costs": [HEADER, ROW]})

    assert open_workbook(closed(made, data), "costs.xlsx", Chosen(), wanted).header == HEADER


def test_rows_and_cells_may_have_no_place() -> None:
    made, _, data = book({"Costs": [HEADER, *[ROW] * 600]})
    raw = BytesIO()
    with ZipFile(BytesIO(closed(made, data))) as archive, ZipFile(raw, "w") as stripped:
        for name in archive.namelist():
            part = archive.read(name)
            stripped.writestr(
                name, re.sub(rb'(<(?:c|row)) r="\w+"', rb"\1", part) if "worksheets/" in name else part
            )

    assert amounts(costs(raw.getvalue())) == [Decimal("12.5")] * 600


def test_the_sheet_that_has_the_columns_is_read_and_named() -> None:
    made, _, data = book({"Read me": [("Spend",), (), ("by date and amount",)], "Costs": [HEADER, ROW]})
    preview = costs(closed(made, data))

    assert amounts(preview) == [Decimal("12.5")]
    assert remarks(preview) == ["sheet “Costs”"]


def test_several_sheets_with_the_columns_ask() -> None:
    made, _, data = book({"Jan": [HEADER, ROW], "Feb": [HEADER, ROW, ROW], "Notes": [("x",)]})
    raw = closed(made, data)

    assert questions(costs(raw)) == ["The sheets “Jan”, “Feb” have the columns. Choose one."]
    assert costs(raw).drafts == ()
    assert len(costs(raw, Chosen(sheet="Feb")).drafts) == 2
    with pytest.raises(UserError, match="did you mean “Feb”"):
        costs(raw, Chosen(sheet="Febr"))


def test_columns_that_are_chosen_tell_the_sheet_too() -> None:
    names = ("wann", "wieviel")
    made, _, data = book({"Read me": [("Spend",)], "Kosten": [names, ("2026-03", 7.0)]})
    said = {"category": "people", "currency": "EUR", "phase": "run", "behaviour": "fixed"}
    columns = {"date": "wann", "amount": "wieviel", "note": "gone"}

    preview = costs(closed(made, data), Chosen(columns=columns, constants=said))

    assert amounts(preview) == [Decimal(7)]
    assert remarks(preview) == ["sheet “Kosten”"]


def test_where_no_sheet_has_all_columns_the_one_that_has_most_says_what_lacks() -> None:
    made, _, data = book({"Read me": [("Spend",)], "Costs": [HEADER[:4], ROW[:4]]})

    with pytest.raises(DataError) as raised:
        costs(closed(made, data))

    assert "There is no column “currency”" in str(raised.value)


def test_the_header_is_found_below_a_title_and_its_row_is_named() -> None:
    made, _, data = book({"Costs": [("AI programme costs 2026",), (), HEADER, ROW]})

    preview = costs(closed(made, data))

    assert remarks(preview) == ["the columns are named in line 3"]
    assert preview.drafts[0].row == 4


@pytest.mark.parametrize(("filtered", "count"), [(True, 2), (True, 1), (False, 2), (False, 1)])
def test_rows_that_are_hidden_are_asked_about(*, filtered: bool, count: int) -> None:
    made, sheets, data = book({"Costs": [HEADER, *[ROW] * 4]})
    for row in range(count):
        sheets["Costs"].set_row(row + 1, None, None, {"hidden": True})
    sheets["Costs"].set_row(50, None, None, {"hidden": True})
    if filtered:
        sheets["Costs"].autofilter(0, 0, 4, 6)
        sheets["Costs"].filter_column(3, "x > 100")
    raw = closed(made, data)
    rows = "1 row is hidden" if count == 1 else "2 rows are hidden"

    (question,) = questions(costs(raw))
    assert question.startswith(f"{rows} by a filter" if filtered else f"{rows}.")
    taken, left = costs(raw, Chosen(hidden=True)), costs(raw, Chosen(hidden=False))
    assert (len(taken.drafts), len(left.drafts)) == (4, 4 - count)
    assert remarks(taken) == [f"hidden rows that are taken: {count}"]
    assert remarks(left) == [f"hidden rows that are left out: {count}"]


def test_stored_dates_beside_text_ask_and_are_swapped_as_chosen() -> None:
    days: list[object] = [date(2026, 3, 4), "13/04/2026"]
    made, _, data = book({"Costs": [HEADER, *((ROW[0], day, *ROW[2:]) for day in days)]})
    raw = closed(made, data)

    assert "swapped day and month" in questions(costs(raw))[0]
    swapped = costs(raw, Chosen(Styles(dates=DateStyle.DAY_FIRST_SWAPPED)))
    assert [draft.line.dated for draft in swapped.drafts] == [date(2026, 4, 3), date(2026, 4, 13)]


def test_a_far_row_that_is_empty_is_no_data() -> None:
    made, sheets, data = book({"Costs": [HEADER, ROW]})
    sheets["Costs"].set_row(1_048_575, 30)
    sheets["Costs"].write_blank(1_048_574, 16_383, None, made.add_format({"bold": True}))

    assert amounts(costs(closed(made, data))) == [Decimal("12.5")]


def test_columns_without_a_name_do_not_matter() -> None:
    made, _, data = book({"Costs": [(*HEADER, "", "", "note"), (*ROW, "a", "b", "x")]})

    assert [draft.line.note for draft in costs(closed(made, data)).drafts] == ["x"]


def test_parts_are_found_whatever_their_path() -> None:
    parts = {
        "xl/workbook.xml": (
            b'<sheets><sheet name="A &amp; B" sheetId="1" r:id="r1"/><sheet name="C" r:id="r2"/></sheets>'
        ),
        "xl/_rels/workbook.xml.rels": (
            b'<Relationship Id="r1" Target="/xl/a.xml"/><Relationship Target="c.xml" Id="r2"/>'
        ),
        "xl/a.xml": b"a",
    }

    assert parts_by_sheet(parts) == {"A & B": b"a", "C": b""}
    assert hidden_rows(b'<row hidden="1"><c/></row><row r="7" hidden="true"/><row hidden="0"/>') == {1, 7}
    assert not is_filtered(b"<autoFilter/>")


CELL = '<table:table-cell office:value-type="{kind}"{value}><text:p>{text}</text:p></table:table-cell>'
URN = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = " ".join(f'xmlns:{name}="{URN}:{name}:1.0"' for name in ("office", "text", "table"))


def cell(value: object) -> str:
    if isinstance(value, float):
        return CELL.format(kind="float", value=f' office:value="{value}"', text=value)
    if isinstance(value, date):
        return CELL.format(kind="date", value=f' office:date-value="{value}"', text=value)
    return CELL.format(kind="string", value="", text=value)


def ods_row(values: tuple[object, ...], attributes: str = "") -> str:
    return f"<table:table-row{attributes}>{''.join(map(cell, values))}</table:table-row>"


def ods(rows: str, more: dict[str, str] | None = None) -> bytes:
    table = f'<table:table table:name="Costs">{rows}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    parts = {
        "mimetype": kind,
        "content.xml": f"<office:document-content {NAMES}>{body}</office:document-content>",
        "META-INF/manifest.xml": "<manifest/>",
        **(more or {}),
    }
    data = BytesIO()
    with ZipFile(data, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return data.getvalue()


def test_an_opendocument_spreadsheet_is_read() -> None:
    row = ("CLAIMS", date(2026, 3, 31), "people", 1250.4, "EUR", "run", "fixed")
    empty = '<table:table-cell table:number-columns-repeated="16384"/>'
    end = f'<table:table-row table:number-rows-repeated="1048570">{empty}</table:table-row>'

    preview = costs(ods(ods_row(HEADER) + ods_row(row) + end))

    assert amounts(preview) == [Decimal("1250.4")]
    assert (preview.detected.kind, preview.drafts[0].line.dated) == ("ODS", date(2026, 3, 31))


def test_its_filtered_rows_are_asked_about() -> None:
    hidden = ods_row(ROW, ' table:visibility="filter" table:number-rows-repeated="2"')
    raw = ods(ods_row(HEADER) + hidden + ods_row(ROW))

    assert questions(costs(raw)) == ["2 rows are hidden by a filter. Choose whether to take them."]
    assert len(costs(raw, Chosen(hidden=False)).drafts) == 1


@pytest.mark.parametrize(
    ("rows", "more", "reported"),
    [
        (ods_row(ROW, ' table:number-rows-repeated="1048576"'), {}, "more than 2000000 cells"),
        (ods_row(ROW, ' table:number-rows-repeated="&#49;"'), {}, "damaged"),
        ("<!-- -->", {}, "damaged"),
        ("", {"META-INF/manifest.xml": "<manifest:encryption-data/>"}, "protected by a password"),
        ("", {"styles.xml": "<!DOCTYPE a>"}, "damaged"),
    ],
)
def test_what_would_take_too_much_or_cannot_be_read_is_refused(
    rows: str, more: dict[str, str], reported: str
) -> None:
    with pytest.raises(DataError, match=reported):
        costs(ods(ods_row(HEADER) + rows, more))


def test_sizes_are_reported_of_every_row() -> None:
    content = (
        b"<table:table-cell/><table:table-row/><table:table table:name='A'><table:table-row/>"
        b"<table:table-row table:visibility='collapse'><table:table-cell table:number-columns-repeated='3'/>"
        b"<table:table-cell office:value-type='string'>x</table:table-cell><table:table-cell/>"
        b"</table:table-row>"
        b"<table:table-row table:visibility='filter'><table:table-cell/></table:table-row></table:table>"
    )

    (table,) = tables_of(content, 10)

    assert (table.cells, table.hidden, table.filtered) == (4, {2}, False)
    with pytest.raises(MalformedSheetError):
        tables_of(b"number-rows-repeated", 10)


def test_a_workbook_without_sheets_is_refused() -> None:
    made, _, data = book({"Costs": [HEADER, ROW]})
    raw = closed(made, data)
    out = BytesIO()
    with ZipFile(BytesIO(raw)) as found, ZipFile(out, "w") as emptied:
        for name in found.namelist():
            emptied.writestr(name, re.sub(rb"<sheet [^>]*/>", b"", found.read(name)))

    with pytest.raises(DataError, match="The workbook is damaged"):
        costs(out.getvalue())
