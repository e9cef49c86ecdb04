"""The main job, by keyboard alone: from no portfolio at all to a PDF that says why it is not ready."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from acting import latest_assessment
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fivegates.actions.file.files import close_portfolio, open_portfolio
from fivegates.actions.queries import find_initiative, record
from fivegates.actions.rubrics import default_rubric
from fivegates.app import start
from fivegates.domain.language import ENGLISH
from fivegates.domain.verdict.states import VerdictState
from fivegates.domain.wording.reasons import reason_headline
from fivegates.domain.wording.verdicts import verdict_headline, verdict_sentence
from fivegates.ui.brief.page import BriefPage
from fivegates.ui.initiative.page import InitiativePage
from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.welcome import WelcomePage
from windows import leaving_as_before

pytestmark = pytest.mark.slow

NAME = "Claims triage – Łódź & Ελλάδα"
WEAK = {"ops-owner": 0, "trust-drift": 1}
STRONG = 2


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window as it starts for somebody new."""
    with leaving_as_before(qapp):
        window = start(qapp, ENGLISH)
        qtbot.addWidget(window, before_close_func=lambda window: window.close_portfolio())
        window.resize(1280, 800)
        window.show_opening(None, sample=False)
        window.activateWindow()
        QTest.qWaitForWindowActive(window)
        qtbot.waitUntil(lambda: isinstance(window.centralWidget(), WelcomePage))
        yield window


def focused() -> QWidget:
    """Where the keyboard goes."""
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the focus"
    return widget


def press(keys: str) -> None:
    """Press a key or a combination wherever the focus is."""
    QTest.keySequence(focused(), QKeySequence(keys))
    QApplication.processEvents()


def come_back(qtbot: QtBot, window: MainWindow) -> None:
    """Wait for a dialog to close; without a window manager the window must ask for the focus itself."""
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)


def write(text: str) -> None:
    """Type text wherever the focus is."""
    widget = focused()
    if isinstance(widget, QLineEdit):
        widget.insert(text)
    else:
        QTest.keyClicks(widget, text)
    QApplication.processEvents()


def save_as(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    """Answer the dialog that asks where a file shall be."""
    qtbot.waitUntil(lambda: bool(window.findChildren(QFileDialog)), timeout=30_000)
    dialog = window.findChildren(QFileDialog)[-1]
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    assert field is not None
    field.setText(str(path))
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_from_nothing_to_a_board_paper(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    file, pdf = tmp_path / "Board pack.fivegates", tmp_path / "paper.pdf"
    press("Ctrl+N")
    save_as(qtbot, window, file)
    qtbot.waitUntil(lambda: window.workspace is not None)
    come_back(qtbot, window)

    add_initiative(qtbot, window)
    start_first_review(qtbot, window)
    score_everything(window)
    export_brief(qtbot, window, pdf)
    window.close_portfolio()

    assert_saved_and_reported(file, pdf)


def add_initiative(qtbot: QtBot, window: MainWindow) -> None:
    """Name a new initiative and go into it."""
    press("Ctrl+I")
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    write(NAME)
    press("Return")
    workspace = window.workspace
    assert workspace is not None
    qtbot.waitUntil(lambda: workspace.current is not None)
    come_back(qtbot, window)
    press("Return")
    qtbot.waitUntil(lambda: window.findChild(InitiativePage) is not None)


def start_first_review(qtbot: QtBot, window: MainWindow) -> None:
    """Reach the button by Tab and press it."""
    page = window.findChild(InitiativePage)
    assert page is not None
    for _ in range(30):
        widget = focused()
        if isinstance(widget, QPushButton) and "Start" in widget.text():
            press("Space")
            break
        press("Tab")
    qtbot.waitUntil(lambda: page.subject is not None)
    QApplication.processEvents()


def score_everything(window: MainWindow) -> None:
    """One digit a criterion, and Enter on to the next that is unanswered; one rationale."""
    for criterion in default_rubric().criteria:
        page = window.findChild(InitiativePage)
        assert page is not None
        assert page.tabs.score.criterion == criterion.id
        press(str(WEAK.get(criterion.id, STRONG)))
        if criterion.id == "ops-owner":
            press("R")
            write("Engineering & Claims each name the <other>.")
            press("Esc")
        press("Return")


def export_brief(qtbot: QtBot, window: MainWindow, pdf: Path) -> None:
    """Ask for the export at once; the pages are previewed behind the dialog."""
    press("Ctrl+E")
    save_as(qtbot, window, pdf)
    qtbot.waitUntil(pdf.exists)
    page = window.findChild(BriefPage)
    assert page is not None
    assert page.ready


def assert_saved_and_reported(file: Path, pdf: Path) -> None:
    """Every answer is in the file, and the paper tells what the rules say of them."""
    opened = open_portfolio(file, file.parent)
    of = record(opened, find_initiative(opened, "claims-triage-lodz"))
    assessment = latest_assessment(opened, of.initiative.id)[1]
    close_portfolio(opened)
    assert assessment is not None
    scores = of.reviews[-1].scores
    assert {key: score.level for key, score in scores.items()} == {
        c.id: WEAK.get(c.id, STRONG) for c in default_rubric().criteria
    }
    assert scores["ops-owner"].rationale == "Engineering & Claims each name the <other>."
    assert assessment.verdict.state is VerdictState.NOT_READY

    pages = [" ".join(page.extract_text().split()) for page in PdfReader(pdf).pages]
    assert NAME in pages[0]
    assert verdict_headline(VerdictState.NOT_READY, ENGLISH) in pages[0]
    assert verdict_sentence(assessment, of.initiative.stage, ENGLISH) in pages[0]
    first = reason_headline(assessment.reasons[0], default_rubric(), ENGLISH)
    assert first in pages[0]
    assert "Engineering & Claims each name the <other>." in " ".join(pages)
