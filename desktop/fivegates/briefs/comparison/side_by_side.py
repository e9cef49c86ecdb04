"""A table with a column for each initiative: marks beside words, and the same names above every part."""

from collections.abc import Mapping, Sequence

from fivegates.briefs.comparison.context import ComparisonSheet
from fivegates.briefs.initiative.context import cut
from fivegates.briefs.typesetting.arrangements import Marked
from fivegates.briefs.typesetting.blocks import Align, Block, Prose, Stack
from fivegates.briefs.typesetting.structure import Element, Role
from fivegates.briefs.typesetting.tables import Column, Grid, Row
from fivegates.domain.comparison.comparison import Side
from fivegates.domain.wording import comparison_facts as facts
from fivegates.domain.wording.words import UNKNOWN

# The share of the width for labels, by the number of initiatives: short labels, and sentences.
SHORT_LABELS = {2: 0.28, 3: 0.24, 4: 0.2}
LONG_LABELS = {2: 0.46, 3: 0.37, 4: 0.3}
MARK, MARK_GAP = 8.0, 5.0
NOTE_GAP = 1.0
SPACE = 4.0
# The last page has the whole of a longer name.
LONGEST_NAME, LONGEST_CODE = 60, 24


def side_by_side(
    sheet: ComparisonSheet,
    title: str,
    rows: Sequence[Row],
    *,
    labels: Mapping[int, float] = SHORT_LABELS,
    align: Align = Align.LEFT,
) -> Grid:
    """A table of rows made by `fact_row` and `list_row`; `title` is above their labels."""
    count = len(sheet.comparison.sides)
    taken = labels[count]
    share = (1 - taken) / count
    columns = (
        Column(title, most=taken, least=taken),
        *(Column("", most=share, least=share) for _ in range(count - 1)),
        Column(""),
    )
    return Grid(
        columns,
        _head(sheet, title, align),
        tuple(rows),
        (0.0,) * len(columns),
        sheet.styles.palette.hairline,
        space_before=SPACE,
    )


def fact_row(sheet: ComparisonSheet, row: facts.Row, align: Align = Align.LEFT) -> Row:
    """Return the row of a fact, with a cell for each side."""
    return _row(_label(sheet, row.label, row.note), [_fact(sheet, cell, align) for cell in row.cells])


def list_row(sheet: ComparisonSheet, label: str, lists: Sequence[Sequence[str]], most: int) -> Row:
    """A few lines for each side; `most` of them, and how many more there are."""
    return _row(_label(sheet, label, ""), [_lines(sheet, lines, most) for lines in lists])


def _row(label: Stack, stacks: Sequence[Stack]) -> Row:
    """A row whose first cell heads the others."""
    heads = Element(Role.HEAD_CELL, heads_row=True)
    return Row((label, *stacks), (heads, *(Element(Role.CELL) for _ in stacks)))


def _head(sheet: ComparisonSheet, title: str, align: Align) -> Row:
    """The names of the initiatives, with their codes."""
    label = Stack([Prose(title, sheet.styles.note)])
    stacks = (label, *(_name(sheet, side, align) for side in sheet.comparison.sides))
    return Row(stacks, tuple(Element(Role.HEAD_CELL) for _ in stacks))


def _name(sheet: ComparisonSheet, side: Side, align: Align) -> Stack:
    """Name and code of one side, cut to what a column holds."""
    styles, initiative = sheet.styles, side.initiative
    name = Prose(
        cut(" ".join(initiative.name.split()), LONGEST_NAME),
        styles.cell_strong.whole,
        align=align,
        in_column=True,
    )
    return Stack([name, Prose(cut(initiative.code, LONGEST_CODE), styles.note, align=align)])


def _label(sheet: ComparisonSheet, label: str, note: str) -> Stack:
    """The label of a row."""
    blocks: list[Block] = [Prose(label, sheet.styles.cell)]
    if note:
        blocks.append(Prose(note, sheet.styles.note))
    return Stack(blocks)


def _fact(sheet: ComparisonSheet, cell: facts.Cell, align: Align) -> Stack:
    """A text with its mark, and the note below it."""
    styles = sheet.styles
    if cell.state is None:
        style = styles.cell_strong if cell.strong else styles.cell
        blocks: list[Block] = [Prose(cell.text, style, align=align, in_column=True)]
    else:
        text = Prose(cell.text, styles.cell_strong.coloured(styles.palette.status(cell.state)))
        blocks = [Marked(cell.state, text, styles.palette, size=MARK, gap=MARK_GAP)]
    if cell.note:
        indent = MARK + MARK_GAP if cell.state else 0
        blocks.append(Prose(cell.note, styles.note, align=align, indent=indent, space_before=NOTE_GAP))
    return Stack(blocks)


def _lines(sheet: ComparisonSheet, lines: Sequence[str], most: int) -> Stack:
    """The first lines, and how many are left out."""
    styles, language = sheet.styles, sheet.language
    blocks: list[Block] = [Prose(line, styles.cell, space_before=3) for line in lines[:most]]
    if len(lines) > most:
        more = language.ngettext("and {count} more", "and {count} more", len(lines) - most)
        blocks.append(Prose(more, styles.note, space_before=3))
    return Stack(blocks or [Prose(UNKNOWN, styles.cell)])
