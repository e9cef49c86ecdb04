"""The presentation: screens in order, readable from the back of the room, decisions recorded on the spot."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from shutil import copyfile

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from fivegates.actions import queries
from fivegates.domain.initiative.decisions import Outcome
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.portfolio.overview import OverviewLine
from fivegates.ui.context import Context
from fivegates.ui.initiative.forms.decision_form import DecisionForm
from fivegates.ui.presentation.presentation import Presentation
from fivegates.ui.presentation.slides import Picture, Slide, portfolio_slides
from fivegates.ui.widgets.forms import ChoiceBox
from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.workspace import Workspace

SIZE = (1280, 720)


@pytest.fixture
def portfolio_path(whole_sample: Path, tmp_path: Path) -> Path:
    """The sample, which has everything that is presented."""
    return Path(copyfile(whole_sample, tmp_path / "sample.fivegates"))


@pytest.fixture
def shown(qtbot: QtBot, window: MainWindow, workspace: Workspace) -> Iterator[Presentation]:
    """The presentation, opened by its command, as large as a small projector."""
    window.menus.action("present").trigger()
    presentation = workspace.findChild(Presentation)
    assert presentation is not None
    presentation.showNormal()
    presentation.resize(*SIZE)
    qtbot.waitUntil(lambda: presentation.size().toTuple() == SIZE)
    yield presentation
    if isValid(presentation):
        presentation.close()


def texts(presentation: Presentation) -> list[str]:
    assert presentation.slide is not None
    return [label.text() for label in presentation.slide.findChildren(QLabel)]


def is_whole(slide: Slide | None) -> bool:
    """Whether no text needs more height than it has."""
    assert slide is not None
    return all(
        (label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height())
        <= label.height() + 1
        for label in slide.findChildren(QLabel)
    )


def test_it_begins_with_the_portfolio_and_goes_on_through_every_initiative(
    qtbot: QtBot, shown: Presentation, workspace: Workspace
) -> None:
    assert texts(shown)[0] == "Northmark Mutual: AI portfolio, November 2026"
    first = queries.find_initiative(workspace.session.opened, "BRK-MAIL")
    met = []
    for _ in range(4):
        qtbot.keyClick(shown, Qt.Key.Key_Right)
        met.append((shown.initiative_id, texts(shown)[2]))
    assert [each for each, _text in met] == [first] * 4
    assert met[2][1] == "Cost and dates"
    assert met[3][1].startswith("Readiness rose from 14% on 18 November 2025 to 81%")
    qtbot.keyClick(shown, Qt.Key.Key_Right)
    assert shown.slide is not None
    assert shown.slide.findChild(Picture) is not None
    qtbot.keyClick(shown, Qt.Key.Key_Right)
    assert shown.initiative_id != first
    qtbot.keyClick(shown, Qt.Key.Key_Left)
    assert shown.initiative_id == first


@pytest.mark.slow
def test_it_stops_at_either_end(qtbot: QtBot, shown: Presentation) -> None:
    begin = texts(shown)
    qtbot.keyClick(shown, Qt.Key.Key_Left)
    assert texts(shown) == begin
    qtbot.keyClick(shown, Qt.Key.Key_End)
    last = shown.initiative_id
    assert last
    for _ in range(8):
        qtbot.keyClick(shown, Qt.Key.Key_Right)
    assert shown.initiative_id == last
    qtbot.keyClick(shown, Qt.Key.Key_Home)
    assert texts(shown) == begin


@pytest.mark.slow
def test_text_is_large_and_nothing_is_cut(qtbot: QtBot, shown: Presentation) -> None:
    for _ in range(12):
        slide = shown.slide
        assert slide is not None
        for label in slide.findChildren(QLabel):
            # The smallest is four fifths of the body, which is a thirty-third of the height at least.
            assert label.font().pixelSize() >= SIZE[1] // 33 * 0.8
        qtbot.waitUntil(lambda: is_whole(shown.slide))
        qtbot.keyClick(shown, Qt.Key.Key_Right)


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 1024])
def test_no_gate_is_cut(qtbot: QtBot, shown: Presentation, width: int) -> None:
    shown.resize(width, 720)
    qtbot.keyClick(shown, Qt.Key.Key_Right)
    assert shown.slide is not None
    qtbot.waitUntil(lambda: shown.slide is not None and shown.slide.width() == width)
    grid = next(grid for grid in shown.slide.findChildren(QGridLayout) if grid.columnCount() == 5)
    gates = grid.parentWidget()
    assert gates is not None
    qtbot.waitUntil(lambda: gates.geometry().height() >= gates.minimumSizeHint().height())
    for label in gates.findChildren(QLabel):
        assert label.fontMetrics().horizontalAdvance(label.text()) <= label.width(), label.text()
    assert gates.geometry().right() <= width


@pytest.mark.slow
def test_a_step_that_is_overdue_says_so(qtbot: QtBot, shown: Presentation, context: Context) -> None:
    context.today = lambda: date(2027, 12, 1)
    qtbot.keyClick(shown, Qt.Key.Key_Right)
    qtbot.keyClick(shown, Qt.Key.Key_Right)
    assert any(text.endswith(", overdue") for text in texts(shown)[3:])


def test_the_line_at_the_foot_grows_with_the_screen(shown: Presentation) -> None:
    assert shown._foot.text().startswith("Arrow keys")
    assert shown._foot.font().pixelSize() == 14
    shown.resizeEvent(QResizeEvent(QSize(640, 480), QSize(*SIZE)))  # one that was overtaken
    assert shown._foot.font().pixelSize() == 14


@pytest.mark.slow
def test_what_if_says_that_there_are_more_criteria(qtbot: QtBot, shown: Presentation) -> None:
    qtbot.keyClick(shown, Qt.Key.Key_Right)
    qtbot.keyClick(shown, Qt.Key.Key_W)
    assert "Criteria 1 to 6 of 22; the arrow keys lead to the others" in texts(shown)
    for _ in range(5):
        qtbot.keyClick(shown, Qt.Key.Key_Down)
    assert "Criteria 3 to 8 of 22; the arrow keys lead to the others" in texts(shown)


def test_a_portfolio_on_several_screens_says_which_it_is(qtbot: QtBot, context: Context) -> None:
    lines = [OverviewLine(Initiative(f"C{number}", f"Initiative {number}"), None) for number in range(25)]
    slides = [make() for make in portfolio_slides(context, lines, "Claims")]
    subtitles = []
    for slide in slides:
        qtbot.addWidget(slide)
        subtitles.append(slide.findChildren(QLabel)[1].text())
    counts = "25 initiatives · 25 not reviewed"
    assert subtitles == [f"{counts} · Screen {number} of 3" for number in (1, 2, 3)]
    [alone] = portfolio_slides(context, lines[:10], "Claims")
    slide = alone()
    qtbot.addWidget(slide)
    assert "Screen" not in slide.findChildren(QLabel)[1].text()


@pytest.mark.slow
def test_rows_of_figures_are_set_apart(qtbot: QtBot, shown: Presentation) -> None:
    for _ in range(3):
        qtbot.keyClick(shown, Qt.Key.Key_Right)
    assert texts(shown)[2] == "Cost and dates"
    assert shown.slide
    [grid] = shown.slide.findChildren(QGridLayout)
    body = shown.slide.findChildren(QLabel)[1].font().pixelSize()
    assert grid.cellRect(1, 0).top() - grid.cellRect(0, 0).bottom() > body / 2


def test_a_decision_is_recorded_with_the_verdict_in_sight(
    qtbot: QtBot, shown: Presentation, workspace: Workspace
) -> None:
    qtbot.keyClick(shown, Qt.Key.Key_D)
    assert shown.findChild(DecisionForm) is None  # the portfolio has nothing to decide
    qtbot.keyClick(shown, Qt.Key.Key_Right)
    qtbot.keyClick(shown, Qt.Key.Key_D)
    form = shown.findChild(DecisionForm)
    assert form is not None
    assert form.value.dated == date(2026, 5, 12)
    said = [label.text() for label in form.findChildren(QLabel)]
    assert "Tuesday, 12 May 2026" in said
    assert any(text.startswith("Verdict of the review of ") for text in said)
    form.close()
    assert workspace.session.opened.undo_label is None


def test_a_decision_that_was_recorded_is_confirmed(
    qtbot: QtBot, shown: Presentation, workspace: Workspace
) -> None:
    qtbot.keyClick(shown, Qt.Key.Key_Right)
    qtbot.keyClick(shown, Qt.Key.Key_D)
    form = shown.findChild(DecisionForm)
    assert form is not None
    outcome = form.findChild(ChoiceBox)
    assert outcome is not None
    outcome.set_value(Outcome.GO)
    by, why = form.rows["by"].field, form.rows["rationale"].field
    assert isinstance(by, QLineEdit)
    assert isinstance(why, QPlainTextEdit)
    by.setText("The board")
    why.setPlainText("It works.")
    form.submit()
    qtbot.waitUntil(lambda: workspace.session.opened.undo_label is not None)
    assert shown._foot.text() == "Recorded: Go"


@pytest.mark.slow
def test_it_begins_with_the_initiative_that_is_shown(window: MainWindow, workspace: Workspace) -> None:
    triage = queries.find_initiative(workspace.session.opened, "CLM-TRIAGE")
    workspace.open_initiative(triage)
    window.menus.action("present").trigger()
    presentation = workspace.findChild(Presentation)
    assert presentation is not None
    assert presentation.initiative_id == triage
    presentation.close()


def test_escape_ends_it(qtbot: QtBot, shown: Presentation) -> None:
    with qtbot.waitSignal(shown.ended) as ended:
        qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert ended.args == [0]


def test_what_if_changes_what_follows_and_keeps_the_money_as_a_scenario(
    qtbot: QtBot, shown: Presentation, workspace: Workspace
) -> None:
    opened = workspace.session.opened
    chosen = queries.find_initiative(opened, "CLM-TRIAGE")
    while shown.initiative_id != chosen:
        qtbot.keyClick(shown, Qt.Key.Key_Right)
    before = queries.record(opened, chosen)
    qtbot.keyClick(shown, Qt.Key.Key_W)
    assert any(text == "Not ready, as it is now" for text in texts(shown))
    qtbot.waitUntil(lambda: is_whole(shown.slide))
    qtbot.keyClick(shown, Qt.Key.Key_Right)
    qtbot.keyClick(shown, Qt.Key.Key_End)
    qtbot.keyClick(shown, Qt.Key.Key_Up)
    qtbot.keyClick(shown, Qt.Key.Key_Right)
    qtbot.keyClick(shown, Qt.Key.Key_Down)
    qtbot.keyClick(shown, Qt.Key.Key_Left)
    said = texts(shown)
    assert "◂ −10% ▸" in said
    assert any(text.startswith("It breaks even") for text in said)
    assert queries.record(opened, chosen) == before
    qtbot.keyClick(shown, Qt.Key.Key_K)
    (kept,) = queries.record(opened, chosen).scenarios[len(before.scenarios) :]
    assert kept.name == "What if of 12 May 2026"
    assert kept.note.startswith("Supposed with it: ")
    qtbot.keyClick(shown, Qt.Key.Key_0)
    assert "◂ as today ▸" in texts(shown)
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert shown.isVisible()
    assert not any("What if?" in text for text in texts(shown))


@pytest.mark.slow
def test_what_if_offers_to_keep_only_where_there_is_money_to_keep(
    qtbot: QtBot, shown: Presentation, workspace: Workspace
) -> None:
    def foot_at(code: str) -> str:
        chosen = queries.find_initiative(workspace.session.opened, code)
        while shown.initiative_id != chosen:
            qtbot.keyClick(shown, Qt.Key.Key_Right)
        qtbot.keyClick(shown, Qt.Key.Key_W)
        foot = shown.findChildren(QLabel)[-1].text()
        qtbot.keyClick(shown, Qt.Key.Key_Escape)
        return foot

    assert "K: keep" in foot_at("CLM-TRIAGE")
    assert "K: keep" not in foot_at("PRP-STORM")


def test_each_screen_is_read_aloud(
    shown: Presentation, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: said.append(event.message()))
    qtbot.keyClick(shown, Qt.Key.Key_Right)
    assert said
    assert said[-1].splitlines() == [text for text in texts(shown) if text]
    spoken = QAccessible.queryAccessibleInterface(shown)
    assert spoken.role() == QAccessible.Role.Dialog
    assert spoken.text(QAccessible.Text.Name)
