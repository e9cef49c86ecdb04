"""Fills the window's stylesheet from the palette, the scale of text sizes and the coloured icons."""

from collections.abc import Mapping
from dataclasses import asdict
from string import Template
from typing import Final

from PySide6.QtGui import QColor

from fivegates.charts.palette import Palette
from fivegates.resources import read_resource

# Sizes at 100 %, in pixels (the look's scale of type); all grow together.
SIZES: Final[Mapping[str, int]] = {
    "note": 11,
    "body": 13,
    "focus": 16,
    "title": 22,
    "indicator": 16,
    "indicator_radius": 8,
    "arrow": 10,
    "scroller": 48,
    "message": 360,
}


def scaled(pixels: int, percent: int) -> int:
    """A size at `percent` text scale, in whole pixels."""
    return round(pixels * percent / 100)


def stylesheet(palette: Palette, percent: int, images: Mapping[str, str]) -> str:
    """The stylesheet text; `images` maps the names of images in it to file paths."""
    sizes = {name: str(scaled(size, percent)) for name, size in SIZES.items()}
    template = Template(read_resource("styles/window.qss").decode())
    mixed = {"accent_hover": _hover(palette), "nav_tint": _blend(palette.panel, palette.accent, 0.1)}
    return template.substitute(asdict(palette), **sizes, **images, **mixed)


def _hover(palette: Palette) -> str:
    """The accent further from the text upon it, so that hovering never costs contrast."""
    accent = QColor(palette.accent)
    dark_text = QColor(palette.on_accent).lightness() < accent.lightness()
    return (accent.lighter(112) if dark_text else accent.darker(112)).name()


def _blend(under: str, over: str, share: float) -> str:
    """`share` of one colour laid over another."""
    below, above = QColor(under), QColor(over)
    channels = (
        (below.red(), above.red()),
        (below.green(), above.green()),
        (below.blue(), above.blue()),
    )
    return QColor(*(round(b + (a - b) * share) for b, a in channels)).name()
