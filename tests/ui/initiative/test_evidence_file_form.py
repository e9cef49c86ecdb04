"""A file of evidence in the window: chosen, dropped, refused, opened as a read-only copy, saved elsewhere."""

import stat
from pathlib import Path

import pytest
from builders import REVIEWED
from documents import PDF, PROGRAM
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot
from scoring import Desk

from fivegates.actions.evidence import add_evidence, attached_content, read_attachment
from fivegates.domain.initiative.initiative import UNASSIGNED, Evidence, EvidenceKind
from fivegates.ui.initiative.forms.record_forms import FileField
from fivegates.ui.initiative.records import evidence as evidence_records
from fivegates.ui.widgets.forms import ChoiceBox
from fivegates.ui.widgets.labels import PlainLabel
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


POSSIBLE = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
HELD = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier)


def hover(desk: Desk, *paths: Path) -> tuple[QMimeData, PlainLabel]:
    """Drag files over the page; what is dragged, and the sign."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    QApplication.sendEvent(desk.page, QDragEnterEvent(QPointF(9, 9).toPoint(), POSSIBLE, data, *HELD))
    sign = desk.page.findChild(PlainLabel, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert sign
    return data, sign


def drop(desk: Desk, *paths: Path) -> bool:
    """Drop files onto the page; whether it took them, as a copy."""
    data, sign = hover(desk, *paths)
    if not sign.isVisible():
        return False
    dropped = QDropEvent(QPointF(9, 9), POSSIBLE, data, *HELD)
    QApplication.sendEvent(desk.page, dropped)
    assert not sign.isVisible()
    assert dropped.isAccepted()
    assert dropped.dropAction() is Qt.DropAction.CopyAction
    return True


def box_of(desk: Desk) -> QMessageBox:
    """The message box over the window."""
    (box,) = desk.page.window().findChildren(QMessageBox)
    return box


def test_the_sign_goes_where_the_program_that_files_come_from_ended(desk: Desk, report: Path) -> None:
    _data, sign = hover(desk, report)
    assert sign.isVisible()
    nothing = QMimeData()  # the event does not keep it
    dropped = QDropEvent(QPointF(9, 9), POSSIBLE, nothing, *HELD)
    QApplication.sendEvent(desk.page, dropped)
    assert not sign.isVisible()
    assert not dropped.isAccepted()


@pytest.mark.slow
def test_files_dropped_anywhere_wait_for_their_criterion(desk: Desk, report: Path) -> None:
    text = report.with_name("minutes.txt")
    text.write_text("Agreed.")
    assert drop(desk, report, text)
    tab = desk.page.tabs.evidence
    assert [(item.title, item.criterion) for item in desk.record.evidence] == [
        ("_b_Q2 & report", UNASSIGNED),
        ("minutes", UNASSIGNED),
    ]
    model = tab.table.model()
    assert [model.index(0, place).data() for place in (0, 4)] == [
        "Unassigned",
        "proves nothing until a criterion is chosen",
    ]
    assert "Unassigned (2)" in [box.itemText(1) for box in tab.findChildren(QComboBox)]
    assert tab.detail.body
    assert line_of(tab.detail.body, "title").text() == "minutes"
    box = tab.detail.body.rows["criterion"].field
    assert isinstance(box, ChoiceBox)
    assert box.currentText() == "Unassigned"
    box.set_value("value-owner")
    box.setFocus()
    tab.table.setFocus()
    assert [item.criterion for item in desk.record.evidence] == [UNASSIGNED, "value-owner"]
    desk.session.undo()
    desk.session.undo()
    assert not desk.record.evidence


@pytest.mark.slow
def test_files_dropped_beside_the_evidence_of_one_criterion_are_for_that(desk: Desk, report: Path) -> None:
    show_evidence(desk)
    desk.page.tabs.evidence.filter_by_criterion("value-kpis")
    assert drop(desk, report)
    assert [item.criterion for item in desk.record.evidence] == ["value-kpis"]


def test_a_pasted_picture_is_evidence_of_the_criterion_in_focus(desk: Desk) -> None:
    desk.go_to("value-kpis")
    QApplication.clipboard().setText("no picture")
    desk.press(KEY.Key_V, modifier=Qt.KeyboardModifier.ControlModifier)
    assert not desk.record.evidence
    image = QImage(20, 10, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QApplication.clipboard().setImage(image)
    desk.press(KEY.Key_V, modifier=Qt.KeyboardModifier.ControlModifier)
    (item,) = desk.record.evidence
    assert (item.criterion, item.dated) == ("value-kpis", REVIEWED)
    assert item.title.startswith("Picture of 2026-05-12 ")
    content = attached_content(desk.session.opened, item)
    assert QImage.fromData(content).size() == image.size()
    desk.show_tab_called("Why")
    desk.press(KEY.Key_V, modifier=Qt.KeyboardModifier.ControlModifier)
    assert [each.criterion for each in desk.record.evidence] == ["value-kpis", UNASSIGNED]


@pytest.mark.slow
def test_pasted_files_are_evidence_as_dropped_ones_are(desk: Desk, report: Path, tmp_path: Path) -> None:
    second = tmp_path / "second.txt"
    second.write_text("Another.", encoding="utf-8")
    copied = QMimeData()
    copied.setUrls([QUrl.fromLocalFile(str(path)) for path in (report, second)])
    QApplication.clipboard().setMimeData(copied)
    desk.go_to("value-kpis")
    desk.press(KEY.Key_V, modifier=Qt.KeyboardModifier.ControlModifier)
    assert [item.criterion for item in desk.record.evidence] == ["value-kpis"] * 2
    assert report.exists()


def test_a_dropped_program_is_refused_in_words(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(PROGRAM)
    show_evidence(desk)
    assert drop(desk, tmp_path / "report.pdf")
    box = box_of(desk)
    assert box.text().startswith(
        "Not kept as evidence:\nreport.pdf: This is a program or a script, so nothing was attached."
    )
    assert box.textFormat() is Qt.TextFormat.PlainText
    box.accept()
    assert not desk.record.evidence


@pytest.mark.slow
def test_portfolios_and_what_is_dropped_on_the_costs_are_left_to_the_window(desk: Desk, report: Path) -> None:
    desk.show_tab_called("Costs")
    assert not drop(desk, report)
    show_evidence(desk)
    assert not drop(desk, report.with_name("other.fivegates"))
    assert not drop(desk, report.with_name("other.fivegates-encrypted"))


def test_a_file_is_chosen_refused_and_removed_beside_the_list(
    desk: Desk, report: Path, item: Evidence
) -> None:
    desk.press(KEY.Key_Return)
    detail = desk.page.tabs.evidence.detail
    assert detail.body
    row = detail.body.rows["file"]
    field = row.field
    assert isinstance(field, FileField)
    (report.with_name("run.exe")).write_bytes(PROGRAM)
    field.read(report.with_name("run.exe"))
    assert "program or a script" in row.problem
    assert field.file == item.file
    report.write_bytes(report.read_bytes() + b"%")
    button(desk, "Choose a file…").click()
    (dialog,) = field.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(report))
    dialog.reject()
    assert row.problem == ""
    attached = desk.record.evidence[0].file
    assert attached
    assert attached != item.file
    field.setFocus()
    button(desk, "Remove the file").click()
    desk.page.tabs.evidence.table.setFocus()
    assert desk.record.evidence[0].file is None
    desk.session.undo()
    assert desk.record.evidence[0].file == attached


def test_a_copy_that_cannot_be_written_to_is_opened_once_it_was_said_with_what(
    desk: Desk, item: Evidence, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []

    def show(url: QUrl, _refused: object, _parent: object) -> None:
        shown.append(Path(url.toLocalFile()))

    monkeypatch.setattr(evidence_records, "open_outside", show)
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
    monkeypatch.setattr(evidence_records, "open_outside", lambda _url, refused, _parent: refused())
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
