"""The parts of a workbook (XLSX, ODS): sheets, hidden rows, and the memory that reading them takes."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from html import unescape
from itertools import islice, pairwise
from typing import Final

from fivegates.domain.errors import UserError

MOST_CELLS: Final = 2_000_000
MOST_TAGS: Final = 8 * MOST_CELLS
MOST_TEXT: Final = 2**29
"""The bytes of all texts, each as often as cells repeat it."""

DAMAGED: Final = UserError(
    "The workbook is damaged. Open it in a spreadsheet program, save it, and import that."
)
TOO_MANY_CELLS: Final = UserError(
    "The sheet has more than {most} cells, or some that are very far apart. Save it as CSV, or in parts.",
    most=MOST_CELLS,
)
_TOO_LONG: Final = UserError("The texts in the sheet are too long. Save it as CSV, or in parts.")

_PREFIX: Final = rb"<(?:[^\s<>:/]*:)?"
# No possessive group: with that of Debian 12, Python 3.11.2, it fails where it should match (CPython issue
# 106052). What a lookahead found is not tried again either, so that a hostile part takes no longer.
_VALUE: Final = rb"""\s*+=\s*+(?:"[^"<>]*+"|'[^'<>]*+')"""
_OTHERS: Final = rb"(?:(?!\s++r\s*+=)\s++[^\s<>=\"'/]++" + _VALUE + rb"){0,20}"
_PLACE: Final = rb"\s++r\s*+=\s*+[\"'](?P<letters>[A-Za-z]{0,3}+)(?P<digits>[0-9]{1,7}+)?[\"']"
_CELL_TAG: Final = re.compile(
    _PREFIX
    + rb"(?:c|(?P<row>row))(?=[\s/>])(?P<whole>"
    + rb"(?=(?P<before>%b))(?P=before)(?:%b)?(?=(?P<after>%b))(?P=after)\s*+/?>)?"
    % (_OTHERS, _PLACE, _OTHERS)
)
"""A row or a cell with its place; what is not written as spreadsheet programs do is not `whole`."""

_TEXT: Final = re.compile(_PREFIX + rb"(?:si|is)[\s/>]")
_SHARED: Final = re.compile(
    _PREFIX + rb"""c\s[^<>]*?\bt\s*=\s*["']s["'][^<>]*+(?:>\s*+<v>([0-9]{1,9})</v>)?"""
)


@dataclass(slots=True)
class _Extent:
    """The extent of a sheet's cells; one without a reference follows the previous one, as does a row.

    A row counts once it has a cell: one that only has a height is no data.
    """

    row: int = 0
    column: int = 0
    loose_rows: int = 0
    cells: int = 0
    at_row: int = 0
    at_column: int = 0

    @property
    def room(self) -> int:
        """The most cells that the reader allocates."""
        return max(self.row * self.column, self.cells)

    def add(self, tag: re.Match[bytes]) -> None:
        """Extend by a row or a cell."""
        letters, digits = tag["letters"], tag["digits"]
        if tag["row"]:
            self.loose_rows += digits is None
            self.at_row = int(digits) if digits else self.at_row + 1
            self.at_column = 0
            return
        self.cells += 1
        self.at_column = column_number(letters) if letters else self.at_column + 1
        if letters and tag["whole"].endswith(b"/>"):
            return
        self.column = max(self.column, self.at_column)
        self.row = max(self.row, self.at_row, int(digits or 0))


def workbook_fault(parts: Mapping[str, bytes]) -> UserError | None:
    """The refusal of a workbook with these parts; None if it is within bounds."""
    contents = parts.values()
    if any(b"\0" in part or b"<!DOCTYPE" in part for part in contents):
        return DAMAGED
    if any(part.count(b"<") > MOST_TAGS or _holds_more(_TEXT, part) for part in contents):
        return TOO_MANY_CELLS
    sheets = [part for part in contents if b"sheetData" in part]
    found = next((fault for part in sheets if (fault := _sheet_fault(part))), None)
    return found or _text_fault(contents, sheets)


