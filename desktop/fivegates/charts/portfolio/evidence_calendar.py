"""The evidence calendar: the validity of each proof, first to expire on top, and when the verdict falls."""

from datetime import date
from math import ceil

from matplotlib.figure import Figure

from fivegates.charts.drawing.batch import LineBatch
from fivegates.charts.drawing.figures import Sheet
from fivegates.charts.drawing.text import BOLD, NOTE_SIZE, TEXT_SIZE, Heading, fitted, look, text_width
from fivegates.charts.palette import Palette
from fivegates.domain.evidence_calendar import Calendar, Lapse
from fivegates.domain.language import Language
from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.wording.evidence import counted_criteria_text
from fivegates.domain.wording.evidence_calendar import calendar_finding, lapse_text, rest_of_proofs_text
from fivegates.domain.wording.words import verdict_word

# In points.
ROW, AXIS, DAYS, FOOT = 13.5, 16.0, 14.0, 14.0
# At most; shorter names leave their space to the lines.
NAMES, DATES, GAP = 230.0, 150.0, 6.0
MOST_DAYS = 6
MOST_ROWS = 12
CAP = 3.2


def lapse_strip(
    calendar: Calendar, rubric: Rubric, palette: Palette, language: Language, *, width: float
) -> Figure:
    """Draw the proofs of a calendar that has one, `width` points wide; the last ones are counted."""
    return _Strip(calendar, rubric, palette, language, width).sheet.figure


class _Strip:
    """A figure under construction, in points from its upper left corner."""

    def __init__(
        self, calendar: Calendar, rubric: Rubric, palette: Palette, language: Language, width: float
    ) -> None:
        self.calendar, self.rubric, self.palette, self.language = calendar, rubric, palette, language
        self.shown = calendar.lapses[:MOST_ROWS]
        self.titles = [counted_criteria_text(lapse.criteria, rubric, language) for lapse in self.shown]
        self.ends = [lapse_text(lapse, calendar, language) for lapse in self.shown]
        self.left = min(NAMES, max(text_width(each, TEXT_SIZE) for each in self.titles) + 2 * GAP)
        self.right = width - min(DATES, max(text_width(each, NOTE_SIZE) for each in self.ends) + GAP)
        self.until = max([calendar.on, *(lapse.last_day for lapse in self.shown)])
        rest = FOOT if len(calendar.lapses) > MOST_ROWS else 0
        heading = Heading(calendar_finding(calendar, language), self._subtitle())
        axis = AXIS if calendar.fall else 0
        self.sheet = Sheet(heading, palette, width, axis + ROW * len(self.shown) + DAYS + rest)
        self.top = self.sheet.top + axis
        self.lines = LineBatch(self.sheet.axes)
        self._draw_days()
        for index, lapse in enumerate(self.shown):
            self._draw(index, lapse, self.top + (index + 0.5) * ROW)
        self._draw_axis(self.top + ROW * len(self.shown))
        self._count_rest()
        self.lines.draw()

    def _subtitle(self) -> str:
        """The subtitle."""
        day = self.language.long_date(self.calendar.on)
        return self.language.gettext("How long each proof holds from {day}, if nothing is renewed.", day=day)

    def _x(self, day: date) -> float:
        """The position of a day; past days are at the start."""
        span = max((self.until - self.calendar.on).days, 1)
        passed = max((day - self.calendar.on).days, 0)
        return self.left + passed / span * (self.right - self.left)

    def _draw_days(self) -> None:
        """A line at the day from which it is seen, and one at the day of the fall."""
        bottom = self.top + ROW * len(self.shown)
        on, palette = self.left, self.palette
        self.sheet.axes.plot([on, on], [self.top, bottom], color=palette.outline, lw=0.75, zorder=1)
        fall = self.calendar.fall
        if fall is None or fall.last_day > self.until:
            return
        x, colour = self._x(fall.last_day), palette.status(fall.verdict)
        self.sheet.axes.plot([x, x], [self.top - 2, bottom], color=colour, lw=0.9, zorder=1)
        word = self.language.gettext("then {verdict}", verdict=verdict_word(fall.verdict, self.language))
        style = look(NOTE_SIZE, colour, BOLD)
        align = "right" if x > (self.left + self.right) / 2 else "left"
        self.sheet.write(x, self.top - AXIS / 2, word, style, align)

    def _draw_axis(self, bottom: float) -> None:
        """The first days of months below the lines, as many as there is room for."""
        style = look(NOTE_SIZE, self.palette.second_ink)
        last = self.left
        for day in months_between(self.calendar.on, self.until, MOST_DAYS):
            x, text = self._x(day), self.language.short_month(day)
            half = text_width(text, NOTE_SIZE) / 2
            if x - half >= last and x + half <= self.right + GAP:
                self.lines.add([x, x], [bottom, bottom + 3], color=self.palette.outline, lw=0.5)
                self.sheet.write(x, bottom + DAYS / 2 + 1, text, style, "center")
                last = x + half + GAP

    def _draw(self, index: int, lapse: Lapse, middle: float) -> None:
        """The criteria, a line as long as its proof holds, and until when that is."""
        palette = self.palette
        ended = lapse.last_day < self.calendar.on
        title = fitted(self.titles[index], TEXT_SIZE, self.left - 2 * GAP + 1)
        self.sheet.write(0, middle, title, look(TEXT_SIZE, palette.ink))
        x = self._x(lapse.last_day)
        fall = self.calendar.fall
        decides = fall is not None and not set(fall.criteria).isdisjoint(lapse.criteria)
        colour = palette.closed if ended else palette.ink if decides else palette.second_ink
        if not ended:
            self.lines.add([self.left, x], [middle, middle], color=colour, lw=1.1, zorder=2)
        shape = "x" if ended else "|"
        cap = {"marker": shape, "ms": CAP * 1.6, "color": colour, "mew": 1.1}
        self.lines.add([x], [middle], ls="none", zorder=3, **cap)
        text = fitted(self.ends[index], NOTE_SIZE, self.sheet.width - self.right - GAP + 1)
        self.sheet.write(self.right + GAP, middle, text, look(NOTE_SIZE, colour))

    def _count_rest(self) -> None:
        """The number of proofs that hold longer than those shown."""
        more = len(self.calendar.lapses) - len(self.shown)
        if more:
            text = rest_of_proofs_text(self.calendar, more, self.language)
            y = self.sheet.height - FOOT / 2
            self.sheet.write(0, y, text, look(NOTE_SIZE, self.palette.second_ink))


def months_between(first: date, last: date, most: int) -> list[date]:
    """First days of months after one day and until another, evenly apart and no more than `most`."""
    months = (last.year - first.year) * 12 + last.month - first.month
    step = max(1, ceil(months / most))
    starts = [first.month - 1 + number for number in range(step, months + 1, step)]
    return [date(first.year + start // 12, start % 12 + 1, 1) for start in starts]
