"""The head of an initiative takes one line on every tab but Score, and while the criteria are scrolled."""

from dataclasses import replace

import pytest
from examples import slow_after
from PySide6.QtWidgets import QApplication, QComboBox, QMenu, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot
from scoring import Desk

from fivegates.actions.initiatives import edit_initiative
from fivegates.ui.initiative.header import FoldedVerdict, PageHeader
from fivegates.ui.initiative.page import InitiativePage
from fivegates.ui.theme import Theme
from fivegates.ui.widgets.buttons import ShrinkingButton
from fivegates.ui.widgets.gate_strip import GateStrip
from fivegates.ui.widgets.labels import ElidedLabel, TitleLabel
from fivegates.ui.window.main_window import MainWindow


def parts(page: InitiativePage) -> tuple[PageHeader, GateStrip]:
    found = page.findChild(PageHeader), page.findChild(GateStrip)
    assert found[0]
    assert found[1]
    return found[0], found[1]


def test_every_tab_but_score_has_a_head_of_one_line(desk: Desk, qtbot: QtBot) -> None:
    page = desk.page
    header, strip = parts(page)
    whole = header.height()
    page.tabs.bring(page.tabs.costs)
    qtbot.waitUntil(lambda: header.height() < whole)
    assert not strip.isVisible()
    line = header.findChild(FoldedVerdict)
    assert line
    assert line.accessibleName().startswith(
        "Incomplete on 12 May 2026; 1 Value: Incomplete, –; 2 Architecture"
    )
    page.tabs.bring(page.tabs.score)
    qtbot.waitUntil(lambda: header.height() == whole)
    assert strip.isVisible()


def test_the_head_folds_while_the_criteria_are_scrolled(desk: Desk, qtbot: QtBot, window: MainWindow) -> None:
    window.resize(900, 420)
    area = desk.page.tabs.score.findChild(QScrollArea)
    _header, strip = parts(desk.page)
    assert area
    bar = area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 300)
    bar.setValue(100)
    qtbot.waitUntil(lambda: not strip.isVisible())
    assert bar.value() == 100
    bar.setValue(0)
    qtbot.waitUntil(strip.isVisible)


def test_a_new_review_can_begin_from_the_folded_head(desk: Desk, qtbot: QtBot) -> None:
    header, _strip = parts(desk.page)
    desk.page.tabs.bring(desk.page.tabs.costs)
    menu = header.findChild(QMenu)
    assert menu
    begin = menu.actions()[0]
    assert begin.isVisible()
    with qtbot.waitSignal(header.new_review_requested):
        begin.trigger()


@pytest.mark.slow
def test_in_little_room_the_button_of_the_brief_leaves_its_room_to_the_name(
    desk: Desk, qtbot: QtBot, theme: Theme
) -> None:
    header, _strip = parts(desk.page)
    desk.page.tabs.bring(desk.page.tabs.costs)
    brief = next(each for each in header.findChildren(ShrinkingButton) if each.text() == "Preview brief")
    assert not brief.shrunk
    theme.set_text_scale(200)
    qtbot.waitUntil(lambda: brief.shrunk and brief.width() == brief.minimumSizeHint().width())
    theme.set_text_scale(100)
    qtbot.waitUntil(lambda: not brief.shrunk)


@pytest.mark.parametrize("scale", slow_after(1, [100, 200]))
def test_name_and_verdict_can_be_read_whole_in_the_folded_head(desk: Desk, theme: Theme, scale: int) -> None:
    assert desk.page.subject
    named = replace(desk.page.subject.record.initiative, name="Broker mailbox routing")
    desk.session.run(edit_initiative, named)
    theme.set_text_scale(scale)
    desk.page.tabs.bring(desk.page.tabs.evidence)
    QApplication.processEvents()
    header, _strip = parts(desk.page)
    cut = [
        each.text()
        for each in header.findChildren(ElidedLabel)
        if each.isVisible() and each.width() < each.fontMetrics().horizontalAdvance(each.text())
    ]
    assert not cut


def test_a_long_title_takes_the_lines_it_needs_and_ends_in_dots_after_the_last(qtbot: QtBot) -> None:
    title = TitleLabel("Assistant for the letters of people who ask about their claims", most=2)
    qtbot.addWidget(title)
    one, whole = title.sizeHint().height(), title.fontMetrics().horizontalAdvance(title.text())
    assert title.heightForWidth(whole) == one
    assert title.heightForWidth(whole * 2 // 3) == one + title.fontMetrics().lineSpacing()
    assert title.heightForWidth(whole // 4) == title.heightForWidth(whole * 2 // 3)
    title.set_most_lines(1)
    assert title.heightForWidth(whole // 4) == one


def test_what_follows_the_review_in_the_folded_head_stays_beside_it(desk: Desk, window: MainWindow) -> None:
    desk.page.tabs.bring(desk.page.tabs.evidence)
    header, _strip = parts(desk.page)
    more = next(each for each in header.findChildren(QPushButton) if each.text() == "More")
    brief = next(each for each in header.findChildren(ShrinkingButton) if each.text() == "Preview brief")
    reviews = header.findChild(QComboBox)
    assert reviews
    assert desk.page.subject
    named = replace(desk.page.subject.record.initiative, name="Policy wording search " * 3)
    desk.session.run(edit_initiative, named)
    below = 0
    for width in range(1100, 1500, 40):
        window.resize(width, 760)
        QApplication.processEvents()
        if more.mapTo(header, more.rect().topLeft()).y() >= brief.geometry().bottom():
            below += 1
            assert more.width() <= more.sizeHint().width()
            assert reviews.width() <= reviews.sizeHint().width()
    assert below
