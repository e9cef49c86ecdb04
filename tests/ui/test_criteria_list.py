"""The list of further criteria, as it is drawn."""

import pytest
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from fivegates.ui.initiative.forms.criteria_list import FurtherCriteria
from fivegates.ui.settings import ThemeChoice
from fivegates.ui.theme import Theme, default_palettes


@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_its_boxes_can_be_seen_in_both_themes(qtbot: QtBot, theme: Theme, choice: ThemeChoice) -> None:
    theme.choose(choice)
    boxes = FurtherCriteria([("One", "one"), ("Two", "two")], [])
    qtbot.addWidget(boxes)
    boxes.follow("other")
    boxes.resize(300, 100)
    boxes.show()
    qtbot.waitExposed(boxes)
    QApplication.processEvents()
    option = QStyleOptionViewItem()
    boxes.initViewItemOption(option)
    option.features |= QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
    option.rect = boxes.visualItemRect(boxes.item(1))
    box = boxes.style().subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, option, boxes)
    palettes = default_palettes()
    wanted = (palettes.dark if choice is ThemeChoice.DARK else palettes.light).outline
    drawn = boxes.viewport().grab().toImage()
    assert drawn.pixelColor(box.center().x(), box.top()).name() == wanted.lower()
