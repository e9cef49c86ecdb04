"""Readiness from review to review, one panel for each initiative, all on one scale of dates and scores."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from fivegates.charts.drawing.figures import TEXT_LINE, fixed_axes, wrapped
from fivegates.charts.drawing.grid import draw_grid, name_heights
from fivegates.charts.drawing.marks import draw_marks
from fivegates.charts.drawing.text import (
    BOLD,
    NOTE_SIZE,
    POINTS_PER_INCH,
    TEXT_SIZE,
    Heading,
    look,
    write_heading,
)
from fivegates.charts.palette import Palette
from fivegates.domain.comparison.comparison import Comparison, Side
from fivegates.domain.language import Language
from fivegates.domain.portfolio.overview import ReviewMark
from fivegates.domain.wording.comparison import trend_finding
from fivegates.domain.wording.words import score_text, short_name

# All in points.
HEAD, NAME_GAP, PLOT, FOOT = 42.0, 9.5, 92.0, 24.0
LEFT, GAP, END = 26.0, 14.0, 30.0
TICK_GAP = 4.0
NAME_ABOVE = 7.0
MARK = 8.0
FULL = 100
HEADROOM = 6
# Below the zero line, where a review without a score has its ring.
UNSCORED_AT = -9
TICKS = (0, 50, 100)


def readiness_panels(comparison: Comparison, palette: Palette, language: Language, *, width: float) -> Figure:
    """Draw a panel for each side in their order, `width` points wide in all."""
    return _Panels(comparison, palette, language, width).figure


class _Panels:
    """A figure under construction. Data are days across and scores upwards."""

    def __init__(self, comparison: Comparison, palette: Palette, language: Language, width: float) -> None:
        self.palette, self.language, self.width = palette, language, width
        self.sides = comparison.sides
        self.days = sorted({mark.dated for side in self.sides for mark in side.marks})
        names = (short_name(side.initiative) for side in self.sides)
        self.names = [wrapped(name, TEXT_SIZE, self._panel + END, BOLD) for name in names]
        self.height = HEAD + max(map(len, self.names)) * TEXT_LINE + NAME_GAP + PLOT + FOOT
        self.figure = Figure(figsize=(width / POINTS_PER_INCH, self.height / POINTS_PER_INCH))
        heading = Heading(trend_finding(comparison, language), self._subtitle())
        write_heading(self.figure, heading, palette)
        for index, side in enumerate(self.sides):
            self._draw_panel(index, side)

    def _subtitle(self) -> str:
        """The subtitle."""
        return self.language.gettext(
            "Lowest gate score at each review, all on one scale. Each mark is the verdict; "
            "one below the line has no score."
        )

    @property
    def _panel(self) -> float:
        """The width of one plot, in points."""
        count = len(self.sides)
        return (self.width - LEFT - (count - 1) * GAP) / count - END

    def _draw_panel(self, index: int, side: Side) -> None:
        """The name, the scale, and what each review reached."""
        left = LEFT + index * (self._panel + END + GAP)
        axes = fixed_axes(
            self.figure,
            (left / self.width, FOOT / self.height, self._panel / self.width, PLOT / self.height),
        )
        style = look(TEXT_SIZE, self.palette.ink, BOLD)
        for number, line in enumerate(reversed(self.names[index])):
            above = FOOT + PLOT + NAME_ABOVE + number * TEXT_LINE
            self.figure.text(left / self.width, above / self.height, line, **style)
        self._set_scale(axes, labelled=index == 0)
        if side.marks:
            self._draw_steps(axes, side.marks)
        else:
            self._say_unreviewed(axes)

    def _set_scale(self, axes: Axes, *, labelled: bool) -> None:
        """The same days and scores in every panel; scores are named once, on the left."""
        first, last = self._span()
        axes.set_xlim(first, last)
        axes.set_ylim(0, FULL + HEADROOM)
        draw_grid(axes, TICKS, self.palette)
        if labelled:
            names = map(self.language.percent, TICKS)
            name_heights(axes, TICKS, names, TICK_GAP / self._panel, self.palette)
        if self.days:
            self._name_days(axes)

    def _span(self) -> tuple[float, float]:
        """Return the first and the last day of any review; a single day is in the middle."""
        if not self.days:
            return 0, 1
        first, last = self.days[0].toordinal(), self.days[-1].toordinal()
        return (first, last) if first < last else (first - 1, last + 1)

    def _name_days(self, axes: Axes) -> None:
        """The months at either end, or the one that there is."""
        style = look(NOTE_SIZE, self.palette.second_ink)
        ends = [(0.0, "left", self.days[0]), (1.0, "right", self.days[-1])]
        if self._month(self.days[0]) == self._month(self.days[-1]):
            ends = [(0.5, "center", self.days[0])]
        for x, side, day in ends:
            axes.text(x, -16 / PLOT, self._month(day), ha=side, va="top", transform=axes.transAxes, **style)

    def _month(self, day: date) -> str:
        """`Mar 2026`."""
        return self.language.short_month(day)

    def _draw_steps(self, axes: Axes, marks: Sequence[ReviewMark]) -> None:
        """A level holds from its review to the next; a review without a score breaks the line."""
        last = self._span()[1]
        for mark, following in pairwise((*marks, None)):
            if mark is not None and mark.readiness is not None:
                until = following.dated.toordinal() if following else last
                self._draw_step(axes, mark, until, following)
        for mark in marks:
            self._draw_mark(axes, mark)
        if marks[-1].readiness is not None:
            self._name_level(axes, marks[-1])

    def _draw_step(self, axes: Axes, mark: ReviewMark, until: float, following: ReviewMark | None) -> None:
        """Across at the level of one review, then up or down to the next."""
        level = float(mark.readiness or 0)
        after = following.readiness if following else None
        days, levels = [mark.dated.toordinal(), until], [level, level]
        if after is not None:
            days.append(until)
            levels.append(float(after))
        axes.plot(days, levels, color=self.palette.ink, lw=1.4, solid_joinstyle="miter", zorder=2)

    def _draw_mark(self, axes: Axes, mark: ReviewMark) -> None:
        """The verdict's mark at its score; one without a score has it below the scale."""
        level = UNSCORED_AT if mark.readiness is None else float(mark.readiness)
        draw_marks(axes, mark.verdict, [(mark.dated.toordinal(), level)], MARK, self.palette)

    def _name_level(self, axes: Axes, mark: ReviewMark) -> None:
        """The latest score, right of the panel."""
        level = float(mark.readiness or 0)
        style = look(TEXT_SIZE, self.palette.status(mark.verdict), BOLD)
        axes.annotate(
            score_text(mark.readiness, self.language),
            (1, level),
            xycoords=("axes fraction", "data"),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            annotation_clip=False,
            **style,
        )

    def _say_unreviewed(self, axes: Axes) -> None:
        """The reason why a panel is empty."""
        text = self.language.gettext("Not reviewed")
        style = look(TEXT_SIZE, self.palette.second_ink)
        axes.text(0.5, 0.5, text, ha="center", va="center", transform=axes.transAxes, **style)
