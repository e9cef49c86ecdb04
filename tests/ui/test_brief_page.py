"""The brief page: the pages that will be printed, the decision asked, and the export."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from examples import slow_after
from office_reading import word_paragraphs
from pypdf import PdfReader
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QLabel,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from fivegates.actions.file.files import close_portfolio, open_portfolio
from fivegates.actions.queries import find_initiative, latest_review, record
from fivegates.actions.reviews import start_review
from fivegates.actions.scoring import set_level
from fivegates.domain.brief import Chapter, Edition, Extent, FileType, PaperSize
from fivegates.domain.portfolio.meeting import Purpose
from fivegates.ui.brief.choices import ExtentChoice
from fivegates.ui.brief.options import BriefOptions
from fivegates.ui.brief.page import BriefPage
from fivegates.ui.brief.pages import MARGIN, WIDEST, Pages, PageView
from fivegates.ui.brief.printing import PrintRun
from fivegates.ui.brief.thumbnails import Thumbnails
from fivegates.ui.brief.tools import PreviewTools
from fivegates.ui.context import Context
from fivegates.ui.dialogs.meeting_form import MeetingForm
from fivegates.ui.initiative.page import InitiativePage
from fivegates.ui.settings import PaperKind
from fivegates.ui.widgets.buttons import ShrinkingButton
from fivegates.ui.widgets.labels import TitleLabel
from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.workspace import Workspace


def page_of(workspace: Workspace) -> BriefPage:
    """The brief page."""
    page = workspace.findChild(BriefPage)
    assert page is not None
    return page


def wait_for_pages(qtbot: QtBot, page: BriefPage, count: int = 1) -> None:
    """Wait until the pages are set."""
    pages = page.findChild(Pages)
    assert pages is not None
    qtbot.waitUntil(lambda: pages.count >= count and button(page, "Export PDF").isEnabled(), timeout=20_000)


def button(page: BriefPage, words: str) -> QPushButton:
    """The button with these words."""
    return next(b for b in page.findChildren(QPushButton) if words in b.text())


def names_of(pages: Pages) -> list[str]:
    """What each page shown is called."""
    return [view.accessibleName() for view in pages._views]


@pytest.fixture(autouse=True)
def _one_page(context: Context) -> None:
    """Let page 1 alone be chosen: the whole brief takes long to set."""
    context.settings.save_extent(PaperKind.BRIEF, Extent(Edition.ONE_PAGE, frozenset()))


@pytest.fixture
def shown(qtbot: QtBot, workspace: Workspace) -> BriefPage:
    """The brief of the initiative under review, its pages set."""
    workspace.show_brief(find_initiative(workspace.session.opened, "CLAIMS"))
    page = page_of(workspace)
    wait_for_pages(qtbot, page)
    return page


def test_another_edition_is_shown_at_once_and_exported(
    qtbot: QtBot, shown: BriefPage, tmp_path: Path
) -> None:
    choice, pages = shown.findChild(ExtentChoice), shown.findChild(Pages)
    assert choice is not None
    assert pages is not None
    choice.edition.set_value(Edition.FULL)
    assert choice.chapters[Chapter.ABOUT].isChecked()
    qtbot.waitUntil(lambda: pages.count > 2, timeout=20_000)
    choice.edition.set_value(Edition.ONE_PAGE)
    assert not any(box.isChecked() for box in choice.chapters.values())
    qtbot.waitUntil(lambda: pages.count == 1, timeout=20_000)
    choice.chapters[Chapter.ABOUT].setChecked(True)
    qtbot.waitUntil(lambda: pages.count == 2, timeout=20_000)
    shown.export_to(tmp_path / "brief.pdf")
    assert "About this brief" in PdfReader(tmp_path / "brief.pdf").pages[1].extract_text()


def test_words_are_found_in_the_pages_with_the_keys_that_filter_elsewhere(
    qtbot: QtBot, shown: BriefPage, window: MainWindow
) -> None:
    tools, pages = shown.findChild(PreviewTools), shown.findChild(Pages)
    assert tools is not None
    assert pages is not None
    window.menus.action("filter").trigger()
    qtbot.waitUntil(tools.words.hasFocus)
    qtbot.keyClicks(tools.words, "CLAIMS")
    count = len(pages.found)
    assert count > 1
    assert tools.places.text() == f"1 of {count}"
    assert all(0 <= area.top() < area.bottom() <= 1 for place in pages.found for area in place.areas)
    qtbot.keyClick(tools.words, Qt.Key.Key_Return)
    assert tools.places.text() == f"2 of {count}"
    qtbot.keyClick(tools.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(tools.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert tools.places.text() == f"{count} of {count}"
    tools.words.setText("zebra crossing")
    assert tools.places.text() == "not found"
    qtbot.keyClick(tools.words, Qt.Key.Key_Escape)
    assert not tools.places.text()
    qtbot.keyClick(tools.words, Qt.Key.Key_Escape)
    assert pages.hasFocus()


def test_pages_stand_in_the_middle_of_a_wide_window(qtbot: QtBot, shown: BriefPage) -> None:
    (pages,) = shown.findChildren(Pages)
    shown.window().resize(1920, 1000)
    (view,) = pages._views
    qtbot.waitUntil(lambda: pages.viewport().width() > view.width() + 200)
    left, right = view.x(), pages.viewport().width() - view.x() - view.width()
    assert abs(left - right) <= MARGIN
    shown.window().resize(1000, 800)
    qtbot.waitUntil(lambda: view.width() < WIDEST)
    assert view.height() == view.heightForWidth(view.width())
    assert pages.horizontalScrollBar().maximum() == 0


def test_pages_are_shown_larger_and_by_their_number(qtbot: QtBot, shown: BriefPage) -> None:
    tools, pages, choice = (shown.findChild(kind) for kind in (PreviewTools, Pages, ExtentChoice))
    assert isinstance(tools, PreviewTools)
    assert isinstance(pages, Pages)
    assert isinstance(choice, ExtentChoice)
    choice.chapters[Chapter.ABOUT].setChecked(True)
    qtbot.waitUntil(lambda: pages.count == 2, timeout=20_000)
    qtbot.waitUntil(lambda: tools.page.maximum() == 2)
    assert tools.page.value() == 1
    first, second = sorted(pages.findChildren(PageView), key=PageView.accessibleName)[-2:]
    qtbot.waitUntil(lambda: second.y() > 0)
    tools.page.setValue(2)
    qtbot.waitUntil(lambda: pages.page == 1)
    pages.verticalScrollBar().setValue(0)
    assert tools.page.value() == 1
    for _ in range(4):
        tools.larger.click()
    qtbot.waitUntil(lambda: first.width() == 2 * WIDEST)
    assert tools.usual.text() == "200%"
    tools.usual.click()
    qtbot.waitUntil(lambda: first.width() <= WIDEST)


@pytest.mark.slow
def test_thumbnails_follow_the_page_in_front_and_lead_to_others(qtbot: QtBot, shown: BriefPage) -> None:
    thumbnails, pages, choice = (shown.findChild(kind) for kind in (Thumbnails, Pages, ExtentChoice))
    assert isinstance(thumbnails, Thumbnails)
    assert isinstance(pages, Pages)
    assert isinstance(choice, ExtentChoice)
    shown.window().resize(1400, 800)
    assert not thumbnails.isVisible(), "one page needs no list of pages"
    choice.chapters[Chapter.ABOUT].setChecked(True)
    qtbot.waitUntil(lambda: thumbnails.count() == 2, timeout=20_000)
    assert thumbnails.isVisible()
    assert thumbnails.currentRow() == 0
    assert thumbnails.item(1).data(Qt.ItemDataRole.AccessibleTextRole) == "Page 2 of 2"
    second = max(pages.findChildren(PageView), key=PageView.accessibleName)
    qtbot.waitUntil(lambda: second.y() > 0)
    qtbot.keyClick(thumbnails, Qt.Key.Key_Down)
    assert pages.page == 1
    assert thumbnails.currentRow() == 1
    pages.verticalScrollBar().setValue(0)
    assert thumbnails.currentRow() == 0


@pytest.mark.slow
def test_thumbnails_leave_the_pages_their_width(qtbot: QtBot, shown: BriefPage) -> None:
    thumbnails, choice = shown.findChild(Thumbnails), shown.findChild(ExtentChoice)
    assert thumbnails is not None
    assert choice is not None
    choice.chapters[Chapter.ABOUT].setChecked(True)
    qtbot.waitUntil(lambda: thumbnails.count() == 2, timeout=20_000)
    shown.window().resize(1400, 800)
    qtbot.waitUntil(thumbnails.isVisible)
    shown.window().resize(900, 800)
    qtbot.waitUntil(lambda: not thumbnails.isVisible())


@pytest.mark.slow
def test_an_outline_stands_for_pages_that_are_not_set_yet(
    qtbot: QtBot, shown: BriefPage, workspace: Workspace
) -> None:
    pages, tools = shown.findChild(Pages), shown.findChild(PreviewTools)
    assert pages is not None
    assert tools is not None
    assert names_of(pages) == ["Page 1 of 1"]
    bills = find_initiative(workspace.session.opened, "BILLS")
    workspace.session.run(start_review, bills, date(2026, 5, 12), "")
    workspace.show_brief(bills)
    assert names_of(pages) == ["Setting the pages…"]
    assert not tools.isEnabled()
    wait_for_pages(qtbot, shown)
    assert names_of(pages) == ["Page 1 of 1"]
    assert tools.isEnabled()
    workspace.show_brief(bills)
    assert names_of(pages) == ["Page 1 of 1"], "its own pages stay"


def test_the_tools_above_the_pages_never_widen_the_window(shown: BriefPage) -> None:
    tools = shown.findChild(PreviewTools)
    assert tools is not None
    height = tools.height()
    for width, sizes, number in ((900, True, True), (400, False, True), (200, False, False)):
        tools.resize(width, height)
        assert tools.larger.isVisible() is sizes, width
        assert tools.page.isVisible() is number, width
        assert tools.words.isVisible()
    assert tools.minimumSizeHint().width() < 200


def test_the_export_is_the_brief_that_is_shown(shown: BriefPage, tmp_path: Path) -> None:
    out = tmp_path / "brief.pdf"
    shown.export_to(out)

    reader = PdfReader(out)
    assert "Assistant CLAIMS" in reader.pages[0].extract_text()
    pages = shown.findChild(Pages)
    assert pages is not None
    assert len(reader.pages) == pages.count


def test_the_folder_is_remembered(shown: BriefPage, tmp_path: Path) -> None:
    shown.export_to(tmp_path / "brief.pdf")

    assert shown._context.settings.brief_folder == str(tmp_path)


def test_a_failed_export_is_reported_and_keeps_the_older_file(
    qtbot: QtBot, shown: BriefPage, tmp_path: Path
) -> None:
    shown.export_to(tmp_path / "nowhere" / "brief.pdf")

    boxes = shown.window().findChildren(QMessageBox)
    assert "was not written" in boxes[-1].text()
    boxes[-1].accept()
    qtbot.wait(1)


def test_a_decision_written_here_is_saved_and_printed(
    qtbot: QtBot, shown: BriefPage, workspace: Workspace, tmp_path: Path
) -> None:
    editor = shown.findChild(QPlainTextEdit)
    assert editor is not None
    assert editor.placeholderText()
    editor.setFocus()
    qtbot.keyClicks(editor, "Wait for <b>March</b>.")

    opened = workspace.session.opened
    claims = find_initiative(opened, "CLAIMS")
    qtbot.waitUntil(lambda: latest_review(record(opened, claims)).decision_asked == "Wait for <b>March</b>.")
    qtbot.waitUntil(lambda: not button(shown, "Export PDF").isEnabled())
    wait_for_pages(qtbot, shown)
    shown.export_to(tmp_path / "brief.pdf")
    assert "Wait for <b>March</b>." in PdfReader(tmp_path / "brief.pdf").pages[0].extract_text()


def test_leaving_at_once_loses_no_keystroke(qtbot: QtBot, shown: BriefPage, workspace: Workspace) -> None:
    editor = shown.findChild(QPlainTextEdit)
    assert editor is not None
    editor.setFocus()
    qtbot.keyClicks(editor, "Hold.")
    workspace.show_portfolio()

    opened = workspace.session.opened
    claims = find_initiative(opened, "CLAIMS")
    assert latest_review(record(opened, claims)).decision_asked == "Hold."


def test_closing_at_once_loses_no_keystroke(
    qtbot: QtBot, shown: BriefPage, window: MainWindow, portfolio_path: Path, tmp_path: Path
) -> None:
    editor = shown.findChild(QPlainTextEdit)
    assert editor is not None
    editor.setFocus()
    qtbot.keyClicks(editor, "Hold.")
    window.close_portfolio()

    opened = open_portfolio(portfolio_path, tmp_path)
    claims = find_initiative(opened, "CLAIMS")
    assert latest_review(record(opened, claims)).decision_asked == "Hold."
    close_portfolio(opened)


def test_an_edit_elsewhere_is_shown(
    qtbot: QtBot, shown: BriefPage, workspace: Workspace, tmp_path: Path
) -> None:
    opened = workspace.session.opened
    review = latest_review(record(opened, find_initiative(opened, "CLAIMS")))
    workspace.session.run(set_level, review.id, "value-owner", 0)
    qtbot.waitUntil(lambda: not button(shown, "Export PDF").isEnabled())
    wait_for_pages(qtbot, shown)

    shown.export_to(tmp_path / "brief.pdf")
    assert "Not ready" in PdfReader(tmp_path / "brief.pdf").pages[0].extract_text()


def test_another_paper_is_set_and_remembered(qtbot: QtBot, shown: BriefPage, tmp_path: Path) -> None:
    box = shown._options._paper
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "Setting" not in shown._state.text(), timeout=20_000)

    shown.export_to(tmp_path / "brief.pdf")
    assert round(float(PdfReader(tmp_path / "brief.pdf").pages[0].mediabox.width)) == 612
    assert shown._context.settings.brief_paper is PaperSize.LETTER


@pytest.mark.parametrize("kind", slow_after(1, [FileType.WORD, FileType.SLIDES]))
def test_another_format_is_written_on_a_template(
    qtbot: QtBot, shown: BriefPage, tmp_path: Path, kind: FileType, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = shown._options.format
    chosen.box.set_value(kind)
    assert button(shown, "Export…").isVisible()
    assert not shown._options._protect.isEnabled()
    out = tmp_path / f"brief{kind.value}"
    with qtbot.waitSignal(shown.exported, timeout=20_000):
        shown.export_to(out)
    assert out.read_bytes().startswith(b"PK")

    told: list[str] = []
    monkeypatch.setattr("fivegates.ui.brief.page.show_error", lambda *_: told.append("refused"))
    template = tmp_path / "house.dotx"
    template.write_text("none", encoding="utf-8")
    chosen.use_template(template)
    shown.export_to(tmp_path / f"again{kind.value}")
    qtbot.waitUntil(lambda: told == ["refused"])
    assert not (tmp_path / f"again{kind.value}").exists()


@pytest.mark.slow
def test_another_format_is_in_the_language_of_the_paper_too(
    qtbot: QtBot, shown: BriefPage, tmp_path: Path
) -> None:
    shown._context.settings.paper_language = "de"
    shown._options.format.box.set_value(FileType.WORD)
    out = tmp_path / "brief.docx"
    with qtbot.waitSignal(shown.exported, timeout=20_000):
        shown.export_to(out)
    assert any("produktionsreif" in text.lower() for text in word_paragraphs(out.read_bytes()))


@pytest.mark.slow
def test_the_keys_print_the_review_that_is_shown(
    qtbot: QtBot, workspace: Workspace, menu: Callable[[str], None], tmp_path: Path
) -> None:
    opened = workspace.session.opened
    claims = find_initiative(opened, "CLAIMS")
    earlier = latest_review(record(opened, claims))
    workspace.session.run(start_review, claims, date(2026, 11, 2))
    workspace.show_initiative(claims)
    initiative_page = workspace.findChild(InitiativePage)
    assert initiative_page is not None
    initiative_page.show_review(earlier.id)

    for turn in range(2):
        menu("brief")
        page = page_of(workspace)
        wait_for_pages(qtbot, page)
        page.export_to(tmp_path / f"{turn}.pdf")
        assert "12 May 2026" in PdfReader(tmp_path / f"{turn}.pdf").pages[0].extract_text()

    workspace.show_portfolio()
    workspace.show_brief(claims)
    wait_for_pages(qtbot, page_of(workspace))
    page_of(workspace).export_to(tmp_path / "latest.pdf")
    assert "2 November 2026" in PdfReader(tmp_path / "latest.pdf").pages[0].extract_text()


def test_without_a_review_the_page_says_what_to_do(workspace: Workspace) -> None:
    workspace.show_brief(find_initiative(workspace.session.opened, "BILLS"))
    page = page_of(workspace)

    assert not button(page, "Export PDF").isVisible()
    assert button(page, "Back to the initiative").isVisible()


def decision_box(page: BriefPage) -> QPlainTextEdit:
    """Where the decision asked is written."""
    return next(box for box in page.findChildren(QPlainTextEdit) if box.isVisible())


def asked(workspace: Workspace, code: str) -> str:
    """The decision asked that is saved for an initiative."""
    opened = workspace.session.opened
    return latest_review(record(opened, find_initiative(opened, code))).decision_asked


@pytest.fixture
def other(workspace: Workspace) -> int:
    """A second initiative with a review."""
    opened = workspace.session.opened
    bills = find_initiative(opened, "BILLS")
    workspace.session.run(start_review, bills, date(2026, 5, 12), "")
    return bills


def test_undo_does_not_bring_a_decision_from_one_initiative_into_another(
    qtbot: QtBot, workspace: Workspace, shown: BriefPage, other: int
) -> None:
    box = decision_box(shown)
    qtbot.keyClicks(box, "Stop it")
    box.selectAll()
    qtbot.keyClick(box, Qt.Key.Key_Backspace)
    workspace.show_brief(other)
    box = decision_box(shown)
    qtbot.keyClick(box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert box.toPlainText() == ""
    shown.close_page()
    assert (asked(workspace, "CLAIMS"), asked(workspace, "BILLS")) == ("", "")


@pytest.mark.slow
def test_what_was_typed_last_is_saved_for_the_initiative_that_it_is_about(
    qtbot: QtBot, workspace: Workspace, shown: BriefPage, other: int
) -> None:
    qtbot.keyClicks(decision_box(shown), "Stop it")
    shown.show_brief(other)
    assert decision_box(shown).toPlainText() == ""
    assert (asked(workspace, "CLAIMS"), asked(workspace, "BILLS")) == ("Stop it", "")


def test_a_decision_that_is_too_long_is_refused_in_words(qtbot: QtBot, shown: BriefPage) -> None:
    box = decision_box(shown)
    QApplication.clipboard().setText("x" * 2_001)
    box.paste()
    assert box.toPlainText() == ""
    reported = "At most 2,000 characters fit here, and this would make 2,001. Nothing was added."
    assert box.accessibleDescription() == reported
    qtbot.keyClicks(box, "x")
    assert box.accessibleDescription() != reported


def pages_of(page: BriefPage) -> int:
    """How many pages are shown."""
    pages = page.findChild(Pages)
    assert pages
    return pages.count


def texts_of(page: BriefPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel)]


def show_two_pages(qtbot: QtBot, page: BriefPage) -> None:
    choice = page.findChild(ExtentChoice)
    assert choice is not None
    choice.chapters[Chapter.ABOUT].setChecked(True)
    qtbot.waitUntil(lambda: pages_of(page) == 2, timeout=20_000)


def test_the_pages_that_are_shown_are_printed(qtbot: QtBot, shown: BriefPage, tmp_path: Path) -> None:
    show_two_pages(qtbot, shown)
    button(shown, "Print…").click()
    dialog = shown.findChild(QPrintDialog)
    assert dialog
    assert (dialog.minPage(), dialog.maxPage()) == (1, pages_of(shown))
    printer = dialog.printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setResolution(72)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFromTo(2, 2)
    dialog.finished.emit(QDialog.DialogCode.Accepted.value)
    dialog.hide()
    qtbot.waitUntil(lambda: "Printed" in texts_of(shown))
    (page,) = PdfReader(tmp_path / "printed.pdf").pages
    assert [round(float(each)) for each in page.mediabox[2:]] == [595, 842]
    assert shown._preview is not None
    wanted = PdfReader(BytesIO(shown._preview.rendered.pdf)).pages[1].extract_text()
    assert page.extract_text().split() == wanted.split() != []


def test_the_command_prints_as_soon_as_the_pages_are_set(
    qtbot: QtBot, workspace: Workspace, menu: Callable[[str], None]
) -> None:
    workspace.show_initiative(find_initiative(workspace.session.opened, "CLAIMS"))
    menu("print-brief")
    page = page_of(workspace)
    wait_for_pages(qtbot, page)
    dialog = page.findChild(QPrintDialog)
    assert dialog
    assert dialog.isVisible()
    dialog.reject()
    menu("print-brief")
    assert [each for each in page.findChildren(QPrintDialog) if each.isVisible()], "they are ready"


def test_printed_to_a_file_the_pdf_stays_as_it_is(qtbot: QtBot, shown: BriefPage, tmp_path: Path) -> None:
    button(shown, "Print…").click()
    dialog = shown.findChild(QPrintDialog)
    assert dialog
    dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    dialog.printer().setOutputFileName(str(tmp_path / "printed.pdf"))
    dialog.finished.emit(QDialog.DialogCode.Accepted.value)
    dialog.hide()
    qtbot.waitUntil(lambda: "Printed" in texts_of(shown))
    assert shown._preview is not None
    assert (tmp_path / "printed.pdf").read_bytes() == shown._preview.rendered.pdf


def test_the_open_portfolio_is_not_printed_over(qtbot: QtBot, shown: BriefPage, workspace: Workspace) -> None:
    path = workspace.session.opened.path
    button(shown, "Print…").click()
    dialog = shown.findChild(QPrintDialog)
    assert dialog
    dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    dialog.printer().setOutputFileName(str(path))
    dialog.finished.emit(QDialog.DialogCode.Accepted.value)
    dialog.hide()
    qtbot.waitUntil(lambda: "The printer did not take the pages." in texts_of(shown))
    assert path.read_bytes().startswith(b"SQLite format 3")


def test_the_window_answers_between_the_pages_that_are_printed(
    qtbot: QtBot, shown: BriefPage, tmp_path: Path
) -> None:
    show_two_pages(qtbot, shown)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setResolution(72)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    assert shown._preview is not None
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))  # on other paper pages are drawn one by one
    run = PrintRun(printer, shown._preview.rendered.pdf, tmp_path / "open.fivegates", shown)
    said: list[str] = []
    shown._begin_printing(run)
    assert not button(shown, "Print…").isEnabled()
    run.progressed.connect(lambda _count, _pages: said.extend(t for t in texts_of(shown) if "Printing" in t))
    qtbot.waitUntil(lambda: "Printed" in texts_of(shown))
    assert "Printing page 1 of 2…" in said
    assert button(shown, "Print…").isEnabled()
    assert len(PdfReader(tmp_path / "printed.pdf").pages) == 2


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_nothing_is_reported(qtbot: QtBot, shown: BriefPage, tmp_path: Path) -> None:
    button(shown, "Print…").click()
    dialog = shown.findChild(QPrintDialog)
    assert dialog
    dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    dialog.printer().setOutputFileName(str(tmp_path / "nowhere" / "printed.pdf"))
    dialog.finished.emit(QDialog.DialogCode.Accepted.value)
    dialog.hide()
    qtbot.waitUntil(lambda: "The printer did not take the pages." in texts_of(shown))


def test_the_meeting_is_asked_for_and_kept(qtbot: QtBot, shown: BriefPage, workspace: Workspace) -> None:
    button(shown, "Edit the meeting").click()
    form = shown.findChild(MeetingForm)
    assert form is not None
    form.item.setText("7.2")
    form.presenter.setText(" Maria Keller ")
    form.day.line.setText("no day")
    form.submit()
    assert form.rows["meeting_date"].problem
    form.day.line.setText("2026-12-03")
    form.purpose.set_value(Purpose.NOTE)
    form.submit()
    initiative_id = find_initiative(workspace.session.opened, "CLAIMS")
    kept = record(workspace.session.opened, initiative_id).meeting
    assert (kept.presenter, kept.purpose) == ("Maria Keller", Purpose.NOTE)
    reported = "Agenda item 7.2 · To note · 3 December 2026 · Presented by Maria Keller"
    qtbot.waitUntil(lambda: button(shown, "Edit the meeting").accessibleDescription() == reported)


def test_the_words_of_every_choice_are_within_the_panel(shown: BriefPage) -> None:
    options = shown.findChild(BriefOptions)
    assert options
    boxes = [box for box in options.findChildren(QCheckBox) if box.isVisible()]
    right = [box.mapTo(options, QPoint(box.width(), 0)).x() for box in boxes]
    assert len(boxes) > len(Chapter)
    assert max(right) <= options.width()
    long = max(boxes, key=lambda box: len(box.text()))
    assert long.height() >= long.heightForWidth(long.width()) > min(box.height() for box in boxes)


def test_a_long_file_name_does_not_widen_the_window(shown: BriefPage, tmp_path: Path) -> None:
    least = shown.minimumSizeHint().width()
    path = tmp_path / f"{'long' * 40}.pdf"
    shown.export_to(path)
    assert path.name in shown._state.text()
    assert shown.minimumSizeHint().width() == least


def test_a_number_stands_off_the_edge_of_its_box(shown: BriefPage) -> None:
    (tools,) = shown.findChildren(PreviewTools)
    edit = tools.page.lineEdit()
    assert edit.x() + edit.textMargins().left() >= 6
    assert tools.page.minimumSizeHint().width() <= tools.page.width()


def test_the_title_of_a_brief_has_the_whole_width_of_the_page(qtbot: QtBot, shown: BriefPage) -> None:
    shown.window().resize(1280, 800)
    (title,) = shown.findChildren(TitleLabel)
    qtbot.waitUntil(lambda: title.width() > 0.9 * (shown.width() - 64))
    (printing,) = (each for each in shown.findChildren(ShrinkingButton) if each.text() == "Print…")
    assert printing.geometry().bottom() <= title.geometry().top()


def test_to_export_the_brief_that_is_shown_its_pages_are_not_set_again(
    shown: BriefPage, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[BriefPage] = []
    monkeypatch.setattr(BriefPage, "_ask_where", lambda page, _password: asked.append(page))
    assert shown.ready
    window.menus.action("export-brief").trigger()
    assert shown.ready
    assert asked == [shown]
