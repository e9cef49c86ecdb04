"""Turns a figure into a picture for the screen."""

from io import BytesIO

from matplotlib.figure import Figure

from fivegates.charts.drawing.text import POINTS_PER_INCH


def png(figure: Figure, dots: float) -> bytes:
    """Draw `figure` as PNG with a transparent ground and so many `dots` a point."""
    drawn = BytesIO()
    figure.savefig(drawn, format="png", dpi=POINTS_PER_INCH * dots, transparent=True)
    return drawn.getvalue()
