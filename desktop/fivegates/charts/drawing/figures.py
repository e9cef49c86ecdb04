"""Figures of charts: axes that set their own limits, rows measured in points, and the PNG for the screen."""

from collections.abc import Mapping
from io import BytesIO
from itertools import pairwise
from typing import Any, TypeAlias

from matplotlib.axes import Axes
from matplotlib.axis import Axis, XAxis, YAxis
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.spines import Spine

from fivegates.charts.drawing.text import (
    BOLD,
    POINTS_PER_INCH,
    REGULAR,
    TEXT_SIZE,
    TITLE_SIZE,
    Heading,
    fitted,
    look,
    text_width,
)
from fivegates.charts.palette import Palette

Box = tuple[float, float, float, float]


class _Tickless(Axis):
    """An axis without ticks: matplotlib's own makes some for each axes, if only to set their clip."""

    def reset_ticks(self) -> None:
        """Have none, instead of making them when they are first asked for."""
        self.majorTicks, self.minorTicks = [], []


class _Across(_Tickless, XAxis):
    """The horizontal axis."""


class _Upwards(_Tickless, YAxis):
    """The vertical axis."""


class FixedAxes(Axes):
    """Axes without frame, ticks or autoscaling: the extent of each line and patch is not computed.

    Computing it takes as long as creating the line.
    """

    def _init_axis(self) -> None:
        """Matplotlib's hook for axes of another kind."""
        self.xaxis, self.yaxis = _Across(self, clear=False), _Upwards(self, clear=False)

    def _gen_axes_spines(self) -> dict[str, Spine]:
        """Matplotlib's hook for frames of another kind."""
        return {}

    def plot(
        self,
        *args: Any,  # noqa: ANN401 - matplotlib's signature
        scalex: bool = True,  # noqa: ARG002
        scaley: bool = True,  # noqa: ARG002
        data: object = None,  # noqa: ARG002
        **kwargs: Any,  # noqa: ANN401
    ) -> list[Line2D]:
        """Draw one line through points, given as abscissas and ordinates; or with a marker, these alone.

        Matplotlib's own also reads formats, units and several lines at once, and takes longer for that.
        """
        xs, ys, *marker = args
        alone = {"marker": marker[0], "linestyle": "none"} if marker else {}
        return [self.add_line(Line2D(xs, ys, **alone | kwargs))]

    def add_line(self, line: Line2D) -> Line2D:
        """Add a line without updating data limits."""
        self.add_artist(line)
        return line

    def add_patch(self, p: Patch) -> Patch:
        """Add a patch without updating data limits."""
        self.add_artist(p)
        return p


def fixed_axes(figure: Figure, box: Box) -> Axes:
    """Add axes without frame or ticks to a figure; `box` is left, bottom, width, height as shares of it."""
    axes = FixedAxes(figure, box)
    axes.set_axis_off()
    figure.add_axes(axes)
    return axes


TITLE_LINE, TEXT_LINE, HEAD_GAP = 14.0, 10.5, 8.0
MOST_LINES = 2
# The distance from a line's middle down to its baseline, as a share of the size.
MIDDLE = 0.34


class Sheet:
    """A figure under construction: `axes` have points across and downwards; `top` is below the head."""

    def __init__(self, heading: Heading, palette: Palette, width: float, body: float) -> None:
        self.palette, self.width = palette, width
        finding, subtitle = _head(heading, width)
        self.top = head_height(heading, width)
        self.height = self.top + body
        self.figure = Figure(figsize=(width / POINTS_PER_INCH, self.height / POINTS_PER_INCH))
        self.axes = fixed_axes(self.figure, (0, 0, 1, 1))
        self.axes.set_xlim(0, width)
        self.axes.set_ylim(self.height, 0)
        self._write_head(finding, subtitle)

    def _write_head(self, finding: list[str], subtitle: list[str]) -> None:
        """The finding in bold, and the subtitle below it."""
        for number, line in enumerate(finding):
            self.write(0, (number + 0.5) * TITLE_LINE, line, look(TITLE_SIZE, self.palette.ink, BOLD))
        below = TITLE_LINE * len(finding)
        for number, line in enumerate(subtitle):
            self.write(0, below + (number + 0.5) * TEXT_LINE, line, look(TEXT_SIZE, self.palette.second_ink))

    def write(self, x: float, y: float, text: str, style: Mapping[str, Any], align: str = "left") -> None:
        """Words centred on the height `y`; `style` is a `look`."""
        self.axes.text(x, y + MIDDLE * style["size"], text, ha=align, va="baseline", **style)


def head_height(heading: Heading, width: float) -> float:
    """The height of finding and subtitle, with the gap below them."""
    finding, subtitle = _head(heading, width)
    return TITLE_LINE * len(finding) + TEXT_LINE * len(subtitle) + HEAD_GAP


def _head(heading: Heading, width: float) -> tuple[list[str], list[str]]:
    """The lines of the finding, and those of the subtitle."""
    finding = wrapped(heading.finding, TITLE_SIZE, width, BOLD)
    return finding, wrapped(heading.subtitle, TEXT_SIZE, width)


def wrapped(text: str, size: float, width: float, weight: str = REGULAR) -> list[str]:
    """Break `text` between words into lines of `width` points; the last one is cut where it is too long."""
    words, lines = text.split(), [""]
    while words:
        longer = f"{lines[-1]} {words[0]}".strip()
        if not lines[-1] or text_width(longer, size, weight) <= width:
            lines[-1] = longer
        elif len(lines) < MOST_LINES:
            lines.append(words[0])
        else:
            lines[-1] = f"{lines[-1]} {' '.join(words)}"
            break
        words.pop(0)
    return [fitted(line, size, width, weight) for line in lines if line]


Drawn: TypeAlias = Figure
"""A figure, for modules that pass one on without importing matplotlib."""


def png(figure: Figure, dots: float) -> bytes:
    """Render `figure` as PNG with a transparent background and `dots` pixels per point."""
    drawn = BytesIO()
    # A picture for the screen is read at once: packing it tighter takes a third of the time to draw it.
    packing = {"compress_level": 1}
    figure.savefig(drawn, format="png", dpi=POINTS_PER_INCH * dots, transparent=True, pil_kwargs=packing)
    return drawn.getvalue()


def places_across(figure: Figure, count: int) -> tuple[tuple[float, float], ...]:
    """The horizontal extent of each of the first `count` whole steps of the plot, in points."""
    axes = figure.axes[0]
    points = POINTS_PER_INCH / figure.dpi
    edges = [axes.transData.transform((place - 0.5, 0))[0] * points for place in range(count + 1)]
    return tuple(pairwise(edges))
