"""The bridge as a waterfall chart: earlier readiness, the effect of each cause, and current readiness."""

from dataclasses import dataclass
from fractions import Fraction

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from fivegates.charts.drawing.figures import Sheet
from fivegates.charts.drawing.notation import EARLIER_STRENGTH
from fivegates.charts.drawing.plot import blended
from fivegates.charts.drawing.text import (
    BOLD,
    NOTE_SIZE,
    REGULAR,
    TEXT_SIZE,
    Heading,
    fitted,
    look,
    text_width,
)
from fivegates.charts.palette import Palette
from fivegates.domain.language import Language
from fivegates.domain.trend.bridge import Bridge, Part
from fivegates.domain.verdict.states import VerdictState
from fivegates.domain.wording.trend import bridge_finding, cause_word, points_text
from fivegates.domain.wording.words import score_text, verdict_word

# In points.
ROW, BAR = 19.0, 11.0
# At most; shorter names leave their space to the bars.
NAMES, FIGURES, NOTES = 170.0, 30.0, 140.0
GAP, FOOT = 6.0, 4.0
FULL = 100
# The opacity of gains, and of all other bars.
ADDED_STRENGTH, STRENGTH = 0.55, 0.9


@dataclass(frozen=True, slots=True)
class Bar:
    """A row: its name, start and end of its bar (0 to 100), its figure, the verdict that results.

    `start` and `end` are None where there is no figure. A bar that is a `total` starts at zero.
    """

    name: str
    start: Fraction | None
    end: Fraction | None
    figure: str
    verdict: VerdictState | None
    total: bool = False


def waterfall(bridge: Bridge, palette: Palette, language: Language, *, width: float) -> Figure:
    """Draw a row for each review and each cause between them, `width` points wide."""
    return _Waterfall(bridge, palette, language, width).sheet.figure


def bars_of(bridge: Bridge, language: Language) -> list[Bar]:
    """The earlier review, the causes in the order in which they count, this review."""
    start, end = bridge.start, bridge.end
    first = language.gettext("Review of {day}", day=language.short_date(bridge.earlier.review.dated))
    last = language.gettext("Review of {day}", day=language.short_date(bridge.later.review.dated))
    return [
        _total(first, start.readiness, start.state, language),
        *(_part(part, language) for part in bridge.parts),
        _total(last, end.readiness, end.state, language),
    ]


def _total(name: str, readiness: Fraction | None, verdict: VerdictState, language: Language) -> Bar:
    """A review."""
    start = None if readiness is None else Fraction(0)
    return Bar(name, start, readiness, score_text(readiness, language), verdict, total=True)


def _part(part: Part, language: Language) -> Bar:
    """A cause, from the first figure on; its verdict is named where it is another than before."""
    turned = part.verdict_after if part.turns_verdict else None
    if part.before is None and part.after is not None:
        first = score_text(part.after, language)
        return Bar(cause_word(part.cause, language), Fraction(0), part.after, first, turned, total=True)
    return Bar(cause_word(part.cause, language), part.before, part.after, points_text(part, language), turned)


class _Waterfall:
    """A figure under construction, in points from its upper left corner."""

    def __init__(self, bridge: Bridge, palette: Palette, language: Language, width: float) -> None:
        self.palette, self.language = palette, language
        self.bars = bars_of(bridge, language)
        heading = Heading(bridge_finding(bridge, language), self._subtitle())
        self.sheet = Sheet(heading, palette, width, ROW * len(self.bars) + FOOT)
        names = max(text_width(bar.name, TEXT_SIZE, BOLD) for bar in self.bars) + GAP
        notes = max(text_width(self._verdict_text(bar), TEXT_SIZE) for bar in self.bars) + GAP
        self.left, self.right = min(NAMES, names), width - min(NOTES, notes) - FIGURES - GAP
        for index, bar in enumerate(self.bars):
            self._draw(index, bar)

    def _subtitle(self) -> str:
        """The subtitle."""
        return self.language.gettext(
            "Readiness is the lowest gate score. Each cause begins where the one before it ends."
        )

    def _draw(self, index: int, bar: Bar) -> None:
        """The name, the bar with its figure, and the verdict where it turned."""
        middle = self.sheet.top + (index + 0.5) * ROW
        weight = BOLD if bar.total else REGULAR
        name = fitted(bar.name, TEXT_SIZE, self.left - GAP + 1, weight)
        self.sheet.write(0, middle, name, look(TEXT_SIZE, self.palette.ink, weight))
        end = self._draw_bar(bar, middle)
        self.sheet.write(end + GAP - 2, middle, bar.figure, look(TEXT_SIZE, self._colour(bar), BOLD))
        if index + 1 < len(self.bars):
            self._join(bar, middle)
        if bar.verdict is not None:
            self._write_verdict(bar, bar.verdict, middle)

    def _verdict_text(self, bar: Bar) -> str:
        """The verdict of a review, or the one that a cause turned it to; empty without either."""
        if bar.verdict is None:
            return ""
        word = verdict_word(bar.verdict, self.language)
        return word if bar.total else self.language.gettext("verdict now {verdict}", verdict=word)

    def _x(self, readiness: Fraction) -> float:
        """The horizontal position of a readiness."""
        return self.left + float(readiness) / FULL * (self.right - self.left)

    def _draw_bar(self, bar: Bar, middle: float) -> float:
        """The bar, a thin line where nothing moved; return where it ends on the right."""
        if bar.end is None or bar.start is None:
            return self.left
        low, high = sorted((self._x(bar.start), self._x(bar.end)))
        colour = blended(self._colour(bar), self.palette.page, self._strength(bar))
        corner = (low - 0.4, middle - BAR / 2)
        self.sheet.axes.add_patch(Rectangle(corner, high - low + 0.8, BAR, color=colour, lw=0, zorder=2))
        return high

    def _strength(self, bar: Bar) -> float:
        """The earlier review is lighter than this one, and what was added lighter than what was taken."""
        if bar is self.bars[0]:
            return EARLIER_STRENGTH
        return ADDED_STRENGTH if self._colour(bar) == self.palette.open else STRENGTH

    def _colour(self, bar: Bar) -> str:
        """Ink for totals; the colours of open and closed for gains and losses."""
        if bar.total or bar.start is None or bar.end is None or bar.start == bar.end:
            return self.palette.second_ink
        return self.palette.open if bar.end > bar.start else self.palette.closed

    def _join(self, bar: Bar, middle: float) -> None:
        """A fine line from the end of one bar down to the next."""
        if bar.end is not None:
            x = self._x(bar.end)
            ends = [middle + BAR / 2, middle + ROW - BAR / 2]
            self.sheet.axes.plot([x, x], ends, color=self.palette.outline, lw=0.5, zorder=1)

    def _write_verdict(self, bar: Bar, verdict: VerdictState, middle: float) -> None:
        """The resulting score, in the colour of the verdict."""
        text = self._verdict_text(bar)
        size = TEXT_SIZE if bar.total else NOTE_SIZE
        x = self.right + FIGURES + GAP
        shown = fitted(text, size, self.sheet.width - x)
        self.sheet.write(x, middle, shown, look(size, self.palette.status(verdict)))
