"""Tables that span pages: column titles repeat, tall rows are split, and the structure stays one table."""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace

from fivegates.briefs.typesetting.bidi import paragraphs
from fivegates.briefs.typesetting.blocks import SLACK, Align, Block, Prose, Repeated, Rule, Stack, linked
from fivegates.briefs.typesetting.fonts import text_width
from fivegates.briefs.typesetting.line_breaking import number_width, word_width
from fivegates.briefs.typesetting.structure import Element, Role
from fivegates.briefs.typesetting.styles import HAIRLINE, Styles, TextStyle
from fivegates.briefs.typesetting.tagged_canvas import Paper

ROW_PADDING = 3.5
# A row is held together, unless it is taller than this.
TALL = 150
# A last row, often the total, is not alone on a page where more rows than this came before it.
FEWEST_BEFORE = 2
# The column without a share keeps what it needs up to this part of the table; the others give way.
SMALLEST_REST = 0.14
# A longer word than this, in points, may be broken where other columns need room for their numbers.
LONGEST_WORD = 80
# A table lower than this is not split.
SHORT = 140


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, and how wide it may and must be as shares of the table.

    The one column without a share takes what the others leave.
    """

    title: str
    most: float | None = None
    least: float = 0
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Cell:
    """The paragraphs of a cell, each in its style; with `leads_to`, the one line of a link."""

    parts: tuple[tuple[str, TextStyle], ...]
    leads_to: Element | None = None

    @classmethod
    def of(cls, text: str, style: TextStyle) -> "Cell":
        """A cell of one paragraph."""
        return cls(((text, style),))


@dataclass(eq=False)
class Row:
    """The stacks of one row, side by side, and the element of each; `least` is its height at least."""

    stacks: tuple[Stack, ...]
    cells: tuple[Element, ...]
    element: Element = field(default_factory=lambda: Element(Role.ROW))
    least: float = 0

    def height(self, widths: Sequence[float]) -> float:
        """The tallest cell's, with padding."""
        tallest = max(s.height(w) for s, w in zip(self.stacks, widths, strict=True))
        return max(tallest + 2 * ROW_PADDING, self.least)

    def split(self, widths: Sequence[float], room: float) -> "tuple[Row, Row] | None":
        """Split every cell of a tall row at the same height, if that leaves something on either side.

        What the first cell begins with is repeated, for the eye alone, where that cell has ended.
        """
        if self.height(widths) < TALL:
            return None
        room -= 2 * ROW_PADDING
        pieces = [s.divide(w, room) for s, w in zip(self.stacks, widths, strict=True)]
        if not all(
            first.blocks or not whole.blocks for (first, _), whole in zip(pieces, self.stacks, strict=True)
        ):
            return None
        first = replace(self, stacks=tuple(piece[0] for piece in pieces))
        rest = [piece[1] for piece in pieces]
        if not rest[0].blocks:
            rest[0] = Stack([Repeated(block) for block in self.stacks[0].blocks[:1]])
        return first, replace(self, stacks=tuple(rest))


