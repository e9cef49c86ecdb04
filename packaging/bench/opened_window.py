"""The real window with an open portfolio, shared by the benchmarks of the window."""

from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fivegates.app import start
from fivegates.domain.language import ENGLISH
from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.workspace import Workspace


def opened_window(app: QApplication, path: Path) -> tuple[MainWindow, Workspace]:
    """Show the file at `path` in an active window of 1280 by 800; exits where it cannot be opened."""
    window = start(app, ENGLISH)
    window.files.open_path(path)
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    if window.workspace is None:
        message = "the portfolio did not open"
        raise SystemExit(message)
    return window, window.workspace
