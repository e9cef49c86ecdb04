"""Cost and value of a month against volume, with break-even, today's volume and the target marked."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil
from typing import Any

from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from fivegates.charts.drawing.amounts import money
from fivegates.charts.drawing.notation import DASHES
from fivegates.charts.drawing.plot import PLOT_HEIGHT, EndLabel, Plot
from fivegates.charts.drawing.text import BOLD, NOTE_SIZE, TEXT_SIZE, TITLE_SIZE, Heading, first_fitting, look
from fivegates.charts.money.titles import at_volume_finding
from fivegates.charts.palette import Palette
from fivegates.domain.economics.break_even import break_even
from fivegates.domain.economics.scenarios import Scenario, monthly_benefit, monthly_cost
from fivegates.domain.language import Language

BEYOND = Fraction(11, 10)
# A break-even so many times further than all other volumes is stated, and not drawn.
TOO_FAR = 4
NOTE_LINE = 10.0
# The space for the names of volumes above the lines, as a multiple of the highest.
NAMES_ROOM = 1.3
TICKS = 5
# Both lines are projected; that of value has shorter dashes.
VALUE_DASHES = (0, (1.5, 1.5))
# Steps of the fixed cost beyond this many could not be distinguished; each is as steep as a unit is wide.
MOST_STEPS, STEP = 100, Fraction(1, 1000)
# From this share of the plot on, labels are left of what they name.
RIGHT_HALF = 0.6


@dataclass(frozen=True, slots=True)
class Mark:
    """A volume with its name."""

    volume: Fraction
    name: str


@dataclass(frozen=True, slots=True)
class Target:
    """The target: units a month (None where not set), and the name of a unit ("claims")."""

    volume: int | None
    unit: str


def at_volume(
    scenario: Scenario, target: Target, palette: Palette, language: Language, *, width: float
) -> Figure:
    """Draw from no volume to beyond all that are known, `width` points wide.

    `scenario` is at today's volume, which is above zero.
    """
    return _AtVolume(scenario, target, palette, language, width).plot.figure


class _AtVolume:
    """A figure under construction."""

    def __init__(
        self, scenario: Scenario, target: Target, palette: Palette, language: Language, width: float
    ) -> None:
        self.scenario, self.target, self.palette, self.language = scenario, target, palette, language
        even = break_even(scenario)
        self.even = even if isinstance(even, Fraction) and even else None
        self.most = self._most()
        self.plot = Plot(self._heading(width), palette, language, width)
        self.places = list(self._places())
        costs = [self._cost(place) for place in self.places]
        values = [self._value(place) for place in self.places]
        ends = [*costs, *(value for value in values if value is not None)]
        names = (language.gettext("Cost"), language.gettext("Value"))
        amounts = (self._amount(line[-1]) for line in (costs, values) if line[-1] is not None)
        self.plot.scale(min(ends), max(ends) * NAMES_ROOM, scenario.currency, (*names, *amounts))
        self._mark_volumes()
        self._draw_lines(costs, values)
        self._draw_break_even()
        self._draw_marks()

    def _heading(self, width: float) -> Heading:
        """Finding and subtitle, both with the name of a unit where that leaves them on one line."""
        units = (self.target.unit.strip(), "")
        findings = [
            at_volume_finding(self.scenario, self.target.volume, unit, self.language) for unit in units
        ]
        return Heading(
            first_fitting(findings, TITLE_SIZE, width, BOLD),
            first_fitting([self._subtitle(unit) for unit in units], TEXT_SIZE, width),
        )

    def _subtitle(self, unit: str) -> str:
        """The subtitle, with units and the base of the projection."""
        language, scenario = self.language, self.scenario
        text = language.gettext(
            "Cost and value a month in {currency}, by volume.", currency=scenario.currency
        )
        if unit:
            text = language.gettext(
                "Cost and value a month in {currency}, by {unit} a month.",
                currency=scenario.currency,
                unit=unit,
            )
        named = language.gettext(
            "Dashed: projected. Amounts named: at {volume} a month.", volume=language.number(int(self.most))
        )
        if scenario.month is None:
            return f"{text} {named}"
        month = language.month(scenario.month)
        return f"{text} {named} {language.gettext('On the figures of {month}.', month=month)}"

    def _cost(self, volume: Fraction) -> float:
        """The monthly cost at a volume."""
        return float(monthly_cost(replace(self.scenario, volume=volume)))

    def _value(self, volume: Fraction) -> float | None:
        """The monthly value at a volume, if that is known."""
        value = monthly_benefit(replace(self.scenario, volume=volume))
        return None if value is None else float(value)

    def _places(self) -> Iterator[Fraction]:
        """The volumes between which cost is a straight line: the ends, and either side of each step."""
        yield Fraction(0)
        if self.scenario.steps is not None:
            capacity = max(self.scenario.steps.capacity, ceil(self.most / MOST_STEPS))
            for edge in range(capacity, ceil(self.most), capacity):
                yield Fraction(edge)
                yield Fraction(edge) + STEP
        yield self.most

    def _most(self) -> Fraction:
        """The largest volume drawn, a whole one: at its end amounts are named."""
        known = max(self.scenario.volume, Fraction(self.target.volume or 0))
        near = self.even is not None and self.even <= known * TOO_FAR
        return Fraction(ceil(BEYOND * (max(known, self.even) if near and self.even is not None else known)))

    def _mark_volumes(self) -> None:
        """Round volumes below the plot."""
        self.plot.axes.set_xlim(0, float(self.most))
        locator = MaxNLocator(nbins=TICKS, steps=[1, 2, 2.5, 5, 10], integer=True)
        ticks = [int(tick) for tick in locator.tick_values(0, float(self.most)) if tick <= self.most]
        names = [self.language.number(tick) for tick in ticks]
        self.plot.name_places(ticks, names)

    def _draw_lines(self, costs: list[float], values: list[float | None]) -> None:
        """Cost from its fixed part, value from nothing, and the loss and gain between them."""
        axes, palette = self.plot.axes, self.palette
        places = [float(place) for place in self.places]
        axes.plot(places, costs, color=palette.ink, lw=1.6, ls=DASHES, zorder=3)
        labels = [self._end(self.language.gettext("Cost"), costs[-1], palette.ink)]
        known = [value for value in values if value is not None]
        if known:
            self.plot.shade_margin(places, costs, known)
            axes.plot(places, known, color=palette.accent, lw=1.3, ls=VALUE_DASHES, zorder=3)
            labels.append(self._end(self.language.gettext("Value"), known[-1], palette.accent))
        self.plot.write_ends(labels)

    def _end(self, name: str, amount: float, colour: str) -> EndLabel:
        """The end label of a line."""
        return EndLabel(amount, (name, self._amount(amount)), colour)

    def _amount(self, amount: float | None) -> str:
        """An amount at the end of a line."""
        return money(Fraction(amount or 0), self.scenario.currency, self.language)

    def _draw_break_even(self) -> None:
        """A ring where value meets cost."""
        if self.even is None or self.even > self.most:
            return
        place = [float(self.even)], [self._cost(self.even)]
        ring: dict[str, Any] = {"ms": 6.5, "mfc": self.palette.page, "mec": self.palette.ink, "mew": 1.4}
        self.plot.axes.plot(*place, "o", zorder=5, clip_on=False, **ring)

    def _draw_marks(self) -> None:
        """A fine line at each volume; their names are below each other, so that none covers another."""
        for row, mark in enumerate(sorted(self._marks(), key=lambda mark: mark.volume)):
            place = self.plot.axes.get_xaxis_transform()
            top = 1 - row * NOTE_LINE / PLOT_HEIGHT
            x = float(mark.volume)
            left = mark.volume > self.most * Fraction(RIGHT_HALF)
            self.plot.axes.plot(
                [x, x],
                [0, top],
                transform=place,
                color=self.palette.outline,
                lw=0.75,
                ls=(0, (1, 2)),
                zorder=2,
            )
            shift = -float(self.most) / self.plot.across * (3 if left else -3)
            ground = {"facecolor": self.palette.page, "edgecolor": "none", "pad": 0.8}
            style = look(NOTE_SIZE, self.palette.ink)
            align = "right" if left else "left"
            self.plot.axes.text(
                x + shift, top, mark.name, ha=align, va="top", transform=place, bbox=ground, zorder=6, **style
            )

    def _marks(self) -> Iterator[Mark]:
        """The latest month, the target, and break-even where it is drawn."""
        language, latest, target = self.language, self.scenario.volume, self.target.volume
        month = language.month(self.scenario.month) if self.scenario.month else language.gettext("latest")
        volume = language.number(ceil(latest))
        yield Mark(latest, language.gettext("{month}: {volume}", month=month, volume=volume))
        if target and target != latest:
            name = language.gettext("target {volume}", volume=language.number(target))
            yield Mark(Fraction(target), name)
        if self.even is not None and self.even <= self.most:
            volume = language.number(ceil(self.even))
            yield Mark(self.even, language.gettext("break-even {volume}", volume=volume))
