"""The tables of a Word document: column titles repeated on each page, no row torn over two pages."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from docx.oxml.ns import qn

from fivegates.briefs.office.column_widths import with_air
from fivegates.briefs.office.word_styles import TABLE_STYLE, WordStyles
from fivegates.briefs.office.word_xml import TWIPS, Xml, element, valued
from fivegates.briefs.typesetting.blocks import Block
from fivegates.briefs.typesetting.structure import Role
from fivegates.briefs.typesetting.tables import Grid, Row

_SPARE = 1.15
"""The extra width of columns over the need of their text in the PDF's fonts: a template has others."""


_SHORT = 8
"""A table of no more rows than these is on one page."""


# The flags of a table's look as one number (ECMA-376, part 4, 14.7.4).
_FIRST_ROW, _FIRST_COLUMN, _NO_BANDS = 0x0020, 0x0080, 0x0600


class CellWriter(Protocol):
    """Writes the blocks of a cell."""

    def __call__(self, blocks: Iterable[Block]) -> Iterator[Xml]:
        """The elements of one cell."""


def grid_element(grid: Grid, styles: WordStyles, width: float, written: CellWriter) -> Xml:
    """A table `width` points wide, its columns shared as on the page of the PDF."""
    widths = [share * TWIPS for share in _widths(grid, width)]
    heads_rows = bool(grid.rows) and grid.rows[0].cells[0].role is Role.HEAD_CELL
    properties = element(
        "w:tblPr",
        None,
        valued("w:tblStyle", styles.id_of(TABLE_STYLE)),
        element("w:tblW", {"w": round(sum(widths)), "type": "dxa"}),
        element("w:tblLayout", {"type": "fixed"}),
        _look(heads_columns=grid.head is not None, heads_rows=heads_rows),
    )
    columns = (element("w:gridCol", {"w": round(each)}) for each in widths)
    made = element("w:tbl", None, properties, element("w:tblGrid", None, *columns))
    rows = [*((grid.head,) if grid.head is not None else ()), *grid.rows]
    for index, row in enumerate(rows):
        found = _row(row, widths, written, heads=row is grid.head)
        if _stays(index, len(rows)):
            _keep_with_next(found)
        made.append(found)
    return made


def _look(*, heads_columns: bool, heads_rows: bool) -> Xml:
    """Return the XML that marks first row and first column as headers, in both forms that readers know."""
    flags = _NO_BANDS | (_FIRST_ROW if heads_columns else 0) | (_FIRST_COLUMN if heads_rows else 0)
    heads = {"firstRow": int(heads_columns), "lastRow": 0, "firstColumn": int(heads_rows), "lastColumn": 0}
    return element("w:tblLook", {"val": f"{flags:04X}", **heads, "noHBand": 1, "noVBand": 1})


def _stays(index: int, count: int) -> bool:
    """True if a row keeps with the next one: in a short table, at the top, and before the last row."""
    return index < count - 1 and (count <= _SHORT or index in {0, count - 2})


def _keep_with_next(row: Xml) -> None:
    """Set keep-with-next in each paragraph of a row, as Word requires."""
    for properties in row.iter(qn("w:pPr")):
        if properties.find(qn("w:keepNext")) is None:
            style = properties.find(qn("w:pStyle"))
            properties.insert(0 if style is None else 1, element("w:keepNext"))


def _widths(grid: Grid, width: float) -> list[float]:
    """The widths of columns in points, with the air beside each."""
    count = len(grid.columns)
    room = (width - grid.gap * count) / _SPARE
    shared = grid.widths(room + grid.gap * (count - 1) + grid.indent)
    factor = (width - grid.gap * count) / max(sum(shared), 1)
    return with_air([each * factor + grid.gap for each in shared])


def _row(row: Row, widths: Sequence[float], written: CellWriter, *, heads: bool) -> Xml:
    """A row that stays on one page; of column titles, one that is repeated."""
    properties = element("w:trPr", None, element("w:cantSplit"))
    if row.least:
        properties.append(element("w:trHeight", {"val": round(row.least * TWIPS), "hRule": "atLeast"}))
    if heads:
        properties.append(element("w:tblHeader"))
    made = element("w:tr", None, properties)
    for stack, width in zip(row.stacks, widths, strict=True):
        sized = element("w:tcPr", None, element("w:tcW", {"w": round(width), "type": "dxa"}))
        made.append(element("w:tc", None, sized, *written(stack.blocks)))
    return made
