import struct
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from fivegates.domain.economics.ledger import CostLine
from fivegates.domain.errors import DataError
from fivegates.exchange.ledger.preview import ImportPreview
from fivegates.exchange.ledger.table_forms import LineKind
from fivegates.exchange.ledger.table_import import read_plain
from fivegates.exchange.ledger.workbooks import SheetTable

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPE}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="Costs" sheetId="1" r:id="rId1"/>'
        "</sheets></workbook>"
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}
HEADER = ("date", "category", "amount", "currency", "phase", "behaviour", "note")


def text(place: str, value: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'


def number(place: str, value: str) -> str:
    return f'<c r="{place}"><v>{value}</v></c>'


def workbook(cells: str, more: dict[str, str] | None = None) -> bytes:
    lie = '<dimension ref="A1:XFD1048576"/>'
    sheet = f'<worksheet xmlns="{MAIN}">{lie}<sheetData>{cells}</sheetData></worksheet>'
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, part in {**PARTS, "xl/worksheets/sheet1.xml": sheet, **(more or {})}.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{part}')
    return packed.getvalue()


def header(row: int = 1) -> str:
    cells = "".join(text(f"{letter}{row}", name) for letter, name in zip("ABCDEFG", HEADER, strict=True))
    return f'<row r="{row}">{cells}</row>'


def cost_row(row: int, amount: str, note: str = "") -> str:
    words = {"A": "2026-03", "B": "people", "D": "EUR", "E": "run", "F": "fixed"}
    cells = {letter: text(f"{letter}{row}", word) for letter, word in words.items()} | {
        "C": amount,
        "G": note,
    }
    return f'<row r="{row}">{"".join(cells[letter] for letter in sorted(cells))}</row>'


def costs(cells: str) -> ImportPreview:
    return read_plain(workbook(cells), "costs.xlsx", LineKind.COSTS, ["CLAIMS"])


def test_a_sheet_is_a_table_and_its_numbers_are_exact() -> None:
    preview = costs(
        header(3) + cost_row(4, number("C4", "0.1")) + cost_row(6, text("C6", "1,234.50"), text("G6", "007"))
    )

    lines = [draft.line for draft in preview.drafts if isinstance(draft.line, CostLine)]
    assert [line.amount for line in lines] == [Decimal("0.1"), Decimal("1234.50")]
    assert [line.note for line in lines] == ["", "007"]
    assert [draft.row for draft in preview.drafts] == [4, 6]
    assert (preview.detected.kind, preview.refused) == ("XLSX", ())


def test_cells_are_text_numbers_and_dates() -> None:
    cells = "".join(text(f"{letter}1", letter) for letter in "ABCD")
    values = number("A2", "46112") + '<c r="B2" t="d"><v>2026-03-31</v></c>' + text("C2", "x")
    boolean = '<c r="D2" t="b"><v>1</v></c>'
    table = SheetTable(workbook(f'<row r="1">{cells}</row><row r="2">{values}{boolean}</row>'), "t.xlsx")

    assert list(table.rows()) == [(2, [Decimal(46112), date(2026, 3, 31), "x", "True"])]


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ('<c r="C2" t="e"><v>#DIV/0!</v></c>', "The cell holds an error of the spreadsheet."),
        ('<c t="e" r="C2"><f>1/0</f><v>#DIV/0!</v></c>', "The cell holds an error of the spreadsheet."),
        ('<c r="C2"><f>1+1</f></c>', "The cell holds a formula without its result."),
        ('<c r="C2"><f>1+1</f><v></v></c>', "The cell holds a formula without its result."),
        ('<c r="C2" t="b"><v>1</v></c>', "“True” is not a number as written in 1,234.56."),
        ("", "This is missing."),
    ],
)
def test_a_cell_without_a_value_is_refused_in_words(cell: str, reason: str) -> None:
    preview = costs(header() + cost_row(2, cell) + cost_row(3, "<c r='C3'><f>1+1</f><v>2</v></c>"))

    (refusal,) = preview.refused
    assert (refusal.row, refusal.field) == (2, "amount")
    assert str(refusal.reason).startswith(reason)
    assert len(preview.drafts) == 1


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="xfd1"></c></row><row r="1048576"><c r="a1048576"></c></row>',
        f'<row r="1048576">{"<c><v>1</v></c>" * 100}</row>',
    ],
)
def test_cells_far_apart_are_refused_before_room_is_made_for_them(cells: str) -> None:
    with pytest.raises(DataError, match="more than 2000000 cells"):
        SheetTable(workbook(cells), "far.xlsx")


