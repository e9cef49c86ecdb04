"""The portfolio pack from the window: written whole, or stopped without a trace."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from shutil import copyfile

import pytest
from packs import NAMES, TODAY
from pdf_reading import pages_of
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from fivegates.actions.pack import gather_front
from fivegates.domain.brief import Chapter, Edition, Extent, FileType, Omission
from fivegates.domain.language import ENGLISH
from fivegates.domain.portfolio.pack import PackExtent
from fivegates.ui.capacity.form import CapacityForm
from fivegates.ui.dialogs.meeting_form import MeetingForm
from fivegates.ui.pack_export import PackExport
from fivegates.ui.pack_panel import PackPanel
from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.workspace import Workspace
from windows import nameless


@pytest.fixture
def portfolio_path(whole_small: Path, tmp_path: Path) -> Path:
    """Two initiatives reviewed, one not, one archived."""
    return Path(copyfile(whole_small, tmp_path / whole_small.name))


@pytest.mark.slow
def test_the_day_of_the_pack_is_chosen_in_the_same_panel(
    window: MainWindow, qtbot: QtBot, panel: PackPanel
) -> None:
    assert panel.day.value == date(2026, 5, 12)
    panel.day.set_value(None)
    qtbot.waitUntil(lambda: bool(panel.day_row.problem))
    assert not panel.export.isEnabled()
    assert panel.length.text() == "Choose a day."
    panel.day.set_value(date(2026, 6, 12))
    qtbot.waitUntil(panel.export.isEnabled)
    assert panel.front.dated == date(2026, 6, 12)
    panel.export.click()
    dialog = window.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    assert [Path(name).name for name in dialog.selectedFiles()] == ["portfolio-pack-2026-06-12.pdf"]


@pytest.mark.slow
def test_the_meeting_of_packs_is_asked_for_and_set(panel: PackPanel) -> None:
    panel.meeting.click()
    form = panel.findChild(MeetingForm)
    assert form is not None
    form.reference.setText("BP-1")
    form.classification.setText("Strictly secret")
    form.submit()
    assert panel.meeting.accessibleDescription() == "Reference BP-1"
    assert panel.front.marking == "Strictly secret"
    panel.reject()


@pytest.fixture
def export(workspace: Workspace, menu: Callable[[str], None]) -> PackExport:
    """The export, asking what it shall hold."""
    menu("export-pack")
    export = workspace.findChild(PackExport)
    assert isinstance(export, PackExport)
    return export


@pytest.fixture
def panel(qtbot: QtBot, window: MainWindow, export: PackExport) -> PackPanel:
    """What it asks before, with the pages of the front set."""
    assert export.dialog is None
    panel = window.findChild(PackPanel)
    assert isinstance(panel, PackPanel)
    qtbot.waitUntil(lambda: panel.pages.count > 0, timeout=20_000)
    return panel


def test_it_asks_where_under_a_name_that_sorts(
    window: MainWindow, export: PackExport, panel: PackPanel
) -> None:
    panel.export.click()
    dialog = window.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    assert [Path(name).name for name in dialog.selectedFiles()] == ["portfolio-pack-2026-05-12.pdf"]
    assert export.dialog is None


@pytest.mark.slow
def test_the_format_is_chosen_in_the_same_panel(
    window: MainWindow, qtbot: QtBot, panel: PackPanel, export: PackExport, tmp_path: Path
) -> None:
    panel.extent.edition.set_value(None)
    panel.format.box.set_value(FileType.WORD)
    assert panel.export.text() == "Export…"
    panel.export.click()
    dialog = window.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    assert [Path(name).name for name in dialog.selectedFiles()] == ["portfolio-pack-2026-05-12.docx"]
    out = tmp_path / "pack.docx"
    with qtbot.waitSignal(export.exported, timeout=20_000):
        dialog.fileSelected.emit(str(out))
    assert out.read_bytes().startswith(b"PK")


def test_what_is_chosen_is_shown_counted_and_exported(qtbot: QtBot, panel: PackPanel) -> None:
    assert nameless(panel) == []
    assert panel.length.text() == "2 pages, then 2 full briefs"
    qtbot.waitUntil(lambda: panel.pages.count > 2, timeout=60_000)  # the brief on the current initiative
    assert panel.pack_extent == PackExtent(Extent(Edition.FULL, frozenset(Chapter)))

    panel.extent.edition.set_value(Edition.BOARD)
    panel.extent.chapters[Chapter.ACTIONS].setChecked(True)
    panel.initiatives.setCurrentRow(1)
    panel.up.click()
    qtbot.waitUntil(lambda: "At most 6 pages" in panel.length.text(), timeout=20_000)
    first, second = panel.front.reviewed
    assert (first.name, second.name) == NAMES[::-1]

    panel.initiatives.item(1).setCheckState(Qt.CheckState.Unchecked)
    with qtbot.waitSignal(panel.chosen) as report:
        panel.export.click()
    assert report.args is not None
    (front,) = report.args
    extent = Extent(Edition.BOARD, frozenset({Chapter.ACTIONS}))
    assert front.extent == PackExtent(extent, (first.id,))


@pytest.mark.slow
def test_a_capacity_plan_is_made_where_there_is_none(
    workspace: Workspace, qtbot: QtBot, panel: PackPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(workspace.session.opened), "read_only", True)
    refusals: list[object] = []
    monkeypatch.setattr(workspace.session, "_report", refusals.append)
    assert not panel.capacity.isEnabled()
    panel.plan.click()
    form = panel.findChild(CapacityForm)
    assert form
    form._until.set_value(date(2026, 9, 1))
    form.submit()
    assert len(refusals) == 1  # a plan needs a capacity
    form._total.setText("20")
    form.submit()
    assert panel.capacity.isChecked()
    assert panel.plan.text() == "Change the plan…"
    qtbot.waitUntil(lambda: panel.front.capacity is not None)
    qtbot.waitUntil(lambda: panel.length.text() == "3 pages, then 2 full briefs", timeout=20_000)
    panel.capacity.setChecked(False)
    assert panel.pack_extent.capacity is False
    panel.reject()


@pytest.mark.slow
def test_nothing_chosen_is_not_exported_and_a_summary_has_no_briefs(qtbot: QtBot, panel: PackPanel) -> None:
    for row in range(panel.initiatives.count()):
        panel.initiatives.item(row).setCheckState(Qt.CheckState.Unchecked)
    qtbot.waitUntil(lambda: panel.length.text() == "Choose an initiative.")
    assert not panel.export.isEnabled()
    panel.initiatives.item(0).setCheckState(Qt.CheckState.Checked)
    panel.extent.edition.set_value(None)
    qtbot.waitUntil(lambda: panel.length.text() == "2 pages", timeout=20_000)
    qtbot.waitUntil(lambda: panel.pages.count == 2, timeout=20_000)  # the front alone
    assert not any(box.isEnabled() for box in panel.extent.chapters.values())
    panel.reject()


def test_it_is_written_and_its_folder_is_remembered(
    qtbot: QtBot, workspace: Workspace, export: PackExport, tmp_path: Path
) -> None:
    path = tmp_path / "pack.pdf"
    with qtbot.waitSignal(export.exported, timeout=60_000):
        export.export_to(gather_front(workspace.session.opened, TODAY, ENGLISH), path)
        assert export.dialog is not None
        assert nameless(export.dialog) == []
        qtbot.keyClick(export.dialog, Qt.Key.Key_Return)  # pressed once too often, it does not stop it
        assert export.dialog is not None
    pages = pages_of(path.read_bytes())
    assert all(name in pages[1] for name in NAMES)
    assert export.dialog is None


def test_stopped_it_leaves_nothing(
    qtbot: QtBot, workspace: Workspace, export: PackExport, tmp_path: Path
) -> None:
    path, panel = tmp_path / "pack.pdf", workspace.window().findChild(PackPanel)
    assert isinstance(panel, PackPanel)
    panel.reject()
    with qtbot.waitSignal(export.reported, timeout=10_000) as report:
        export.export_to(gather_front(workspace.session.opened, TODAY, ENGLISH), path)
        assert export.dialog is not None
        qtbot.mouseClick(export.dialog.stop, Qt.MouseButton.LeftButton)
    assert report.args == ["Stopped. No pack was written."]
    export.close()
    assert not list(tmp_path.glob("*pack*"))


def test_a_folder_that_is_not_there_is_reported(
    qtbot: QtBot, workspace: Workspace, export: PackExport, tmp_path: Path
) -> None:
    panel = workspace.window().findChild(PackPanel)
    assert isinstance(panel, PackPanel)
    panel.reject()
    summary = gather_front(workspace.session.opened, TODAY, ENGLISH, PackExtent(None))
    export.export_to(summary, tmp_path / "no" / "pack.pdf")
    qtbot.waitUntil(lambda: workspace.window().findChild(QMessageBox) is not None, timeout=60_000)
    assert export.dialog is None


def test_the_workbook_is_written_under_the_name_chosen(
    workspace: Workspace, window: MainWindow, menu: Callable[[str], None], tmp_path: Path
) -> None:
    exported: list[Path] = []
    window.files.exported.connect(exported.append)
    menu("export-workbook")
    dialog = window.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    assert [Path(name).name for name in dialog.selectedFiles()] == ["small.xlsx"]
    out = tmp_path / "tables.xlsx"
    dialog.fileSelected.emit(str(out))
    assert out.read_bytes().startswith(b"PK")
    assert exported == [out]
    assert workspace.session.opened.path.exists()


@pytest.mark.slow
def test_what_is_left_out_and_how_much_is_set_is_remembered(panel: PackPanel, export: PackExport) -> None:
    panel.extent.edition.set_value(None)
    panel.omitted.boxes[Omission.NAMES].setChecked(True)
    assert panel._gather()
    assert panel.front.extent.omitted == panel.front.withheld.omitted == {Omission.NAMES}
    assert dict(panel.front.withheld.roles)
    panel.reject()
    export.ask(protected=False)
    again = export._window.findChildren(PackPanel)[-1]
    assert again.pack_extent.omitted == {Omission.NAMES}
    assert again.pack_extent.briefs is None
    assert again.front.withheld.omitted == {Omission.NAMES}
    again.reject()
