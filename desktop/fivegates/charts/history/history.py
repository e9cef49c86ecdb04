"""Readiness and each gate since the first review as steps, with cost and unit cost on the same time axis."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from matplotlib.figure import Figure

from fivegates.charts.drawing.batch import LineBatch
from fivegates.charts.drawing.figures import MIDDLE, TEXT_LINE, Sheet, head_height, wrapped
from fivegates.charts.drawing.marks import draw_marks
from fivegates.charts.drawing.text import BOLD, NOTE_SIZE, REGULAR, TEXT_SIZE, Heading, fitted, look
from fivegates.charts.drawing.timeline import Timeline
from fivegates.charts.history import money as history_money
from fivegates.charts.history.events import Event, Placed, placed_events
from fivegates.charts.history.money import MoneyField, money_rows
from fivegates.charts.palette import Palette
from fivegates.domain.economics.months import Month
from fivegates.domain.economics.unit_economics import Economics
from fivegates.domain.language import Language
from fivegates.domain.trend.trend import Trend, TrendPoint
from fivegates.domain.verdict.states import GateState, VerdictState
from fivegates.domain.wording.trend import restated_sentence, trend_finding
from fivegates.domain.wording.words import gate_word, score_text, verdict_word

# In points.
MARK, DRAFT_RING, DOT = 8.0, 11.5, 3.0
NAME_GAP = 8.0
SCORE_ROOM = 28.0
FULL = 100


@dataclass(frozen=True, slots=True)
class Level:
    """The level of one review: its state and score (0 to 100) like for like, and the score as judged then."""

    state: GateState | VerdictState
    score: Fraction | None
    then: Fraction | None


@dataclass(frozen=True, slots=True)
class Row:
    """Readiness, or a gate, by review; None for a review without it."""

    name: str
    levels: tuple[Level | None, ...]
    leads: bool = False

    @property
    def last(self) -> Level | None:
        """The level at the latest review."""
        return self.levels[-1]

    def turns(self, index: int) -> bool:
        """True if a review is the first or the last, or its state differs from the one before."""
        before, now = self.levels[index - 1], self.levels[index]
        at_an_end = index in {0, len(self.levels) - 1}
        return at_an_end or before is None or now is None or before.state is not now.state


def rows_of(trend: Trend, language: Language) -> list[Row]:
    """Readiness first, then the gates of the latest rubric."""
    readiness = Row(
        language.gettext("Readiness"), tuple(_readiness(point) for point in trend.points), leads=True
    )
    gates = [
        Row(language.shipped(gate.name), tuple(_gate(point, gate.id) for point in trend.points))
        for gate in trend.rubric.gates
    ]
    return [readiness, *gates]


def _readiness(point: TrendPoint) -> Level | None:
    """The verdict and readiness of one review."""
    reached = point.like_for_like
    return None if reached is None else Level(reached.verdict, reached.readiness, point.as_judged.readiness)


def _gate(point: TrendPoint, gate_id: str) -> Level | None:
    mark = point.gate(gate_id)
    if mark is None:
        return None
    then = next((each for each in point.as_judged.gates if each.gate == gate_id), None)
    return Level(mark.state, mark.score, then.score if then else None)


@dataclass(frozen=True, slots=True)
class _Step:
    """The step from one review to the next: its start and end, and the following level."""

    level: Level
    following: Level | None
    start: float
    end: float
    draft: bool
    restated: bool


@dataclass(frozen=True, slots=True)
class Field:
    """The area of the rows: between `left` and `right` points across, each review of `trend` at its `places`.

    `rise` is how tall a score of 100 is, `opens` the score that opens a gate.
    """

    sheet: Sheet
    language: Language
    trend: Trend
    places: tuple[float, ...]
    left: float
    right: float
    rise: float

    def draw(self, rows: Sequence[tuple[Row, float]]) -> None:
        """Draw each row around its middle; what looks the same in all of them is one line."""
        lines = LineBatch(self.sheet.axes)
        for row, middle in rows:
            base = middle + self.rise / 2
            self._draw_scale(lines, base)
            self._write_name(row, middle)
            for step in self._steps(row):
                self._draw_step(lines, step, base, leads=row.leads)
            if row.last is not None:
                self._write_level(row.last, middle)
        for index in range(len(self.trend.points)):
            self._draw_review(lines, index, rows)
        lines.draw()

    def _draw_review(self, lines: LineBatch, index: int, rows: Sequence[tuple[Row, float]]) -> None:
        """The levels of one review, from row to row; marks of later reviews cover those of earlier ones."""
        marks: dict[GateState | VerdictState, list[tuple[float, float]]] = defaultdict(list)
        final = self.trend.points[index].final
        for row, middle in rows:
            level = row.levels[index]
            if level is None:
                continue
            x, y = self.places[index], self._y(middle + self.rise / 2, level.score or Fraction(0))
            if not final:
                self._ring(lines, x, y)
            if level.score is None:
                marks[GateState.INCOMPLETE].append((x, y))
            elif row.turns(index) or not final:
                marks[level.state].append((x, y))
            else:
                dot = {"marker": "o", "ms": DOT, "mfc": self.sheet.palette.ink, "mew": 0}
                lines.add([x], [y], ls="none", zorder=3, **dot)
        for state, places in marks.items():
            draw_marks(self.sheet.axes, state, places, MARK, self.sheet.palette)

    def _ring(self, lines: LineBatch, x: float, y: float) -> None:
        """The ring of a draft, below its mark."""
        palette = self.sheet.palette
        ring = {"marker": "o", "ms": DRAFT_RING, "mfc": palette.page, "mec": palette.second_ink, "mew": 0.75}
        lines.add([x], [y], ls="none", zorder=3.5, **ring)

    def _y(self, base: float, score: Fraction) -> float:
        """The height of a score."""
        return base - self.rise * float(score) / FULL

    def _draw_scale(self, lines: LineBatch, base: float) -> None:
        """The line of nothing, and the one that opens a gate."""
        palette, ends = self.sheet.palette, [self.left, self.right]
        opens = self._y(base, Fraction(self.trend.rubric.thresholds.open_score))
        lines.add(ends, [base, base], color=palette.hairline, lw=0.5, zorder=0.6)
        lines.add(ends, [opens, opens], color=palette.outline, lw=0.6, ls=(0, (1, 2)), zorder=0.7)

    def _write_name(self, row: Row, middle: float) -> None:
        """The name on the left, cut to its column."""
        weight = BOLD if row.leads else REGULAR
        name = fitted(row.name, TEXT_SIZE, self.left - NAME_GAP, weight)
        self.sheet.write(0, middle, name, look(TEXT_SIZE, self.sheet.palette.ink, weight))

    def _steps(self, row: Row) -> Iterator[_Step]:
        """Yield the steps from each review to the next, and from the last to the end."""
        ends = pairwise((*self.places, self.right))
        following = (*row.levels[1:], None)
        for point, level, then, (start, end) in zip(
            self.trend.points, row.levels, following, ends, strict=True
        ):
            if level is not None:
                yield _Step(level, then, start, end, draft=not point.final, restated=point.restated)

    def _draw_step(self, lines: LineBatch, step: _Step, base: float, *, leads: bool) -> None:
        """Across at one score, then up or down to the next; dashed where a draft may still change."""
        palette = self.sheet.palette
        if step.restated and step.level.then is not None:
            y = self._y(base, step.level.then)
            lines.add([step.start, step.end], [y, y], color=palette.second_ink, lw=0.6, zorder=1.5)
        if step.level.score is None:
            return
        xs, ys = [step.start, step.end], [self._y(base, step.level.score)] * 2
        if step.following is not None and step.following.score is not None:
            xs.append(step.end)
            ys.append(self._y(base, step.following.score))
        style = (0, (2.5, 1.2)) if step.draft else "-"
        width = 1.8 if leads else 1.3
        lines.add(xs, ys, color=palette.ink, lw=width, ls=style, solid_joinstyle="miter", zorder=2)

    def _write_level(self, level: Level, middle: float) -> None:
        """The latest score, and the word of its state, on two lines where one is too short."""
        x, palette = self.right + NAME_GAP, self.sheet.palette
        score = score_text(level.score, self.language)
        self.sheet.write(x, middle, score, look(TEXT_SIZE, palette.ink, BOLD))
        style = look(TEXT_SIZE, palette.status(level.state))
        lines = wrapped(_word(level.state, self.language), TEXT_SIZE, self.sheet.width - x - SCORE_ROOM)
        above = middle - TEXT_LINE * (len(lines) - 1) / 2
        for number, line in enumerate(lines):
            self.sheet.write(x + SCORE_ROOM, above + number * TEXT_LINE, line, style)


def _word(state: GateState | VerdictState, language: Language) -> str:
    """The word of either kind of state."""
    return verdict_word(state, language) if isinstance(state, VerdictState) else gate_word(state, language)


# In points: the columns of names and of levels, rows and what is in them, lanes, the axis below.
NAMES, LEVELS = 96.0, 130.0
ROW, RISE = 34.0, 24.0
LOW_ROW, LOW_RISE, MOST_TALL_ROWS = 22.0, 13.0, 8
LANE, MARKS = 11.0, 13.0
AXIS, GAP = 26.0, 14.0


def readiness_history(  # noqa: PLR0913 - what happened, and how it is worded
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
    return ReadinessHistory(trend, economics, events, palette, language, width).figure()


class ReadinessHistory:
    """The chart of `readiness_history`; its `height` is known before it is drawn."""

    def __init__(  # noqa: PLR0913, PLR0917 - the arguments of the chart
        self,
        trend: Trend,
        economics: Economics | None,
        events: Sequence[Event],
        palette: Palette,
        language: Language,
        width: float,
    ) -> None:
        self.trend, self.palette, self.language, self.width = trend, palette, language, width
        first = trend.points[0].review.dated
        events = [event for event in events if event.dated >= first]
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
        self.heading = Heading(trend_finding(trend, language), self._subtitle())

    @property
    def height(self) -> float:
        """The height of the figure, in points."""
        return head_height(self.heading, self.width) + self._body()

    def figure(self) -> Figure:
        """Draw it, in points from its upper left corner."""
        sheet = Sheet(self.heading, self.palette, self.width, self._body())
        self._draw(sheet)
        return sheet.figure

    @property
    def _lanes(self) -> float:
        """The height of the events' names."""
        return LANE * max((mark.lane + 1 for mark in self.marks if mark.lane is not None), default=0)

    def _x(self, day: date) -> float:
        """The position of a day."""
        return NAMES + self.timeline.share(day) * self.across

    def _body(self) -> float:
        """The height of everything below the head."""
        events = self._lanes + MARKS if self.marks else 0
        return events + len(self.rows) * self.row + len(self.money) * (history_money.HEIGHT + GAP) + AXIS

    def _subtitle(self) -> str:
        """The subtitle, with a legend of what occurs."""
        gettext = self.language.gettext
        needed = self.language.percent(self.trend.rubric.thresholds.open_score)
        text = gettext("Scores hold from review to review. Dotted: {needed}, to open.", needed=needed)
        parts = [text]
        if not all(point.final for point in self.trend.points):
            parts.append(gettext("Ringed: a draft."))
        if any(level and level.score is None for row in self.rows for level in row.levels):
            parts.append(gettext("Dashed ring: no score."))
        if not all(mark.decision for mark in self.marks):
            parts.append(gettext("Triangle: a change."))
        if any(mark.decision for mark in self.marks):
            parts.append(gettext("Square: a decision."))
        return " ".join([*parts, restated_sentence(self.trend, self.language)]).strip()

    def _draw(self, sheet: Sheet) -> None:
        """Events from the top down, on them the rows, then money, and the months below."""
        bottom = sheet.height - AXIS
        top = sheet.top + (self._lanes + MARKS if self.marks else 0)
        for mark in self.marks:
            self._draw_event(sheet, mark, top, bottom)
        places = tuple(self._x(point.review.dated) for point in self.trend.points)
        field = Field(sheet, self.language, self.trend, places, NAMES, self.right, self.rise)
        field.draw([(row, top + (index + 0.5) * self.row) for index, row in enumerate(self.rows)])
        money = MoneyField(sheet, self.language, self.timeline, NAMES, self.right)
        top += len(self.rows) * self.row
        for index, panel in enumerate(self.money):
            money.draw(panel, top + GAP + index * (history_money.HEIGHT + GAP))
        self._name_months(sheet, bottom)

    def _draw_event(self, sheet: Sheet, mark: Placed, top: float, bottom: float) -> None:
        """A fine line through all rows, the mark above them, and the name on a patch of page."""
        axes, palette = sheet.axes, self.palette
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

    def _name_months(self, sheet: Sheet, top: float) -> None:
        """The months, below everything."""
        pitch = self.across / self.timeline.room
        style = look(NOTE_SIZE, self.palette.second_ink)
        for place, name in zip(*self.timeline.names(self.across, self.language), strict=True):
            for line, text in enumerate(name.split("\n")):
                sheet.write(NAMES + (place + 0.5) * pitch, top + 8 + line * 9, text, style, "center")
