"""The marks of the states in charts, distinguished by shape alone, as the window and the paper draw them."""

import math
from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.path import Path

from fivegates.charts.palette import Palette
from fivegates.domain.verdict.states import GateState, VerdictState

DASHES, POINTS_A_DASH = 10, 4
# The tick and the bar in a square of 1 × 1 around the middle; each extends to its largest coordinate.
_TICK, _TICK_REACH = Path([(-0.23, 0.0), (-0.06, -0.16), (0.24, 0.16)]), 0.24
_BAR, _BAR_REACH = Path([(-0.22, 0.0), (0.22, 0.0)]), 0.22


def draw_marks(
    axes: Axes,
    state: GateState | VerdictState,
    places: Sequence[tuple[float, float]],
    size: float,
    palette: Palette,
) -> None:
    """Draw the mark of `state`, `size` points wide, with its middle at each of `places`."""
    colour = palette.status(state)
    xs, ys = [x for x, _ in places], [y for _, y in places]

    def draw(marker: str | Path, share: float, **style: str | float) -> None:
        given: dict[str, Any] = {"ls": "none", "ms": size * share, "mew": 0, "clip_on": False, "zorder": 4}
        axes.plot(xs, ys, marker=marker, **given | style)

    match state:
        case GateState.OPEN | VerdictState.READY:
            draw("o", 1, mfc=colour)
            draw(_TICK, 2 * _TICK_REACH, mfc="none", mec=palette.page, mew=size * 0.12)
        case GateState.WAIVED | VerdictState.WAIVED:
            draw("^", 0.9, mfc=colour)
        case GateState.CONDITIONAL | VerdictState.CONDITIONAL:
            half = {"fillstyle": "left", "mfc": colour, "markerfacecoloralt": palette.page}
            draw("D", 0.68, mec=colour, mew=size * 0.09, **half)
        case GateState.CLOSED | VerdictState.NOT_READY:
            draw("s", 0.86, mfc=colour)
            draw(_BAR, 2 * _BAR_REACH, mfc="none", mec=palette.page, mew=size * 0.12)
        case GateState.INCOMPLETE | VerdictState.INCOMPLETE:
            draw(_ring(), 0.8, mfc="none", mec=colour, mew=size * 0.1)


def _ring() -> Path:
    """A circle of dashes."""
    points, codes = [], []
    for dash in range(DASHES):
        for step in range(POINTS_A_DASH):
            turn = 2 * math.pi * (dash + step / (POINTS_A_DASH - 1) / 2) / DASHES
            points.append((math.cos(turn) / 2, math.sin(turn) / 2))
            codes.append(Path.LINETO if step else Path.MOVETO)
    return Path(points, codes)
