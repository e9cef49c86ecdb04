"""Unit cost against value per unit, month by month, with the margin between them shaded."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any

from matplotlib.figure import Figure

from fivegates.charts.drawing.amounts import money
from fivegates.charts.drawing.batch import LineBatch
from fivegates.charts.drawing.notation import DASHES
from fivegates.charts.drawing.plot import EndLabel, Plot
from fivegates.charts.drawing.text import TEXT_SIZE, Heading, first_fitting
from fivegates.charts.drawing.timeline import Timeline
from fivegates.charts.palette import Palette
from fivegates.domain.economics.ledger import Basis
from fivegates.domain.economics.month_figures import MonthFigures
from fivegates.domain.economics.unit_economics import Economics
from fivegates.domain.language import Language
from fivegates.domain.wording.money import unit_cost_finding

NO_FIGURE = float("nan")


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its name, its figures by month, which of them are actual, and how it is drawn."""

    name: str
    figures: tuple[Fraction | None, ...]
    actual: tuple[bool, ...]
    colour: str
    style: dict[str, Any]

    @property
    def last(self) -> Fraction:
        """The latest figure; a line has one."""
        return next(figure for figure in reversed(self.figures) if figure is not None)


def unit_cost(
    economics: Economics, unit: str, palette: Palette, language: Language, *, width: float
) -> Figure:
    """Draw the months that have a unit cost, `width` points wide; there has to be one.

    `unit` names what is counted ("claims"), and may be empty.
    """
    return _UnitCost(economics, unit, palette, language, width).plot.figure


class _UnitCost:
    """A figure under construction."""

    def __init__(
        self, economics: Economics, unit: str, palette: Palette, language: Language, width: float
    ) -> None:
        self.palette, self.language, self.currency = palette, language, economics.currency
        self.months = [month for month in economics.months if month.unit_cost is not None]
        self.timeline = Timeline.over([month.month for month in self.months])
        self.lines = self._lines()
        subtitles = [self._subtitle(each) for each in (unit.strip(), "")]
        subtitle = first_fitting(subtitles, TEXT_SIZE, width)
        heading = Heading(unit_cost_finding(economics, language), subtitle)
        self.plot = Plot(heading, palette, language, width, end=self.timeline.end)
        figures = [float(figure) for line in self.lines for figure in line.figures if figure is not None]
        ends = [self._end(line) for line in self.lines]
        names = (name for end in ends for name in end.lines)
        self.plot.scale(min(figures), max(figures), economics.currency, names)
        self.timeline.mark(self.plot)
        self._shade_margin()
        for line in self.lines:
            self._draw(line)
        self.plot.write_ends(ends, self._end_share())

    def _subtitle(self, unit: str) -> str:
        """The subtitle, with its unit."""
        values = {"currency": self.currency, "unit": unit}
        text = self.language.gettext("Run cost for each unit by month, in {currency}.", **values)
        if unit:
            text = self.language.gettext("Run cost for each unit ({unit}) by month, in {currency}.", **values)
        if len(self.lines) > 1:
            text += " " + self.language.gettext("Light: gain. Dark: loss.")
        if not all(actual for line in self.lines for actual in line.actual):
            text += " " + self.language.gettext("Dashed: forecast.")
        return text

    def _lines(self) -> list[Line]:
        """Unit cost, and value per unit where any month has it."""
        palette, language = self.palette, self.language
        cost = Line(
            language.gettext("Unit cost"),
            tuple(month.unit_cost for month in self.months),
            tuple(month.actual for month in self.months),
            palette.ink,
            {"marker": "o", "ms": 4.2, "lw": 1.6},
        )
        value = Line(
            language.gettext("Value per unit"),
            tuple(month.value_per_unit for month in self.months),
            tuple(_value_is_actual(month) for month in self.months),
            palette.accent,
            {"marker": "D", "ms": 3.6, "lw": 1.3},
        )
        return [cost, value] if any(figure is not None for figure in value.figures) else [cost]

    def _spread(self, figures: Sequence[Fraction | None]) -> list[float]:
        """A figure for every month of the span; a month without one breaks the line."""
        spread = [NO_FIGURE] * self.timeline.count
        for month, figure in zip(self.months, figures, strict=True):
            if figure is not None:
                spread[self.timeline.at(month.month)] = float(figure)
        return spread

    def _shade_margin(self) -> None:
        """Between value and cost."""
        if len(self.lines) == 1:
            return
        cost, value = (self._spread(line.figures) for line in self.lines)
        self.plot.shade_margin(range(self.timeline.count), cost, value)

    def _draw(self, line: Line) -> None:
        """The line, a mark on each month, hollow where it is a forecast."""
        axes, style = self.plot.axes, line.style
        marker, size = style["marker"], style["ms"]
        rest = {key: value for key, value in style.items() if key not in {"marker", "ms"}}
        self._draw_lines(line, rest)
        months = zip(self.months, line.figures, line.actual, strict=True)
        known = [(self.timeline.at(month.month), figure, actual) for month, figure, actual in months]
        for actual, marked in groupby((each for each in known if each[1] is not None), key=itemgetter(2)):
            xs, ys = zip(*((place, float(figure or 0)) for place, figure, _ in marked), strict=True)
            face = line.colour if actual else self.palette.page
            axes.plot(xs, ys, marker, ms=size, mfc=face, mec=line.colour, mew=1, zorder=4, clip_on=False)

    def _draw_lines(self, line: Line, style: dict[str, Any]) -> None:
        """Draw the segments between months, dashed to a forecast; none at a month without a figure."""
        months = zip(self.months, line.figures, line.actual, strict=True)
        known = [(self.timeline.at(month.month), figure, actual) for month, figure, actual in months]
        lines = LineBatch(self.plot.axes)
        for (start, before, _), (end, after, actual) in pairwise(known):
            if before is not None and after is not None and end == start + 1:
                ends = [float(before), float(after)]
                dashes = "-" if actual else DASHES
                lines.add([start, end], ends, color=line.colour, ls=dashes, zorder=3, **style)
        lines.draw()

    def _end(self, line: Line) -> EndLabel:
        """The name and the latest figure."""
        amount = money(line.last, self.currency, self.language)
        known = [
            actual for figure, actual in zip(line.figures, line.actual, strict=True) if figure is not None
        ]
        if not known[-1]:
            amount = self.language.gettext("{amount}, forecast", amount=amount)
        return EndLabel(float(line.last), (line.name, amount), line.colour)

    def _end_share(self) -> float:
        """The end of the last mark, as a share of the plot."""
        return (self.timeline.count - 0.5) / self.timeline.room + 4 / self.plot.across


def _value_is_actual(month: MonthFigures) -> bool:
    """True if benefit and usage are both recorded."""
    return month.benefit_basis is Basis.ACTUAL and month.usage_basis is Basis.ACTUAL
