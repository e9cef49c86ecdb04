"""A row of the history: readiness or a gate as steps from review to review, with its name and level."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from fivegates.charts.drawing.heading import TEXT_SIZE
from fivegates.charts.drawing.marks import draw_marks
from fivegates.charts.drawing.row_figure import Sheet
from fivegates.charts.drawing.text import BOLD, REGULAR, fitted, look
from fivegates.domain.language import Language
from fivegates.domain.trend.trend import Trend, TrendPoint
from fivegates.domain.verdict.states import GateState, VerdictState
from fivegates.domain.wording.scores import score_text
from fivegates.domain.wording.words import gate_word, verdict_word

# In points.
MARK, DRAFT_RING, DOT = 8.0, 11.5, 3.0
GAP = 8.0
SCORE_ROOM = 28.0
FULL = 100


@dataclass(frozen=True, slots=True)
class Level:
    """What one review says: its state and score (0 to 100) like for like, and the score as judged then."""

    state: GateState | VerdictState
    score: Fraction | None
    then: Fraction | None


@dataclass(frozen=True, slots=True)
class Row:
    """Readiness, or a gate, from review to review; None where a review says nothing of it."""

    name: str
    levels: tuple[Level | None, ...]
    leads: bool = False

    @property
    def last(self) -> Level | None:
        """What the latest review says."""
        return self.levels[-1]

    def turns(self, index: int) -> bool:
        """Whether a review is the first or the last, or says another state than the one before."""
        before, now = self.levels[index - 1], self.levels[index]
        at_an_end = index in {0, len(self.levels) - 1}
        return at_an_end or before is None or now is None or before.state is not now.state


def rows_of(trend: Trend, language: Language) -> list[Row]:
    """Readiness first, then the gates of the latest rubric."""
    readiness = Row(
        language.gettext("Readiness"), tuple(_readiness(point) for point in trend.points), leads=True
    )
    gates = [
        Row(gate.name, tuple(_gate(point, gate.id) for point in trend.points)) for gate in trend.rubric.gates
    ]
    return [readiness, *gates]


def _readiness(point: TrendPoint) -> Level | None:
    """The verdict and readiness of one review."""
    told = point.like_for_like
    return None if told is None else Level(told.verdict, told.readiness, point.as_judged.readiness)


def _gate(point: TrendPoint, gate_id: str) -> Level | None:
    """One gate of one review."""
    mark = point.gate(gate_id)
    if mark is None:
        return None
    then = next((each for each in point.as_judged.gates if each.gate == gate_id), None)
    return Level(mark.state, mark.score, then.score if then else None)


@dataclass(frozen=True, slots=True)
class _Step:
    """From one review to the next: where it starts and ends, and what follows it there."""

    level: Level
    following: Level | None
    start: float
    end: float
    draft: bool
    restated: bool


@dataclass(frozen=True, slots=True)
class Field:
    """Where rows are drawn: between `left` and `right` points across, each review of `trend` at its `places`.

    `rise` is how tall a score of 100 stands, `opens` the score that opens a gate.
    """

    sheet: Sheet
    language: Language
    trend: Trend
    places: tuple[float, ...]
    left: float
    right: float
    rise: float

    def draw(self, row: Row, middle: float) -> None:
        """Draw one row around the height `middle`."""
        base = middle + self.rise / 2
        self._draw_scale(base)
        self._write_name(row, middle)
        for step in self._steps(row):
            self._draw_step(step, base, leads=row.leads)
        for index, point in enumerate(self.trend.points):
            level = row.levels[index]
            if level is not None:
                place = self.places[index], self._y(base, level.score or Fraction(0))
                self._draw_level(level, place, final=point.final, turns=row.turns(index))
        if row.last is not None:
            self._write_level(row.last, middle)

    def _y(self, base: float, score: Fraction) -> float:
        """How high a score stands."""
        return base - self.rise * float(score) / FULL

    def _draw_scale(self, base: float) -> None:
        """The line of nothing, and the one that opens a gate."""
        palette, ends = self.sheet.palette, [self.left, self.right]
        opens = self._y(base, Fraction(self.trend.rubric.thresholds.open_score))
        self.sheet.axes.plot(ends, [base, base], color=palette.hairline, lw=0.5, zorder=0.6)
        self.sheet.axes.plot(ends, [opens, opens], color=palette.outline, lw=0.6, ls=(0, (1, 2)), zorder=0.7)

    def _write_name(self, row: Row, middle: float) -> None:
        """The name on the left, cut to its column."""
        weight = BOLD if row.leads else REGULAR
        name = fitted(row.name, TEXT_SIZE, self.left - GAP, weight)
        self.sheet.write(0, middle, name, look(TEXT_SIZE, self.sheet.palette.ink, weight))

    def _steps(self, row: Row) -> Iterator[_Step]:
        """From each review to the next, and from the last to the end."""
        ends = pairwise((*self.places, self.right))
        following = (*row.levels[1:], None)
        for point, level, then, (start, end) in zip(
            self.trend.points, row.levels, following, ends, strict=True
        ):
            if level is not None:
                yield _Step(level, then, start, end, draft=not point.final, restated=point.restated)

    def _draw_step(self, step: _Step, base: float, *, leads: bool) -> None:
        """Across at one score, then up or down to the next; dashed where a draft may still change."""
        axes, palette = self.sheet.axes, self.sheet.palette
        if step.restated and step.level.then is not None:
            y = self._y(base, step.level.then)
            axes.plot([step.start, step.end], [y, y], color=palette.second_ink, lw=0.6, zorder=1.5)
        if step.level.score is None:
            return
        xs, ys = [step.start, step.end], [self._y(base, step.level.score)] * 2
        if step.following is not None and step.following.score is not None:
            xs.append(step.end)
            ys.append(self._y(base, step.following.score))
        style = (0, (2.5, 1.2)) if step.draft else "-"
        width = 1.8 if leads else 1.3
        axes.plot(xs, ys, color=palette.ink, lw=width, ls=style, solid_joinstyle="miter", zorder=2)

    def _draw_level(self, level: Level, place: tuple[float, float], *, final: bool, turns: bool) -> None:
        """The mark of a state where it is another than before, else a dot; ringed in a draft.

        Without a score it is a dashed ring on the base line.
        """
        axes, palette = self.sheet.axes, self.sheet.palette
        (x, y) = place
        if not final:
            ring: dict[str, Any] = {"mfc": palette.page, "mec": palette.second_ink, "mew": 0.75}
            axes.plot([x], [y], "o", ms=DRAFT_RING, zorder=3.5, **ring)
        if level.score is None:
            draw_marks(axes, GateState.INCOMPLETE, [place], MARK, palette)
        elif turns or not final:
            draw_marks(axes, level.state, [place], MARK, palette)
        else:
            axes.plot([x], [y], "o", ms=DOT, mfc=palette.ink, mew=0, zorder=3)

    def _write_level(self, level: Level, middle: float) -> None:
        """The latest score, and the word of its state."""
        x, palette = self.right + GAP, self.sheet.palette
        score = score_text(level.score, self.language)
        self.sheet.write(x, middle, score, look(TEXT_SIZE, palette.ink, BOLD))
        word = _word(level.state, self.language)
        room = self.sheet.width - x - SCORE_ROOM
        style = look(TEXT_SIZE, palette.status(level.state))
        self.sheet.write(x + SCORE_ROOM, middle, fitted(word, TEXT_SIZE, room), style)


def _word(state: GateState | VerdictState, language: Language) -> str:
    """The word of either kind of state."""
    return verdict_word(state, language) if isinstance(state, VerdictState) else gate_word(state, language)