def column_number(letters: bytes) -> int:
    """The number of a column: 1 for A, 27 for AA; 0 where there are no letters."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _holds_more(pattern: re.Pattern[bytes], part: bytes) -> bool:
    """True if a pattern occurs more often than there can be cells."""
    return next(islice(pattern.finditer(part), MOST_CELLS, None), None) is not None


def _sheet_fault(part: bytes) -> UserError | None:
    """The refusal of a sheet; None if it is within bounds."""
    extent = _Extent()
    for tag in _CELL_TAG.finditer(part):
        if not tag["whole"]:
            return DAMAGED
        extent.add(tag)
        if extent.cells + extent.loose_rows > MOST_CELLS:
            return TOO_MANY_CELLS
    return TOO_MANY_CELLS if extent.room > MOST_CELLS else None


def _text_fault(parts: Collection[bytes], sheets: Collection[bytes]) -> UserError | None:
    """Return the fault if shared strings are too large, each counted as often as it occurs; else None."""
    sizes = [size for part in parts if b"sheetData" not in part for size in _text_sizes(part)]
    longest = max(sizes, default=0)
    for sheet in sheets:
        shared = sum(1 for _ in _SHARED.finditer(sheet))
        if shared * longest > MOST_TEXT and _shared_text(sheet, sizes, longest) > MOST_TEXT:
            return _TOO_LONG
    return None


def _text_sizes(part: bytes) -> list[int]:
    """The bytes of each text of a part."""
    starts = [found.start() for found in _TEXT.finditer(part)]
    return [end - start for start, end in pairwise([*starts, len(part)])]


def _shared_text(sheet: bytes, sizes: list[int], longest: int) -> int:
    """The bytes of the texts that cells show; one whose text cannot be determined has the longest."""
    numbers = (found[1] for found in _SHARED.finditer(sheet))
    return sum(
        sizes[int(number)] if number is not None and int(number) < len(sizes) else longest
        for number in numbers
    )


_SHEET: Final = re.compile(rb"<(?:\w+:)?sheet\s[^<>]*>")
_RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\b[^<>]*>")
_ATTRIBUTE: Final = re.compile(rb"""\s((?:\w+:)?\w+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ROW: Final = re.compile(rb"<(?:\w+:)?row\b[^<>]*>")
_FILTER: Final = re.compile(rb"<(?:\w+:)?filterColumn\b")
_TRUE: Final = (b"1", b"true")


def parts_by_sheet(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The part of each sheet by its name; empty for one whose part cannot be determined."""
    relations = [_attributes(tag) for tag in _RELATION.findall(parts.get("xl/_rels/workbook.xml.rels", b""))]
    targets = {each.get(b"Id", b""): each.get(b"Target", b"") for each in relations}
    found: dict[str, bytes] = {}
    for tag in _SHEET.findall(parts.get("xl/workbook.xml", b"")):
        attributes = _attributes(tag)
        identity = next((value for name, value in attributes.items() if name.endswith(b":id")), b"")
        target = targets.get(identity, b"").decode(errors="replace")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        found[unescape(attributes.get(b"name", b"").decode(errors="replace"))] = parts.get(path, b"")
    return found


def hidden_rows(part: bytes) -> frozenset[int]:
    """The numbers of the rows that are hidden; a row without a number follows the one before."""
    hidden: set[int] = set()
    number = 0
    for tag in _ROW.findall(part):
        attributes = _attributes(tag)
        written = attributes.get(b"r", b"")
        number = int(written) if written.isdigit() else number + 1
        if attributes.get(b"hidden") in _TRUE:
            hidden.add(number)
    return frozenset(hidden)


def is_filtered(part: bytes) -> bool:
    """True if a filter is set on a column of the sheet."""
    return _FILTER.search(part) is not None


def _attributes(tag: bytes) -> dict[bytes, bytes]:
    return {name: double or single for name, double, single in _ATTRIBUTE.findall(tag)}


_TAG: Final = re.compile(
    rb"<(?P<end>/)?(?:[\w.-]+:)?(?P<name>table|table-row|table-cell|covered-table-cell)(?=[\s/>])(?P<rest>[^<>]*)>"
)
_ODS_ATTRIBUTE: Final = re.compile(rb"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_HIDDEN: Final = (b"filter", b"collapse")
_REPEATED: Final = (b"number-rows-repeated", b"number-columns-repeated")


class MalformedSheetError(Exception):
    """The size of the content cannot be determined."""


@dataclass(slots=True)
class OdsTable:
    """A table: the cells that a reader makes room for, and the numbers of its hidden rows."""

    name: str
    cells: int = 0
    hidden: set[int] = field(default_factory=set)
    filtered: bool = False


@dataclass(slots=True)
class _Row:
    """A row as far as it is read: its repetitions, its width up to the last cell with a value."""

    repeated: int
    visibility: bytes
    width: int = 0
    trailing: int = 0


def tables_of(content: bytes, most: int) -> tuple[OdsTable, ...]:
    """Measure the tables of `content.xml`, as far as they have rows of values.

    Raises MalformedSheetError where sizes cannot be determined. No more than `most` hidden rows are listed.
    """
    if b"<!--" in content or b"<![CDATA[" in content:
        raise MalformedSheetError
    tables: list[OdsTable] = []
    row: _Row | None = None
    number = seen = 0
    for tag in _TAG.finditer(content):
        attributes = _ods_attributes(tag["rest"])
        seen += sum(name in attributes for name in _REPEATED)
        if tag["name"] == b"table" and not tag["end"]:
            tables.append(OdsTable(unescape(attributes.get(b"name", b"").decode(errors="replace"))))
            number = 0
        elif tag["name"] == b"table-row" and tables:
            if row is not None:
                number = _end_row(tables[-1], row, number, most)
            starts = not tag["end"] and not tag["rest"].endswith(b"/")
            row = (
                _Row(_repeated(attributes, _REPEATED[0]), attributes.get(b"visibility", b""))
                if starts
                else None
            )
            if not tag["end"] and not starts:
                number += _repeated(attributes, _REPEATED[0])
        elif row is not None and not tag["end"]:
            _add_cell(row, attributes, empty=tag["rest"].endswith(b"/"))
    if seen != sum(content.count(name) for name in _REPEATED):
        raise MalformedSheetError
    return tuple(tables)


def _end_row(table: OdsTable, row: _Row, number: int, most: int) -> int:
    """Count a row that has ended; return the number of the last row."""
    table.cells += row.width * row.repeated
    if row.width and row.visibility in _HIDDEN and len(table.hidden) + row.repeated <= most:
        table.hidden.update(range(number + 1, number + row.repeated + 1))
        table.filtered |= row.visibility == b"filter"
    return number + row.repeated


def _add_cell(row: _Row, attributes: dict[bytes, bytes], *, empty: bool) -> None:
    """Add a cell to the measure; empty ones count once a cell with a value follows."""
    repeated = _repeated(attributes, _REPEATED[1])
    if empty and not any(name.endswith(b"value-type") for name in attributes):
        row.trailing += repeated
    else:
        row.width += row.trailing + repeated
        row.trailing = 0


def _repeated(attributes: dict[bytes, bytes], name: bytes) -> int:
    """Repeat count of a row or a cell. Raises MalformedSheetError."""
    written = attributes.get(name, b"1")
    if not written.isdigit() or len(written) > 9:  # noqa: PLR2004 - more than any sheet has
        raise MalformedSheetError
    return int(written)


def _ods_attributes(rest: bytes) -> dict[bytes, bytes]:
    """The attributes of a tag by their names without a prefix."""
    return {name: double or single for name, double, single in _ODS_ATTRIBUTE.findall(rest)}
