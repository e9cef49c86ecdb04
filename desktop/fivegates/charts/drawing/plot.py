"""The frame of money charts: finding above, amounts on the left, a light grid, margins for labels."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from fivegates.charts.drawing.amounts import tick_amounts
from fivegates.charts.drawing.figures import fixed_axes
from fivegates.charts.drawing.grid import draw_grid, name_heights
from fivegates.charts.drawing.text import (
    BOLD,
    NOTE_SIZE,
    POINTS_PER_INCH,
    REGULAR,
    TEXT_SIZE,
    Heading,
    fitted,
    look,
    text_width,
    write_heading,
)
from fivegates.charts.palette import Palette
from fivegates.domain.language import Language

# All in points.
HEAD, FOOT, PLOT_HEIGHT = 40.0, 26.0, 128.0
HEIGHT = HEAD + PLOT_HEIGHT + FOOT
LABEL_ROOM, LABEL_GAP, LABEL_LINE = 148.0, 8.0, 10.5
TICK_GAP = 5.0
# Room above the highest figure, as a share.
HEADROOM = 1.06
MOST_TICKS = 5
# The opacity of gains and losses, which differ in grey as well.
GAIN_STRENGTH, LOSS_STRENGTH = 0.08, 0.2


@dataclass(frozen=True, slots=True)
class EndLabel:
    """Words right of the plot, beside the amount `y` that they name.

    The first line is in `colour`, and all are `indent` points in. With `led` a fine line goes to them.
    """

    y: float
    lines: tuple[str, ...]
    colour: str
    led: bool = True
    indent: float = 0


class Plot:
    """A figure under construction: `axes` have amounts upwards, and the chart's own unit across.

    `end` is where its marks end, as a share of the plot.
    """

    def __init__(
        self, heading: Heading, palette: Palette, language: Language, width: float, *, end: float = 1
    ) -> None:
        self.palette, self.language, self.width, self.end = palette, language, width, end
        self.room = LABEL_ROOM
        self.figure = Figure(figsize=(width / POINTS_PER_INCH, HEIGHT / POINTS_PER_INCH))
        self.axes = fixed_axes(self.figure, (0, FOOT / HEIGHT, 1, PLOT_HEIGHT / HEIGHT))
        write_heading(self.figure, heading, palette)

    def scale(
        self, low: float, high: float, currency: str, names: Iterable[str], *, indent: float = 0
    ) -> None:
        """Set the amounts upwards from `low` to `high`, in round steps; zero is always there.

        `names` are the lines that will be written on the right, `indent` points in: they get the room that
        they need, up to `LABEL_ROOM`, beside the plot only as far as what its marks leave is too little.
        """
        widest = max((text_width(name, TEXT_SIZE, BOLD) for name in names), default=0)
        needed = min(LABEL_ROOM, LABEL_GAP + indent + widest + 2)
        low, high = min(low, 0) * HEADROOM, max(high, 0) * HEADROOM or 1
        steps = MaxNLocator(nbins=MOST_TICKS, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
        ticks = [float(tick) for tick in steps if low <= tick <= high]
        labels = tick_amounts(ticks, currency, self.language)
        self.axes.set_ylim(low, high)
        draw_grid(self.axes, ticks, self.palette)
        left = max(text_width(label, NOTE_SIZE) for label in labels) + TICK_GAP + 1
        self.room = max(0, (needed - (self.width - left) * (1 - self.end)) / self.end)
        self._leave_room(left)
        name_heights(self.axes, ticks, labels, TICK_GAP / self.across, self.palette)

    def name_places(self, places: Iterable[float], names: Iterable[str]) -> None:
        """Write names below the plot, each in the middle of its place across."""
        below, style = self.axes.get_xaxis_transform(), look(NOTE_SIZE, self.palette.second_ink)
        for place, name in zip(places, names, strict=True):
            self.axes.text(
                place, -TICK_GAP / PLOT_HEIGHT, name, ha="center", va="top", transform=below, **style
            )

    def _leave_room(self, left: float) -> None:
        """Keep `left` points for the amounts, and the room on the right for labels."""
        across = self.width - left - self.room
        self.axes.set_position((left / self.width, FOOT / HEIGHT, across / self.width, PLOT_HEIGHT / HEIGHT))

    @property
    def across(self) -> float:
        """The width of the plot, in points."""
        return self.width * self.axes.get_position().width

    def place(self, y: float) -> float:
        """The height of an amount above the bottom of the plot, in points."""
        low, high = self.axes.get_ylim()
        return PLOT_HEIGHT * (y - low) / (high - low)

    def shade_margin(self, places: Sequence[float], costs: Sequence[float], values: Sequence[float]) -> None:
        """Shade what is between two lines: quietly where values are higher, darker where costs are."""
        for colour, strength, gains in (
            (self.palette.open, GAIN_STRENGTH, True),
            (self.palette.closed, LOSS_STRENGTH, False),
        ):
            where = [(value >= cost) is gains for cost, value in zip(costs, values, strict=True)]
            tint = blended(colour, self.palette.page, strength)
            self.axes.fill_between(places, costs, values, where=where, interpolate=True, color=tint, lw=0)

    def write_ends(self, labels: Sequence[EndLabel], x: float = 1.0) -> list[float]:
        """Write labels right of `x`, a share of the plot; return how high they are, in points."""
        heights = [LABEL_LINE * len(label.lines) for label in labels]
        places = spread([self.place(label.y) for label in labels], heights)
        for label, height, middle in zip(labels, heights, places, strict=True):
            self._write_end(label, x, middle + height / 2 - LABEL_LINE + 3)
            if label.led:
                self._lead(x, self.place(label.y), middle)
        return places

    def _write_end(self, label: EndLabel, x: float, base: float) -> None:
        """The lines of one label, the first in bold; a patch of page keeps the grid off those in the plot."""
        ground = {"facecolor": self.palette.page, "edgecolor": "none", "pad": 0.8} if x < 1 else None
        room = self.room + self.across * (1 - x) - LABEL_GAP - label.indent
        for index, line in enumerate(label.lines):
            weight = REGULAR if index else BOLD
            self.axes.text(
                x + (LABEL_GAP + label.indent) / self.across,
                (base - index * LABEL_LINE) / PLOT_HEIGHT,
                fitted(line, TEXT_SIZE, room, weight),
                transform=self.axes.transAxes,
                bbox=ground,
                **look(TEXT_SIZE, self.palette.second_ink if index else label.colour, weight),
            )

    def _lead(self, x: float, start: float, end: float) -> None:
        """A thin line from a label to its point."""
        self.axes.plot(
            [x + 1.5 / self.across, x + (LABEL_GAP - 2) / self.across],
            [start / PLOT_HEIGHT, end / PLOT_HEIGHT],
            transform=self.axes.transAxes,
            color=self.palette.outline,
            lw=0.5,
            clip_on=False,
        )


def spread(wanted: Sequence[float], heights: Sequence[float]) -> list[float]:
    """Spread the centres of labels until none overlap, each as near to its place as possible."""
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    groups: list[tuple[list[int], float]] = []
    for index in order:
        group, bottom = [index], max(0.0, wanted[index] - heights[index] / 2)
        while groups and groups[-1][1] + sum(heights[i] for i in groups[-1][0]) > bottom:
            group = groups.pop()[0] + group
            bottom = _bottom(group, wanted, heights)
        groups.append((group, bottom))
    places = [0.0] * len(wanted)
    for group, bottom in groups:
        top = bottom
        for index in group:
            places[index] = top + heights[index] / 2
            top += heights[index]
    return places


def _bottom(group: Sequence[int], wanted: Sequence[float], heights: Sequence[float]) -> float:
    """The bottom of a group of adjacent labels, centred on their points; never below the plot."""
    below = 0.0
    starts = []
    for index in group:
        starts.append(wanted[index] - heights[index] / 2 - below)
        below += heights[index]
    return max(0.0, sum(starts) / len(starts))


def blended(colour: str, page: str, share: float) -> str:
    """`share` of a colour on the page's; opaque, since paper and greyscale printers know no transparency."""
    red, green, blue = (
        ink * share + ground * (1 - share) for ink, ground in zip(to_rgb(colour), to_rgb(page), strict=True)
    )
    return to_hex((red, green, blue))
