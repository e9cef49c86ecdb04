"""Our own small set of icons, drawn from SVG in a colour of the palette."""

from functools import cache
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from fivegates.resources import read_resource

_WINDOW_SIDES: Final = (16, 32, 64)
_DENSITY: Final = 2


@cache
def coloured_svg(name: str, colour: str) -> bytes:
    """The icon's SVG with `colour` for every `currentColor`."""
    return read_resource(f"icons/{name}.svg").replace(b"currentColor", colour.encode())


def icon(name: str, colour: str, side: int) -> QIcon:
    """An icon of `side` pixels in `colour`, the same for enabled and disabled widgets."""
    key, pixmap = f"{name} {colour} {side}", QPixmap()
    if not QPixmapCache.find(key, pixmap):
        pixmap = _pixmap(coloured_svg(name, colour), side)
        QPixmapCache.insert(key, pixmap)
    made = QIcon(pixmap)
    made.addPixmap(pixmap, QIcon.Mode.Disabled)
    return made


def window_icon() -> QIcon:
    """The program's own icon."""
    svg = read_resource("icons/fivegates.svg")
    made = QIcon()
    for side in _WINDOW_SIDES:
        made.addPixmap(_pixmap(svg, side))
    return made


def _pixmap(svg: bytes, side: int) -> QPixmap:
    """Draw an SVG with twice the dots of `side`, so that it stays sharp on dense screens."""
    pixmap = QPixmap(_DENSITY * side, _DENSITY * side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg)).render(painter, QRectF(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(_DENSITY)
    return pixmap
