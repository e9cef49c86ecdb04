"""Tabs in little room: what is seen of a label ends in an ellipsis instead of the middle of a letter."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QStyleOptionTab, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from fivegates.ui.widgets.page import ElidedTabBar, PartTabs

TITLES = ["Score", "Evidence", "Costs", "Trend", "Actions", "Changes", "Decisions", "Why"]


@pytest.fixture
def bar(qtbot: QtBot) -> Iterator[ElidedTabBar]:
    """The bar of eight tabs, of which about half fit."""
    tabs = PartTabs("Parts")
    qtbot.addWidget(tabs)
    for title in TITLES:
        tabs.addTab(QWidget(), title)
    bar = tabs.tabBar()
    assert isinstance(bar, ElidedTabBar)
    tabs.resize(bar.tabRect(4).center().x() + 60, 200)
    tabs.show()
    QApplication.processEvents()
    yield bar
    QToolTip.hideText()


def labels(bar: ElidedTabBar) -> list[str]:
    """The label of each tab as it is drawn."""
    texts = []
    for index in range(bar.count()):
        option = QStyleOptionTab()
        bar.initStyleOption(option, index)
        texts.append(option.text)
    return texts


def test_a_tab_partly_behind_the_arrows_is_elided(bar: ElidedTabBar) -> None:
    cut = [label for label in labels(bar) if "…" in label]
    assert len(cut) == 1
    assert cut[0].endswith("…")


def test_a_tab_partly_behind_the_arrows_is_drawn_beside_them(bar: ElidedTabBar) -> None:
    (index,) = [index for index, label in enumerate(labels(bar)) if "…" in label]
    option = QStyleOptionTab()
    bar.initStyleOption(option, index)
    arrows = [each.x() for each in bar.findChildren(QAbstractButton) if each.isVisible()]
    assert option.rect.left() == bar.tabRect(index).left()
    assert option.rect.right() < min(arrows) < bar.tabRect(index).right()


def test_a_tab_partly_behind_the_left_edge_is_elided_there(bar: ElidedTabBar) -> None:
    bar.setCurrentIndex(len(TITLES) - 1)
    QApplication.processEvents()
    (cut,) = [
        index for index in range(bar.count()) if bar.tabRect(index).left() < 0 < bar.tabRect(index).right()
    ]
    assert labels(bar)[cut] in {"", *("…" + TITLES[cut][start:] for start in range(len(TITLES[cut])))}
    assert labels(bar)[-1] == "Why"


def test_the_tooltip_of_an_elided_tab_shows_its_label(bar: ElidedTabBar) -> None:
    (index,) = [index for index, label in enumerate(labels(bar)) if "…" in label]
    at = QPoint(bar.tabRect(index).left() + 3, bar.tabRect(index).center().y())
    QApplication.sendEvent(bar, QHelpEvent(QEvent.Type.ToolTip, at, bar.mapToGlobal(at)))
    assert TITLES[index] in QToolTip.text()


def test_tabs_that_fit_are_whole(bar: ElidedTabBar) -> None:
    bar.window().resize(2000, 200)
    QApplication.processEvents()
    assert labels(bar) == TITLES
