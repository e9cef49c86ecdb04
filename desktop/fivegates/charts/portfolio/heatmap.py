"""The heatmap: initiatives down, gates across; each cell with mark, word and score on a quiet tint."""

from collections import defaultdict
from collections.abc import Sequence

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from fivegates.charts.drawing.figures import Sheet, wrapped
from fivegates.charts.drawing.marks import draw_marks
from fivegates.charts.drawing.text import BOLD, NOTE_SIZE, TEXT_SIZE, Heading, fitted, look, text_width
from fivegates.charts.palette import Palette
from fivegates.domain.insights.heatmap import Heatmap, HeatRow
from fivegates.domain.language import Language
from fivegates.domain.portfolio.overview import GateMark
from fivegates.domain.verdict.states import GateState, VerdictState
from fivegates.domain.wording.insights import heatmap_finding
from fivegates.domain.wording.overview import review_word
from fivegates.domain.wording.words import distinct_names, gate_word, score_text

# In points.
# A row is taller where a name of any takes two lines.
NAMES_ROW, ROW, TALL_ROW, NAME_LINE = 18.0, 17.0, 22.0, 9.5
MARK, PAD, GAP = 7.0, 4.0, 3.0
WORD_SIZE = 7.0
NAMES_SHARE = 0.24
# The height of a page's heading, finding and gate names, beside its rows.
BESIDE_ROWS = 100.0


def rows_of_a_page(heatmap: Heatmap, width: float, height: float) -> int:
    """The number of rows of this chart, `width` points wide, that fit on a page of `height` points."""
    return max(1, int((height - BESIDE_ROWS) / _row_height(heatmap, width)))


def _row_height(heatmap: Heatmap, width: float) -> float:
    """Points from row to row."""
    room = _name_room(width)
    long = (row for row in heatmap.rows if len(wrapped(row.initiative.name, TEXT_SIZE, room)) > 1)
    return TALL_ROW if any(long) else ROW


def _name_room(width: float) -> float:
    """Points that a name has."""
    return width * NAMES_SHARE - MARK - GAP - PAD


def _in_two_lines(name: str, room: float) -> str:
    """A name on no more than two lines; the second ends in … where there is more."""
    first, *rest = wrapped(name, TEXT_SIZE, room)
    return "\n".join([first, *([fitted(" ".join(rest), TEXT_SIZE, room)] if rest else [])])


def portfolio_heatmap(
    heatmap: Heatmap,
    palette: Palette,
    language: Language,
    *,
    width: float,
    rows: Sequence[HeatRow] | None = None,
) -> Figure:
    """Draw all rows, or those given for one page, `width` points wide and as tall as they need."""
    shown = heatmap.rows if rows is None else rows
    return _Heatmap(heatmap, shown, palette, language, width).sheet.figure


class _Heatmap:
    """A figure under construction."""

    def __init__(
        self,
        heatmap: Heatmap,
        rows: Sequence[HeatRow],
        palette: Palette,
        language: Language,
        width: float,
    ) -> None:
        self.heatmap, self.palette, self.language = heatmap, palette, language
        self.names = width * NAMES_SHARE
        self.cell = (width - self.names) / max(len(heatmap.gates), 1)
        self.worded, self.row = self._words_fit(), _row_height(heatmap, width)
        heading = Heading(self._finding(rows), self._subtitle())
        self.sheet = Sheet(heading, palette, width, NAMES_ROW + self.row * len(rows))
        self.marks: dict[GateState | VerdictState, list[tuple[float, float]]] = defaultdict(list)
        self._name_gates()
        room = _name_room(width)
        self.shown = distinct_names([row.initiative for row in rows], lambda name: _in_two_lines(name, room))
        for number, row in enumerate(rows):
            self._draw_row(row, self.sheet.top + NAMES_ROW + (number + 0.5) * self.row)
        for state, places in self.marks.items():
            draw_marks(self.sheet.axes, state, places, MARK, palette)

    def _finding(self, rows: Sequence[HeatRow]) -> str:
        """The finding, marked as continued after the first page."""
        finding = heatmap_finding(self.heatmap, self.language)
        if rows and rows[0] is not self.heatmap.rows[0]:
            return self.language.gettext("{finding} (continued)", finding=finding)
        return finding

    def _subtitle(self) -> str:
        """The subtitle, with a legend of the marks where words do not fit."""
        text = self.language.gettext(
            "Score of each gate on the day of this pack; the most ready first, the verdict before the name."
        )
        if self.heatmap.later:
            text = self.language.gettext(
                "Score of each gate on the day of this pack, of a later review on its own; the most ready "
                "first, the verdict before the name."
            )
        if self.worded:
            return text
        marks = self.language.gettext(
            "Disc: open. Half diamond: conditional. Barred square: closed. Ring: incomplete."
        )
        if GateState.WAIVED in self._states():
            marks = f"{marks} {self.language.gettext('Triangle: under waiver.')}"
        return f"{text} {marks}"

    def _states(self) -> set[GateState]:
        """The states that are there."""
        return {cell.state for row in self.heatmap.rows for cell in row.cells if cell}

    def _words_fit(self) -> bool:
        """True if the longest word of the states present fits into a cell beside mark and score."""
        sizes = (text_width(gate_word(state, self.language), WORD_SIZE) for state in self._states())
        words = max(sizes, default=0)
        score = text_width(self.language.percent(100), NOTE_SIZE, BOLD)
        return 2 * PAD + MARK + 2 * GAP + words + score <= self.cell

    def _name_gates(self) -> None:
        """The gates' names above their columns."""
        for place, gate in enumerate(self.heatmap.gates):
            name = fitted(self.language.shipped(gate.name), TEXT_SIZE, self.cell - 2 * PAD, BOLD)
            x = self.names + place * self.cell + PAD
            y = self.sheet.top + NAMES_ROW / 2
            self.sheet.write(x, y, name, look(TEXT_SIZE, self.palette.ink, BOLD))

    def _draw_row(self, row: HeatRow, y: float) -> None:
        """The verdict's mark and the name, then a cell a gate, or that there is no review."""
        name = self.shown[row.initiative]
        lines = name.split("\n")
        for number, line in enumerate(lines):
            at = y + (number - (len(lines) - 1) / 2) * NAME_LINE
            self.sheet.write(MARK + GAP, at, line, look(TEXT_SIZE, self.palette.ink))
        if row.latest is None:
            word = review_word(None, self.language)
            self.sheet.write(self.names + PAD, y, word, look(NOTE_SIZE, self.palette.incomplete))
            return
        self.marks[row.latest.verdict].append((MARK / 2, y))
        for place, cell in enumerate(row.cells):
            if cell is not None:
                self._draw_cell(cell, self.names + place * self.cell, y)

    def _draw_cell(self, cell: GateMark, left: float, y: float) -> None:
        """Tint, mark, word and score of one gate."""
        palette = self.palette
        tint = palette.tint(cell.state)
        corner = (left + 1, y - self.row / 2 + 1)
        box = Rectangle(corner, self.cell - 2, self.row - 2, fc=tint, ec="none", zorder=1)
        self.sheet.axes.add_patch(box)
        self.marks[cell.state].append((left + PAD + MARK / 2, y))
        if self.worded:
            word = gate_word(cell.state, self.language)
            self.sheet.write(left + PAD + MARK + GAP, y, word, look(WORD_SIZE, palette.status(cell.state)))
        score = score_text(cell.score, self.language)
        self.sheet.write(left + self.cell - PAD, y, score, look(NOTE_SIZE, palette.ink, BOLD), "right")
