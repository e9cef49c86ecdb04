"""The notation of actual, forecast and planned figures by the International Business Communication Standards.

Measured figures are solid, forecast or projected ones hatched (lines: dashed), planned ones an
outline, and earlier ones lighter than current ones.
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
