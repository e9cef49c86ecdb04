"""Readiness and each gate since the first review as steps, with cost and unit cost on the same time axis."""

from collections.abc import Sequence
from datetime import date

from matplotlib.figure import Figure

from fivegates.charts.drawing.heading import NOTE_SIZE, Heading
from fivegates.charts.drawing.row_figure import MIDDLE, Sheet
from fivegates.charts.drawing.text import look
from fivegates.charts.drawing.timeline import Timeline
from fivegates.charts.history import money as history_money
from fivegates.charts.history.events import Event, Placed, placed_events
from fivegates.charts.history.money import MoneyField, money_rows
from fivegates.charts.history.rows import Field, rows_of
from fivegates.charts.palette import Palette
from fivegates.domain.economics.months import Month
from fivegates.domain.economics.unit_economics import Economics
from fivegates.domain.language import Language
from fivegates.domain.trend.trend import Trend
from fivegates.domain.wording.trends import restated_sentence, trend_finding

# In points: the columns of names and of levels, rows and what stands in them, lanes, the axis below.
NAMES, LEVELS = 96.0, 122.0
ROW, RISE = 34.0, 24.0
LOW_ROW, LOW_RISE, MOST_TALL_ROWS = 22.0, 13.0, 8
LANE, MARKS = 11.0, 13.0
AXIS, GAP = 26.0, 14.0


def readiness_history(  # noqa: PLR0913 - what happened, and how it is told
    trend: Trend,
    economics: Economics | None,
    events: Sequence[Event],
    palette: Palette,
    language: Language,
    *,
    width: float,
) -> Figure:
    """Draw the reviews of `trend`, `width` points wide, with what happened between and after them.

    Money is drawn for those months that have an actual figure; `economics` is None where nothing is
    known. What happened before the first review is left out.
    """
    first = trend.points[0].review.dated
    seen = [event for event in events if event.dated >= first]
    return _History(trend, economics, seen, palette, language, width).sheet.figure


class _History:
    """One figure in the making, in points from its upper left corner."""

    def __init__(  # noqa: PLR0913, PLR0917 - the arguments of the chart
        self,
        trend: Trend,
        economics: Economics | None,
        events: Sequence[Event],
        palette: Palette,
        language: Language,
        width: float,
    ) -> None:
        self.trend, self.palette, self.language = trend, palette, language
        days = [*(point.review.dated for point in trend.points), *(event.dated for event in events)]
        self.timeline = Timeline.over([Month.of(day) for day in days])
        self.across = width - NAMES - LEVELS
        self.right = NAMES + self.timeline.end * self.across
        places = [(self._x(event.dated), event) for event in events]
        self.marks = placed_events(places, NAMES, width, language)
        self.rows = rows_of(trend, language)
        self.money = money_rows(economics, self.timeline, language)
        tall = len(self.rows) <= MOST_TALL_ROWS
        self.row, self.rise = (ROW, RISE) if tall else (LOW_ROW, LOW_RISE)
        heading = Heading(trend_finding(trend, language), self._told())
        self.sheet = Sheet(heading, palette, width, self._body())
        self._draw()

    @property
    def _lanes(self) -> float:
        """How tall the names of events are."""
        return LANE * max((mark.lane + 1 for mark in self.marks if mark.lane is not None), default=0)

    def _x(self, day: date) -> float:
        """Where a day stands."""
        return NAMES + self.timeline.share(day) * self.across

    def _body(self) -> float:
        """How tall everything below the head is."""
        events = self._lanes + MARKS if self.marks else 0
        return events + len(self.rows) * self.row + len(self.money) * (history_money.HEIGHT + GAP) + AXIS

    def _told(self) -> str:
        """What is drawn, as far as it occurs."""
        gettext = self.language.gettext
        needed = self.language.percent(self.trend.rubric.thresholds.open_score)
        told = gettext("Scores hold from review to review. Dotted: {needed}, to open.", needed=needed)
        parts = [told]
        if not all(point.final for point in self.trend.points):
            parts.append(gettext("Ringed: a draft."))
        if any(level and level.score is None for row in self.rows for level in row.levels):
            parts.append(gettext("Dashed ring: no score."))
        if not all(mark.decision for mark in self.marks):
            parts.append(gettext("Triangle: a change."))
        if any(mark.decision for mark in self.marks):
            parts.append(gettext("Square: a decision."))
        return " ".join([*parts, restated_sentence(self.trend, self.language)]).strip()

    def _draw(self) -> None:
        """Events from the top down, on them the rows, then money, and the months below."""
        bottom = self.sheet.height - AXIS
        top = self.sheet.top + (self._lanes + MARKS if self.marks else 0)
        for mark in self.marks:
            self._draw_event(mark, top, bottom)
        places = tuple(self._x(point.review.dated) for point in self.trend.points)
        field = Field(self.sheet, self.language, self.trend, places, NAMES, self.right, self.rise)
        for index, row in enumerate(self.rows):
            field.draw(row, top + (index + 0.5) * self.row)
        money = MoneyField(self.sheet, self.language, self.timeline, NAMES, self.right)
        top += len(self.rows) * self.row
        for index, panel in enumerate(self.money):
            money.draw(panel, top + GAP + index * (history_money.HEIGHT + GAP))
        self._name_months(bottom)

    def _draw_event(self, mark: Placed, top: float, bottom: float) -> None:
        """A fine line through all rows, the mark above them, and the name on a patch of page."""
        axes, palette = self.sheet.axes, self.palette
        colour = palette.accent if mark.decision else palette.second_ink
        middle = top - MARKS / 2
        lane = middle if mark.lane is None else top - MARKS - (mark.lane + 0.5) * LANE
        axes.plot([mark.x, mark.x], [lane, bottom], color=palette.hairline, lw=0.75, zorder=0.5)
        shape, size = ("s", 5.0) if mark.decision else ("v", 6.0)
        axes.plot([mark.x], [middle], shape, ms=size, mfc=colour, mec=palette.page, mew=0.8, zorder=3)
        if mark.lane is not None:
            ground = {"facecolor": palette.page, "edgecolor": "none", "pad": 0.6}
            base = lane + MIDDLE * NOTE_SIZE
            axes.text(mark.left, base, mark.text, bbox=ground, zorder=2, **look(NOTE_SIZE, colour))

    def _name_months(self, top: float) -> None:
        """The months, below everything."""
        pitch = self.across / self.timeline.room
        style = look(NOTE_SIZE, self.palette.second_ink)
        for place, name in zip(*self.timeline.names(self.across, self.language), strict=True):
            for line, text in enumerate(name.split("\n")):
                self.sheet.write(NAMES + (place + 0.5) * pitch, top + 8 + line * 9, text, style, "center")
