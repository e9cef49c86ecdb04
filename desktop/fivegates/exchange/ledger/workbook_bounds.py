"""Estimates the memory to read a workbook from its parts, before the reader allocates any."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
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
_TAG: Final = re.compile(
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
    """Whether a pattern is found more often than there can be cells."""
    return next(islice(pattern.finditer(part), MOST_CELLS, None), None) is not None


def _sheet_fault(part: bytes) -> UserError | None:
    """The refusal of a sheet; None if it is within bounds."""
    extent = _Extent()
    for tag in _TAG.finditer(part):
        if not tag["whole"]:
            return DAMAGED
        extent.add(tag)
        if extent.cells + extent.loose_rows > MOST_CELLS:
            return TOO_MANY_CELLS
    return TOO_MANY_CELLS if extent.room > MOST_CELLS else None


def _text_fault(parts: Collection[bytes], sheets: Collection[bytes]) -> UserError | None:
    """Whether the texts that cells share would take too much room, each counted as often as it occurs."""
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
