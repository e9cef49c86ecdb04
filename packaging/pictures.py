"""Make the README's two pictures from the real program: the window on the sample, and a page of a brief.

Run: .venv/bin/python packaging/pictures.py
"""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_SCALE_FACTOR"] = "1.5"

from PIL import Image
from PySide6.QtCore import QSettings
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fivegates.actions.briefs import gather_brief, render_brief
from fivegates.actions.file.creation import create_sample
from fivegates.actions.file.files import close_portfolio, open_portfolio
from fivegates.actions.queries import find_initiative
from fivegates.app import start
from fivegates.domain.brief import PaperSize
from fivegates.domain.language import ENGLISH
from fivegates.ui.brief.pages import page_images

PICTURES = Path(__file__).parent / "pictures"
SHOWN_IN_WINDOW = "REN-LAPSE"
SHOWN_ON_PAPER = "CLM-TRIAGE"
PAGE_WIDTH = 1_000
COLOURS = 256


def picture_window(file: Path) -> QPixmap:
    """The window at 1280 × 800 with the third gate of an initiative in focus."""
    app = QApplication([])
    window = start(app, ENGLISH)
    window.files.open_path(file)
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    workspace = window.workspace
    if workspace is None:
        message = "the sample did not open"
        raise SystemExit(message)
    workspace.open_initiative(find_initiative(workspace.session.opened, SHOWN_IN_WINDOW))
    for _ in range(2):
        QTest.keySequence(app.focusWidget() or window, "Right")
    QTest.qWait(200)
    return window.grab()


def picture_page(file: Path, folder: Path) -> None:
    """Write page 1 of a brief."""
    opened = open_portfolio(file, folder)
    brief = gather_brief(opened, find_initiative(opened, SHOWN_ON_PAPER))
    close_portfolio(opened)
    pdf = render_brief(brief, ENGLISH, PaperSize.A4).pdf
    save(page_images(pdf, PAGE_WIDTH)[0], PICTURES / "brief-page-1.png")


def save(picture: QPixmap | QImage, path: Path) -> None:
    """Write a PNG of 256 colours, enough for text and plain areas, at a third of the size."""
    picture.save(str(path))
    with Image.open(path) as whole:
        few = whole.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


def main() -> None:
    """Make both, from a sample and settings of its own."""
    PICTURES.mkdir(exist_ok=True)
    with TemporaryDirectory() as name:
        folder = Path(name)
        for form in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
            QSettings.setPath(form, QSettings.Scope.UserScope, name)
        os.environ["XDG_DATA_HOME"] = name
        file = folder / "Board pack Q4.fivegates"
        close_portfolio(create_sample(file))
        save(picture_window(file), PICTURES / "window.png")
        picture_page(file, folder)


if __name__ == "__main__":
    main()
