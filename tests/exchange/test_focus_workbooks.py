"""Billing exports that were opened in a spreadsheet program and saved there."""

from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest
from xlsxwriter import Workbook

from fivegates.domain.errors import DataError
from fivegates.domain.language import ENGLISH
from fivegates.exchange.ledger.assignment_rules import read_rules
from fivegates.exchange.ledger.focus.reading import read_focus
from fivegates.exchange.ledger.preview import UNCHOSEN, Chosen, ImportPreview

RULES = read_rules(b'[[rule]]\ninitiative = "A"\nservice = "*"\nbehaviour = "fixed"\n', "rules.toml")
HEADER = ("ChargePeriodStart", "EffectiveCost", "BillingCurrency", "ServiceName")
ROW = ("2026-03-02", "1.25", "USD", "Hosting")
Rows = list[tuple[str, ...]]


def book(path: Path, sheets: dict[str, Rows], hidden_sheet: str = "", hidden_row: int = 0) -> Path:
    with Workbook(path) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
            if name == hidden_sheet:
                sheet.hide()
            else:
                sheet.activate()
                sheet.set_first_sheet()
            if hidden_row:
                sheet.set_row(hidden_row, None, None, {"hidden": True})
    return path


def read(path: Path, chosen: Chosen = UNCHOSEN) -> ImportPreview:
    return read_focus([path], RULES, chosen)


def amounts(preview: ImportPreview) -> list[Decimal]:
    return [each.amount for each in preview.totals]


def remarks(preview: ImportPreview) -> list[str]:
    return [remark.text(ENGLISH) for remark in preview.detected.remarks]


def questions(preview: ImportPreview) -> list[str]:
    return [problem.reason.text(ENGLISH) for problem in preview.questions]


def test_the_sheet_that_has_the_columns_is_read_and_named(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"Read me": [("Cost report",)], "Data": [("March",), HEADER, ROW]})

    assert amounts(read(path)) == [Decimal("1.25")]
    assert remarks(read(path)) == ["sheet “Data”", "the columns are named in line 2"]


def test_a_hidden_sheet_is_not_read_unless_it_is_named(tmp_path: Path) -> None:
    old = (ROW[0], "99", *ROW[2:])
    path = book(tmp_path / "a.xlsx", {"Old": [HEADER, old], "Data": [HEADER, ROW]}, hidden_sheet="Old")

    assert amounts(read(path)) == [Decimal("1.25")]
    assert amounts(read(path, Chosen(sheet="Old"))) == [99]


def test_two_sheets_with_the_columns_are_asked_about(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"March": [HEADER, ROW], "April": [HEADER, ROW]})

    assert questions(read(path)) == ["The sheets “March”, “April” have the columns. Choose one."]
    assert read(path).drafts == ()
    assert amounts(read(path, Chosen(sheet="April"))) == [Decimal("1.25")]


def test_hidden_rows_are_asked_about(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"Data": [HEADER, ROW, ROW]}, hidden_row=2)

    assert questions(read(path)) == ["1 row is hidden. Choose whether to take it."]
    assert amounts(read(path, Chosen(hidden=False))) == [Decimal("1.25")]
    assert amounts(read(path, Chosen(hidden=True))) == [Decimal("2.50")]
    assert remarks(read(path, Chosen(hidden=True))) == ["hidden rows that are taken: 1"]


def test_a_question_about_one_of_several_files_names_the_file(tmp_path: Path) -> None:
    first = book(tmp_path / "a.xlsx", {"Data": [HEADER, ROW]})
    second = book(tmp_path / "b.xlsx", {"Data": [HEADER, ROW, ROW]}, hidden_row=2)

    asked = read_focus([first, second], RULES, UNCHOSEN).questions
    assert [str(problem.reason) for problem in asked] == [
        "b.xlsx: 1 row is hidden. Choose whether to take it."
    ]


def test_title_rows_of_a_text_file_are_above_the_header(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("\n".join(["Cost report,March 2026", "", ",".join(HEADER), ",".join(ROW)]))

    assert amounts(read(path)) == [Decimal("1.25")]
    assert remarks(read(path)) == ["the columns are named in line 3"]


@pytest.mark.parametrize(
    ("name", "parts", "reason"),
    [
        ("a.numbers", ("Index/Document.iwa",), "This is a spreadsheet of Apple Numbers"),
        ("a.xlsb", ("[Content_Types].xml", "xl/workbook.bin"), "This is a binary workbook"),
        ("a.docx", ("[Content_Types].xml", "word/document.xml"), "This is a document"),
        ("a.zip", ("readme.md",), "There is no CSV or Parquet file in this archive"),
    ],
)
def test_an_archive_that_is_none_of_tables_is_named(
    name: str, parts: tuple[str, ...], reason: str, tmp_path: Path
) -> None:
    with ZipFile(tmp_path / name, "w") as archive:
        for part in parts:
            archive.writestr(part, "")

    with pytest.raises(DataError, match=f"{name}: {reason}"):
        read(tmp_path / name)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(9_000) + "Workbook".encode("utf-16-le"), "Excel 97"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a password"),
        (b"%PDF-1.7", "This is a PDF"),
        (b"<html><table>", "This is a web page"),
    ],
)
def test_a_file_that_is_no_text_is_named(content: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "bill.csv"
    path.write_bytes(content)

    with pytest.raises(DataError, match=reason):
        read(path)


def test_an_opendocument_spreadsheet_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    rows = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
            for cell in row
        )
        + "</table:table-row>"
        for row in (HEADER, ROW)
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    with ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:spreadsheet>"
            f'<table:table table:name="Data">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )

    preview = read(path)
    assert amounts(preview) == [Decimal("1.25")]
    assert preview.detected.kind == "FOCUS 1.0, ODS"
