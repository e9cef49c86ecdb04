"""Render the program's icon, an SVG, in the sizes needed by packages and programs.

python packaging/bundle/icons.py FOLDER     with a Python that has PySide6
"""

import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SVG: Final = Path(__file__).resolve().parents[2] / "resources" / "icons" / "fivegates.svg"
SIZES: Final = (16, 22, 24, 32, 48, 64, 128, 256, 512)


def render_icons(folder: Path) -> None:
    """Write `SIZE.png` for each size into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for size in SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(0)
        painter = QPainter(image)
        QSvgRenderer(str(SVG)).render(painter, QRectF(image.rect()))
        painter.end()
        if not image.save(str(folder / f"{size}.png")):
            sys.exit(f"{folder / f'{size}.png'} could not be written.")


if __name__ == "__main__":
    render_icons(Path(sys.argv[1]))
