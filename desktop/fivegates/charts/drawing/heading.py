"""What a chart says above itself, and the sizes of words in charts."""

from dataclasses import dataclass

from matplotlib.figure import Figure

from fivegates.charts.drawing.text import BOLD, POINTS_PER_INCH, fitted, look
from fivegates.charts.palette import Palette

# In points.
TITLE_SIZE, TEXT_SIZE, NOTE_SIZE = 11.0, 8.0, 7.5
SUBTITLE_BELOW = 16.0


@dataclass(frozen=True, slots=True)
class Heading:
    """What a chart says above itself: its finding, and what is drawn with its units."""

    finding: str
    subtitle: str


def write_heading(figure: Figure, heading: Heading, palette: Palette) -> None:
    """Write the finding, and what is drawn, each on one line from the upper left corner of a figure."""
    width, height = (POINTS_PER_INCH * inches for inches in figure.get_size_inches())
    finding = fitted(heading.finding, TITLE_SIZE, width, BOLD)
    figure.text(0, 1, finding, va="top", **look(TITLE_SIZE, palette.ink, BOLD))
    subtitle = fitted(heading.subtitle, TEXT_SIZE, width)
    figure.text(0, 1 - SUBTITLE_BELOW / height, subtitle, va="top", **look(TEXT_SIZE, palette.second_ink))
