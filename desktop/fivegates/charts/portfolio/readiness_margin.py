"""Scatter chart of readiness against unit margin: a labelled mark for each initiative, without overlaps."""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from fivegates.charts.drawing.figures import Sheet
from fivegates.charts.drawing.marks import draw_marks
from fivegates.charts.drawing.text import NOTE_SIZE, TEXT_SIZE, Heading, fitted, look, text_width
from fivegates.charts.palette import Palette
from fivegates.domain.insights.margins import MarginPoint, Margins
from fivegates.domain.language import Language
from fivegates.domain.verdict.states import VerdictState
from fivegates.domain.wording.insights import margins_finding, share_text

Point = tuple[float, float]
# Points between a mark and its name, between turns of the search, and the farthest that is looked: names
# farther off, on long crossing lines, are worse than none.
NEAR, STEP, FARTHEST = 3.0, 6.0, 30.0
DIRECTIONS: Final = 16
# From here on a name is no longer seen to belong to its mark, and a line leads to it.
LED_FROM = 12.0
APART = 1.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """True if the two overlap, or nearly touch."""
        return (
            self.left < other.right + APART
            and other.left < self.right + APART
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def inside(self, other: "Box") -> bool:
        """True if all of it is in the other one."""
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.top <= self.top
            and self.bottom <= other.bottom
        )


@dataclass(frozen=True, slots=True)
class Placed:
    """The place of a name, and the leader line if it is not beside its mark."""

    box: Box
    lead: tuple[Point, Point] | None = None


def place_labels(
    points: Sequence[Point], sizes: Sequence[tuple[float, float]], room: Box, mark: float
) -> list[Placed | None]:
    """Find a place for each name, in the order given; None where all room near its mark is taken.

    `sizes` are the widths and heights of the names of the first `points`; further points have no name, and
    are kept clear too. `mark` is the width of a mark, all in points.
    """
    reach = mark / 2
    taken = [Box(x - reach, y - reach, x + reach, y + reach) for x, y in points]
    placed: list[Placed | None] = []
    for point, size in zip(points, sizes, strict=False):
        found = _first_free(point, size, taken, room, reach)
        placed.append(found)
        if found is not None:
            taken.append(found.box)
    return placed


def _first_free(
    point: Point, size: tuple[float, float], taken: Sequence[Box], room: Box, reach: float
) -> Placed | None:
    """The first place that is free, from beside the mark outwards."""
    for distance, box in chain(_beside(point, size, reach), _around(point, size, reach)):
        if box.inside(room) and not any(box.meets(other) for other in taken):
            return Placed(box, _lead(point, box, reach) if distance >= LED_FROM else None)
    return None


def _beside(point: Point, size: tuple[float, float], reach: float) -> Iterator[tuple[float, Box]]:
    """Right, left, above and below."""
    (x, y), (wide, tall) = point, size
    gap = reach + NEAR
    for left, top in (
        (x + gap, y - tall / 2),
        (x - gap - wide, y - tall / 2),
        (x - wide / 2, y - reach - 1 - tall),
        (x - wide / 2, y + reach + 1),
    ):
        yield 0, Box(left, top, left + wide, top + tall)


def _around(point: Point, size: tuple[float, float], reach: float) -> Iterator[tuple[float, Box]]:
    """Rings of places, wider and wider."""
    (x, y), (wide, tall) = point, size
    distance = reach + STEP
    while distance <= FARTHEST:
        for direction in range(DIRECTIONS):
            turn = 2 * math.pi * direction / DIRECTIONS
            end_x, end_y = x + distance * math.cos(turn), y + distance * math.sin(turn)
            left = end_x if math.cos(turn) >= 0 else end_x - wide
            yield distance, Box(left, end_y - tall / 2, left + wide, end_y + tall / 2)
        distance += STEP


def _lead(point: Point, box: Box, reach: float) -> tuple[Point, Point]:
    """Return the leader line from the rim of the mark to the nearest point on the name's edge."""
    x, y = point
    end = (min(max(x, box.left), box.right), min(max(y, box.top), box.bottom))
    length = math.dist(point, end) or 1.0
    start = (x + (end[0] - x) * reach / length, y + (end[1] - y) * reach / length)
    return start, end


