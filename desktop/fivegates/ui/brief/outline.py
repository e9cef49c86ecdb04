"""The outline of a page, shown until the page is set: where its title, gates and text will be."""

from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from fivegates.domain.brief import PaperSize

_EDGE: Final = 48.0
_GATES: Final = 5
_BAR: Final = QColor("#e6e9ee")
"""Paper is white in the dark too."""
_LINE_WIDTHS: Final = (0.92, 0.97, 0.88, 0.6)


def page_outline(paper: PaperSize, width: int) -> QImage:
    """Picture an empty page of this paper at `width` pixels, with grey bars for what page 1 begins with."""
    scale = width / paper.width
    image = QImage(width, round(paper.height * scale), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.scale(scale, scale)
    inner = paper.width - 2 * _EDGE
    painter.fillRect(QRectF(_EDGE, 56, inner * 0.55, 22), _BAR)
    painter.fillRect(QRectF(_EDGE, 92, inner * 0.8, 14), _BAR)
    gate = inner / _GATES
    for number in range(_GATES):
        painter.fillRect(QRectF(_EDGE + number * gate, 136, gate - 8, 64), _BAR)
    top = 232.0
    while top < paper.height - 120:
        for line, share in enumerate(_LINE_WIDTHS):
            painter.fillRect(QRectF(_EDGE, top + line * 16, inner * share, 7), _BAR)
        top += 92
    painter.end()
    return image
