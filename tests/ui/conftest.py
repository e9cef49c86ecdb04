"""A dressed window with nothing open, and a portfolio file to open in it."""

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from shutil import copyfile
from unittest.mock import patch

import pytest
from acting import created
from builders import REVIEWED, initiative
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fivegates.actions.file.creation import create_portfolio
from fivegates.actions.file.files import close_portfolio
from fivegates.actions.initiatives import add_initiative
from fivegates.actions.reviews import start_review
from fivegates.domain.language import ENGLISH, Language
from fivegates.store.file import opening
from fivegates.ui.context import Context
from fivegates.ui.settings import WindowSettings
from fivegates.ui.theme import Theme, default_palettes
from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.welcome import WelcomePage
from fivegates.ui.window.workspace import Workspace


@pytest.fixture
def language() -> Language:
    """What the window speaks; a test may take another."""
    return ENGLISH


@pytest.fixture
def context(language: Language) -> Context:
    """The light palette, empty settings, and the day of every review."""
    settings = WindowSettings(QSettings("fivegates", "fivegates"))
    return Context(language, default_palettes().light, settings, lambda: REVIEWED)


@pytest.fixture
def theme(qapp: QApplication, context: Context) -> Iterator[Theme]:
    """The application dressed for the test, and undressed after it."""
    theme = Theme(qapp, context, default_palettes())
    theme.apply()
    yield theme
    # A closed window is still there; undressing it would lay it out again.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.setStyleSheet("")
    theme.deleteLater()


@pytest.fixture
def window(qtbot: QtBot, context: Context, theme: Theme) -> MainWindow:
    """A window on the welcome page."""
    window = MainWindow(context, theme)
    qtbot.addWidget(window, before_close_func=lambda window: window.close_portfolio())
    window.resize(1280, 800)
    with qtbot.waitActive(window):
        window.show_opening(None, sample=False)
        window.activateWindow()
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), WelcomePage))
    return window


@pytest.fixture(scope="session")
def whole_portfolio(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portfolio of two initiatives, one under review, one untouched; made once, not to be written to."""
    path = tmp_path_factory.mktemp("portfolio") / "Board pack Q2.fivegates"
    opened = create_portfolio(path, "Board pack")
    claims = created(add_initiative(opened, initiative("CLAIMS", 0)))
    start_review(opened, claims, REVIEWED, "R. Marsh")
    add_initiative(opened, initiative("BILLS", 0))
    close_portfolio(opened)
    return path


@pytest.fixture
def portfolio_path(whole_portfolio: Path, tmp_path: Path) -> Path:
    """That portfolio, in a copy of the test's own."""
    return Path(copyfile(whole_portfolio, tmp_path / whole_portfolio.name))


@pytest.fixture
def daily_backup() -> bool:
    """Whether the portfolio is backed up when it is opened, which costs as much as many a test."""
    return False


@pytest.fixture
def workspace(window: MainWindow, portfolio_path: Path, *, daily_backup: bool) -> Workspace:
    """The portfolio of `portfolio_path`, open in the window."""
    with nullcontext() if daily_backup else patch.object(opening, "back_up_daily"):
        window.files.open_path(portfolio_path)
    assert window.workspace
    return window.workspace


@pytest.fixture
def menu(window: MainWindow) -> Callable[[str], None]:
    """Run a command of the menus by its id, as a click would; a disabled one fails."""

    def trigger(command: str) -> None:
        action = window.menus.action(command)
        assert action.isEnabled(), f"{command} is not possible now"
        action.trigger()

    return trigger
