"""Every string four tenths longer, as translations are: nothing may be cut off."""

from collections.abc import Callable
from gettext import NullTranslations
from math import ceil
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMessageBox, QScrollArea, QWidget

from fivegates.domain.language import Language
from fivegates.ui.theme import Theme
from fivegates.ui.widgets.buttons import ElidedButton
from fivegates.ui.widgets.labels import ElidedLabel
from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.workspace import Workspace

pytestmark = pytest.mark.slow

Trigger = Callable[[str], None]


class _Longer(NullTranslations):
    """Returns each message with four tenths of its length added, in words of their own."""

    def gettext(self, message: str) -> str:
        return message + " ~~~~"[: ceil(0.4 * len(message))] * ceil(0.4 * len(message) / 5)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


@pytest.fixture
def language() -> Language:
    return Language("en_GB", _Longer())


@pytest.fixture(params=[100, 200])
def scale(request: pytest.FixtureRequest, theme: Theme, window: MainWindow) -> int:
    """The size of text in percent."""
    percent: int = request.param
    theme.set_text_scale(percent)
    window.resize(1280, 800)
    return percent


def cut_off(root: QWidget) -> list[str]:
    """The texts of labels and buttons that have less room than they need."""
    QApplication.processEvents()
    texts = [widget for widget in root.findChildren(QLabel) if not isinstance(widget, ElidedLabel)]
    parts: list[QLabel | QAbstractButton] = [*texts, *root.findChildren(QAbstractButton)]
    shown = [part for part in parts if part.isVisible() and part.text()]
    return [part.text() for part in shown if not isinstance(part, ElidedButton) and _too_small(part)]


def _too_small(part: QLabel | QAbstractButton) -> bool:
    needed = part.sizeHint()
    if isinstance(part, QLabel) and part.wordWrap():
        needed = QSize(0, part.heightForWidth(part.width()))
    return part.width() < needed.width() or part.height() < needed.height()


def test_the_check_itself_sees_what_is_cut_off(window: MainWindow) -> None:
    label = QLabel("Far too long for its room", window)
    label.setFixedWidth(10)
    label.show()
    assert cut_off(window) == ["Far too long for its room"]


@pytest.mark.usefixtures("scale")
def test_welcome(window: MainWindow) -> None:
    assert not cut_off(window)


@pytest.mark.usefixtures("scale")
def test_portfolio(window: MainWindow, workspace: Workspace) -> None:
    assert workspace.isVisible()
    assert not cut_off(window)
    assert window.minimumSizeHint().width() <= 1280
    assert window.minimumSizeHint().height() <= 720


@pytest.mark.usefixtures("scale", "workspace")
@pytest.mark.parametrize("command", ["add", "settings", "delete", "shortcuts", "about"])
def test_dialogs(menu: Trigger, command: str) -> None:
    menu(command)
    dialog = QApplication.activeModalWidget()
    assert dialog
    assert not cut_off(dialog)


@pytest.mark.usefixtures("scale")
def test_a_refusal(window: MainWindow, tmp_path: Path) -> None:
    foreign = tmp_path / "A file with a rather long name of its own.fivegates"
    foreign.write_bytes(b"not a portfolio")
    window.files.open_path(foreign)
    (box,) = window.findChildren(QMessageBox)
    assert not cut_off(box)


@pytest.mark.usefixtures("scale", "workspace")
@pytest.mark.parametrize("command", ["add", "shortcuts", "about"])
def test_dialogs_never_need_sideways_scrolling(menu: Trigger, command: str) -> None:
    menu(command)
    dialog = QApplication.activeModalWidget()
    assert dialog
    for area in dialog.findChildren(QScrollArea):
        shown = area.widget()
        assert shown
        assert shown.minimumSizeHint().width() <= area.viewport().width()
