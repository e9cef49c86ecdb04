"""The scale upwards of a plot: a grid drawn as one line, and the names on its left.

Matplotlib's own ticks are several artists each, whose extents it also works out.
"""

from collections.abc import Iterable, Sequence

from matplotlib.axes import Axes

from fivegates.charts.drawing.text import NOTE_SIZE, look
from fivegates.charts.palette import Palette

_GAP = float("nan")


def draw_grid(axes: Axes, ticks: Sequence[float], palette: Palette) -> None:
    """Draw a fine line across the plot at each of `ticks`, and a stronger one at zero."""
    across = axes.get_yaxis_transform()
    xs, ys = [0, 1, _GAP] * len(ticks), [y for tick in ticks for y in (tick, tick, _GAP)]
    axes.plot(xs, ys, transform=across, color=palette.hairline, lw=0.5, zorder=0.5)
    axes.plot([0, 1], [0, 0], transform=across, color=palette.outline, lw=0.75, zorder=1)


def name_heights(
    axes: Axes, ticks: Iterable[float], names: Iterable[str], gap: float, palette: Palette
) -> None:
    """Write a name left of the plot at each of `ticks`; `gap` is a share of the plot's width."""
    across, style = axes.get_yaxis_transform(), look(NOTE_SIZE, palette.second_ink)
    for tick, name in zip(ticks, names, strict=True):
        axes.text(-gap, tick, name, ha="right", va="center_baseline", transform=across, **style)
