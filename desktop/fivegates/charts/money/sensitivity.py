"""Sensitivity chart: the effect of each driver on the monthly result, the largest first."""

from collections.abc import Sequence
from fractions import Fraction

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from fivegates.charts.drawing.amounts import label_amount
from fivegates.charts.drawing.figures import fixed_axes
from fivegates.charts.drawing.notation import forecast_fill
from fivegates.charts.drawing.text import (
    BOLD,
    NOTE_SIZE,
    POINTS_PER_INCH,
    TEXT_SIZE,
    Heading,
    fitted,
    look,
    write_heading,
)
from fivegates.charts.money.titles import CENT, sensitivity_finding
from fivegates.charts.palette import Palette
from fivegates.domain.economics.scenarios import Scenario, monthly_result
from fivegates.domain.economics.sensitivity import SWING, Effect
from fivegates.domain.language import Language
from fivegates.domain.wording.money_terms import driver_word

# In points.
HEAD, ROW, FOOT = 52.0, 18.0, 6.0
BAR = 9.0
LABELS_SHARE, AMOUNT_ROOM = 0.3, 66.0
GUTTER = 4.0
# How strong the ground of the hatches is: a driver's lower end and its higher one differ in grey as well.
LOW_STRENGTH, HIGH_STRENGTH = 0.0, 0.55


def sensitivity(
    scenario: Scenario, effects: Sequence[Effect], palette: Palette, language: Language, *, width: float
) -> Figure:
    """Draw a bar for each driver, `width` points wide and as tall as they need; at least one.

    The result of a month of `scenario` is known; `effects` are the results of its variations.
    """
    return _Sensitivity(scenario, effects, palette, language, width).figure


class _Sensitivity:
    """A figure under construction. Data are amounts across, and points downwards from the first bar."""

    def __init__(
        self,
        scenario: Scenario,
        effects: Sequence[Effect],
        palette: Palette,
        language: Language,
        width: float,
    ) -> None:
        self.palette, self.language, self.width, self.currency = palette, language, width, scenario.currency
        self.result = monthly_result(scenario) or Fraction(0)
        self.effects = sorted(effects, key=lambda effect: -effect.span)
        self.height = HEAD + FOOT + ROW * len(self.effects)
        self.figure = Figure(figsize=(width / POINTS_PER_INCH, self.height / POINTS_PER_INCH))
        self.axes = self._axes()
        self._write_head(sensitivity_finding(scenario, effects, language))
        for index, effect in enumerate(self.effects):
            self._draw(effect, (index + 0.5) * ROW)
        self._draw_result()

    def _axes(self) -> Axes:
        """Room for the bars, between the drivers' names and the amounts."""
        left = LABELS_SHARE + AMOUNT_ROOM / self.width
        across = 1 - left - AMOUNT_ROOM / self.width
        axes = fixed_axes(self.figure, (left, 0, across, 1 - HEAD / self.height))
        ends = [float(end) for effect in self.effects for end in (effect.low, effect.high)]
        low, high = min(*ends, float(self.result)), max(*ends, float(self.result))
        axes.set_xlim(low, high if high > low else low + 1)
        axes.set_ylim(self.height - HEAD, 0)
        return axes

    def _write_head(self, finding: str) -> None:
        """The finding and the subtitle."""
        text = self.language.gettext(
            "Result of a month in {currency}, with each driver {percent} lower (light) and higher (dark). "
            "Hatched: projected.",
            currency=self.currency,
            percent=self.language.percent(SWING * CENT),
        )
        write_heading(self.figure, Heading(finding, text), self.palette)

    def _draw(self, effect: Effect, y: float) -> None:
        """The driver's name, two bars from the result as it is, and an amount at either end."""
        place = self.axes.get_yaxis_transform()
        name = fitted(
            driver_word(effect.driver, self.language), TEXT_SIZE, self.width * LABELS_SHARE - GUTTER
        )
        shift = self.axes.get_position().x0 / self.axes.get_position().width
        style = look(TEXT_SIZE, self.palette.ink)
        self.axes.text(-shift, y, name, va="center", transform=place, **style)
        line = self.palette.accent
        for end, strength in ((effect.low, LOW_STRENGTH), (effect.high, HIGH_STRENGTH)):
            start, length = float(self.result), float(end - self.result)
            fill = forecast_fill(line, self.palette, strength)
            self.axes.barh(y, length, BAR, left=start, ec=line, lw=0.75, zorder=2, clip_on=False, **fill)
        self._write_ends((effect.low, effect.high), y)

    def _write_ends(self, ends: Sequence[Fraction], y: float) -> None:
        """The lower amount on the left, the higher on the right."""
        for end, side in ((min(ends), "right"), (max(ends), "left")):
            amount = fitted(label_amount(end, self.currency, self.language), NOTE_SIZE, AMOUNT_ROOM - GUTTER)
            shift = (-GUTTER if side == "right" else GUTTER, 0)
            style = look(NOTE_SIZE, self.palette.second_ink)
            self.axes.annotate(
                amount, (float(end), y), shift, textcoords="offset points", ha=side, va="center", **style
            )

    def _draw_result(self) -> None:
        """A line at the result as it is, with its amount above."""
        x = float(self.result)
        self.axes.plot([x, x], [0, self.height - HEAD - FOOT], color=self.palette.ink, lw=0.75, zorder=3)
        amount = label_amount(self.result, self.currency, self.language)
        self.axes.text(x, -4, amount, ha="center", va="bottom", **look(TEXT_SIZE, self.palette.ink, BOLD))
