"""The first sheet of a workbook (XLSX) as a table: checked before it is opened, faults told in words.

The reader of workbooks makes room for every cell between the first and the last, ends the process when
there is too little, and says nothing of errors and of formulas without a result. So the parts are unpacked
here within bounds, looked through, and handed to it in an archive of our own.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Final
from zipfile import ZipFile

from fivegates.domain.errors import UserError, refuse, refuse_whole
from fivegates.exchange.archives import UNSOUND, TooManyPartsError, open_archive
from fivegates.exchange.ledger.csv_tables import header_problems
from fivegates.exchange.ledger.number_and_date_formats import Cell
from fivegates.exchange.ledger.workbook_bounds import DAMAGED, column_number, workbook_fault

MOST_UNPACKED: Final = 128 * 2**20
MOST_PARTS: Final = 1_000

_ERROR: Final = re.compile(
    rb"""<(?:\w+:)?c\b(?=[^<>]*?\st\s*=\s*["']e["'])(?=[^<>]*?\sr\s*=\s*["']([A-Z]+[0-9]+)["'])"""
)
_NO_RESULT: Final = re.compile(
    rb"""<(?:\w+:)?c\b(?=[^<>]*?\sr\s*=\s*["']([A-Z]+[0-9]+)["'])[^<>]*+>\s*+<(?:\w+:)?f\b"""
    rb"""(?:[^<>]*+(?<=/)>|[^<>]*+>[^<]*+</(?:\w+:)?f>)\s*+(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?+"""
    rb"""\s*+</(?:\w+:)?c>"""
)
_SHEET: Final = re.compile(rb"""<(?:\w+:)?sheet\b[^<>]*\s\w+:id\s*=\s*["']([^"']+)["']""")
_RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\b[^<>]*>")
_ATTRIBUTE: Final = re.compile(rb"""\s(\w+)\s*=\s*["']([^"']*)["']""")
_TOO_LARGE: Final = UserError("The workbook is too large when unpacked. Save its first sheet as CSV.")
_PANIC: Final = "PanicException"
"""What the reader raises where it gives up, which is no Exception and cannot be imported."""

_HAS_ERROR: Final = UserError("The cell holds an error of the spreadsheet.")
_HAS_NO_RESULT: Final = UserError(
    "The cell holds a formula without its result. Open the workbook in a spreadsheet program and save it."
)


class SheetTable:
    """The first sheet of a workbook, whose first row names its columns. Raises DataError."""

    kind: Final = "XLSX"
    encoding = ""
    separator = ""

    def __init__(self, data: bytes, source: str) -> None:
        self.source = source
        parts = _unpacked(data, source)
        if fault := workbook_fault(parts):
            refuse_whole(source, fault)
        self._rows = _read_rows(parts, source)
        self._faults = _faults(_first_sheet(parts) or refuse_whole(source, DAMAGED))
        self._top = next((index for index, row in enumerate(self._rows) if any(row)), len(self._rows))
        names = [str(cell).strip() for cell in self._rows[self._top]] if self._top < len(self._rows) else []
        while names and not names[-1]:
            names.pop()
        self.header = tuple(names)
        refuse(tuple(header_problems(self.header)), source)

    def rows(self) -> Iterator[tuple[int, Sequence[Cell]]]:
        """Give each row below the header with its number in the sheet; blank rows are left out."""
        width = len(self.header)
        for index in range(self._top + 1, len(self._rows)):
            cells = [_cell(cell) for cell in self._rows[index][:width]]
            if any(cell != "" for cell in cells) or any((index, at) in self._faults for at in range(width)):
                yield index + 1, cells

    def fault(self, line: int, column: str) -> UserError | None:
        """Tell what is wrong with a cell that has no value to read; None if nothing is."""
        return self._faults.get((line - 1, self.header.index(column)))


def is_workbook(data: bytes) -> bool:
    """Whether a file is an archive, as workbooks are."""
    return data.startswith(b"PK")


def _unpacked(data: bytes, source: str) -> dict[str, bytes]:
    """Unpack the parts that are XML, as far as there is room for them, whatever the archive claims."""
    try:
        with open_archive(data) as archive:
            infos = [info for info in archive.infolist() if info.filename.endswith((".xml", ".rels"))]
            if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > MOST_UNPACKED:
                refuse_whole(source, _TOO_LARGE)
            return {info.filename: archive.read(info) for info in infos}
    except TooManyPartsError:
        refuse_whole(source, _TOO_LARGE)
    except UNSOUND:
        refuse_whole(source, DAMAGED)


def _read_rows(parts: Mapping[str, bytes], source: str) -> list[list[object]]:
    """Hand the parts to the reader, in an archive that claims no more than it holds."""
    from python_calamine import CalamineError, CalamineWorkbook

    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    packed.seek(0)
    try:
        sheet = CalamineWorkbook.from_filelike(packed).get_sheet_by_index(0)
        return [list(row) for row in sheet.to_python(skip_empty_area=False)]
    except (CalamineError, IndexError):
        refuse_whole(source, DAMAGED)
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        refuse_whole(source, DAMAGED)


def _first_sheet(parts: Mapping[str, bytes]) -> bytes:
    """The part of the first sheet; empty where it cannot be told."""
    sheet = _SHEET.search(parts.get("xl/workbook.xml", b""))
    relations = _RELATION.findall(parts.get("xl/_rels/workbook.xml.rels", b""))
    for relation in relations if sheet else ():
        named = dict(_ATTRIBUTE.findall(relation))
        if sheet and named.get(b"Id") == sheet[1]:
            target = named.get(b"Target", b"").decode(errors="replace")
            return parts.get(target.lstrip("/") if target.startswith("/") else f"xl/{target}", b"")
    return b""


def _faults(part: bytes) -> dict[tuple[int, int], UserError]:
    """The cells, by row and column from 0, that hold no value to read, and why."""
    found = {_index(cell[1]): _HAS_NO_RESULT for cell in _NO_RESULT.finditer(part)}
    return found | {_index(cell[1]): _HAS_ERROR for cell in _ERROR.finditer(part)}


def _index(place: bytes) -> tuple[int, int]:
    """Row and column, from 0, of a place such as B7."""
    letters = place.rstrip(b"0123456789")
    return int(place[len(letters) :]) - 1, column_number(letters) - 1


def _cell(value: object) -> Cell:
    """A cell's text, number or date; a number as the shortest text that stands for what is stored."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, float):
        return Decimal(int(value)) if value.is_integer() else Decimal(repr(value))
    return str(value)
