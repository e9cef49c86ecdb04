"""The window in large text and in little room: what is told is told whole, and what is listed has room."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from builders import initiative
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fivegates.actions import queries
from fivegates.actions.initiatives import add_initiative
from fivegates.actions.ledger import add_lines
from fivegates.actions.scoring import set_level
from fivegates.domain.economics.ledger import (
    Behaviour,
    BenefitLine,
    CostCategory,
    CostLine,
    Ledger,
    Phase,
    UsageLine,
)
from fivegates.domain.language import ENGLISH, Message
from fivegates.domain.wording.verdicts import verdict_sentence, verdict_summary
from fivegates.ui.brief.options import BriefOptions
from fivegates.ui.brief.page import BriefPage
from fivegates.ui.context import Context
from fivegates.ui.initiative.costs.tab import CostsTab
from fivegates.ui.initiative.drawing import RunText
from fivegates.ui.initiative.header import VerdictLine
from fivegates.ui.initiative.page import InitiativePage
from fivegates.ui.theme import Theme
from fivegates.ui.widgets.form_dialog import FormDialog
from fivegates.ui.widgets.forms import ElidedBox
from fivegates.ui.widgets.gate_strip import GateStrip, GateTile
from fivegates.ui.widgets.page import LowArea
from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.sidebar import Sidebar
from fivegates.ui.window.sidebar_list import SidebarList
from fivegates.ui.window.workspace import Workspace

pytestmark = pytest.mark.slow

MARCH = date(2026, 3, 1)


def a_ledger() -> Ledger:
    model = CostCategory.MODEL
    return Ledger(
        (CostLine(MARCH, model, Decimal("1190.00"), "EUR", Phase.RUN, Behaviour.VARIABLE),) * 12,
        (UsageLine(MARCH, 7000, "claims"),),
        (BenefitLine(MARCH, Decimal(21000), "EUR"),),
    )


@pytest.fixture
def page(workspace: Workspace) -> InitiativePage:
    """The initiative under review, with a ledger."""
    claims = queries.find_initiative(workspace.session.opened, "CLAIMS")
    workspace.session.run(add_lines, {claims: a_ledger()}, Message("Import"))
    workspace.open_initiative(claims)
    page = workspace.findChild(InitiativePage)
    assert page
    return page


@pytest.fixture
def costs(page: InitiativePage, theme: Theme) -> CostsTab:
    """Its Costs tab at twice the size of text, entered by its key."""
    theme.set_text_scale(200)
    QApplication.processEvents()
    QTest.keyClick(page, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    QApplication.processEvents()
    return page.tabs.costs


def cut_labels(widget: QWidget) -> list[str]:
    """The sentences that have less height or width than they need."""
    return [
        label.text()
        for label in widget.findChildren(QLabel)
        if label.isVisible()
        and (
            label.height() < label.heightForWidth(label.width())
            if label.wordWrap()
            else label.width() < label.sizeHint().width()
        )
    ]


def test_the_figures_above_the_ledger_are_reported_whole(costs: CostsTab) -> None:
    assert costs.summary.isVisible()
    assert not cut_labels(costs.summary)


def test_lines_of_the_ledger_are_in_reach_by_keyboard(costs: CostsTab) -> None:
    table = costs.costs.table
    assert table.hasFocus()
    shown = table.viewport().visibleRegion().boundingRect().height()
    assert shown >= 2 * table.rowHeight(0)


@pytest.mark.parametrize("scored", [1, 22])
def test_the_verdict_is_reported_to_its_end(
    page: InitiativePage, workspace: Workspace, theme: Theme, scored: int
) -> None:
    assert page.subject
    claims, review = page.subject.initiative_id, page.subject.review.id
    for criterion in page.subject.rubric.criteria[:scored]:
        set_level(workspace.session.opened, review, criterion.id, 1)
    abroad = CostLine(
        MARCH, CostCategory.PEOPLE, Decimal("9.00"), "USD", Phase.RUN, Behaviour.FIXED, note="Paid abroad"
    )
    workspace.session.run(add_lines, {claims: Ledger((abroad,))}, Message("Import"))
    theme.set_text_scale(200)
    QApplication.processEvents()
    line = page.findChild(VerdictLine)
    assert line
    words = line.findChild(RunText)
    assert words
    stage = page.subject.record.stage_at(page.subject.review)
    whole = verdict_sentence(page.subject.assessment, stage, ENGLISH)
    short = verdict_summary(page.subject.assessment, ENGLISH)
    assert "USD" in line.text
    assert line.text.endswith(whole if scored == 1 else short)
    assert words.height() >= words.heightForWidth(words.width())
    assert words.accessibleName().endswith(whole)


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> dict[str, bool]:
    """What the gates write as they are drawn, and whether it has room."""
    found: dict[str, bool] = {}

    def write(_painter: QPainter, box: QRect, text: str, font: QFont, _colour: str) -> None:
        found[text] = QFontMetrics(font).horizontalAdvance(text) <= box.width()

    monkeypatch.setattr(GateTile, "_write", staticmethod(write))
    return found


@pytest.mark.parametrize(("width", "percent"), [(888, 200), (656, 150), (1000, 100)])
def test_every_gate_has_room_for_its_words(
    page: InitiativePage, theme: Theme, written: dict[str, bool], width: int, percent: int
) -> None:
    theme.set_text_scale(percent)
    assert page.subject
    strip = page.findChild(GateStrip)
    assert strip
    strip.resize(width, 160)
    QApplication.processEvents()
    strip.grab()
    assert [text for text in written if "Architecture" in text]
    assert not [text for text, fits in written.items() if not fits]


def test_the_options_of_a_brief_are_reported_whole(
    window: MainWindow, workspace: Workspace, page: InitiativePage, theme: Theme
) -> None:
    theme.set_text_scale(150)
    window.resize(1024, 700)
    assert page.subject
    workspace.show_brief(page.subject.initiative_id)
    QApplication.processEvents()
    brief = workspace.findChild(BriefPage)
    options = workspace.findChild(BriefOptions)
    assert brief
    assert options
    assert not cut_labels(options)
    box = options.findChild(QCheckBox)
    assert box
    assert box.height() >= box.heightForWidth(box.width())
    assert options.width() < brief.width() / 2


def test_rows_of_a_form_stand_close_together(window: MainWindow, context: Context, qtbot: QtBot) -> None:
    form = FormDialog(context, "Something", "Save", window)
    qtbot.addWidget(form)
    rows = [form.row(name, name, QLineEdit(), "A hint that is long enough for a line.") for name in "abc"]
    for row in rows:
        form.add_rows(row)
    form.open()
    form.resize(form.width(), form.height() + 200)
    QApplication.processEvents()
    gaps = [below.y() - above.geometry().bottom() for above, below in pairwise(rows)]
    assert max(gaps) <= 24
    form.reject()


def test_a_long_entry_is_read_from_its_beginning(window: MainWindow, context: Context, qtbot: QtBot) -> None:
    form = FormDialog(context, "Something", "Save", window)
    qtbot.addWidget(form)
    first, second = QLineEdit(), QLineEdit("a long note " * 30)
    form.add_rows(form.row("first", "First", first), form.row("second", "Second", second))
    form.open()
    assert second.cursorPosition() == 0
    form.reject()


def test_a_list_in_little_room_ends_in_dots_and_not_within_a_letter(qtbot: QtBot, theme: Theme) -> None:
    box = ElidedBox()
    qtbot.addWidget(box)
    theme.set_text_scale(200)
    box.show()
    pictures = []
    for words in ("One named person answers for the result", "One named person answers for what follows"):
        box.clear()
        box.addItem(words)
        box.setFixedWidth(20 * box.fontMetrics().averageCharWidth())
        pictures.append(box.grab().toImage())
    assert pictures[0] == pictures[1]
    box.setFixedWidth(box.sizeHint().width())
    assert box.grab().toImage() != pictures[1]


@pytest.mark.parametrize("percent", [100, 200])
def test_every_place_of_the_sidebar_is_named_whole(workspace: Workspace, theme: Theme, percent: int) -> None:
    theme.set_text_scale(percent)
    sidebar = workspace.findChild(Sidebar)
    assert sidebar
    cut = []
    for button in sidebar.findChildren(QPushButton):
        button.click()
        QApplication.processEvents()
        cut += [button.text()] if button.width() < button.sizeHint().width() else []
    assert not cut


def test_the_places_scroll_where_the_window_is_low(
    window: MainWindow, workspace: Workspace, theme: Theme
) -> None:
    theme.set_text_scale(200)
    window.resize(1280, 600)
    QApplication.processEvents()
    area = workspace.findChild(LowArea)
    assert area
    assert window.height() == 600
    assert area.height() < area.sizeHint().height()
    window.menus.action("ideas").trigger()
    QApplication.processEvents()
    chosen = next(button for button in area.findChildren(QPushButton) if button.isChecked())
    assert chosen.visibleRegion().boundingRect().height() == chosen.height()


def test_no_text_stays_large_once_it_was_twice_its_size(page: InitiativePage, theme: Theme) -> None:
    def as_shown() -> list[tuple[str, int, int]]:
        found = []
        for key in (Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_5, Qt.Key.Key_1):
            QTest.keyClick(page, key, Qt.KeyboardModifier.AltModifier)
            QTest.qWait(20)
            shown = (each for each in page.findChildren(QWidget) if each.isVisible())
            found += [(type(each).__name__, each.font().pixelSize(), each.height()) for each in shown]
        return found

    as_shown()
    before = as_shown()
    theme.set_text_scale(200)
    as_shown()
    theme.set_text_scale(100)
    after = as_shown()
    assert [name for name, _, _ in after] == [name for name, _, _ in before]
    assert not [now for then, now in zip(before, after, strict=True) if now[1] > then[1]]
    bars = [[each for each in found if each[0] == "QTabBar"] for found in (before, after)]
    assert bars[0] == bars[1]


def test_initiatives_keep_their_rows_where_the_window_is_low(
    window: MainWindow, workspace: Workspace, theme: Theme
) -> None:
    for number in range(6):
        workspace.session.run(add_initiative, initiative(f"MORE-{number}", 0))
    theme.set_text_scale(200)
    window.resize(1280, 800)
    QApplication.processEvents()
    sidebar, shown = workspace.findChild(Sidebar), workspace.findChild(SidebarList)
    assert sidebar
    assert shown
    sidebar.refresh()
    QApplication.processEvents()
    assert shown.viewport().height() >= 4 * shown.sizeHintForRow(0)
