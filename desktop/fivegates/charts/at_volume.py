"""Cost and value of a month against volume, with break-even, today's volume and the target marked."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any

from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from fivegates.charts.amounts import money
from fivegates.charts.drawing import look
from fivegates.charts.money_titles import at_volume_finding
from fivegates.charts.palette import Palette
from fivegates.charts.plot import NOTE_SIZE, PLOT_HEIGHT, EndLabel, Heading, Plot
from fivegates.charts.volumes import Volumes
from fivegates.domain.language import Language

BEYOND = Fraction(11, 10)
# A break-even so many times further than all other volumes is told, and not drawn.
TOO_FAR = 4
NOTE_LINE = 10.0
# What the names of volumes take above the lines, as a multiple of the highest.
NAMES_ROOM = 1.3
TICKS = 5
# From this share of the plot on, words stand left of what they name.
RIGHT_HALF = 0.6


@dataclass(frozen=True, slots=True)
class Mark:
    """A volume with its name."""

    volume: Fraction
    name: str


def at_volume(volumes: Volumes, palette: Palette, language: Language, *, width: float) -> Figure:
    """Draw from no volume to beyond the target, `width` points wide."""
    return _AtVolume(volumes, palette, language, width).plot.figure


class _AtVolume:
    """One figure in the making."""

    def __init__(self, volumes: Volumes, palette: Palette, language: Language, width: float) -> None:
        self.volumes, self.palette, self.language = volumes, palette, language
        heading = Heading(at_volume_finding(volumes, language), self._told())
        self.plot = Plot(heading, palette, language, width)
        self.most = self._most()
        ends = [volumes.cost(self.most), volumes.fixed, volumes.benefit(self.most) or Fraction(0)]
        self.plot.scale(min(*map(float, ends), 0.0), float(max(ends)) * NAMES_ROOM, volumes.currency)
        self._mark_volumes()
        self._draw_lines()
        self._draw_break_even()
        self._draw_marks()

    def _told(self) -> str:
        """What is drawn, with units, and what it rests on."""
        language, volumes = self.language, self.volumes
        values = {"currency": volumes.currency, "unit": volumes.unit, "month": language.month(volumes.month)}
        if volumes.unit:
            return language.gettext(
                "Cost and value a month in {currency}, by {unit} a month, on the figures of {month}.",
                **values,
            )
        return language.gettext(
            "Cost and value a month in {currency}, by units a month, on the figures of {month}.", **values
        )

    def _most(self) -> Fraction:
        """The largest volume drawn."""
        known = Fraction(max(self.volumes.today, self.volumes.target or 0))
        even = self.volumes.break_even
        return BEYOND * (max(known, even) if even is not None and even <= known * TOO_FAR else known)

    def _mark_volumes(self) -> None:
        """Round volumes below the plot."""
        self.plot.axes.set_xlim(0, float(self.most))
        locator = MaxNLocator(nbins=TICKS, steps=[1, 2, 2.5, 5, 10], integer=True)
        ticks = [int(tick) for tick in locator.tick_values(0, float(self.most)) if tick <= self.most]
        names = [self.language.number(tick) for tick in ticks]
        self.plot.axes.set_xticks(ticks, names, **look(NOTE_SIZE, self.palette.second_ink))

    def _draw_lines(self) -> None:
        """Cost from its fixed part, value from nothing, and the loss and gain between them."""
        axes, palette, volumes, end = self.plot.axes, self.palette, self.volumes, self.most
        places = [Fraction(0), end]
        cost = [float(volumes.cost(place)) for place in places]
        axes.plot([0, float(end)], cost, color=palette.ink, lw=1.6, zorder=3)
        amount = money(volumes.cost(end), volumes.currency, self.language)
        labels = [EndLabel(cost[-1], (self.language.gettext("Cost"), amount), palette.ink)]
        gained = volumes.benefit(end)
        if gained is not None:
            value = [0.0, float(gained)]
            self._shade(cost, value)
            axes.plot([0, float(end)], value, color=palette.accent, lw=1.3, ls=(0, (4, 2)), zorder=3)
            amount = money(gained, volumes.currency, self.language)
            labels.append(EndLabel(value[-1], (self.language.gettext("Value"), amount), palette.accent))
        self.plot.write_ends(labels)

    def _shade(self, cost: list[float], value: list[float]) -> None:
        """Gain and loss, each in its tint."""
        for tint, gains in ((self.palette.open_tint, True), (self.palette.closed_tint, False)):
            where = [(gain >= spent) is gains for spent, gain in zip(cost, value, strict=True)]
            places = [0, float(self.most)]
            self.plot.axes.fill_between(places, cost, value, where=where, interpolate=True, color=tint, lw=0)

    def _draw_break_even(self) -> None:
        """A ring where value meets cost."""
        even = self.volumes.break_even
        if even is None or even > self.most:
            return
        place = [float(even)], [float(self.volumes.cost(even))]
        ring: dict[str, Any] = {"ms": 6.5, "mfc": self.palette.page, "mec": self.palette.ink, "mew": 1.4}
        self.plot.axes.plot(*place, "o", zorder=5, clip_on=False, **ring)

    def _draw_marks(self) -> None:
        """A fine line at each volume; their names stand below each other, so that none covers another."""
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
        """Today, the target, and break-even where it is drawn."""
        language, volumes = self.language, self.volumes
        today = language.gettext("today {volume}", volume=language.number(volumes.today))
        yield Mark(Fraction(volumes.today), today)
        if volumes.target is not None and volumes.target != volumes.today:
            target = language.gettext("target {volume}", volume=language.number(volumes.target))
            yield Mark(Fraction(volumes.target), target)
        even = volumes.break_even
        if even is not None and even <= self.most:
            yield Mark(even, language.gettext("break-even {volume}", volume=language.number(ceil(even))))
