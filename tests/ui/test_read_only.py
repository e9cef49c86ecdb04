from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from fivegates.store.file import opening
from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.workspace import Workspace

EDITING = {
    *("add", "archive", "choose-rubric", "delete", "duplicate", "edit", "finalise", "kind"),
    *("new-review", "rename"),
    *("import", "import-costs", "import-here", "import-warehouse", "rubric", "settings"),
}


@pytest.fixture
def read_only(window: MainWindow, portfolio_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """The portfolio opened where nothing can be saved."""
    monkeypatch.setattr(opening, "may_save", lambda _path: False)  # root may write anywhere
    window.files.open_path(portfolio_path)
    assert window.workspace
    return window.workspace


def test_what_would_edit_is_not_offered_and_all_else_is(
    window: MainWindow, portfolio_path: Path, request: pytest.FixtureRequest
) -> None:
    window.files.open_path(portfolio_path)
    offered = {command.id for command in window.menus.possible()}
    window.close_portfolio()
    request.getfixturevalue("read_only")
    assert offered - {command.id for command in window.menus.possible()} == EDITING


def test_the_sidebar_says_so(read_only: Workspace) -> None:
    texts = [label.text() for label in read_only.findChildren(QLabel)]
    assert "Board pack Q2.fivegates (read-only)" in texts
