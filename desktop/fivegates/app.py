"""Starts the window: the only place that knows all. Qt is loaded only where there is a display for it."""

import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from fivegates import __version__
from fivegates.domain.language import Language
from fivegates.languages import system_language

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from fivegates.ui.main_window import MainWindow


def run(path: Path | None, *, sample: bool) -> int:
    """Open the window on a portfolio, on the sample, or on the welcome page; returns the exit code."""
    language = system_language()
    if not has_display():
        sys.stderr.write(f"{no_display_sentence(language)}\n")
        return 1
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    app = QApplication(sys.argv[:1])
    window = start(app, language)
    if sample:
        window.files.open_sample()
    elif path is not None:
        window.files.open_path(path)
    window.show()
    QTimer.singleShot(0, end_on_interrupt)
    return app.exec()


def end_on_interrupt() -> None:
    """Let Ctrl+C in a terminal end the program: Qt's loop would not let Python see it."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_DFL)


def has_display() -> bool:
    """Whether a window can open here; without a display Qt would end the process."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def no_display_sentence(language: Language) -> str:
    """Why no window opens, and what works all the same."""
    return language.gettext(
        "There is no display for the window (DISPLAY and WAYLAND_DISPLAY are not set). "
        "The commands work without one: see fivegates --help."
    )


def start(app: "QApplication", language: Language) -> "MainWindow":
    """Make the window, dressed, with nothing open."""
    from PySide6.QtCore import QLocale, QSettings

    from fivegates.ui.context import Context
    from fivegates.ui.faults import FaultReporter
    from fivegates.ui.main_window import MainWindow
    from fivegates.ui.settings import WindowSettings
    from fivegates.ui.theme import Theme, default_palettes

    app.setApplicationName("fivegates")
    app.setApplicationDisplayName("Fivegates")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("fivegates")
    QLocale.setDefault(QLocale(language.code))
    palettes = default_palettes()
    settings = WindowSettings(QSettings("fivegates", "fivegates"))
    context = Context(language, palettes.light, settings, date.today)
    FaultReporter(context, app).install()
    theme = Theme(app, context, palettes)
    theme.apply()
    return MainWindow(context, theme)
