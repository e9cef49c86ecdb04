"""After an export: the file can be opened, its folder shown, its path copied."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from fivegates.ui.context import Context
from fivegates.ui.export_notice import ExportNotice
from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.workspace import Workspace

FILE = Path("/somewhere/a brief.pdf")


def notice_of(qtbot: QtBot, context: Context, opened: list[str], *, works: bool = True) -> ExportNotice:
    def open_url(url: QUrl, refused: Callable[[], object], _parent: QObject) -> None:
        opened.append(url.toLocalFile())
        if not works:
            refused()

    notice = ExportNotice(context, open_url)
    qtbot.addWidget(notice)
    notice.show_file(FILE)
    return notice


def test_the_file_and_its_folder_are_opened(qtbot: QtBot, context: Context) -> None:
    opened: list[str] = []
    notice = notice_of(qtbot, context, opened)
    assert notice.words.text() == f"Exported to {FILE}"
    notice.open.click()
    notice.folder.click()
    assert opened == [FILE.as_posix(), FILE.parent.as_posix()]


def test_the_path_is_copied(qtbot: QtBot, context: Context) -> None:
    notice_of(qtbot, context, []).copy.click()
    assert QGuiApplication.clipboard().text() == str(FILE)


def test_what_no_program_opens_is_said(qtbot: QtBot, context: Context) -> None:
    notice = notice_of(qtbot, context, [], works=False)
    notice.open.click()
    assert notice.words.text() == f"No program of this system opens {FILE}."
    notice.done.click()
    assert not notice.isVisible()


@pytest.mark.parametrize("name", ["all.json", "tables.xlsx"])
def test_an_export_of_the_portfolio_is_named(
    window: MainWindow, workspace: Workspace, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    window.files.exported.emit(path)
    notice = workspace.findChild(ExportNotice)
    assert notice is not None
    assert notice.isVisible()
    assert str(path) in notice.words.text()
