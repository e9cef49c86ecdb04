"""Tab goes through each page in reading order: downwards or to the right, within groups."""

from dataclasses import replace
from itertools import pairwise

import pytest
from builders import action_for, change, cost, decision, evidence_for, forecast, idea
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from fivegates.actions import queries
from fivegates.actions.evidence import add_evidence
from fivegates.actions.ideas import add_idea
from fivegates.actions.ledger import add_lines
from fivegates.actions.plan import add_action
from fivegates.actions.records import add_change, add_decision, add_forecast
from fivegates.domain.economics.ledger import Ledger
from fivegates.domain.language import Message
from fivegates.ui.initiative.forms.decision_form import DecisionBasis, DecisionForm
from fivegates.ui.initiative.page import InitiativePage
from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.menus import Place
from fivegates.ui.window.workspace import Workspace

MOST_STOPS = 90


def place_of(widget: QWidget, within: QWidget) -> QRect:
    """Where a widget is in a page, as if nothing were scrolled."""
    corner = QPoint(0, 0)
    each: QWidget | None = widget
    while each is not None and each is not within:
        parent = each.parentWidget()
        area = parent.parentWidget() if parent is not None else None
        scrolled = isinstance(area, QScrollArea) and area.widget() is each
        corner += QPoint(0, 0) if scrolled else each.pos()
        each = parent
    return QRect(corner, widget.size())


def stops_of(page: QWidget) -> list[QWidget]:
    """Where Tab stops in a page, from the first stop to the one from which it leaves."""
    QApplication.processEvents()
    page.setFocus()
    for _ in range(MOST_STOPS):  # back to where it enters
        focus = QApplication.focusWidget()
        if focus is None or not page.isAncestorOf(focus):
            break
        QTest.keyClick(focus, Qt.Key.Key_Backtab)
    before = QApplication.focusWidget()
    assert before is not None
    QTest.keyClick(before, Qt.Key.Key_Tab)
    return stops_from_here(page)


def stops_from_here(page: QWidget) -> list[QWidget]:
    """Where Tab stops from the focus on, until it leaves a page or has been everywhere."""
    found: list[QWidget] = []
    while (
        (focus := QApplication.focusWidget()) is not None and page.isAncestorOf(focus) and focus not in found
    ):
        found.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    return found


def out_of_order(page: QWidget, stops: list[QWidget]) -> list[str]:
    """Each step of Tab that goes neither downwards nor to the right."""
    assert stops
    return [
        f"{name_of(earlier)} -> {name_of(later)}"
        for earlier, later in pairwise(stops)
        if not follows(place_of(earlier, page), place_of(later, page))
    ]


def name_of(widget: QWidget) -> str:
    return widget.accessibleName() or str(widget.property("text") or widget)


def follows(earlier: QRect, later: QRect) -> bool:
    """Whether a place is below another, to the right of it, or in it."""
    return later.top() >= earlier.bottom() or later.left() >= earlier.right() or earlier.contains(later)


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    """A record of each kind, two conditions among them."""
    opened = workspace.session.opened
    claims = queries.find_initiative(opened, "CLAIMS")
    add_evidence(opened, claims, evidence_for("value-owner"))
    add_action(opened, claims, action_for("value-owner"))
    add_change(opened, claims, change())
    (condition, *_), (threshold, *_) = decision().conditions, decision().thresholds
    two = replace(decision(), conditions=(condition, condition), thresholds=(threshold, threshold))
    add_decision(opened, claims, two)
    add_forecast(opened, claims, forecast())
    add_idea(opened, idea())
    workspace.session.run(add_lines, {claims: Ledger(costs=(cost(),))}, Message("Import"))
    return workspace


@pytest.fixture
def page(filled: Workspace) -> InitiativePage:
    filled.open_initiative(queries.find_initiative(filled.session.opened, "CLAIMS"))
    page = filled.findChild(InitiativePage)
    assert page
    return page


@pytest.mark.slow
def test_each_page_is_read_downwards(filled: Workspace) -> None:
    found = {}
    for place in Place:
        filled.show_place(place)
        found[place] = out_of_order(filled.page, stops_of(filled.page))
    assert not any(found.values()), found


@pytest.mark.slow
def test_each_tab_of_an_initiative_is_read_downwards(page: InitiativePage) -> None:
    found = {}
    for number in range(page.tabs.count()):
        page.tabs.setCurrentIndex(number)
        found[page.tabs.tabText(number)] = out_of_order(page, stops_of(page))
    assert not any(found.values()), found


@pytest.mark.usefixtures("theme")
def test_lines_of_a_decision_come_before_the_button_that_adds(qtbot: QtBot, window: MainWindow) -> None:
    form = DecisionForm(window.context, decision(), DecisionBasis((), lambda _review, _day: None), window)
    form.open()
    form.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is form)
    adding = [each for each in form.findChildren(QPushButton) if each.text().startswith("+ Add")]
    for button in adding:
        button.click()
    QApplication.processEvents()  # what is new is shown
    next(each for each in form.findChildren(QComboBox) if each.isVisible()).setFocus()
    stops = stops_from_here(form)
    assert not out_of_order(form, stops)
    assert [name_of(each) for each in stops].count("What has to be true") == 1 + len(decision().conditions)
