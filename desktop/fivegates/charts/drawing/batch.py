"""Lines of one look drawn as one artist, which takes hardly longer than a single line."""

from collections.abc import Hashable, Sequence
from typing import Any

from matplotlib.axes import Axes

_GAP = float("nan")


class LineBatch:
    """Collects lines and marks by their look; `draw` adds one artist to the axes for each look.

    Looks of one `zorder` are drawn in the order of their first use, whatever was added between: lines
    that overlap need different ones.
    """

    def __init__(self, axes: Axes) -> None:
        self._axes = axes
        self._looks: dict[Hashable, tuple[list[float], list[float], dict[str, Any]]] = {}

    def add(self, xs: Sequence[float], ys: Sequence[float], **style: Any) -> None:  # noqa: ANN401
        """Add a line through points, or markers at them; `style` is that of `Axes.plot`, hashable values."""
        look = tuple(style.items())
        all_xs, all_ys, _ = self._looks.setdefault(look, ([], [], style))
        if all_xs:
            all_xs.append(_GAP)
            all_ys.append(_GAP)
        all_xs += xs
        all_ys += ys

    def draw(self) -> None:
        """Draw all that was added, once."""
        for xs, ys, style in self._looks.values():
            self._axes.plot(xs, ys, **style)
        self._looks.clear()
