"""Reads a sheet of a workbook (XLSX or ODS) as a table; checked before it is opened, with readable errors.

The workbook library allocates every cell between the first and the last, aborts the process when
memory is short, and reports neither errors nor formulas without a result. So the parts are unpacked
here within bounds, checked, and passed to it in a new archive.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Final
from zipfile import ZipFile

from fivegates.archives import UNSOUND, TooManyPartsError, open_archive, unpacked
from fivegates.domain.errors import Problem, UserError, refuse, refuse_whole
from fivegates.domain.language import Message
from fivegates.domain.quoting import shown, unknown_word
from fivegates.exchange.ledger.csv_tables import header_problems, header_remarks
from fivegates.exchange.ledger.number_and_date_formats import Cell, is_serial
from fivegates.exchange.ledger.tables.foreign_files import PROTECTED, archive_fault
from fivegates.exchange.ledger.tables.row_roles import ANY_HEADER, MOST_TITLE_ROWS, Wanted, best_header
from fivegates.exchange.ledger.tables.workbook_parts import (
    DAMAGED,
    MOST_CELLS,
    TOO_MANY_CELLS,
    MalformedSheetError,
    OdsTable,
    column_number,
    hidden_rows,
    is_filtered,
    parts_by_sheet,
    tables_of,
    workbook_fault,
)

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

MOST_UNPACKED: Final = 128 * 2**20
MOST_PARTS: Final = 1_000

_ERROR: Final = re.compile(
    rb"""<(?:\w+:)?c\b(?=[^<>]*?\st\s*=\s*["']e["'])(?=[^<>]*?\sr\s*=\s*["']([A-Z]+[0-9]+)["'])"""
)
_NO_RESULT: Final = re.compile(
    rb"""<(?:\w+:)?c\b(?=[^<>]*?\sr\s*=\s*["']([A-Z]+[0-9]+)["'])[^<>]*+>\s*+<(?:\w+:)?f\b"""
    rb"""(?:[^<>]*+(?<=/)>|[^<>]*+>[^<]*+</(?:\w+:)?f>)\s*+(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?"""
    rb"""\s*+</(?:\w+:)?c>"""
)
SHEET: Final = "sheet"
HIDDEN_ROWS: Final = "hidden rows"
"""The places of the questions which sheet is read, and whether its hidden rows count."""

TOO_LARGE: Final = UserError("The workbook is too large when unpacked. Save the sheet as CSV.")
_PANIC: Final = "PanicException"
"""The reader's panic, which is no Exception and cannot be imported."""

_CONTENT: Final = "content.xml"
_MIMETYPE: Final = "mimetype"
_HAS_ERROR: Final = UserError("The cell holds an error of the spreadsheet.")
_HAS_NO_RESULT: Final = UserError(
    "The cell holds a formula without its result. Open the workbook in a spreadsheet program and save it."
)

_FROM_1904: Final = re.compile(rb"""date1904\s*=\s*["'](?:1|true)["']""")
"""Matches the setting that days count from 1904."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet as it was read, with data from outside its cells."""

    name: str
    rows: list[list[object]]
    faults: Mapping[tuple[int, int], UserError]
    hidden: frozenset[int]
    filtered: bool

    def top(self, wanted: Wanted) -> int:
        """The index of the row that names the columns."""
        return best_header([_names(row) for row in self.rows[:MOST_TITLE_ROWS]], wanted)

    def header(self, wanted: Wanted) -> tuple[str, ...]:
        """The names of the columns."""
        names = _names(self.rows[self.top(wanted)]) if self.rows else []
        while names and not names[-1]:
            names.pop()
        return tuple(names)


class SheetTable:
    """A sheet of a workbook, with a row that names its columns. Raises DataError.

    It is the `sheet` of that name, else the visible one whose header has the `wanted` names; where several
    have them, `questions` asks which. Rows that are hidden are taken, or left out, as `hidden` says; while it
    says nothing, they are asked about.
    """

    encoding = ""
    separator = ""

    def __init__(
        self,
        data: bytes,
        source: str,
        sheet: str = "",
        wanted: Wanted = ANY_HEADER,
        *,
        hidden: bool | None = None,
    ) -> None:
        self.source = source
        parts = _unpacked(data, source)
        self.kind: Final = "ODS" if _CONTENT in parts else "XLSX"
        self._from_1904 = _FROM_1904.search(parts.get("xl/workbook.xml", b"")) is not None
        book = _Workbook(parts, source)
        self.sheets = book.visible
        found, self.questions = _chosen_sheet(book, sheet, wanted)
        self.sheet = found.name
        self._faults, self._rows = found.faults, found.rows
        self._top = found.top(wanted)
        self.header_line = self._top + 1
        self.header = found.header(wanted)
        refuse(tuple(header_problems(self.header)), source)
        self._left_out = frozenset[int]()
        self.has_hidden_rows = False
        self.remarks = self._remarks(found, several=len(book.names) > 1)
        self._ask_about_hidden(found, take=hidden)

    def _remarks(self, found: _Sheet, *, several: bool) -> tuple[Message, ...]:
        """Remarks on the chosen sheet and its header."""
        titled = any(any(map(_is_filled, row)) for row in self._rows[: self._top])
        named = (Message("sheet “{name}”", name=found.name),) if several else ()
        return (*named, *header_remarks(self.header_line if titled else 1))

    def _ask_about_hidden(self, found: _Sheet, *, take: bool | None) -> None:
        """Apply the choice on hidden rows, or ask for it."""
        below = [line for line in sorted(found.hidden) if self.header_line < line <= len(self._rows)]
        hidden = frozenset(line for line in below if any(map(_is_filled, self._rows[line - 1])))
        if not hidden:
            return
        self.has_hidden_rows = True
        count = len(hidden)
        if take is None:
            reason = _hidden_question(count, filtered=found.filtered)
            self.questions = (*self.questions, Problem(HIDDEN_ROWS, reason))
        elif take:
            self.remarks = (*self.remarks, Message("hidden rows that are taken: {count}", count=count))
        else:
            self._left_out = hidden
            self.remarks = (*self.remarks, Message("hidden rows that are left out: {count}", count=count))

    def rows(self) -> Iterator[tuple[int, Sequence[Cell]]]:
        """Give each row below the header with its number in the sheet; blank rows are left out."""
        width = len(self.header)
        for index in range(self._top + 1, len(self._rows)):
            if index + 1 in self._left_out:
                continue
            cells = [_cell(cell, from_1904=self._from_1904) for cell in self._rows[index][:width]]
            if any(map(_is_filled, cells)) or any((index, at) in self._faults for at in range(width)):
                yield index + 1, cells

    def fault(self, line: int, column: str) -> UserError | None:
        """The reason why a cell has no readable value; None if it has one."""
        return self._faults.get((line - 1, self.header.index(column)))


def _hidden_question(count: int, *, filtered: bool) -> UserError:
    """Ask whether hidden rows are taken."""
    if count == 1 and filtered:
        return UserError("1 row is hidden by a filter. Choose whether to take it.")
    if count == 1:
        return UserError("1 row is hidden. Choose whether to take it.")
    if filtered:
        return UserError("{count} rows are hidden by a filter. Choose whether to take them.", count=count)
    return UserError("{count} rows are hidden. Choose whether to take them.", count=count)


class _Workbook:
    """The sheets of a workbook, each read when it is asked for."""

    def __init__(self, parts: Mapping[str, bytes], source: str) -> None:
        self._source = source
        self._tables = _ods_tables(parts, source)
        self._parts = {} if self._tables else parts_by_sheet(parts)
        if not self._tables and (fault := workbook_fault(parts)):
            refuse_whole(source, fault)
        self._book = _opened(parts, source)
        sheets = [sheet for sheet in self._book.sheets_metadata if str(sheet.typ).endswith("WorkSheet")]
        self.names = tuple(sheet.name for sheet in sheets) or refuse_whole(source, DAMAGED)
        self.visible = tuple(sheet.name for sheet in sheets if str(sheet.visible).endswith(".Visible"))

    def read(self, name: str) -> _Sheet:
        """Read a sheet. Raises DataError."""
        with _reading(self._source):
            rows = self._book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        found: list[list[object]] = [list(row) for row in rows]
        table = self._tables.get(name)
        if table is not None:
            return _Sheet(name, found, {}, frozenset(table.hidden), table.filtered)
        part = self._parts.get(name) or refuse_whole(self._source, DAMAGED)
        return _Sheet(name, found, _faults(part), hidden_rows(part), is_filtered(part))


def _chosen_sheet(book: _Workbook, chosen: str, wanted: Wanted) -> tuple[_Sheet, tuple[Problem, ...]]:
    """The sheet to read, and the question where several could be meant."""
    if chosen:
        named = {name.casefold(): name for name in book.names}
        if chosen.casefold() not in named:
            raise unknown_word(chosen, book.names)
        return book.read(named[chosen.casefold()]), ()
    sheets = [book.read(name) for name in book.visible or book.names]
    complete = [sheet for sheet in sheets if wanted.complete(sheet.header(wanted))]
    if len(complete) > 1:
        names = ", ".join(f"“{shown(sheet.name)}”" for sheet in complete)
        reason = UserError("The sheets {names} have the columns. Choose one.", names=names)
        return complete[0], (Problem(SHEET, reason),)
    if complete:
        return complete[0], ()
    return max(sheets, key=lambda sheet: wanted.count(sheet.header(wanted))), ()


def is_workbook(data: bytes) -> bool:
    """True if a file is a ZIP archive, as workbooks are."""
    return data.startswith(b"PK")


def _unpacked(data: bytes, source: str) -> dict[str, bytes]:
    """Unpack the parts that are XML, as far as there is room for them, whatever the archive claims."""
    try:
        with open_archive(data) as archive:
            if fault := archive_fault(archive.namelist()):
                refuse_whole(source, fault)
            infos = [
                info for info in archive.infolist() if info.filename.endswith((".xml", ".rels", _MIMETYPE))
            ]
            if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > MOST_UNPACKED:
                refuse_whole(source, TOO_LARGE)
            return {info.filename: unpacked(archive, info, info.file_size) for info in infos}
    except TooManyPartsError:
        refuse_whole(source, TOO_LARGE)
    except UNSOUND:
        refuse_whole(source, DAMAGED)


def _ods_tables(parts: Mapping[str, bytes], source: str) -> dict[str, OdsTable]:
    """The tables of an OpenDocument spreadsheet; none for another workbook. Raises DataError."""
    if _CONTENT not in parts:
        return {}
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        refuse_whole(source, PROTECTED)
    if any(b"<!DOCTYPE" in part for part in parts.values()):
        refuse_whole(source, DAMAGED)
    try:
        tables = tables_of(parts[_CONTENT], MOST_CELLS)
    except MalformedSheetError:
        refuse_whole(source, DAMAGED)
    if sum(table.cells for table in tables) > MOST_CELLS:
        refuse_whole(source, TOO_MANY_CELLS)
    return {table.name: table for table in tables}


def _opened(parts: Mapping[str, bytes], source: str) -> "CalamineWorkbook":
    """Hand the parts to the reader, in an archive that claims no more than it holds."""
    from python_calamine import CalamineWorkbook

    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name in sorted(parts, key=lambda name: name != _MIMETYPE):
            archive.writestr(name, parts[name])
    packed.seek(0)
    with _reading(source):
        return CalamineWorkbook.from_filelike(packed)


@contextmanager
def _reading(source: str) -> Iterator[None]:
    """Report the reader's exceptions as a damaged file."""
    from python_calamine import CalamineError

    try:
        yield
    except (CalamineError, IndexError):
        refuse_whole(source, DAMAGED)
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        refuse_whole(source, DAMAGED)


def _faults(part: bytes) -> dict[tuple[int, int], UserError]:
    """The cells without a readable value, by row and column from 0, with the reason."""
    found = {_index(cell[1]): _HAS_NO_RESULT for cell in _NO_RESULT.finditer(part)}
    return found | {_index(cell[1]): _HAS_ERROR for cell in _ERROR.finditer(part)}


def _index(place: bytes) -> tuple[int, int]:
    """Row and column, from 0, of a place such as B7."""
    letters = place.rstrip(b"0123456789")
    return int(place[len(letters) :]) - 1, column_number(letters) - 1


def _names(row: Sequence[object]) -> list[str]:
    """The cells of a row as names of columns."""
    return [str(cell).strip() for cell in row]


def _is_filled(cell: object) -> bool:
    """True if a cell is not empty."""
    return bool(str(cell).strip())


def _cell(value: object, *, from_1904: bool = False) -> Cell:
    """A cell's text, number or date; a number as the shortest text that equals the stored one.

    Where days are counted from 1904, a number that may be a day is text: it is no day counted from 1900.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, float):
        number = Decimal(int(value)) if value.is_integer() else Decimal(repr(value))
        return f"{number:f}" if from_1904 and is_serial(number) else number
    return str(value)
