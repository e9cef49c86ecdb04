"""The dialogs of the Help menu: keyboard shortcuts, and About with versions and licences."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QWidget

from fivegates.actions.versions import Part, details, parts
from fivegates.ui.context import Context
from fivegates.ui.dialogs.plain_dialog import PlainDialog
from fivegates.ui.widgets.labels import PlainLabel, SectionHeading
from fivegates.ui.window.menus import ShortcutGroup


class AboutDialog(PlainDialog):
    """Shows the credits and a table of versions, which can be copied."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        gettext = context.language.gettext
        super().__init__(context, gettext("About Fivegates"), parent)
        lines = (
            gettext("Scores AI initiatives against five production gates, and says why one is ready or not."),
            gettext(
                "The gates follow “Why AI POCs stall, and what it really takes to move into production” "
                "by Deazy. Every sentence in Fivegates is its own."
            ),
            gettext("It works without a network: your portfolios stay in your own files."),
        )
        for line in lines:
            self.body.addWidget(PlainLabel(line, wrap=True))
        self.body.addSpacing(8)
        self.body.addWidget(SectionHeading(gettext("Made of")))
        self.body.addLayout(_table(parts()))
        self.body.addStretch()
        self.add_button(gettext("Copy details")).clicked.connect(_copy_details)


def _copy_details() -> None:
    """Put on the clipboard what a report of a fault has to name."""
    QGuiApplication.clipboard().setText(details())


def _table(found: tuple[Part, ...]) -> QGridLayout:
    """Name, version and licence, a part a row."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(2, 1)
    for row, part in enumerate(found):
        grid.addWidget(PlainLabel(part.name), row, 0)
        grid.addWidget(PlainLabel(part.version, "quiet"), row, 1)
        grid.addWidget(PlainLabel(part.licence, "quiet", wrap=True), row, 2)
    return grid


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