@dataclass(eq=False)
class Grid(Block):
    """A table. `head` is the row of column titles, if they have any; hairlines part the rows.

    A table that `goes_on` from the page before repeats its head for the eye alone. `natural` is what the
    texts of each column need without a line break, `numbers` what its widest number does, and `words` what
    its longest word does, in points.
    """

    columns: tuple[Column, ...]
    head: Row | None
    rows: tuple[Row, ...]
    natural: tuple[float, ...]
    rule: str
    numbers: tuple[float, ...] = ()
    words: tuple[float, ...] = ()
    gap: float = 8
    indent: float = 0
    space_before: float = 0
    goes_on: bool = False
    element: Element = field(default_factory=lambda: Element(Role.TABLE))
    _heights: dict[float, float] = field(default_factory=dict, init=False)

    def widths(self, width: float) -> list[float]:
        """The columns' widths: what their texts need, within their shares."""
        room = width - self.indent - self.gap * (len(self.columns) - 1)
        shares = [
            max(column.least * room, min(need, column.most * room)) if column.most is not None else 0.0
            for need, column in zip(self.natural, self.columns, strict=True)
        ]
        wanted = sum(
            need for need, column in zip(self.natural, self.columns, strict=True) if column.most is None
        )
        left = min(wanted, SMALLEST_REST * room)
        if (taken := sum(shares)) > room - left:
            shares = [share * (room - left) / taken for share in shares]
        rest = room - sum(shares)
        found = [
            share if column.most is not None else rest
            for share, column in zip(shares, self.columns, strict=True)
        ]
        if all(number <= width for number, width in zip(self.numbers, found, strict=False)):
            return found
        return self._with_whole_numbers(found, room)

    def _with_whole_numbers(self, widths: Sequence[float], room: float) -> list[float]:
        """The widths with room for the number of each column, taken from those that have some to spare.

        Where all together need more than there is, each number is set smaller by the same factor.
        """
        floors = [max(both) for both in zip(self.numbers, self.words, strict=True)]
        lacking = sum(max(floor - width, 0) for floor, width in zip(floors, widths, strict=True))
        spare = sum(max(width - floor, 0) for floor, width in zip(floors, widths, strict=True))
        if lacking > spare:
            return self._scaled_numbers(room)
        part = lacking / spare if spare else 0
        return [
            max(width, floor) - part * max(width - floor, 0)
            for floor, width in zip(floors, widths, strict=True)
        ]

    def _scaled_numbers(self, room: float) -> list[float]:
        """The widths where numbers that are wider than any word share what the words leave."""
        pairs = list(zip(self.numbers, self.words, strict=True))
        taken = sum(word for number, word in pairs if word >= number)
        wanted = sum(number for number, word in pairs if word < number)
        factor = max(room - taken, 0) / wanted if wanted else 1
        return [word if word >= number else number * factor for number, word in pairs]

    def height(self, width: float) -> float:
        """Head, rows and hairlines."""
        if width not in self._heights:
            widths = self.widths(width)
            self._heights[width] = sum(row.height(widths) + HAIRLINE for row in self._all_rows())
        return self._heights[width]

    def _all_rows(self) -> Sequence[Row]:
        """The head, if there is one, and the rows."""
        return (self.head, *self.rows) if self.head else self.rows

    def draw(self, paper: Paper, x: float, top: float, width: float) -> None:
        """Row by row, a hairline below each."""
        widths = self.widths(width)
        with paper.group(self.element):
            for row in self._all_rows():
                with paper.decoration() if self.goes_on and row is self.head else nullcontext():
                    self._draw_row(paper, row, x + self.indent, top, widths)
                top -= row.height(widths)
                Rule(self.rule, HAIRLINE).draw(paper, x + self.indent, top, width - self.indent)
                top -= HAIRLINE

    def _draw_row(self, paper: Paper, row: Row, x: float, top: float, widths: Sequence[float]) -> None:
        """The cells of one row."""
        with paper.group(row.element):
            for stack, element, width in zip(row.stacks, row.cells, widths, strict=True):
                with paper.group(element):
                    stack.draw(paper, x, top - ROW_PADDING, width)
                x += width + self.gap

    def split(self, width: float, room: float) -> "tuple[Grid, Grid] | None":
        """Split between rows, or inside the first where it fills a page by itself."""
        if self.height(width) < SHORT:
            return None
        widths = self.widths(width)
        if self.head:
            room -= self.head.height(widths) + HAIRLINE
        for index, row in enumerate(self.rows):
            height = row.height(widths) + HAIRLINE
            if height > room + SLACK:
                return self._parted(index, row.split(widths, room - HAIRLINE))
            room -= height
        return None

    def _parted(self, index: int, pieces: tuple[Row, Row] | None) -> "tuple[Grid, Grid] | None":
        """The rows on this page, and the rest below the same column titles; a last row takes one along."""
        if pieces is None and FEWEST_BEFORE < index == len(self.rows) - 1:
            index -= 1
        before, after = self.rows[:index], self.rows[index:]
        if pieces is not None:
            before, after = (*before, pieces[0]), (pieces[1], *after[1:])
        if not before:
            return None
        return replace(self, rows=before), replace(self, rows=after, goes_on=True)


def table(
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    styles: Styles,
    *,
    indent: float = 0,
    space_before: float = 0,
) -> Grid:
    """Make a table of texts; without column titles, the first cell of each row heads it."""
    heads = [Cell.of(column.title, styles.note) for column in columns]
    titled = any(column.title for column in columns)
    body = tuple(_row(row, columns, heads_row=not titled) for row in rows)
    natural = tuple(max(map(_natural_width, cells)) for cells in zip(heads, *rows, strict=True))
    return Grid(
        tuple(columns),
        _row(heads, columns, heads=True) if titled else None,
        body,
        natural,
        styles.palette.hairline,
        tuple(max(map(_number_width, cells)) for cells in zip(*rows, strict=True)),
        tuple(max(map(_word_width, cells)) for cells in zip(heads, *rows, strict=True)),
        indent=indent,
        space_before=space_before,
    )


def unbroken_width(rows: Sequence[Sequence[Cell]]) -> float:
    """Least width of a table of these rows without line breaks, in points; titles may break."""
    columns = list(zip(*rows, strict=True))
    return sum(max(map(_natural_width, cells)) for cells in columns) + Grid.gap * (len(columns) - 1)


def _row(
    cells: Sequence[Cell], columns: Sequence[Column], *, heads: bool = False, heads_row: bool = False
) -> Row:
    """A row of cells; `heads` of column titles; with `heads_row` its first cell heads the others."""
    stacks = tuple(_stack(cell, column) for cell, column in zip(cells, columns, strict=True))
    elements = tuple(
        Element(Role.HEAD_CELL, heads_row=heads_row)
        if heads or (heads_row and index == 0)
        else Element(Role.CELL)
        for index in range(len(stacks))
    )
    return Row(stacks, elements)


def _stack(cell: Cell, column: Column) -> Stack:
    """The paragraphs of a cell."""
    if cell.leads_to is not None:
        return Stack([linked(text, style, cell.leads_to) for text, style in cell.parts])
    return Stack(
        [
            Prose(text, style, align=column.align, in_column=True)
            for whole, style in cell.parts
            for text in paragraphs(whole)
        ]
    )


def _natural_width(cell: Cell) -> float:
    """The width of a cell without line breaks."""
    return max((text_width(text, style.face, style.size) for text, style in cell.parts), default=0) + SLACK


def _number_width(cell: Cell) -> float:
    """The width of the widest number of a cell."""
    widest = max((number_width(text, style.face, style.size) for text, style in cell.parts), default=0)
    return widest + SLACK if widest else 0


def _word_width(cell: Cell) -> float:
    """The width of the longest word of a cell, up to a limit."""
    widest = max((word_width(text, style.face, style.size) for text, style in cell.parts), default=0)
    return min(widest + SLACK, LONGEST_WORD)
