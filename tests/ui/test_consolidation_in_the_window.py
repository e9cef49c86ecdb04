"""A consolidated view from the window: files are chosen, read in the background, and the outcome is told."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from packs import small_portfolio
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from fivegates.actions.file.creation import create_filled
from fivegates.actions.file.files import close_portfolio
from fivegates.ui.consolidation import Consolidation, ConsolidationForm
from fivegates.ui.file_safety.file_monitor import Banner
from fivegates.ui.window.main_window import MainWindow
from windows import nameless


@pytest.fixture(scope="module")
def units(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two small portfolios, one of one initiative."""
    folder = tmp_path_factory.mktemp("units")
    of = small_portfolio()
    paths = []
    for title, records in (("Claims", of.records[:1]), ("Retail", of.records[:2])):
        path = folder / f"{title}.fivegates"
        settings = replace(of.settings, title=title)
        close_portfolio(create_filled(path, replace(of, settings=settings, records=records)))
        paths.append(path)
    return paths


@pytest.fixture
def form(window: MainWindow) -> ConsolidationForm:
    """The form that asks for the files."""
    window.menus.action("consolidate").trigger()
    form = window.findChild(ConsolidationForm)
    assert isinstance(form, ConsolidationForm)
    return form


def consolidation_of(window: MainWindow) -> Consolidation:
    found = window.findChild(Consolidation)
    assert isinstance(found, Consolidation)
    return found


def open_path(window: MainWindow) -> Path | None:
    """The portfolio that the window shows."""
    return window.workspace.session.opened.path if window.workspace is not None else None


def test_files_are_added_and_removed(window: MainWindow, form: ConsolidationForm, units: list[Path]) -> None:
    assert nameless(form) == []
    form.submit()
    assert form.rows["files"].problem
    form.files.add_paths(units)
    form.files.add_paths(units[:1])
    assert [form.files.box.item(row).text() for row in range(form.files.box.count())] == [
        "Claims.fivegates",
        "Retail.fivegates",
    ]
    assert not form.files.remove.isEnabled()
    form.files.box.item(0).setSelected(True)
    form.files.remove.click()
    assert form.files.paths == units[1:]
    form.currency.setText("euro")
    form.submit()
    assert form.rows["currency"].problem
    form.currency.setText("")
    form.submit()
    asked = window.findChild(QFileDialog)
    assert isinstance(asked, QFileDialog)
    assert asked.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    asked.reject()


def test_the_view_opens_and_says_what_it_is(
    window: MainWindow, form: ConsolidationForm, units: list[Path], tmp_path: Path, qtbot: QtBot
) -> None:
    form.reject()
    work, group = consolidation_of(window), tmp_path / "Group.fivegates"
    for _ in range(2):
        work.outcome = None
        work.consolidate(group, [*units, tmp_path / "gone.fivegates"], None, skip=True)
        qtbot.waitUntil(lambda: work.outcome is not None, timeout=20_000)
    assert work.outcome is not None
    report = [label.text() for label in work.outcome.findChildren(QLabel)]
    assert "Consolidated 2 files: 3 initiatives, 0 final reviews, verified." in report
    assert "No file has changed since the view was made." in report
    assert any(line.startswith("Left out: ") and "gone.fivegates" in line for line in report)
    assert window.workspace is not None
    opened = window.workspace.session.opened
    assert (opened.path, opened.consolidated) == (group, True)
    banner = window.findChild(Banner)
    assert isinstance(banner, Banner)
    assert banner.text.startswith("Consolidated view of 2 files as of 12 May 2026: Claims and Retail.")
    assert not window.menus.action("settings").isEnabled()
    work.outcome.accept()
    work.consolidate(group, [tmp_path / "gone.fivegates"], None, skip=False)
    assert open_path(window) is None  # its file is not read beside its connection
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is not None, timeout=20_000)
    assert open_path(window) == group
    window.findChildren(QMessageBox)[0].accept()


def test_what_is_wrong_is_reported_and_nothing_is_written(
    window: MainWindow, form: ConsolidationForm, units: list[Path], tmp_path: Path, qtbot: QtBot
) -> None:
    form.reject()
    work, group = consolidation_of(window), tmp_path / "Group.fivegates"
    work.consolidate(group, [*units, tmp_path / "gone.fivegates"], None, skip=False)
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is not None, timeout=20_000)
    box = window.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    assert "1 of 3 files cannot be consolidated." in box.text()
    assert not group.exists()
    box.accept()


def test_it_can_be_stopped(
    window: MainWindow, form: ConsolidationForm, units: list[Path], tmp_path: Path
) -> None:
    form.reject()
    work, report = consolidation_of(window), list[str]()
    work.reported.connect(report.append)
    work.consolidate(tmp_path / "Group.fivegates", units, None, skip=False)
    assert work.dialog is not None
    work.dialog.stop.click()
    assert report == ["Stopped. Nothing was written."]
    work.close()
    assert [*tmp_path.iterdir()] == []


def test_tables_for_a_warehouse_are_written_in_slices(
    window: MainWindow,
    units: list[Path],
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def choose(_parent: object, _title: str, _folder: str, chosen: Callable[[Path], object]) -> None:
        chosen(tmp_path)

    monkeypatch.setattr("fivegates.ui.warehouse_export.ask_for_folder", choose)
    window.files.open_path(units[0])
    with qtbot.waitSignal(window.files.exported, timeout=20_000) as written:
        window.menus.action("export-tables").trigger()
    folder = tmp_path / "Claims tables"
    assert written.args == [folder]
    assert (folder / "data-dictionary.json").is_file()
    (folder / "mine.txt").touch()
    window.menus.action("export-tables").trigger()
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is not None, timeout=20_000)
    box = window.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    assert "something else than an earlier export" in box.text()
    box.accept()
