"""Bills as exporters vary them: each comes out with its exact totals, or with a sentence on why not."""

import gzip
from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import duckdb
import pytest
import xlsxwriter

from fivegates.domain.errors import DataError
from fivegates.domain.language import ENGLISH
from fivegates.exchange.ledger.assignment_rules import read_rules
from fivegates.exchange.ledger.focus.reading import read_focus
from fivegates.exchange.ledger.preview import Chosen, ImportPreview
from fivegates.exchange.ledger.table_forms import LineKind
from fivegates.exchange.ledger.table_import import read_plain

RULES = read_rules(b'[[rule]]\ninitiative = "A"\nbehaviour = "variable"\n', "rules.toml")
HEADER = "ChargePeriodStart,BillingCurrency,ServiceName,ChargeCategory,EffectiveCost,BilledCost"
ROW = "2026-03-02T00:00:00Z,USD,Models,Usage,{},{}"
COSTS = "initiative,date,category,amount,currency,phase,behaviour"
Total = tuple[str, str, str, str]


def totals(preview: ImportPreview) -> list[Total]:
    """Month, currency, amount and billed amount of each sum."""
    return [(str(each.month), each.currency, str(each.amount), str(each.billed)) for each in preview.totals]


def refusals(preview: ImportPreview) -> list[str]:
    return [f"{each.row}: {each.reason}" for each in preview.refused]


def csv_of(*rows: str) -> bytes:
    return "\n".join([HEADER, *rows, ""]).encode()