def test_a_bomb_is_refused_by_what_it_would_unpack_to() -> None:
    packed = workbook("", {"xl/media.xml": " " * (129 * 2**20)})
    assert len(packed) < 2**20

    with pytest.raises(DataError, match="too large when unpacked"):
        SheetTable(packed, "bomb.xlsx")


def test_an_archive_that_lies_about_its_sizes_is_refused() -> None:
    packed = workbook(header(), {"xl/media.xml": " " * 100_000})
    size = len('<?xml version="1.0" encoding="UTF-8"?>') + 100_000

    with pytest.raises(DataError, match="damaged"):
        SheetTable(packed.replace(struct.pack("<L", size), struct.pack("<L", 10)), "lie.xlsx")


def test_a_long_text_that_many_cells_repeat_is_refused() -> None:
    shared = f'<sst xmlns="{MAIN}"><si><t>{"x" * 1_000_000}</t></si></sst>'
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 3_000))

    with pytest.raises(DataError, match="texts in the sheet are too long"):
        SheetTable(workbook(cells, {"xl/sharedStrings.xml": shared}), "long.xlsx")


@pytest.mark.parametrize(
    "data",
    [
        b"PK\3\4 and no more",
        workbook("<row><c r='A1'><v>1</row>"),
        workbook("<row r='1'><c r='A&#49;'><v>1</v></c></row>"),
        workbook("", {"xl/workbook.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}),
        workbook("", {"xl/workbook.xml": "<nothing/>"}),
    ],
)
def test_what_is_no_sound_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(DataError, match=r"damaged|no header"):
        SheetTable(data, "damaged.xlsx")


def test_only_a_column_that_is_read_must_have_its_name_alone() -> None:
    twice = header().replace("</row>", text("H1", "{name}") + "</row>")
    rows = cost_row(2, number("C2", "1"))

    assert len(costs(twice.replace("{name}", "Colour") + rows).drafts) == 1
    with pytest.raises(DataError, match="There are 2 columns named “note”"):
        costs(twice.replace("{name}", "note") + rows)


def test_a_part_that_does_not_unpack_is_damage() -> None:
    data = bytearray(workbook(header() + "<row/>" * 500))
    place = data.index(b"xl/worksheets/sheet1.xml") + len("xl/worksheets/sheet1.xml")
    data[place : place + 8] = b"\xff" * 8
    with pytest.raises(DataError, match="damaged"):
        SheetTable(bytes(data), "costs.xlsx")


def test_a_reader_that_gives_up_is_reported_as_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        pass

    def fail(error: BaseException) -> Callable[[object], None]:
        def from_filelike(_data: object) -> None:
            raise error

        return from_filelike

    reader = "python_calamine.CalamineWorkbook.from_filelike"
    monkeypatch.setattr(reader, fail(PanicException()), raising=False)
    with pytest.raises(DataError, match="damaged"):
        SheetTable(workbook(header()), "panic.xlsx")
    monkeypatch.setattr(reader, fail(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        SheetTable(workbook(header()), "panic.xlsx")


def test_texts_that_cells_share_are_counted_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fivegates.exchange.ledger.tables.workbook_parts.MOST_TEXT", 2_000)
    shared = f'<sst xmlns="{MAIN}"><si><t>{"x" * 1_000}</t></si><si><t>y</t></si></sst>'

    def table(*texts: str) -> SheetTable:
        rows = enumerate(texts, 2)
        cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>{text}</v></c></row>' for n, text in rows)
        return SheetTable(workbook(header() + cells, {"xl/sharedStrings.xml": shared}), "shared.xlsx")

    assert len(list(table("0", *"1" * 20).rows())) == 21
    for texts in (("0", "0"), ("0", "99")):
        with pytest.raises(DataError, match="texts in the sheet are too long"):
            table(*texts)
