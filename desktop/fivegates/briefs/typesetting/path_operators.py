"""Writes a path of matplotlib as operators of a PDF page, all of its points at once."""

from collections.abc import Iterator
from typing import Final

import numpy as np
from matplotlib.path import Path
from matplotlib.transforms import Transform

# Decimals of a point: a thousandth of one is less than any printer shows.
_DECIMALS: Final = 3


class PathOperators:
    """A path as reportlab's canvas takes one to draw it or to clip by it."""

    def __init__(self, path: Path, transform: Transform) -> None:
        cleaned = path.cleaned(transform, remove_nans=True, simplify=False)
        points = np.round(np.asarray(cleaned.vertices), _DECIMALS).tolist()
        self._code = " ".join(_operators(points, np.asarray(cleaned.codes).tolist()))

    def getCode(self) -> str:
        """The operators; the name is reportlab's."""
        return self._code


def _operators(points: list[list[float]], codes: list[int]) -> Iterator[str]:
    """One operator a segment; a quadratic curve becomes the cubic of the same shape."""
    at, x, y = 0, 0.0, 0.0
    while (code := codes[at]) != Path.STOP:
        if code == Path.CLOSEPOLY:
            yield "h"
            at += 1
            continue
        if code == Path.MOVETO:
            x, y = points[at]
            yield f"{x} {y} m"
        elif code == Path.LINETO:
            x, y = points[at]
            yield f"{x} {y} l"
        elif code == Path.CURVE4:
            (a, b), (c, d), (x, y) = points[at : at + 3]
            yield f"{a} {b} {c} {d} {x} {y} c"
            at += 2
        else:
            (a, b), end = points[at : at + 2]
            first = f"{_towards(x, a)} {_towards(y, b)}"
            second = f"{_towards(end[0], a)} {_towards(end[1], b)}"
            yield f"{first} {second} {end[0]} {end[1]} c"
            x, y = end
            at += 1
        at += 1


def _towards(end: float, control: float) -> float:
    """Where the cubic's control is between an end of a quadratic curve and the control of that."""
    return round(end + (control - end) * 2 / 3, _DECIMALS)
