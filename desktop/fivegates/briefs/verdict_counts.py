"""How many initiatives have each verdict, side by side: mark, number and word."""

from dataclasses import dataclass, field

from fivegates.briefs.blocks import Block, Prose
from fivegates.briefs.marks import draw_mark
from fivegates.briefs.paper import Paper
from fivegates.briefs.structure import Element, Role
from fivegates.briefs.styles import Styles
from fivegates.domain.insights.summary import PortfolioSummary
from fivegates.domain.language import Language
from fivegates.domain.overview import BEST_FIRST
from fivegates.domain.states import VerdictState
from fivegates.domain.wording.words import verdict_word

GAP, EDGE, PADDING = 10.0, 2.0, 7.0
MARK, MARK_GAP = 11.0, 6.0


@dataclass(eq=False)
class VerdictCounts(Block):
    """A cell for each verdict, the best first; one for what is not reviewed, if there is any."""

    summary: PortfolioSummary
    styles: Styles
    language: Language
    space_before: float = 0
    _list: Element = field(default_factory=lambda: Element(Role.LIST))

    def __post_init__(self) -> None:
        counts = self.summary.counts
        self._states = [*BEST_FIRST, *([None] if counts.get(None) else [])]
        self._words = [self._word(state) for state in self._states]

    def height(self, width: float) -> float:
        """The edge, the number, the tallest word."""
        cell = self._cell(width)
        return EDGE + PADDING + self.styles.verdict.leading + max(word.height(cell) for word in self._words)

    def draw(self, paper: Paper, x: float, top: float, width: float) -> None:
        """Cell by cell."""
        cell = self._cell(width)
        with paper.group(self._list):
            for state, word in zip(self._states, self._words, strict=True):
                self._draw_cell(paper, state, word, (x, top), cell)
                x += cell + GAP

    def _draw_cell(
        self, paper: Paper, state: VerdictState | None, word: Prose, at: tuple[float, float], width: float
    ) -> None:
        """One verdict below an edge in its colour."""
        (x, top), style = at, self.styles.verdict
        shift = MARK + MARK_GAP if state else 0
        count = Prose(self.language.number(self.summary.counts.get(state, 0)), style)
        below = top - EDGE - PADDING
        with paper.decoration():
            paper.box((x, top - EDGE), width, EDGE, self._colour(state))
            if state:
                middle = below - style.leading / 2
                draw_mark(paper, state, (x, middle - MARK / 2), MARK, self.styles.palette)
        with paper.group(Element(Role.ITEM)), paper.group(Element(Role.BODY)):
            count.draw(paper, x + shift, below, width - shift)
            word.draw(paper, x, below - style.leading, width)

    def _word(self, state: VerdictState | None) -> Prose:
        """What is counted."""
        word = verdict_word(state, self.language) if state else self.language.gettext("Not reviewed")
        return Prose(word, self.styles.cell.coloured(self._colour(state)))

    def _colour(self, state: VerdictState | None) -> str:
        """The verdict's; what has none is quiet."""
        return self.styles.palette.status(state) if state else self.styles.palette.second_ink

    def _cell(self, width: float) -> float:
        """The width of each cell."""
        return (width - GAP * (len(self._states) - 1)) / len(self._states)
