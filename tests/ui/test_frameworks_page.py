"""The page of frameworks: items over all initiatives and of one, with what each rests on."""

from pathlib import Path

import pytest
from builders import REVIEWED, own_mapping
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fivegates.actions.frameworks import coverages_of
from fivegates.domain.errors import UserError
from fivegates.domain.language import ENGLISH
from fivegates.domain.wording.frameworks import basis_word
from fivegates.exchange.frameworks import write_framework
from fivegates.ui.frameworks.page import FrameworksPage
from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.workspace import Workspace


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow, workspace: Workspace) -> FrameworksPage:
    """The page, shown by its command and filled."""
    window.menus.action("frameworks").trigger()
    shown = workspace.page
    assert isinstance(shown, FrameworksPage)
    settle(qtbot, shown)
    return shown


def settle(qtbot: QtBot, page: FrameworksPage) -> None:
    """Wait until all is read."""
    qtbot.waitUntil(lambda: not page._reading.running and not page._settled.isActive())


def reported(page: FrameworksPage) -> list[list[str]]:
    """What the table says, row by row."""
    model = page.table.model()
    rows, columns = range(model.rowCount()), range(model.columnCount())
    return [[model.index(row, column).data() for column in columns] for row in rows]


def test_all_initiatives_come_first_then_one_with_its_proof(
    qtbot: QtBot, workspace: Workspace, page: FrameworksPage
) -> None:
    assert page.framework.code == "eu-ai-act"
    first = ["Art. 4", "Everyone", "People who work with AI are helped to understand it"]
    assert reported(page)[0][:3] == first
    assert "in all:" in page.summary.text()
    page.chosen_framework.setCurrentIndex(2)
    settle(qtbot, page)
    assert page.framework.code == "nist-ai-rmf"
    page.chosen_initiative.setCurrentIndex(1)
    assert page.coverage is not None
    assert [row[:2] for row in reported(page)][:2] == [["GOVERN 1", "Govern"], ["GOVERN 2", "Govern"]]
    (found,) = coverages_of(workspace.session.opened, [page.framework], page.coverage.initiative.id, REVIEWED)
    assert [row[3] for row in reported(page)] == [basis_word(item.basis, ENGLISH) for item in found.items]
    page.table.choose(6)
    assert page.details.text().startswith("GOVERN 6 Risks of software")
    assert "Source: NIST AI 100-1" in page.details.text()
    with qtbot.waitSignal(page.opened) as opened:
        page.table.edit_requested.emit()
    assert opened.args == [page.coverage.initiative.id]


def test_a_mapping_is_imported_chosen_exported_and_removed(
    qtbot: QtBot, page: FrameworksPage, tmp_path: Path
) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(write_framework(own_mapping()))
    page.import_mapping(path)
    settle(qtbot, page)
    assert page.framework.code == "house-rules"
    assert [row[:2] for row in reported(page)] == [["R 1", "People"], ["R 2", "–"], ["R 3", "–"]]
    with qtbot.waitSignal(page.exported):
        page.export_to(tmp_path / "out.json")
    assert (tmp_path / "out.json").exists()
    assert page._remove.isEnabled()
    page._remove.click()
    settle(qtbot, page)
    assert page.framework.code != "house-rules"
    assert not page._remove.isEnabled()


def test_items_are_sorted_by_part_and_by_number_and_no_part_needs_no_column(
    qtbot: QtBot, page: FrameworksPage
) -> None:
    page.chosen_framework.setCurrentIndex(1)
    settle(qtbot, page)
    assert [row[0] for row in reported(page)][:8] == ["4", "5", "6", "7", "8", "9", "10", "A.2.2"]
    page.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert [row[0] for row in reported(page)][:4] == ["A.10.4", "A.10.3", "A.10.2", "A.9.4"]
    page.table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert reported(page)[0][:2] == ["A.2.2", "A.2 Policies"]
    assert not page.table.isColumnHidden(1)
    page.chosen_framework.setCurrentIndex(3)
    settle(qtbot, page)
    assert page.framework.code == "nist-ai-600-1"
    assert page.table.isColumnHidden(1)


def test_while_another_framework_is_read_all_that_is_shown_is_of_the_one_before(
    qtbot: QtBot, page: FrameworksPage, tmp_path: Path
) -> None:
    page.table.choose(30)
    page.chosen_framework.setCurrentIndex(2)
    assert page._reading.running
    page.table.choose(32)
    assert page.table.current()
    assert "Source: Regulation (EU) 2024/1689" in page.details.text()
    page.export_to(tmp_path / "out.json")
    assert "EU AI Act" in (tmp_path / "out.json").read_text(encoding="utf-8")
    settle(qtbot, page)
    assert "Source: NIST AI 100-1" in page.details.text()


def test_that_there_is_no_initiative_is_not_said_before_all_is_read(
    window: MainWindow, workspace: Workspace
) -> None:
    window.menus.action("frameworks").trigger()
    page = workspace.page
    assert isinstance(page, FrameworksPage)
    assert page.has_content
    assert page.summary.text() == "Reading the portfolio…"


def test_a_fault_while_reading_is_reported(page: FrameworksPage) -> None:
    page._reading.failed.emit(UserError("The file is gone."))
    assert page.summary.text() == "The file is gone."
