"""The sheet of keyboard shortcuts."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from fivegates.ui.context import Context
from fivegates.ui.dialogs.plain_dialog import PlainDialog
from fivegates.ui.widgets.labels import PlainLabel, SectionHeading
from fivegates.ui.window.menus import ShortcutGroup


class ShortcutSheet(PlainDialog):
    """Shows every group, one below the other."""

    def __init__(self, context: Context, groups: Sequence[ShortcutGroup], parent: QWidget) -> None:
        super().__init__(context, context.language.gettext("Keyboard shortcuts"), parent)
        for group in groups:
            heading = SectionHeading(group.title)
            heading.setWordWrap(True)
            self.body.addWidget(heading)
            self.body.addLayout(_lines(group))
            self.body.addSpacing(8)
        self.body.addStretch()


def _lines(group: ShortcutGroup) -> QGridLayout:
    """What it does at the left, the keys at the right."""
    grid = QGridLayout()
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(0, 1)
    for row, (keys, what) in enumerate(group.lines):
        grid.addWidget(PlainLabel(what, wrap=True), row, 0)
        grid.addWidget(PlainLabel(keys, "quiet"), row, 1, Qt.AlignmentFlag.AlignRight)
    return grid
