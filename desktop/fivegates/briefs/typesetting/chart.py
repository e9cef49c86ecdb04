"""A chart as a block. A drawn chart is kept: another paper that shows the same values draws it no more."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from typing import Final, ParamSpec

from fivegates.briefs.typesetting.blocks import Block
from fivegates.briefs.typesetting.figures import Drawing, drawing_of, picture_of, size_of
from fivegates.briefs.typesetting.structure import Element, Role
from fivegates.briefs.typesetting.tagged_canvas import Paper
from fivegates.charts.drawing.figures import Drawn

MOST_KEPT: Final = 32
"""Three full briefs have as many charts; none is larger than a page, so that this bounds memory as well."""

DrawArguments = ParamSpec("DrawArguments")


class DrawnChart:
    """A chart, drawn once in each form in which it is asked for; `size` is its width and height in points.

    Threads may share it: each draws a figure of its own, and all draw the same.
    """

    def __init__(self, make: Callable[[], Drawn]) -> None:
        figure = make()
        self.size = size_of(figure)
        self._make, self._undrawn = make, [figure]

    @cached_property
    def drawing(self) -> Drawing:
        """Return the chart as vectors for a PDF."""
        return drawing_of(self._figure())

    @cached_property
    def picture(self) -> bytes:
        """Return the chart as PNG at 300 dots an inch on white, at its own size."""
        return picture_of(self._figure())

    def _figure(self) -> Drawn:
        """A figure that nobody else draws; none is kept once it is drawn."""
        try:
            return self._undrawn.pop()
        except IndexError:
            return self._make()


def drawn(
    make: Callable[DrawArguments, Drawn], *values: DrawArguments.args, **named: DrawArguments.kwargs
) -> DrawnChart:
    """The chart that `make` draws of these values.

    Drawn again only for other values, be it the data, a colour, the language or the width; and each time
    where one of them has no hash, such as a plan with its mappings.
    """
    try:
        hash((values, tuple(named.values())))
    except TypeError:
        return DrawnChart(partial(make, *values, **named))
    return _cached_drawing(make, values, tuple(named.items()))


@lru_cache(maxsize=MOST_KEPT)
def _cached_drawing(
    make: Callable[..., Drawn], values: tuple[object, ...], named: tuple[tuple[str, object], ...]
) -> DrawnChart:
    return DrawnChart(partial(make, *values, **dict(named)))


def forget_charts() -> None:
    """Keep none of the charts that were drawn, so that the next paper draws its own."""
    _cached_drawing.cache_clear()


@dataclass(eq=False)
class Chart(Block):
    """A chart at `scale` of its own size; `alternative` describes it in words."""

    drawn: DrawnChart
    alternative: str
    space_before: float = 0
    scale: float = 1
    elastic: bool = True

    def height(self, width: float) -> float:  # noqa: ARG002 - a chart has its own
        """Points from bottom to top."""
        return self.drawn.size[1] * self.scale

    def scaled(self, scale: float) -> "Chart":
        """The same chart, smaller or larger."""
        return replace(self, scale=scale)

    def picture(self) -> bytes:
        """The chart as PNG at 300 dots an inch on white, and at its own size."""
        return self.drawn.picture

    def draw(self, paper: Paper, x: float, top: float, width: float) -> None:
        """Draw it as one element."""
        height = self.height(width)
        box = (x, top - height, x + width * self.scale, top)
        with paper.content(Element(Role.FIGURE, alternative=self.alternative, box=box)):
            self.drawn.drawing.draw(paper.canvas, x, top - height, self.scale)
