"""How every chart shows where a figure comes from, as the International Business Communication Standards do.

What was measured is solid, what is forecast or projected hatched (of lines: dashed), what is planned an
outline, and what was earlier lighter than what is now.
"""

from typing import Any, Final

from fivegates.charts.drawing.plot import blended
from fivegates.charts.palette import Palette

HATCH: Final = "////"
DASHES: Final = (0, (4, 2))
EARLIER_STRENGTH: Final = 0.45
_GROUND_STRENGTH: Final = 0.25


def forecast_fill(colour: str, palette: Palette, strength: float = _GROUND_STRENGTH) -> dict[str, Any]:
    """A patch that is hatched in a colour, on a lighter ground of it; `strength` is that of the ground."""
    return {"facecolor": blended(colour, palette.page, strength), "hatchcolor": colour, "hatch": HATCH}


def plan_fill(colour: str, palette: Palette) -> dict[str, Any]:
    """A patch that is an outline."""
    return {"facecolor": palette.page, "edgecolor": colour, "lw": 0.9}
