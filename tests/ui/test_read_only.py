from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from fivegates.store.file import opening
from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.workspace import Workspace

EDITING = ("add", "edit", "duplicate", "archive", "delete", "import", "rubric", "settings", "undo")
LOOKING = ("copy", "export", "export-brief", "brief", "filter", "close")


@pytest.fixture
def read_only(window: MainWindow, portfolio_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """The portfolio opened where nothing can be saved."""
    monkeypatch.setattr(opening, "may_save", lambda _path: False)  # root may write anywhere
    window.files.open_path(portfolio_path)
    assert window.workspace
    return window.workspace


@pytest.mark.usefixtures("read_only")
def test_what_would_edit_is_not_offered(window: MainWindow) -> None:
    assert not any(window.menus.action(command).isEnabled() for command in EDITING)
    assert all(window.menus.action(command).isEnabled() for command in LOOKING)


def test_the_sidebar_says_so(read_only: Workspace) -> None:
    texts = [label.text() for label in read_only.findChildren(QLabel)]
    assert "Board pack Q2.fivegates (read-only)" in texts
