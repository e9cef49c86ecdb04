"""Every page, tab and form gives a screen reader the name, role and value of each of its controls."""

from collections.abc import Iterator

import pytest
from accessibility import label_of, unspoken
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QTabBar, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from fivegates.actions import queries
from fivegates.ui.widgets.form_dialog import FormDialog
from fivegates.ui.widgets.forms import ChoiceBox
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.window.main_window import MainWindow
from fivegates.ui.window.menus import Place
from fivegates.ui.window.workspace import Workspace
from windows import discard


def tabs_of(root: QWidget) -> Iterator[str]:
    """Show each tab that there is, and those within it."""
    for bar in root.findChildren(QTabBar):
        for place in range(bar.count()) if bar.isVisible() else ():
            bar.setCurrentIndex(place)
            yield bar.tabText(place)


def test_all_pages_and_their_tabs(window: MainWindow, workspace: Workspace) -> None:
    found = []
    for place in Place:
        workspace.show_place(place)
        found += unspoken(window)
        for _tab in tabs_of(workspace.page):
            found += unspoken(window)
    assert not found


@pytest.mark.slow
def test_all_tabs_of_an_initiative_and_the_forms_that_insert_opens(
    workspace: Workspace, qtbot: QtBot
) -> None:
    workspace.open_initiative(queries.find_initiative(workspace.session.opened, "CLAIMS"))
    found, forms = [], []
    for tab in tabs_of(workspace.page):
        found += unspoken(workspace)
        focused = QApplication.focusWidget()
        assert focused, f"{tab}: nothing has the focus"
        qtbot.keyClick(focused, Qt.Key.Key_Insert)
        for form in workspace.findChildren(FormDialog):
            found += unspoken(form)
            forms.append(tab)
            discard(form)
            assert QApplication.focusWidget(), f"{tab}: the focus is lost after its form"
    assert not found
    assert {"Evidence", "Costs", "Actions", "Changes", "Decisions", "Forecasts", "Waivers"} <= {*forms}


def test_a_list_has_a_label_on_linux_too(qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    layout = QVBoxLayout(around)
    alone = ChoiceBox([("One", 1), ("Two", 2)], 1)
    alone.setAccessibleName("Fish & chips")
    labelled, label = ChoiceBox([("One", 1)], 1), PlainLabel("Seen")
    labelled.setAccessibleName("Seen")
    label.setBuddy(labelled)
    for widget in (alone, label, labelled):
        layout.addWidget(widget)
    around.show()
    around.hide()
    around.show()
    spoken = [label_of(QAccessible.queryAccessibleInterface(box)) for box in (alone, labelled)]
    assert spoken == ["Fish & chips", "Seen"]
    free = ChoiceBox([("One", 1)], 1)
    qtbot.addWidget(free)
    free.setAccessibleName("Nothing around it")
    free.show()
