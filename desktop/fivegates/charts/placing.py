"""Places names beside marks so that none covers another: each as near to its own mark as can be."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

Point = tuple[float, float]
# Points between a mark and its name, between turns of the search, and the farthest that is looked: names
# farther off, on long lines across each other, tell less than none.
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
        """Whether the two share any ground, or all but touch."""
        return (
            self.left < other.right + APART
            and other.left < self.right + APART
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def inside(self, other: "Box") -> bool:
        """Whether all of it is in the other one."""
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.top <= self.top
            and self.bottom <= other.bottom
        )


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a name stands, and the line that leads to it where it is not beside its mark."""

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
    """From the rim of the mark to the nearest place on the name's edge."""
    x, y = point
    end = (min(max(x, box.left), box.right), min(max(y, box.top), box.bottom))
    length = math.dist(point, end) or 1.0
    start = (x + (end[0] - x) * reach / length, y + (end[1] - y) * reach / length)
    return start, end
