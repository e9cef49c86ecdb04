"""A file of evidence in the window: chosen, dropped, refused, opened as a read-only copy, saved elsewhere."""

import stat
from pathlib import Path

import pytest
from builders import REVIEWED
from documents import PDF, PROGRAM
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot
from scoring import Desk

from fivegates.actions.evidence import add_evidence
from fivegates.actions.evidence_files import attached_content, read_attachment
from fivegates.domain.initiative.initiative import Evidence, EvidenceKind
from fivegates.ui.initiative.forms.record_forms import FileField
from fivegates.ui.window.workspace import Workspace
from windows import line_of, wait_until_freed

KEY = Qt.Key


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "<b>Q2 & report.pdf"
    path.write_bytes(PDF)
    return path


@pytest.fixture
def item(desk: Desk, report: Path) -> Evidence:
    """Evidence with a file, shown in its tab."""
    attached = read_attachment(report)
    made = Evidence("value-owner", EvidenceKind.DOCUMENT, "Report", REVIEWED, file=attached.file)
    desk.session.run(add_evidence, desk.subject.initiative_id, made, attached.content)
    show_evidence(desk)
    return desk.record.evidence[0]


def show_evidence(desk: Desk) -> None:
    desk.press(KEY.Key_2, modifier=Qt.KeyboardModifier.AltModifier)


def button(desk: Desk, text: str) -> QPushButton:
    """The visible button with these words."""
    root = desk.dialog or desk.page
    return next(b for b in root.findChildren(QPushButton) if b.isVisible() and b.text() == text)


def drop(desk: Desk, *paths: Path) -> bool:
    """Drop files onto the tab; whether it took them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entered = QDragEnterEvent(QPointF(9, 9).toPoint(), *how)
    desk.page.tabs.evidence.dragEnterEvent(entered)
    dropped = QDropEvent(QPointF(9, 9), *how)
    desk.page.tabs.evidence.dropEvent(dropped)
    assert entered.isAccepted() is dropped.isAccepted()
    return dropped.isAccepted()


def box_of(desk: Desk) -> QMessageBox:
    """The message box over the window."""
    (box,) = desk.page.window().findChildren(QMessageBox)
    return box


def test_a_dropped_file_becomes_evidence_that_is_named_for_it(desk: Desk, report: Path) -> None:
    show_evidence(desk)
    assert drop(desk, report)
    form = desk.form()
    title = form.rows["title"].field
    assert isinstance(title, QLineEdit)
    assert title.text() == "_b_Q2 & report"
    line_of(form, "date").setText("12 May 2026")
    form.submit()
    desk.closed(form)
    (made,) = desk.record.evidence
    assert made.file
    assert attached_content(desk.session.opened, made) == PDF
    model = desk.page.tabs.evidence.table.model()
    assert model.index(0, 5).data() == f"{made.file.name}, {len(PDF)} bytes"


def test_a_dropped_program_is_refused_in_words(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(PROGRAM)
    show_evidence(desk)
    assert drop(desk, tmp_path / "report.pdf")
    box = box_of(desk)
    assert box.text().startswith("report.pdf: This is a program or a script, so nothing was attached.")
    assert box.textFormat() is Qt.TextFormat.PlainText
    box.accept()
    assert not desk.record.evidence


def test_portfolios_and_several_files_are_left_to_the_window(desk: Desk, report: Path) -> None:
    show_evidence(desk)
    assert not drop(desk, report, report)
    assert not drop(desk, report.with_name("other.fivegates"))
    assert not drop(desk, report.with_name("other.fivegates-encrypted"))


def test_a_file_is_chosen_refused_and_removed_in_the_form(desk: Desk, report: Path, item: Evidence) -> None:
    desk.press(KEY.Key_Return)
    form = desk.form()
    (field,) = form.findChildren(FileField)
    (report.with_name("run.exe")).write_bytes(PROGRAM)
    field.read(report.with_name("run.exe"))
    assert "program or a script" in form.rows["file"].problem
    assert field.file == item.file
    button(desk, "Choose a file…").click()
    (dialog,) = form.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(report))
    dialog.reject()
    assert form.rows["file"].problem == ""
    button(desk, "Remove the file").click()
    assert field.file is None
    form.submit()
    desk.closed(form)
    assert desk.record.evidence[0].file is None
    desk.session.undo()
    assert desk.record.evidence[0].file == item.file


def test_a_copy_that_cannot_be_written_to_is_opened_once_it_was_said_with_what(
    desk: Desk, item: Evidence, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []

    def show(url: QUrl) -> bool:
        shown.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", show)
    assert item.file
    button(desk, "Open file…").click()
    box = box_of(desk)
    assert box.text() == f"Open {item.file.name}, {len(PDF)} bytes?"
    assert "program for PDF documents opens a read-only copy" in box.informativeText()
    assert not shown
    box.accept()
    (copy,) = shown
    assert copy.read_bytes() == PDF
    assert stat.S_IMODE(copy.stat().st_mode) == 0o400
    assert stat.S_IMODE(copy.parent.parent.stat().st_mode) == 0o700
    workspace.close_workspace()
    assert not copy.exists()


def test_without_a_program_for_it_the_way_on_is_reported(
    desk: Desk, item: Evidence, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    assert item.file
    button(desk, "Open file…").click()
    first = box_of(desk)
    first.accept()
    wait_until_freed(qtbot, first)
    assert box_of(desk).text().startswith("No program here opens")
    box_of(desk).accept()
    desk.session.copies.close()


def test_a_file_is_saved_as_it_is(desk: Desk, item: Evidence, tmp_path: Path) -> None:
    assert item.file
    button(desk, "Save file as…").click()
    (dialog,) = desk.page.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "out.pdf"))
    dialog.reject()
    assert (tmp_path / "out.pdf").read_bytes() == PDF
    assert desk.page.window().findChildren(QMessageBox) == []


def test_what_has_no_file_offers_none(desk: Desk) -> None:
    made = Evidence("value-owner", EvidenceKind.DOCUMENT, "Report", REVIEWED)
    desk.session.run(add_evidence, desk.subject.initiative_id, made)
    show_evidence(desk)
    for words in ("Open file…", "Save file as…", "Open link…"):
        with pytest.raises(StopIteration):
            button(desk, words)
