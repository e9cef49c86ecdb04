"""Monthly cost: bars of the run cost by category with the build cost on top, forecasts hatched."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from fivegates.charts.drawing.amounts import label_amount
from fivegates.charts.drawing.notation import forecast_fill
from fivegates.charts.drawing.plot import LABEL_GAP, PLOT_HEIGHT, EndLabel, Plot, blended
from fivegates.charts.drawing.text import NOTE_SIZE, Heading, look
from fivegates.charts.drawing.timeline import Timeline
from fivegates.charts.money.titles import monthly_cost_finding
from fivegates.charts.palette import Palette
from fivegates.domain.economics.ledger import Basis, CostCategory, Phase
from fivegates.domain.economics.month_figures import CostTotal
from fivegates.domain.economics.months import Month
from fivegates.domain.economics.unit_economics import Economics
from fivegates.domain.language import Language
from fivegates.domain.wording.money_terms import category_word

# Categories shown separately, from the largest; the others are summed.
MOST_CATEGORIES = 5
# The opacity of each, distinguishable in grey as well.
STRENGTHS = (1.0, 0.7, 0.48, 0.3, 0.16)
BAR, WIDEST_BAR = 0.72, 26.0
# Between pieces, in points; less where bars are narrow.
GAP, BARS_TO_GAP = 0.6, 20
SWATCH = 6.0
# For one-off build cost: neither solid as recurring cost, nor an outline as planned cost.
DOTS, DOTTED_STRENGTH = "....", 0.15


@dataclass(frozen=True, slots=True)
class Series:
    """A stacked series: its name, its colour (none for a dotted one), its total by month."""

    name: str
    colour: str | None
    totals: Mapping[Month, Fraction]


def monthly_cost(economics: Economics, palette: Palette, language: Language, *, width: float) -> Figure:
    """Draw every month that has a cost, `width` points wide; there has to be one."""
    return _MonthlyCost(economics, palette, language, width).plot.figure


class _MonthlyCost:
    """A figure under construction."""

    def __init__(self, economics: Economics, palette: Palette, language: Language, width: float) -> None:
        self.economics, self.palette, self.language = economics, palette, language
        self.timeline = Timeline.over([total.key.month for total in economics.costs])
        heading = Heading(monthly_cost_finding(economics, language), _subtitle(economics, language))
        self.plot = Plot(heading, palette, language, width, end=self.timeline.end)
        self.series = cost_series(economics.costs, palette, language)
        self.largest = max(abs(total.amount) for total in economics.costs)
        self.forecast = {
            (total.key.month, total.key.phase)
            for total in economics.costs
            if total.key.basis is Basis.FORECAST
        }
        names = map(self._name, self.series)
        self.plot.scale(*self._extent(), economics.currency, names, indent=SWATCH + 3)
        self.timeline.mark(self.plot)
        self.gap = min(GAP, self.plot.across / self.timeline.room / BARS_TO_GAP)
        self.middles = [self._draw(series, base) for series, base in self._stacked()]
        self._write_names()
        self._mark_forecast()

    def _extent(self) -> tuple[float, float]:
        """The lowest and the highest that bars reach; credits go below zero."""
        sums: dict[tuple[Month, bool], Fraction] = defaultdict(Fraction)
        for series in self.series:
            for month, amount in series.totals.items():
                sums[month, amount < 0] += amount
        return float(min(sums.values())), float(max(sums.values()))

    def _stacked(self) -> Iterator[tuple[Series, dict[Month, Fraction]]]:
        """Each series with where its pieces start: costs upwards from zero, credits downwards."""
        tops: dict[tuple[Month, bool], Fraction] = defaultdict(Fraction)
        for series in self.series:
            yield series, {month: tops[month, amount < 0] for month, amount in series.totals.items()}
            for month, amount in series.totals.items():
                tops[month, amount < 0] += amount

    def _draw(self, series: Series, base: Mapping[Month, Fraction]) -> float:
        """The pieces of one series; return the middle of the last."""
        phase = Phase.RUN if series.colour else Phase.BUILD
        bar = min(BAR, WIDEST_BAR * self.timeline.room / self.plot.across)
        for month, amount in series.totals.items():
            corner = (self.timeline.at(month) - bar / 2, float(base[month]))
            style = self._style(series.colour, forecast=(month, phase) in self.forecast)
            self.plot.axes.add_patch(Rectangle(corner, bar, float(amount), **style))
        last = max(series.totals)
        return float(base[last] + series.totals[last] / 2)

    def _style(self, colour: str | None, *, forecast: bool) -> dict[str, Any]:
        """Solid for what was spent, hatched for what is expected; dotted for what is spent once."""
        edge: dict[str, Any] = {"edgecolor": self.palette.page, "lw": self.gap}
        if forecast:
            return edge | forecast_fill(colour or self.palette.second_ink, self.palette)
        if colour is None:
            dotted = forecast_fill(self.palette.second_ink, self.palette, DOTTED_STRENGTH)
            return edge | dotted | {"hatch": DOTS}
        return edge | {"facecolor": colour}

    def _write_names(self) -> None:
        """Name each series beside its last piece, with a swatch and the amount of the last month."""
        labels = [
            EndLabel(middle, (self._name(series),), self.palette.ink, self._goes_on(series), SWATCH + 3)
            for series, middle in zip(self.series, self.middles, strict=True)
        ]
        places = self.plot.write_ends(labels, self.timeline.end)
        for series, place in zip(self.series, places, strict=True):
            self._draw_swatch(series, place)

    def _goes_on(self, series: Series) -> bool:
        """True if the last month has a segment of the series."""
        return self.timeline.last in series.totals

    def _name(self, series: Series) -> str:
        """Return the name of the series, and its cost in the last month."""
        if not self._goes_on(series):
            return series.name
        amount = label_amount(
            series.totals[self.timeline.last], self.economics.currency, self.language, self.largest
        )
        return self.language.gettext("{category} {amount}", category=series.name, amount=amount)

    def _draw_swatch(self, series: Series, middle: float) -> None:
        """A small square left of the name, filled as the bars are."""
        across = self.plot.across
        corner = (self.timeline.end + LABEL_GAP / across, (middle - SWATCH / 2) / PLOT_HEIGHT)
        style = self._style(series.colour, forecast=False)
        place = self.plot.axes.transAxes
        square = Rectangle(
            corner, SWATCH / across, SWATCH / PLOT_HEIGHT, transform=place, clip_on=False, **style
        )
        self.plot.axes.add_patch(square)

    def _mark_forecast(self) -> None:
        """A line before the first month that is all forecast, with the word."""
        actual = [t.key.month for t in self.economics.costs if t.key.basis is Basis.ACTUAL]
        expected = [month for month, _ in self.forecast if not actual or month > max(actual)]
        if not expected:
            return
        start = self.timeline.at(min(expected)) - 0.5
        if actual:
            self.plot.axes.axvline(start, color=self.palette.outline, lw=0.75, ls=(0, (2, 2)))
        word = self.language.gettext("forecast")
        ground = {"facecolor": self.palette.page, "edgecolor": "none", "pad": 0.8}
        place = self.plot.axes.get_xaxis_transform()
        style = look(NOTE_SIZE, self.palette.second_ink)
        self.plot.axes.text(start + 0.12, 0.97, word, va="top", transform=place, bbox=ground, **style)


def _subtitle(economics: Economics, language: Language) -> str:
    """The subtitle, with a legend of the fillings that occur."""
    parts = [language.gettext("Cost by month and category, in {currency}.", currency=economics.currency)]
    last = max(total.key.month for total in economics.costs)
    parts.append(language.gettext("Amounts named: {month}.", month=language.month(last)))
    if any(total.key.basis is Basis.FORECAST for total in economics.costs):
        parts.append(language.gettext("Solid: actual. Hatched: forecast."))
    if any(total.key.phase is Phase.BUILD for total in economics.costs):
        parts.append(language.gettext("Dotted: spent once, to build it."))
    return " ".join(parts)


def cost_series(costs: Sequence[CostTotal], palette: Palette, language: Language) -> list[Series]:
    """The run cost by category, the largest first, what is left of it, and the build cost."""
    run: dict[CostCategory, dict[Month, Fraction]] = defaultdict(lambda: defaultdict(Fraction))
    build: dict[Month, Fraction] = defaultdict(Fraction)
    for total in costs:
        row = run[total.key.category] if total.key.phase is Phase.RUN else build
        row[total.key.month] += total.amount
    order = sorted(run, key=lambda category: -sum(run[category].values()))
    shown = order if len(order) <= MOST_CATEGORIES else order[: MOST_CATEGORIES - 1]
    named = [(category_word(category, language), run[category]) for category in shown]
    named += _rest([run[category] for category in order[len(shown) :]], language)
    shades = [blended(palette.accent, palette.page, strength) for strength in STRENGTHS]
    found = [Series(name, shade, totals) for (name, totals), shade in zip(named, shades, strict=False)]
    return [*found, Series(language.gettext("Build, once"), None, build)] if build else found


def _rest(
    rows: Sequence[Mapping[Month, Fraction]], language: Language
) -> Iterator[tuple[str, dict[Month, Fraction]]]:
    """The smaller categories in one."""
    if rows:
        totals: dict[Month, Fraction] = defaultdict(Fraction)
        for row in rows:
            for month, amount in row.items():
                totals[month] += amount
        name = language.ngettext("{count} smaller category", "{count} smaller categories", len(rows))
        yield name, totals
