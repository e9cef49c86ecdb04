"""Axes of charts that set their limits themselves."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

Box = tuple[float, float, float, float]


class FixedAxes(Axes):
    """Axes without autoscaling: the extent of each line and patch is not computed.

    Computing it takes as long as creating the line.
    """

    def add_line(self, line: Line2D) -> Line2D:
        """Add a line without updating data limits."""
        self.add_artist(line)
        return line

    def add_patch(self, p: Patch) -> Patch:
        """Add a patch without updating data limits."""
        self.add_artist(p)
        return p


def fixed_axes(figure: Figure, box: Box) -> Axes:
    """Add axes to a figure; `box` is left, bottom, width and height as shares of it."""
    axes = FixedAxes(figure, box)
    figure.add_axes(axes)
    return axes
