"""The dialogs of the Help menu: a guide, keyboard shortcuts, and About with versions and licences."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QWidget

from fivegates.actions.versions import Part, details, parts
from fivegates.domain.language import Language
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
    """Copy the version details that a bug report needs."""
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
    """The lines of a group: the command at the left, its keys at the right."""
    grid = QGridLayout()
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(0, 1)
    for row, (keys, what) in enumerate(group.lines):
        grid.addWidget(PlainLabel(what, wrap=True), row, 0)
        grid.addWidget(PlainLabel(keys, "quiet"), row, 1, Qt.AlignmentFlag.AlignRight)
    return grid


class GuideDialog(PlainDialog):
    """The guide: a few sentences for each task."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(context, context.language.gettext("Guide"), parent)
        for heading, text in guide_parts(context.language):
            self.body.addWidget(SectionHeading(heading))
            self.body.addWidget(PlainLabel(text, wrap=True))
            self.body.addSpacing(8)
        self.body.addStretch()


def guide_parts(language: Language) -> tuple[tuple[str, str], ...]:
    """Each part of the guide with its heading, in the order in which they are needed."""
    return (
        *_on_scoring(language),
        *_on_working_together(language),
        *_on_money_and_search(language),
        *_on_papers_and_safety(language),
    )


def _on_scoring(language: Language) -> tuple[tuple[str, str], ...]:
    """Return the help sections from "needs attention" to evidence, as pairs of title and text."""
    gettext = language.gettext
    return (
        (
            gettext("See what needs you"),
            gettext(
                "The line below the portfolio’s title counts what needs attention today, and what has "
                "changed since the portfolio was last open on this computer. Choose it for the list: each "
                "line leads to where it is dealt with."
            ),
        ),
        (
            gettext("Score an initiative"),
            gettext(
                "Ctrl+I adds an initiative, and its first review begins. Keys 0 to 4 claim a level of the "
                "criterion in focus, N marks it not applicable, R goes to the rationale, E adds evidence, "
                "and H shows what is enough. Arrow keys go on to other criteria and gates. A level counts "
                "only as far as its proof allows; Why names every reason, and the shortest path to ready."
            ),
        ),
        (
            gettext("Add evidence"),
            gettext(
                "Drop files anywhere on an initiative, several at once, or paste a picture with Ctrl+V: they "
                "wait as evidence to assign, or back the criterion in focus. The files are copied into the "
                "portfolio, and the originals stay where they are."
            ),
        ),
    )


def _on_working_together(language: Language) -> tuple[tuple[str, str], ...]:
    """Actions and comments of several people, and final reviews."""
    gettext = language.gettext
    return (
        (
            gettext("Hand over actions"),
            gettext(
                "Actions in the sidebar lists those of all initiatives, by person and due date. Choose "
                "several and change their owner, due date or status in one step. Edit, Rename a person or "
                "unit replaces a name wherever it is used."
            ),
        ),
        (
            gettext("Comment on a criterion"),
            gettext(
                "C shows the comments on the criterion in focus: questions and remarks apart from the "
                "rationale. No verdict rests on them, and no paper shows them; copies of the portfolio and "
                "its export as JSON hold them."
            ),
        ),
        (
            gettext("Make it final"),
            gettext(
                "A review is a draft until Make the review final (Ctrl+Shift+F) seals it. Later reviews "
                "begin with its answers; More, Compare with another review shows two of them criterion by "
                "criterion."
            ),
        ),
    )


def _on_money_and_search(language: Language) -> tuple[tuple[str, str], ...]:
    """Return the help sections on costs and search, as pairs of title and text."""
    gettext = language.gettext
    return (
        (
            gettext("Count the money"),
            gettext(
                "Costs, usage and benefits are typed, pasted or imported under Costs. Charts show the "
                "figures of a month under the pointer, and are copied by a right click. At scale projects "
                "them to other volumes, models and prices."
            ),
        ),
        (
            gettext("Find anything"),
            gettext(
                "Ctrl+K finds every command, every text of the portfolio, and the views and sets that you "
                "keep. Narrow filters the portfolio by verdict, stage, unit, sponsor and gate; Views keeps "
                "such a filter with its columns and its order."
            ),
        ),
    )


def _on_papers_and_safety(language: Language) -> tuple[tuple[str, str], ...]:
    """Meetings, papers, the history of edits, and backups."""
    gettext = language.gettext
    return (
        (
            gettext("Decide in the room"),
            gettext(
                "F11 presents the portfolio full screen, then each initiative: arrow keys lead on, D records "
                "the decision, and W asks what if, with other levels, volume and price. Preview brief "
                "(Ctrl+P) shows the board paper, which is exported as PDF or printed."
            ),
        ),
        (
            gettext("Write papers"),
            gettext(
                "The same preview exports a paper as a Word document or as slides, and prints it. Language "
                "beside it chooses the language of the paper; View, Language that of the window."
            ),
        ),
        (
            gettext("See what was edited"),
            gettext(
                "View, History of edits says who edited what and when, with the value before and after "
                "where one value was changed; Enter leads there. Entries are kept for the days that the "
                "portfolio’s settings say."
            ),
        ),
        (
            gettext("Be safe"),
            gettext(
                "Everything is saved at once, and Ctrl+Z takes back one step after another. Backups are "
                "made by themselves; File, Restore a backup brings one back. Nothing leaves this computer."
            ),
        ),
    )
