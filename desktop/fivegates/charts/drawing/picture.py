"""Renders a figure as a PNG for the screen."""

from io import BytesIO
from itertools import pairwise
from typing import TypeAlias

from matplotlib.figure import Figure

from fivegates.charts.drawing.text import POINTS_PER_INCH

Drawn: TypeAlias = Figure
"""A figure, for modules that pass one on without importing matplotlib."""


def png(figure: Figure, dots: float) -> bytes:
    """Render `figure` as PNG with a transparent background and `dots` pixels per point."""
    drawn = BytesIO()
    figure.savefig(drawn, format="png", dpi=POINTS_PER_INCH * dots, transparent=True)
    return drawn.getvalue()


def places_across(figure: Figure, count: int) -> tuple[tuple[float, float], ...]:
    """The horizontal extent of each of the first `count` whole steps of the plot, in points."""
    axes = figure.axes[0]
    points = POINTS_PER_INCH / figure.dpi
    edges = [axes.transData.transform((place - 0.5, 0))[0] * points for place in range(count + 1)]
    return tuple(pairwise(edges))
