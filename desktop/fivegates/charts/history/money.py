"""Run cost and unit cost by month, below a history and on its time axis."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from fivegates.charts.drawing.amounts import compact_amount, money, tick_amounts
from fivegates.charts.drawing.figures import TEXT_LINE, Sheet, wrapped
from fivegates.charts.drawing.plot import blended, spread
from fivegates.charts.drawing.text import BOLD, NOTE_SIZE, TEXT_SIZE, fitted, look, text_width
from fivegates.charts.drawing.timeline import Timeline
from fivegates.domain.economics.ledger import Basis
from fivegates.domain.economics.month_figures import MonthFigures
from fivegates.domain.economics.unit_economics import Economics
from fivegates.domain.language import Language

# In points.
HEIGHT = 46.0
GAP = 8.0
TICK_GAP = 5.0
# From here on amounts that do not fit are compact.
MILLION = 10**6
LABEL_LINE = 10.5
BAR = 0.62
SHADE = 0.48
HEADROOM = 1.08
NO_FIGURE = float("nan")

_Place = tuple[float, float | None]
"""Where a month is across, and its figure downwards; None where it has none."""


@dataclass(frozen=True, slots=True)
class Line:
    """A figure by month, from the first month of the history; None if unknown."""

    name: str
    figures: tuple[Fraction | None, ...]
    second: bool = False

    @property
    def last(self) -> Fraction | None:
        """The latest figure."""
        return next((figure for figure in reversed(self.figures) if figure is not None), None)


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """A panel: its name and its lines, the first of which is drawn as bars or as a line."""

    name: str
    lines: tuple[Line, ...]
    currency: str
    bars: bool


def money_rows(economics: Economics | None, timeline: Timeline, language: Language) -> list[MoneyRow]:
    """Run cost and unit cost against value, for the actual months of the timeline; only what has a figure."""
    if economics is None:
        return []
    months = {month.month: month for month in economics.months}
    shown = [months.get(timeline.first.plus(place)) for place in range(timeline.count)]
    cost = Line(language.gettext("Run cost"), tuple(_run_cost(month) for month in shown))
    unit = Line(language.gettext("Unit cost"), tuple(_unit_cost(month) for month in shown))
    value = Line(language.gettext("Value"), tuple(_value(month) for month in shown), second=True)
    rows = [
        MoneyRow(
            language.pgettext("row of a chart", "Run cost a month"), (cost,), economics.currency, bars=True
        ),
        MoneyRow(
            language.gettext("Unit cost"),
            (unit, value) if value.last is not None else (unit,),
            economics.currency,
            bars=False,
        ),
    ]
    return [row for row in rows if row.lines[0].last is not None]


def _run_cost(month: MonthFigures | None) -> Fraction | None:
    """The actual run cost by month."""
    return month.run_cost if month and month.run_basis is Basis.ACTUAL else None


def _unit_cost(month: MonthFigures | None) -> Fraction | None:
    """The actual unit cost by month."""
    return month.unit_cost if month and month.actual else None


def _value(month: MonthFigures | None) -> Fraction | None:
    """The actual value per unit by month."""
    known = month is not None and month.actual and month.benefit_basis is Basis.ACTUAL
    return month.value_per_unit if month and known else None


@dataclass(frozen=True, slots=True)
class _Scale:
    """Amounts upwards from `low` to `high`, and the round ones among them."""

    low: float
    high: float
    ticks: tuple[float, ...]

    def share(self, amount: float) -> float:
        """The height of an amount, as a share of the panel."""
        return (amount - self.low) / (self.high - self.low)


@dataclass(frozen=True, slots=True)
class MoneyField:
    """The area of the money panels: between `left` and `right` points across, for a timeline."""

    sheet: Sheet
    language: Language
    timeline: Timeline
    left: float
    right: float

    def draw(self, row: MoneyRow, top: float) -> None:
        """Draw one panel below `top`."""
        scale = _scale(row)
        base = top + HEIGHT - scale.share(0) * HEIGHT
        labels = self._tick_labels(row, scale.ticks)
        self._draw_grid(scale, labels, top)
        self._write_name(self._name_beside(labels, row), base - HEIGHT / 2)
        for line in row.lines:
            places = list(self._places(line, scale, top))
            if row.bars:
                self._draw_bars(places, base)
            else:
                self._draw_line(places, second=line.second)
        self._write_ends(row, scale, top)

    def _places(self, line: Line, scale: _Scale, top: float) -> Iterator[_Place]:
        """The position of each month."""
        pitch = (self.right - self.left) / self.timeline.count
        for place, figure in enumerate(line.figures):
            x = self.left + (place + 0.5) * pitch
            yield x, None if figure is None else top + HEIGHT * (1 - scale.share(float(figure)))

    def _draw_grid(self, scale: _Scale, labels: Sequence[str], top: float) -> None:
        """Fine lines at round amounts, named on the left."""
        palette = self.sheet.palette
        for tick, label in zip(scale.ticks, labels, strict=True):
            y = top + HEIGHT * (1 - scale.share(tick))
            colour = palette.hairline if tick else palette.outline
            self.sheet.axes.plot([self.left, self.right], [y, y], color=colour, lw=0.5, zorder=0.6)
            style = look(NOTE_SIZE, palette.second_ink)
            self.sheet.write(self.left - TICK_GAP, y, label, style, "right")

    def _tick_labels(self, row: MoneyRow, ticks: tuple[float, ...]) -> list[str]:
        """Amounts in full where they fit beside the name of the panel, or else compact ones."""
        labels = tick_amounts(ticks, row.currency, self.language)
        if max(map(abs, ticks)) < MILLION or " ".join(self._name_beside(labels, row)) == row.name:
            return labels
        return [compact_amount(Fraction(tick), row.currency, self.language) for tick in ticks]

    def _name_beside(self, labels: Sequence[str], row: MoneyRow) -> list[str]:
        """The name of the panel, on as many lines as keep it off the amounts."""
        widest = max(text_width(label, NOTE_SIZE) for label in labels)
        return wrapped(row.name, TEXT_SIZE, self.left - TICK_GAP - GAP - widest)

    def _write_name(self, lines: Sequence[str], middle: float) -> None:
        """The name of the panel around a height."""
        above = middle - TEXT_LINE * (len(lines) - 1) / 2
        for number, line in enumerate(lines):
            self.sheet.write(0, above + number * TEXT_LINE, line, look(TEXT_SIZE, self.sheet.palette.ink))

    def _draw_bars(self, places: list[_Place], base: float) -> None:
        """A bar a month."""
        palette = self.sheet.palette
        wide = BAR * (self.right - self.left) / self.timeline.count
        colour = blended(palette.accent, palette.page, SHADE)
        for x, y in places:
            if y is not None:
                bar = Rectangle((x - wide / 2, base), wide, y - base, color=colour, lw=0, zorder=1)
                self.sheet.axes.add_patch(bar)

    def _draw_line(self, places: list[_Place], *, second: bool) -> None:
        """A line with a mark a month; a month without a figure breaks it."""
        palette = self.sheet.palette
        xs = [x for x, _ in places]
        ys = [NO_FIGURE if y is None else y for _, y in places]
        colour = palette.accent if second else palette.ink
        style: dict[str, Any] = {"marker": "D", "ms": 2.6} if second else {}
        given: dict[str, Any] = {"lw": 1.3, "marker": "o", "ms": 3.2, "mew": 0, "zorder": 2}
        self.sheet.axes.plot(xs, ys, color=colour, **given | style)

    def _write_ends(self, row: MoneyRow, scale: _Scale, top: float) -> None:
        """Each line's latest figure on the right, named where there are two."""
        palette = self.sheet.palette
        known = [(line, line.last) for line in row.lines if line.last is not None]
        wanted = [HEIGHT * scale.share(float(last)) for _, last in known]
        room = self.sheet.width - self.right - GAP
        for (line, last), up in zip(known, spread(wanted, [LABEL_LINE] * len(known)), strict=True):
            amount = money(last, row.currency, self.language)
            text = amount if len(known) == 1 else f"{line.name} {amount}"
            colour = palette.accent if line.second else palette.ink
            self.sheet.write(
                self.right + GAP,
                top + HEIGHT - up,
                fitted(text, TEXT_SIZE, room, BOLD),
                look(TEXT_SIZE, colour, BOLD),
            )


def _scale(row: MoneyRow) -> _Scale:
    """Room for every figure of a panel, and for zero."""
    figures = [float(figure) for line in row.lines for figure in line.figures if figure is not None]
    low, high = min(*figures, 0.0) * HEADROOM, max(*figures, 0.0) * HEADROOM or 1.0
    ticks = MaxNLocator(nbins=2, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
    return _Scale(low, high, tuple(float(tick) for tick in ticks if low <= tick <= high))
