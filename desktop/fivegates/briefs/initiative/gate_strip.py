"""The gates as a strip: mark, number, name, state and score, with a tick at the opening score."""

from dataclasses import dataclass, field, replace
from math import ceil

from fivegates.briefs.initiative.context import cut
from fivegates.briefs.typesetting.blocks import Align, Block, Prose
from fivegates.briefs.typesetting.marks import draw_mark
from fivegates.briefs.typesetting.structure import Element, Role
from fivegates.briefs.typesetting.styles import Styles
from fivegates.briefs.typesetting.tables import Cell, Column, table
from fivegates.briefs.typesetting.tagged_canvas import Paper
from fivegates.domain.language import Language
from fivegates.domain.verdict.verdict import GateResult
from fivegates.domain.wording.verdicts import gate_detail
from fivegates.domain.wording.words import score_text

MOST_IN_A_ROW = 6
GAP = 10.0
ROW_GAP = 12.0
EDGE = 2.0
MARK = 10.0
MARK_GAP = 5.0
NAME_SPACE = 6.0
WORD_SPACE = 1.0
BAR_SPACE = 4.0
BAR = 4.0
TICK_OVERHANG = 2.5
WORD_SHARE = 0.68
# The appendix has the whole of a longer name.
LONGEST_NAME = 50


@dataclass(eq=False)
class GateStrip(Block):
    """The gates side by side, in as many rows as it takes. `open_score` (0 to 100) is ticked on each bar."""

    gates: tuple[GateResult, ...]
    open_score: int
    styles: Styles
    language: Language
    space_before: float = 0
    _list: Element = field(default_factory=lambda: Element(Role.LIST))

    def __post_init__(self) -> None:
        self._cells = [_Cell(gate, number, self) for number, gate in enumerate(self.gates, 1)]

    def _rows(self) -> "list[list[_Cell]]":
        """The cells of each row, as evenly as possible."""
        rows = ceil(len(self._cells) / MOST_IN_A_ROW)
        most = ceil(len(self._cells) / max(rows, 1))
        return [self._cells[start : start + most] for start in range(0, len(self._cells), most)]

    def _cell_width(self, width: float) -> float:
        """The width of each cell; a strip of few gates does not stretch over the page."""
        most = max(3, *(len(row) for row in self._rows()))
        return (width - GAP * (most - 1)) / most

    def _row_heights(self, width: float) -> list[float]:
        """The tallest cell of each row."""
        cell = self._cell_width(width)
        return [max(c.height(cell) for c in row) for row in self._rows()]

    def height(self, width: float) -> float:
        """All rows, with space between them."""
        heights = self._row_heights(width)
        return sum(heights) + ROW_GAP * (len(heights) - 1)

    def flowing(self) -> Block:
        """A row a gate: name, state, score."""
        columns = (Column("", most=0.55), Column(""), Column("", most=0.15, align=Align.RIGHT))
        return table(columns, [cell.texts() for cell in self._cells], self.styles)

    def draw(self, paper: Paper, x: float, top: float, width: float) -> None:
        """Row by row."""
        cell_width = self._cell_width(width)
        with paper.group(self._list):
            for row, height in zip(self._rows(), self._row_heights(width), strict=True):
                for index, cell in enumerate(row):
                    cell.draw(paper, x + index * (cell_width + GAP), top, cell_width, height)
                top -= height + ROW_GAP


class _Cell:
    """The cell of a gate."""

    def __init__(self, gate: GateResult, number: int, strip: GateStrip) -> None:
        styles, language = strip.styles, strip.language
        colour = styles.palette.status(gate.state)
        self._gate, self._palette, self._open_score = gate, styles.palette, strip.open_score
        name = f"{language.number(number)}\u00a0\u00a0{cut(language.shipped(gate.gate.name), LONGEST_NAME)}"
        self._name = Prose(name, replace(styles.strong, hyphens=styles.cell.hyphens), sentence=True)
        self._word = Prose(gate_detail(gate, language), styles.cell.coloured(colour))
        self._score = Prose(score_text(gate.score, language), styles.cell_strong, align=Align.RIGHT)

    def texts(self) -> tuple[Cell, ...]:
        """Name, state and score as the cells of a table."""
        return tuple(Cell.of(each.text, each.style) for each in (self._name, self._word, self._score))

    def height(self, width: float) -> float:
        """Edge, name, word and bar."""
        return EDGE + NAME_SPACE + self._name.height(width - MARK - MARK_GAP) + self._foot(width)

    def _foot(self, width: float) -> float:
        """The part below the name, which is level in a row."""
        return WORD_SPACE + self._word.height(width * WORD_SHARE) + BAR_SPACE + BAR

    def draw(self, paper: Paper, x: float, top: float, width: float, height: float) -> None:
        """Draw the cell from top to bottom, in a row of this `height`."""
        with paper.decoration():
            paper.box((x, top - EDGE), width, EDGE, self._palette.status(self._gate.state))
            middle = top - EDGE - NAME_SPACE - self._name.style.leading / 2
            draw_mark(paper, self._gate.state, (x, middle - MARK / 2), MARK, self._palette)
        word = top - height + self._foot(width) - WORD_SPACE
        with paper.group(Element(Role.ITEM)), paper.group(Element(Role.BODY)):
            self._name.draw(paper, x + MARK + MARK_GAP, top - EDGE - NAME_SPACE, width - MARK - MARK_GAP)
            self._word.draw(paper, x, word, width * WORD_SHARE)
            self._score.draw(paper, x, word, width)
        with paper.decoration():
            self._draw_bar(paper, x, top - height, width)

    def _draw_bar(self, paper: Paper, x: float, bottom: float, width: float) -> None:
        """The score as a bar, if there is one, and the tick at which the gate opens."""
        palette, score = self._palette, self._gate.score
        paper.box((x, bottom), width, BAR, palette.track)
        if score is not None:
            paper.box((x, bottom), width * float(score) / 100, BAR, palette.status(self._gate.state))
        tick = x + width * self._open_score / 100
        paper.line((tick, bottom + BAR + TICK_OVERHANG), (tick, bottom), palette.ink, 0.75)
