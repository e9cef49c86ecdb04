"""Launches the window; the only module that may import every layer. Loads Qt only if there is a display."""

import builtins
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from fivegates import __version__
from fivegates.actions.garbage_collection import with_deferred_collection
from fivegates.domain.language import Language
from fivegates.languages import language_or_else, system_language
from fivegates.ui.display import NoDisplayError, choose_display

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from fivegates.ui.window.main_window import MainWindow


def run(path: Path | None, *, sample: bool) -> int:
    """Open the window on a portfolio, on the sample, or on the welcome page; returns the exit code."""
    language = system_language()
    try:
        choose_display(os.environ)
    except NoDisplayError as problem:
        sys.stderr.write(f"{no_display_sentence(language, problem)}\n")
        return 1
    with plain_imports():
        from PySide6.QtCore import QTimer

        from fivegates.ui.application import Application

    with with_deferred_collection():
        app = Application(sys.argv[:1])
        window = start(app, language)
        app.file_requested.connect(window.files.open_path)
        window.show_opening(path, sample=sample)
    QTimer.singleShot(0, end_on_interrupt)
    return app.exec()


@contextmanager
def plain_imports() -> Iterator[None]:
    """Keep Python's own way to import, whatever is imported inside.

    Qt's bindings put theirs in its place, which reads the source of each module, in search of a switch
    (`from __feature__ import`) that we do not use: a twentieth of the time until the window is shown.
    """
    own = builtins.__import__
    try:
        yield
    finally:
        builtins.__import__ = own


def end_on_interrupt() -> None:
    """Let Ctrl+C in a terminal end the program: Qt's loop would not let Python see it."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_DFL)


def no_display_sentence(language: Language, problem: NoDisplayError) -> str:
    """Why no window opens, and what works all the same."""
    why = language.gettext(problem.template, **problem.values)
    return f"{why} {language.gettext('The commands work without one: see fivegates --help.')}"


def translate_qt(app: "QApplication", language: Language) -> None:
    """Let Qt's own words, such as those of a field's menu, be those of the window's language."""
    from PySide6.QtCore import QLibraryInfo, QTranslator

    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{language.locale.language}", folder):
        app.installTranslator(translator)


def start(app: "QApplication", language: Language) -> "MainWindow":
    """Make the window, dressed, with nothing open."""
    from PySide6.QtCore import QLocale, QSettings

    from fivegates.ui.application import FaultReporter
    from fivegates.ui.context import Context
    from fivegates.ui.settings import WindowSettings
    from fivegates.ui.theme import Theme, default_palettes
    from fivegates.ui.window.main_window import MainWindow

    app.setApplicationName("fivegates")
    app.setApplicationDisplayName("Fivegates")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("fivegates")
    palettes = default_palettes()
    settings = WindowSettings(QSettings("fivegates", "fivegates"))
    if sys.platform in {
        "win32",
        "darwin",
    }:  # there Qt knows the user's language, and the environment does not
        language = system_language(QLocale.system().name())
    language = language_or_else(settings.language, language)
    QLocale.setDefault(QLocale(language.code))
    translate_qt(app, language)
    context = Context(language, palettes.light, settings, date.today)
    reporter = FaultReporter(context, app)
    reporter.install()
    theme = Theme(app, context, palettes)
    theme.apply()
    window = MainWindow(context, theme)
    reporter.file_state = window.file_safety.file_state
    return window
