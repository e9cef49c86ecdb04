"""Sensitivity: how far a figure moves when each driver is lower and higher, the largest effect first."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from fivegates.charts.amounts import money
from fivegates.charts.drawing import BOLD, POINTS_PER_INCH, fitted, look
from fivegates.charts.palette import Palette
from fivegates.charts.plot import NOTE_SIZE, TEXT_SIZE, TITLE_SIZE, blended
from fivegates.domain.language import Language

# In points.
HEAD, ROW, FOOT = 52.0, 18.0, 6.0
BAR = 9.0
LABELS_SHARE, AMOUNT_ROOM = 0.3, 66.0
GUTTER = 4.0


@dataclass(frozen=True, slots=True)
class Effect:
    """The figure when one driver is lower, and when it is higher."""

    driver: str
    low: Fraction
    high: Fraction

    @property
    def span(self) -> Fraction:
        """How far apart the two are."""
        return abs(self.high - self.low)


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """A figure as it is, in currency a month, and what each driver does to it when moved by `percent`."""

    name: str
    currency: str
    figure: Fraction
    percent: int
    effects: tuple[Effect, ...]


def sensitivity_finding(values: Sensitivity, language: Language) -> str:
    """Which driver matters most, and whether one of them turns the figure negative."""
    most = max(values.effects, key=lambda effect: effect.span)
    text = language.gettext("{driver} moves it most", driver=most.driver)
    turning = [e for e in values.effects if values.figure >= 0 > min(e.low, e.high)]
    if not turning:
        return text
    return language.ngettext(
        "{finding}; {count} driver alone turns it negative",
        "{finding}; each of {count} drivers turns it negative",
        len(turning),
        finding=text,
    )


def sensitivity(values: Sensitivity, palette: Palette, language: Language, *, width: float) -> Figure:
    """Draw a bar for each driver, `width` points wide and as tall as they need; there has to be one."""
    return _Sensitivity(values, palette, language, width).figure


class _Sensitivity:
    """One figure in the making. Data are amounts across, and points downwards from the first bar."""

    def __init__(self, values: Sensitivity, palette: Palette, language: Language, width: float) -> None:
        self.values, self.palette, self.language, self.width = values, palette, language, width
        self.effects = sorted(values.effects, key=lambda effect: -effect.span)
        self.height = HEAD + FOOT + ROW * len(self.effects)
        self.figure = Figure(figsize=(width / POINTS_PER_INCH, self.height / POINTS_PER_INCH))
        self.axes = self._axes()
        self._write_head()
        for index, effect in enumerate(self.effects):
            self._draw(effect, (index + 0.5) * ROW)
        self._draw_figure()

    def _axes(self) -> Axes:
        """Room for the bars, between the drivers' names and the amounts."""
        left = LABELS_SHARE + AMOUNT_ROOM / self.width
        across = 1 - left - AMOUNT_ROOM / self.width
        axes = self.figure.add_axes((left, 0, across, 1 - HEAD / self.height))
        axes.set_axis_off()
        ends = [float(end) for effect in self.effects for end in (effect.low, effect.high)]
        low, high = min(*ends, float(self.values.figure)), max(*ends, float(self.values.figure))
        axes.set_xlim(low, high if high > low else low + 1)
        axes.set_ylim(self.height - HEAD, 0)
        return axes

    def _write_head(self) -> None:
        """The finding, and what is drawn."""
        told = self.language.gettext(
            "{figure} in {currency}, with each driver {percent} lower (hollow) and higher (solid).",
            figure=self.values.name,
            currency=self.values.currency,
            percent=self.language.percent(self.values.percent),
        )
        finding = fitted(sensitivity_finding(self.values, self.language), TITLE_SIZE, self.width, BOLD)
        self.figure.text(0, 1, finding, va="top", **look(TITLE_SIZE, self.palette.ink, BOLD))
        told = fitted(told, TEXT_SIZE, self.width)
        quiet = look(TEXT_SIZE, self.palette.second_ink)
        self.figure.text(0, 1 - 16 / self.height, told, va="top", **quiet)

    def _draw(self, effect: Effect, y: float) -> None:
        """The driver's name, two bars from the figure as it is, and an amount at either end."""
        place = self.axes.get_yaxis_transform()
        name = fitted(effect.driver, TEXT_SIZE, self.width * LABELS_SHARE - GUTTER)
        shift = self.axes.get_position().x0 / self.axes.get_position().width
        style = look(TEXT_SIZE, self.palette.ink)
        self.axes.text(-shift, y, name, va="center", transform=place, **style)
        line, page = self.palette.accent, self.palette.page
        for end, fill in ((effect.low, page), (effect.high, blended(line, page, 0.75))):
            start, length = float(self.values.figure), float(end - self.values.figure)
            self.axes.barh(
                y, length, BAR, left=start, color=fill, edgecolor=line, lw=0.75, zorder=2, clip_on=False
            )
        self._write_ends((effect.low, effect.high), y)

    def _write_ends(self, ends: Sequence[Fraction], y: float) -> None:
        """The lower amount on the left, the higher on the right."""
        for end, side in ((min(ends), "right"), (max(ends), "left")):
            amount = fitted(money(end, self.values.currency, self.language), NOTE_SIZE, AMOUNT_ROOM - GUTTER)
            shift = (-GUTTER if side == "right" else GUTTER, 0)
            style = look(NOTE_SIZE, self.palette.second_ink)
            self.axes.annotate(
                amount, (float(end), y), shift, textcoords="offset points", ha=side, va="center", **style
            )

    def _draw_figure(self) -> None:
        """A line at the figure as it is, with its amount above."""
        x = float(self.values.figure)
        self.axes.plot([x, x], [0, self.height - HEAD - FOOT], color=self.palette.ink, lw=0.75, zorder=3)
        amount = money(self.values.figure, self.values.currency, self.language)
        self.axes.text(x, -4, amount, ha="center", va="bottom", **look(TEXT_SIZE, self.palette.ink, BOLD))
