import os
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from fivegates.actions import overview
from fivegates.actions.rubrics import default_rubric, source_text
from fivegates.ui.dialogs.portfolio_settings import PortfolioSettingsForm
from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.workspace import Workspace
from windows import wait_until_freed

Trigger = Callable[[str], None]


@pytest.fixture
def choose(window: MainWindow, menu: Trigger, qtbot: QtBot) -> Callable[[str, Path], None]:
    """Run a command and choose a path in the file dialog that it opens."""

    def run(command: str, path: Path) -> None:
        menu(command)
        (dialog,) = window.findChildren(QFileDialog)
        dialog.setDirectory(str(path.parent))
        dialog.selectFile(path.name)
        dialog.fileSelected.emit(str(path))
        dialog.reject()
        wait_until_freed(qtbot, dialog)

    return run


def message(window: MainWindow) -> str:
    """What the message box over the window says."""
    (box,) = window.findChildren(QMessageBox)
    text = box.text()
    box.accept()
    return text


Choose = Callable[[str, Path], None]


def test_a_new_portfolio_is_named_for_its_file(window: MainWindow, choose: Choose, tmp_path: Path) -> None:
    choose("new", tmp_path / "Spring.fivegates")
    assert window.windowTitle() == "Spring – Fivegates"
    assert window.context.settings.portfolio_folder == str(tmp_path)


def test_a_new_portfolio_never_replaces_a_file(window: MainWindow, choose: Choose, tmp_path: Path) -> None:
    taken = tmp_path / "Taken.fivegates"
    taken.write_bytes(b"precious")
    choose("new", taken)
    assert "Taken.fivegates" in message(window)
    assert taken.read_bytes() == b"precious"


def test_a_name_beyond_all_bounds_is_refused_in_a_sentence(window: MainWindow) -> None:
    window.files.open_path(Path("x" * 5_000))
    assert message(window) == "No file can have so long a name, so there is nothing to open. Choose another."


def test_a_file_in_a_folder_that_is_closed_to_us_is_reported(
    window: MainWindow, portfolio_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = Path.stat

    def stat(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if path == portfolio_path:
            raise PermissionError(13, "Permission denied")
        return usual(path, follow_symlinks=follow_symlinks)

    with monkeypatch.context() as closed:
        closed.setattr(Path, "stat", stat)
        window.context.settings.recent_files = [str(portfolio_path)]
        window.files.open_path(portfolio_path)
        window.close_portfolio()
        window.context.settings.portfolio_folder = str(portfolio_path)
        window.files.ask_open()
    (asked,) = window.findChildren(QFileDialog)
    asked.reject()
    assert "cannot be read: Permission denied" in message(window)


@pytest.mark.usefixtures("workspace")
def test_a_copy_holds_the_same_portfolio(window: MainWindow, choose: Choose, tmp_path: Path) -> None:
    copy = tmp_path / "Copy.fivegates"
    choose("copy", copy)
    assert window.statusBar().currentMessage() == f"Saved a copy as {copy}"
    window.files.open_path(copy)
    assert window.workspace
    assert len(overview.lines(window.workspace.session.opened)) == 2


@pytest.mark.usefixtures("workspace")
@pytest.mark.parametrize("command", ["copy", "export"])
def test_nothing_is_written_over_the_open_file(
    window: MainWindow, choose: Choose, portfolio_path: Path, command: str
) -> None:
    choose(command, portfolio_path)
    expected = "Board pack Q2.fivegates is the portfolio that is open. Choose another name."
    assert message(window) == expected


def test_an_export_can_be_imported_into_another_portfolio(
    window: MainWindow, workspace: Workspace, choose: Choose, tmp_path: Path
) -> None:
    assert workspace.isVisible()
    choose("export", tmp_path / "all.json")
    choose("new", tmp_path / "Other.fivegates")
    choose("import", tmp_path / "all.json")
    assert window.workspace
    names = {line.initiative.code for line in overview.lines(window.workspace.session.opened)}
    assert names == {"CLAIMS", "BILLS"}
    assert window.menus.action("undo").text() == "&Undo: Import all.json"


@pytest.mark.usefixtures("workspace")
def test_an_import_that_is_refused_says_why(window: MainWindow, choose: Choose, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text("{", encoding="utf-8")
    choose("import", wrong)
    assert "wrong.json" in message(window)


def test_an_imported_rubric_is_used_from_then_on(
    workspace: Workspace, choose: Choose, tmp_path: Path
) -> None:
    path = tmp_path / "ours.toml"
    text = source_text(default_rubric()).replace('version = "1.1"', 'version = "7.0"', 1)
    path.write_text(text, encoding="utf-8")
    choose("rubric", path)
    assert overview.settings(workspace.session.opened).rubric_version == "7.0"


def test_settings_change_the_title_and_can_be_undone(
    window: MainWindow, workspace: Workspace, menu: Trigger, qtbot: QtBot
) -> None:
    menu("settings")
    (form,) = workspace.findChildren(PortfolioSettingsForm)
    title = form.rows["title"].field
    assert isinstance(title, QLineEdit)
    title.setText("Board pack Q3")
    form.submit()
    wait_until_freed(qtbot, form)
    assert window.windowTitle() == "Board pack Q3 – Fivegates"
    menu("undo")
    assert window.windowTitle() == "Board pack – Fivegates"


def test_the_reporting_currency_is_one_of_iso_4217(workspace: Workspace, menu: Trigger, qtbot: QtBot) -> None:
    menu("settings")
    (form,) = workspace.findChildren(PortfolioSettingsForm)
    currency = form.rows["currency"].field
    assert isinstance(currency, QLineEdit)
    assert currency.text() == "EUR"
    currency.setText("Q1")
    form.submit()
    assert "three capital letters" in form.rows["currency"].problem
    currency.setText("gbp ")
    form.day_rate.setText("a lot")
    form.submit()
    assert form.rows["day_rate"].problem
    form.day_rate.setText("950.50")
    form.submit()
    wait_until_freed(qtbot, form)
    found = overview.settings(workspace.session.opened)
    assert (found.currency, found.day_rate) == ("GBP", Decimal("950.50"))


def test_the_letterhead_is_checked_and_kept(
    workspace: Workspace, menu: Trigger, qtbot: QtBot, tmp_path: Path
) -> None:
    menu("settings")
    (form,) = workspace.findChildren(PortfolioSettingsForm)
    form.accent.setText("#FFFF00")
    form.submit()
    assert "darker" in form.rows["accent"].problem
    form.accent.setText("#7A1F4B")
    form.legal_entity.setText(" Example SE ")
    Image.new("RGB", (4, 2), "#7A1F4B").save(tmp_path / "logo.png")
    (tmp_path / "none.png").write_bytes(b"no picture")
    form.logo.choose(tmp_path / "none.png")
    assert "neither a PNG nor an SVG picture" in form.rows["logo"].problem
    form.logo.choose(tmp_path / "logo.png")
    assert not form.rows["logo"].problem
    form.submit()
    wait_until_freed(qtbot, form)
    found = overview.settings(workspace.session.opened)
    assert (found.legal_entity, found.accent) == ("Example SE", "#7A1F4B")
    assert found.letterhead.logo == (tmp_path / "logo.png").read_bytes()
