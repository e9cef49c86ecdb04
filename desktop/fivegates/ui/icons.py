"""Our own small set of icons, drawn from SVG in a colour of the palette."""

from typing import Final

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from fivegates.charts.palette import Palette
from fivegates.resources import read_resource

_SIZES: Final = (16, 20, 24, 32, 48, 64)


def coloured_svg(name: str, colour: str) -> bytes:
    """The icon's SVG with `colour` for every `currentColor`."""
    return read_resource(f"icons/{name}.svg").replace(b"currentColor", colour.encode())


def icon(name: str, palette: Palette, colour: str = "") -> QIcon:
    """An icon in `colour` (the palette's ink if not given), paler where disabled."""
    made = QIcon()
    shades = {QIcon.Mode.Normal: colour or palette.ink, QIcon.Mode.Disabled: palette.outline}
    for mode, shade in shades.items():
        svg = coloured_svg(name, shade)
        for size in _SIZES:
            made.addPixmap(_pixmap(svg, size), mode)
    return made


def window_icon() -> QIcon:
    """The program's own icon."""
    svg = read_resource("icons/fivegates.svg")
    made = QIcon()
    for size in (*_SIZES, 128, 256):
        made.addPixmap(_pixmap(svg, size))
    return made


def _pixmap(svg: bytes, size: int) -> QPixmap:
    """Draw an SVG at `size` pixels."""
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap
