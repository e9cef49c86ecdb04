"""Passwords in the window: asked twice when new, told beside the field when wrong, never shown."""

from collections.abc import Callable
from pathlib import Path

import pytest
from examples import slow_after
from pypdf import PdfReader
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from fivegates.actions import overview, queries
from fivegates.actions.file.encryption import decrypt_file, save_encrypted
from fivegates.actions.file.files import close_portfolio, open_portfolio
from fivegates.ui.brief.page import BriefPage
from fivegates.ui.compare.page import ComparePage
from fivegates.ui.dialogs.password_form import PasswordForm
from fivegates.ui.pack_export import PackExport
from fivegates.ui.pack_panel import PackPanel
from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.workspace import Workspace
from windows import wait_until_freed

pytestmark = pytest.mark.usefixtures("quick_passwords")

Trigger = Callable[[str], None]

WORDS = "some words that fit"


def type_in(**fields: str) -> PasswordForm:
    """Fill the form that is open, and press its button."""
    form = QApplication.activeModalWidget()
    assert isinstance(form, PasswordForm)
    for place, text in fields.items():
        field = form.rows[place].field
        assert isinstance(field, QLineEdit)
        assert field.echoMode() is QLineEdit.EchoMode.Password
        field.setText(text)
    form.submit()
    return form


def choose(root: QWidget, path: Path, qtbot: QtBot) -> None:
    """Choose a path in the file dialog that is open."""
    (dialog,) = root.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    wait_until_freed(qtbot, dialog)


@pytest.fixture
def copy(portfolio_path: Path, tmp_path: Path) -> Path:
    """An encrypted copy, with nothing open."""
    opened = open_portfolio(portfolio_path, tmp_path / "backups")
    save_encrypted(opened, tmp_path / "Board.fivegates-encrypted", WORDS)
    close_portfolio(opened)
    return tmp_path / "Board.fivegates-encrypted"


@pytest.mark.usefixtures("workspace")
def test_an_encrypted_copy_is_saved(window: MainWindow, menu: Trigger, tmp_path: Path, qtbot: QtBot) -> None:
    menu("encrypt")
    form = type_in(password="short", again="short")  # noqa: S106
    assert "at least 8 characters" in form.rows["password"].problem
    type_in(password=WORDS, again="other words that fit")
    assert "not the same" in form.rows["again"].problem
    type_in(again=WORDS)
    wait_until_freed(qtbot, form)
    out = tmp_path / "out.fivegates-encrypted"
    choose(window, out, qtbot)
    assert window.statusBar().currentMessage() == f"Saved a copy as {out}"
    decrypt_file(out, tmp_path / "plain.fivegates", WORDS)


@pytest.mark.usefixtures("workspace")
def test_what_cannot_be_written_is_reported(
    window: MainWindow, menu: Trigger, portfolio_path: Path, qtbot: QtBot
) -> None:
    menu("encrypt")
    wait_until_freed(qtbot, type_in(password=WORDS, again=WORDS))
    choose(window, portfolio_path, qtbot)
    (box,) = window.findChildren(QMessageBox)
    assert "is the portfolio itself" in box.text()
    box.accept()


@pytest.mark.parametrize("name", slow_after(1, ["Board.fivegates-encrypted", "renamed on its way.bin"]))
def test_an_encrypted_copy_is_opened_into_a_portfolio_of_its_own(
    window: MainWindow, copy: Path, qtbot: QtBot, name: str
) -> None:
    source = copy.rename(copy.with_name(name))
    window.files.open_path(source)
    form = type_in(password="another password")  # noqa: S106
    assert "not the password" in form.rows["password"].problem
    type_in(password=WORDS)
    wait_until_freed(qtbot, form)
    choose(window, source.with_name("again.fivegates"), qtbot)
    assert window.workspace
    assert window.workspace.session.opened.path.name == "again.fivegates"
    assert queries.find_initiative(window.workspace.session.opened, "CLAIMS")


def test_a_dropped_copy_is_never_opened_over_a_file(window: MainWindow, copy: Path, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(copy))])
    dropped = QDropEvent(
        QPointF(9, 9),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(dropped)
    assert dropped.isAccepted()
    wait_until_freed(qtbot, type_in(password=WORDS))
    taken = copy.with_name("taken.fivegates")
    taken.write_bytes(b"mine")
    choose(window, taken, qtbot)
    (box,) = window.findChildren(QMessageBox)
    assert "exists already" in box.text()
    box.accept()
    assert taken.read_bytes() == b"mine"
    assert window.workspace is None


def test_a_brief_gets_a_password(workspace: Workspace, tmp_path: Path, qtbot: QtBot) -> None:
    workspace.show_brief(queries.find_initiative(workspace.session.opened, "CLAIMS"))
    page = workspace.findChild(BriefPage)
    assert page
    qtbot.waitUntil(lambda: page.ready, timeout=60_000)
    page._options._protect.setChecked(True)
    page.export()
    form = type_in(password="", again="")
    assert "nothing would be protected" in form.rows["password"].problem
    type_in(password="secret", again="secret")  # noqa: S106
    wait_until_freed(qtbot, form)
    choose(page, tmp_path / "brief.pdf", qtbot)
    reader = PdfReader(tmp_path / "brief.pdf")
    assert reader.is_encrypted
    assert reader.decrypt("secret")


@pytest.mark.slow
def test_a_pack_gets_a_password(workspace: Workspace, menu: Trigger, tmp_path: Path, qtbot: QtBot) -> None:
    menu("export-protected")
    export = workspace.findChild(PackExport)
    assert export
    panel = workspace.window().findChild(PackPanel)
    assert panel
    panel.export.click()
    wait_until_freed(qtbot, type_in(password="secret", again="secret"))  # noqa: S106
    with qtbot.waitSignal(export.exported, timeout=60_000):
        choose(workspace, tmp_path / "pack.pdf", qtbot)
    reader = PdfReader(tmp_path / "pack.pdf")
    assert reader.is_encrypted
    assert reader.decrypt("secret")


@pytest.mark.slow
def test_a_comparison_gets_a_password(workspace: Workspace, tmp_path: Path, qtbot: QtBot) -> None:
    workspace.compare([line.initiative.id for line in overview.lines(workspace.session.opened)])
    page = workspace.findChild(ComparePage)
    assert page
    page.protect.setChecked(True)
    page.export()
    form = type_in(password="", again="")
    assert "nothing would be protected" in form.rows["password"].problem
    type_in(password="secret", again="secret")  # noqa: S106
    wait_until_freed(qtbot, form)
    with qtbot.waitSignal(page.exporting.exported, timeout=60_000):
        choose(page, tmp_path / "comparison.pdf", qtbot)
    reader = PdfReader(tmp_path / "comparison.pdf")
    assert reader.is_encrypted
    assert reader.decrypt("secret")