def zipped(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def parquet(statement: str, folder: Path) -> bytes:
    path = folder / "made.parquet"
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(f"COPY ({statement}) TO '{path}' (FORMAT parquet)")
    return path.read_bytes()


def selected(period: str, currency: str, effective: str, billed: str) -> str:
    return (
        f"SELECT {period} AS ChargePeriodStart, {currency} AS BillingCurrency, 'Models' AS ServiceName, "
        f"{effective} AS EffectiveCost, {billed} AS BilledCost"
    )


SEMICOLONS = (
    f"\ufeff{HEADER.replace(',', ';')}\r\n2026-03-02T00:00:00Z;EUR;Models;Usage;1.234,50;1.300,00\r\n"
    "2026-03-15T00:00:00Z;EUR;Models;Credit;-34,50;-34,50\r\n"
)
TEXT: dict[str, tuple[bytes, list[Total]]] = {
    "mark-semicolons-and-decimal-commas.csv.gz": (
        gzip.compress(SEMICOLONS.encode()),
        [("2026-03", "EUR", "1200.00", "1265.50")],
    ),
    "two-parts-and-what-a-mac-adds.zip": (
        zipped(
            {
                "export/part-1.csv": csv_of(ROW.format("1.5", "1.5")),
                "export/part-2.csv": csv_of(ROW.format("2.5", "2")),
                "__MACOSX/export/._part-1.csv": b"\0\5\26\7",
                "export/.DS_Store": b"\0",
            }
        ),
        [("2026-03", "USD", "4.0", "3.5")],
    ),
    "gzip-in-a-zip.zip": (
        zipped({"part.csv.gz": gzip.compress(csv_of(ROW.format(1, 1)))}),
        [("2026-03", "USD", "1", "1")],
    ),
    "columns-in-another-order-and-case.csv": (
        b"servicename,BILLEDCOST,effectivecost,billingcurrency,chargeperiodstart\nM,2,-1.5,jpy,2026-03-02\n",
        [("2026-03", "JPY", "-1.5", "2")],
    ),
    "credits-in-brackets-and-powers-of-ten.csv": (
        csv_of(ROW.format("1.5E-05", "(3.25)"), ROW.format("-2.000015", "−1")),
        [("2026-03", "USD", "-2.000000", "-4.25")],
    ),
    "yen-without-decimals.csv": (
        csv_of(ROW.replace("USD", "JPY").format(120000, 120000), ROW.replace("USD", "JPY").format(-20000, 0)),
        [("2026-03", "JPY", "100000", "120000")],
    ),
    "tabs.tsv": (csv_of(ROW.format("0.1", "0.2")).replace(b",", b"\t"), [("2026-03", "USD", "0.1", "0.2")]),
    "utf-16.csv": (
        csv_of(ROW.format("0.1", "0.2")).decode().encode("utf-16"),
        [("2026-03", "USD", "0.1", "0.2")],
    ),
}


@pytest.mark.parametrize("name", TEXT)
def test_bills_as_text_are_read_exactly(name: str, tmp_path: Path) -> None:
    data, expected = TEXT[name]
    path = tmp_path / name
    path.write_bytes(data)
    preview = read_focus([path], RULES)

    assert (totals(preview), refusals(preview), preview.questions) == (expected, [], ())


TYPED: dict[str, tuple[str, list[Total]]] = {
    "decimals, whole numbers and a time with a zone": (
        selected(
            "TIMESTAMPTZ '2026-04-01 00:30:00+02'", "'USD'", "CAST('2.123456789012' AS DECIMAL(30, 12))", "3"
        ),
        [("2026-03", "USD", "2.123456789012", "3")],
    ),
    "dictionaries and binary numbers": (
        selected("TIMESTAMP '2026-03-02'", "'USD'::ENUM('USD', 'EUR')", "0.1::FLOAT", "0.1::DOUBLE"),
        [("2026-03", "USD", "0.1", "0.1")],
    ),
    "days and the widest whole numbers": (
        selected("DATE '2026-03-02'", "'JPY'", "120000::HUGEINT", "-120000::BIGINT"),
        [("2026-03", "JPY", "120000", "-120000")],
    ),
    "a time in nanoseconds": (
        selected("TIMESTAMP_NS '2026-03-31 23:59:59.999999999'", "'USD'", "1", "1"),
        [("2026-03", "USD", "1", "1")],
    ),
}


@pytest.mark.parametrize("zip_it", [False, True])
@pytest.mark.parametrize("name", TYPED)
def test_bills_as_parquet_are_read_exactly(name: str, *, zip_it: bool, tmp_path: Path) -> None:
    statement, expected = TYPED[name]
    data = parquet(statement, tmp_path)
    path = tmp_path / ("bill.zip" if zip_it else "bill.parquet")
    path.write_bytes(zipped({"data/part-0.parquet": data}) if zip_it else data)
    preview = read_focus([path], RULES)

    assert (totals(preview), refusals(preview)) == (expected, [])


def test_a_total_at_the_end_of_a_bill_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bill.csv"
    rows = [ROW.format(1, 1), "Total,,,,1,1", ",,Grand total,,1,1", "2026-03-40T00:00:00Z,USD,M,Usage,1,1"]
    path.write_bytes(csv_of(*rows))
    preview = read_focus([path], RULES)

    assert totals(preview) == [("2026-03", "USD", "1", "1")]
    assert [each.split(": ")[1][:26] for each in refusals(preview)] == [
        "“Total” is a row of totals",
        "“Grand total” is a row of ",
        "There is no day “2026-03-4",
    ]


def test_a_row_of_separators_alone_is_no_row_of_a_bill(tmp_path: Path) -> None:
    path = tmp_path / "bill.csv"
    path.write_bytes(csv_of(ROW.format(1, 1), ",,,,,", "  ,,,, ,", ROW.format(2, 2)))
    preview = read_focus([path], RULES)

    assert (totals(preview), refusals(preview)) == ([("2026-03", "USD", "3", "3")], [])
    assert preview.rows == 2


@pytest.mark.parametrize("amount", ["12%", "NaN", ""])
def test_rows_that_are_all_refused_leave_neither_a_line_nor_a_sum(amount: str, tmp_path: Path) -> None:
    path = tmp_path / "bill.csv"
    refused = ROW.format(amount, 1).replace("Models", "Search")
    path.write_bytes(csv_of(ROW.format(1, 1), refused, refused))
    preview = read_focus([path], RULES)

    assert (preview.refused_count, totals(preview)) == (2, [("2026-03", "USD", "1", "1")])
    assert [(draft.rows, str(draft.line.note)) for draft in preview.drafts] == [(1, "Models, Usage")]
    assert [group.rows for group in preview.groups] == [1]


@pytest.mark.parametrize("zip_it", [False, True])
def test_a_note_beside_the_parts_of_an_export_is_passed_over_and_named(
    *, zip_it: bool, tmp_path: Path
) -> None:
    parts = {"README.txt": b"An export.\n", "part-1.csv": csv_of(ROW.format(1, 1))}
    folder = tmp_path / "export"
    folder.mkdir()
    for name, data in parts.items():
        (folder / name).write_bytes(data)
    path = tmp_path / "export.zip"
    path.write_bytes(zipped(parts))
    preview = read_focus([path if zip_it else folder], RULES)

    assert totals(preview) == [("2026-03", "USD", "1", "1")]
    remarks = [each.text(ENGLISH) for each in preview.detected.remarks]
    assert remarks == ["not read, being no table of bills: README.txt"]
    (folder / "part-1.csv").unlink()
    with pytest.raises(DataError, match="There is no column"):
        read_focus([folder], RULES)


def test_a_sign_in_a_bill_must_be_that_of_its_currency(tmp_path: Path) -> None:
    path = tmp_path / "bill.csv"
    path.write_bytes(csv_of(ROW.format("$1.50", '"$1,300.50"'), ROW.format("€1.50", 1)))
    preview = read_focus([path], RULES)

    assert totals(preview) == [("2026-03", "USD", "1.50", "1300.50")]
    assert refusals(preview) == ["3: “€1.50” is written with “€”, but the row is in USD."]


def test_a_bill_in_a_workbook_may_store_its_days_as_numbers(tmp_path: Path) -> None:
    path = tmp_path / "bill.xlsx"
    path.write_bytes(workbook([46083, "USD", "Models", "Usage", 1.5, 46083], header=HEADER))
    preview = read_focus([path], RULES)

    assert totals(preview) == [("2026-03", "USD", "1.5", "46083")]


def workbook(
    *rows: Sequence[object],
    of: Callable[[xlsxwriter.Workbook], None] = lambda _: None,
    header: str = COSTS,
) -> bytes:
    """A sheet behind what `of` makes of the workbook."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    of(book)
    sheet = book.add_worksheet("Costs")
    sheet.activate()
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for line, cells in enumerate([header.split(","), *rows]):
        for place, cell in enumerate(cells):
            if isinstance(cell, date):
                sheet.write_datetime(line, place, cell, day)
            else:
                sheet.write(line, place, cell)
    book.close()
    return out.getvalue()


def plain(data: bytes, name: str = "costs.xlsx", chosen: Chosen | None = None) -> ImportPreview:
    return read_plain(data, name, LineKind.COSTS, ["CLAIMS"], chosen=chosen or Chosen())


def cost(day: object, amount: object = 12.5) -> tuple[object, ...]:
    return "CLAIMS", day, "people", amount, "EUR", "run", "fixed"


def test_a_day_that_a_workbook_stores_as_a_number_is_that_day() -> None:
    preview = plain(workbook(cost(46085), cost(46113.75), cost(date(2026, 3, 4))))

    assert [str(draft.line.dated) for draft in preview.drafts] == ["2026-03-04", "2026-04-01", "2026-03-04"]


def test_a_number_where_days_are_counted_from_1904_is_no_day_and_still_an_amount() -> None:
    data = workbook(cost(46085), cost("2026-03-04", 46085))
    book = _parts(data)
    book["xl/workbook.xml"] = book["xl/workbook.xml"].replace(b"<workbookPr ", b'<workbookPr date1904="1" ')
    preview = plain(zipped(book))

    assert "may be a day as a spreadsheet stores it" in refusals(preview)[0]
    assert [total[2] for total in totals(preview)] == ["46085"]


def _parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_hidden_sheet_is_passed_over_and_a_filter_is_asked_about() -> None:
    def hide(book: xlsxwriter.Workbook) -> None:
        old = book.add_worksheet("Old")
        old.write_row(0, 0, COSTS.split(","))
        old.write_row(1, 0, ["CLAIMS", "2026-03-04", "people", 99, "EUR", "run", "fixed"])
        old.very_hidden()

    data = _parts(workbook(cost(date(2026, 3, 4)), cost(date(2026, 3, 5), 7), of=hide))
    sheet = data["xl/worksheets/sheet2.xml"]
    sheet = sheet.replace(b'<row r="3"', b'<row r="3" hidden="1"')
    data["xl/worksheets/sheet2.xml"] = sheet.replace(
        b"</sheetData>",
        b'</sheetData><autoFilter ref="A1:G3"><filterColumn colId="3"><filters><filter val="12.5"/></filters>'
        b"</filterColumn></autoFilter>",
    )
    asked = plain(zipped(data))

    assert [question.text(ENGLISH) for question in asked.questions] == [
        "hidden rows: 1 row is hidden by a filter. Choose whether to take it."
    ]
    assert [each.text(ENGLISH) for each in asked.detected.remarks] == ["sheet “Costs”"]
    left = plain(zipped(data), chosen=Chosen(hidden=False))
    assert [total[2] for total in totals(left)] == ["12.5"]


@pytest.mark.parametrize("amount", ["1,250.40-", "(1,250.40)", "−1,250.40", "-1250.40", "- 1,250.40"])
def test_a_credit_is_negative_however_it_is_written(amount: str) -> None:
    preview = plain(f'{COSTS}\nCLAIMS,2026-03,people,"{amount}",EUR,run,fixed\n'.encode(), "costs.csv")

    assert [total[2] for total in totals(preview)] == ["-1250.40"]


def test_yen_with_a_sign_that_parts_thousands_may_be_a_decimal_one_and_is_asked_about() -> None:
    preview = plain(f'{COSTS}\nCLAIMS,2026-03,people,"1,250",JPY,run,fixed\n'.encode(), "costs.csv")

    (question,) = preview.questions
    assert "can be read as 1250 or as 1.250" in str(question.reason)