# In points.
LEFT, RIGHT, FOOT, ABOVE = 30.0, 14.0, 28.0, 6.0
LEAST_HEIGHT, MORE_A_POINT, MOST_HEIGHT = 150.0, 6.0, 340.0
MARK, LABEL_ROOM, LABEL_HEIGHT = 7.5, 118.0, 9.0
# A loss beyond the whole value of a unit is drawn at the edge, with its share in its name.
EDGE: Final = -1.0
TICKS: Final = (-1.0, -0.75, -0.5, -0.25, 0.0, 0.25, 0.5, 0.75, 1.0)
READINESS_TICKS: Final = (0, 25, 50, 75, 100)
MARGIN_ROOM = 0.06
# The most ready come first. More names could not be read, and finding places for a thousand takes seconds.
MOST_NAMED: Final = 40


def readiness_margin(margins: Margins, palette: Palette, language: Language, *, width: float) -> Figure:
    """Draw the points, `width` points wide; there has to be one."""
    return _Scatter(margins, palette, language, width).sheet.figure


class _Scatter:
    """A figure under construction. All places are in points, from the top of the sheet once it is there.

    Names are placed before: the heading, which takes as much height as it needs, says how many found room.
    """

    def __init__(self, margins: Margins, palette: Palette, language: Language, width: float) -> None:
        self.points, self.palette, self.language = margins.points, palette, language
        self.tall = min(LEAST_HEIGHT + MORE_A_POINT * len(margins.points), MOST_HEIGHT)
        self.width, self.top = width, 0.0
        self.low, self.high = self._span()
        labels = self._labels([self._place(point) for point in margins.points])
        heading = Heading(margins_finding(margins, language), self._subtitle(margins, len(labels)))
        self.sheet = Sheet(heading, palette, width, ABOVE + self.tall + FOOT)
        self.top = self.sheet.top
        self._draw_grid(margins.open_score)
        for name, placed in labels:
            self._draw_label(name, placed)
        self._draw_marks([self._place(point) for point in margins.points])

    @property
    def axes(self) -> Axes:
        """The axes that everything is drawn on."""
        return self.sheet.axes

    def _subtitle(self, margins: Margins, named: int) -> str:
        """The subtitle: axes, number of labels, and initiatives left out."""
        return " ".join(self._sentences(margins, named))

    def _sentences(self, margins: Margins, named: int) -> Iterator[str]:
        """The axes, the line, the edge, and who is left out."""
        gettext = self.language.gettext
        yield gettext(
            "Readiness upwards; margin of a unit at target volume, as a share of its value, across."
        )
        if margins.open_score is not None:
            yield gettext("Dashed: what opens a gate.")
        if any(point.share < EDGE for point in margins.points):
            yield gettext("Greater losses are drawn at the edge, with their share.")
        if named < len(margins.points):
            yield gettext(
                "{named} of {total} have room for a name; the table names all.",
                named=self.language.number(named),
                total=self.language.number(len(margins.points)),
            )
        if margins.apart:
            yield self.language.ngettext(
                "{count} initiative without a figure is not drawn.",
                "{count} initiatives without a figure are not drawn.",
                len(margins.apart),
            )

    def _span(self) -> tuple[float, float]:
        """Return the range from the deepest loss shown, or zero, to the highest margin, with padding."""
        shares = [_share(point) for point in self.points]
        low, high = min(0.0, *shares), max(0.0, *shares)
        room = max(high - low, 0.25) * MARGIN_ROOM
        return low - room, high + room

    def _x(self, share: float) -> float:
        """The horizontal position of a share of value."""
        across = self.width - LEFT - RIGHT
        return LEFT + across * (share - self.low) / (self.high - self.low)

    def _y(self, readiness: float) -> float:
        """The distance of a readiness from the top."""
        return self.top + ABOVE + self.tall * (1 - readiness / 100)

    def _place(self, point: MarginPoint) -> tuple[float, float]:
        """The position of a point."""
        return self._x(_share(point)), self._y(float(point.readiness))

    def _draw_grid(self, open_score: int | None) -> None:
        """Readiness on the left, shares below; lines where a unit pays for itself and where gates open."""
        palette, language = self.palette, self.language
        quiet = look(NOTE_SIZE, palette.second_ink)
        for tick in READINESS_TICKS:
            self._line((LEFT, self.sheet.width), (self._y(tick),) * 2, palette.hairline)
            text = language.percent(tick)
            self.sheet.write(LEFT - 5, self._y(tick), text, quiet, "right")
        for share in TICKS:
            if self.low <= share <= self.high:
                text = language.percent(round(share * 100))
                self.sheet.write(self._x(share), self._y(0) + 9, text, quiet, "center")
        self._line((self._x(0),) * 2, (self._y(0), self._y(100)), palette.outline)
        if open_score is not None:
            self._line((LEFT, self.sheet.width), (self._y(open_score),) * 2, palette.ink, dashed=True)
        self._name_sides()

    def _name_sides(self) -> None:
        """Labels on either side of the line at which a unit pays for itself."""
        y, x = self._y(0) + 20, self._x(0)
        quiet = look(NOTE_SIZE, self.palette.second_ink)
        if self.low < -MARGIN_ROOM:
            loses = self.language.gettext("← loses on each unit")
            self.sheet.write(x - 6, y, loses, quiet, "right")
        self.sheet.write(x + 6, y, self.language.gettext("earns on each unit →"), quiet)

    def _line(
        self, across: tuple[float, float], down: tuple[float, float], colour: str, *, dashed: bool = False
    ) -> None:
        """A fine line."""
        style = (0, (3, 3)) if dashed else "-"
        self.axes.plot(across, down, color=colour, lw=0.75 if dashed else 0.5, ls=style, zorder=1)

    def _draw_marks(self, places: Sequence[tuple[float, float]]) -> None:
        """A mark of the verdict for each point."""
        by_state: dict[VerdictState, list[tuple[float, float]]] = defaultdict(list)
        for point, place in zip(self.points, places, strict=True):
            by_state[point.verdict].append(place)
        for state, mine in by_state.items():
            draw_marks(self.axes, state, mine, MARK, self.palette)

    def _labels(self, places: Sequence[tuple[float, float]]) -> list[tuple[str, Placed]]:
        """A name beside each mark that has room for it, led to by a fine line where it had to give way."""
        named = self.points[:MOST_NAMED]
        names = [fitted(self._name(point), TEXT_SIZE, LABEL_ROOM) for point in named]
        sizes = [(text_width(name, TEXT_SIZE), LABEL_HEIGHT) for name in names]
        room = Box(LEFT + 2, self._y(100) - ABOVE, self.width, self._y(0))
        found = zip(names, place_labels(places, sizes, room, MARK), strict=True)
        return [(name, placed) for name, placed in found if placed is not None]

    def _draw_label(self, name: str, placed: Placed) -> None:
        """Draw a name on a patch in the page's colour, offset by the top of the plot."""
        box, down = placed.box, self.top
        if placed.lead is not None:
            (x0, y0), (x1, y1) = placed.lead
            self.axes.plot([x0, x1], [y0 + down, y1 + down], color=self.palette.outline, lw=0.5, zorder=2)
        ground = {"facecolor": self.palette.page, "edgecolor": "none", "pad": 0.4}
        style = look(TEXT_SIZE, self.palette.ink)
        base = down + (box.top + box.bottom) / 2 + 0.34 * TEXT_SIZE
        self.axes.text(box.left, base, name, va="baseline", bbox=ground, zorder=3, **style)

    def _name(self, point: MarginPoint) -> str:
        """The name, with the share where it is beyond the edge."""
        if point.share >= EDGE:
            return point.initiative.name
        return f"{share_text(point, self.language)} {point.initiative.name}"


def _share(point: MarginPoint) -> float:
    """The margin as a share of value, as far as it is drawn."""
    return min(max(float(point.share), EDGE), 1.0)
