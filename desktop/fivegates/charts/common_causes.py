"""Common causes as bars: how many initiatives each holds back, and how many settling it alone would free."""

from collections.abc import Sequence

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from fivegates.charts.drawing import BOLD, REGULAR, fitted, look
from fivegates.charts.heading import NOTE_SIZE, TEXT_SIZE, Heading
from fivegates.charts.palette import Palette
from fivegates.charts.sheet import Sheet
from fivegates.domain.insights.causes import Cause
from fivegates.domain.language import Language
from fivegates.domain.wording.insights import cause_note, causes_finding, freed_text

# In points.
ROW, BAR = 24.0, 9.0
GUTTER, COUNT_ROOM = 8.0, 92.0
NAMES_SHARE = 0.44
MOST_BARS = 10


def common_causes(
    causes: Sequence[Cause], palette: Palette, language: Language, *, width: float, most: int = MOST_BARS
) -> Figure:
    """Draw the first `most` causes, `width` points wide and as tall as they need."""
    return _Causes(causes, causes[:most], palette, language, width).sheet.figure


class _Causes:
    """One figure in the making."""

    def __init__(
        self,
        causes: Sequence[Cause],
        shown: Sequence[Cause],
        palette: Palette,
        language: Language,
        width: float,
    ) -> None:
        self.palette, self.language = palette, language
        self.names = width * NAMES_SHARE
        largest = max((len(cause.held) for cause in shown), default=1)
        self.unit = (width - self.names - COUNT_ROOM) / largest
        heading = Heading(causes_finding(causes, language), self._told(len(shown), len(causes)))
        self.sheet = Sheet(heading, palette, width, ROW * len(shown))
        for number, cause in enumerate(shown):
            self._draw(cause, self.sheet.top + (number + 0.5) * ROW)

    def _told(self, shown: int, found: int) -> str:
        """What is drawn, and how many are left out."""
        told = self.language.gettext(
            "Initiatives that each cause holds back, and the effort to settle it. Solid: freed by that alone."
        )
        more = found - shown
        if not more:
            return told
        left_out = self.language.ngettext(
            "{count} smaller cause is not drawn.", "{count} smaller causes are not drawn.", more
        )
        return f"{told} {left_out}"

    def _draw(self, cause: Cause, y: float) -> None:
        """Name over kind, the bar, and its figures in words."""
        palette, room = self.palette, self.names - GUTTER
        name = fitted(cause.name, TEXT_SIZE, room)
        self.sheet.write(0, y - 4.5, name, look(TEXT_SIZE, palette.ink))
        note = fitted(cause_note(cause, self.language), NOTE_SIZE, room)
        self.sheet.write(0, y + 5, note, look(NOTE_SIZE, palette.second_ink))
        held, freed = len(cause.held), len(cause.freed)
        self._bar(held, y, palette.page)
        self._bar(freed, y, palette.accent)
        x = self.names + held * self.unit + GUTTER
        words = freed_text(cause, self.language)
        self.sheet.write(x, y, words, look(TEXT_SIZE, palette.ink, BOLD if freed else REGULAR))

    def _bar(self, count: int, y: float, fill: str) -> None:
        """A bar of so many initiatives."""
        edge = self.palette.accent
        box = Rectangle(
            (self.names, y - BAR / 2), count * self.unit, BAR, fc=fill, ec=edge, lw=0.75, zorder=2
        )
        if count:
            self.sheet.axes.add_patch(box)
