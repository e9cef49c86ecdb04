"""The portfolio page: every initiative in one table, to filter, sort, open and arrange."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from fivegates.actions import overview
from fivegates.domain.comparison.size import FEWEST, MOST
from fivegates.domain.portfolio.overview import OverviewLine
from fivegates.domain.verdict.states import GateState
from fivegates.domain.wording.two_days import portfolio_counts
from fivegates.domain.wording.words import gate_word
from fivegates.ui.context import Context
from fivegates.ui.portfolio.facets import FacetFilter
from fivegates.ui.portfolio.model import PortfolioModel
from fivegates.ui.portfolio.order import PortfolioOrder
from fivegates.ui.portfolio.table import PortfolioTable
from fivegates.ui.portfolio.views import PortfolioViews, ViewParts
from fivegates.ui.saved_views import SavedViews
from fivegates.ui.session import Session
from fivegates.ui.widgets.buttons import ElidedButton, IconButton, ShrinkingButton, ShrinkingRow
from fivegates.ui.widgets.labels import EmptyState, PlainLabel, StatusWord, TitleLabel
from fivegates.ui.widgets.page import FreshPage
from fivegates.ui.widgets.seek_field import SeekField
from fivegates.ui.window.initiative_commands import InitiativeCommands

if TYPE_CHECKING:
    from fivegates.domain.portfolio.attention import Attention


class MarkKey(QWidget):
    """The legend of gate states, from open to incomplete: on one line, or on more where that is too wide."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setSizeConstraint(QGridLayout.SizeConstraint.SetNoConstraint)
        self._grid.setContentsMargins(_KEY_INDENT, 0, 0, 0)
        self._grid.setHorizontalSpacing(_KEY_GAP)
        self._words = [StatusWord(context, "note", self) for _ in GateState]
        for word, state in zip(self._words, GateState, strict=True):
            word.set_status(state, gate_word(state, context.language))
        self._columns = 0
        self._place(len(self._words))

    def minimumSizeHint(self) -> QSize:
        """Room for the longest of them."""
        widest = max(word.sizeHint().width() for word in self._words)
        return QSize(_KEY_INDENT + widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place them again for the width."""
        super().resizeEvent(event)
        room = event.size().width() - _KEY_INDENT
        fitting = (count for count in range(len(self._words), 1, -1) if self._needed(count) <= room)
        self._place(next(fitting, 1))

    def _needed(self, columns: int) -> int:
        """The width of so many columns, each as wide as the longest in it."""
        widths = [word.sizeHint().width() for word in self._words]
        return sum(max(widths[column::columns]) for column in range(columns)) + _KEY_GAP * (columns - 1)

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._grid.setColumnStretch(self._columns, 0)
        self._columns = columns
        for number, word in enumerate(self._words):
            self._grid.addWidget(word, number // columns, number % columns)
        self._grid.setColumnStretch(columns, 1)


_KEY_INDENT, _KEY_GAP = 8, 16
_FILTER_CHARACTERS = 18


class PortfolioPage(FreshPage):
    """Shows every initiative of the portfolio with its latest verdict.

    Signals:
        opened(int): the user opened the initiative of this id.
        sample_requested(): the user asked for the sample from the empty page.
        chosen(): another initiative, or none, is chosen.
        compare_requested(): the user wants the marked rows side by side.
        attention_requested(): the user wants to see what needs attention.
        filter_typed(): the user types into the filter.
    """

    opened = Signal(int)
    sample_requested = Signal()
    chosen = Signal()
    compare_requested = Signal()
    attention_requested = Signal()
    filter_typed = Signal()

    def __init__(
        self, session: Session, context: Context, commands: InitiativeCommands, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._context = context
        self._commands = commands
        self._model = PortfolioModel(context.language, self)
        self._order = PortfolioOrder(self._model, self)
        self._make_header()
        self._make_tools()
        self._make_table()
        parts = ViewParts(self._filter, self.facets, self.archived_box, self._table)
        self.views = PortfolioViews(SavedViews(context.settings, session.opened.path), context, parts, self)
        self._lay_out()
        self._connect()
        self._add.setEnabled(not session.opened.read_only)
        self._first.setEnabled(not session.opened.read_only)
        self.refresh()

    @property
    def current(self) -> int | None:
        """The id of the chosen initiative."""
        line = self._table.current()
        return line.initiative.id if line else None

    @property
    def marked(self) -> list[int]:
        """The ids of all chosen rows, from top to bottom."""
        return [line.initiative.id for line in self._table.marked()]

    def choose(self, initiative_id: int) -> None:
        """Choose the row of an initiative, if it is shown."""
        self._table.choose(initiative_id)

    def focus_filter(self) -> None:
        """Go to the filter."""
        self._filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._filter.selectAll()

    def focus_table(self) -> None:
        """Focus the table, its first row chosen if none was; in an empty portfolio the first button."""
        if self._table.current() is None and self._order.rowCount():
            self._table.choose_first()
        (self._table if self._model.rowCount() else self._first).setFocus()

    def refresh(self) -> None:
        """Ask for every initiative again; the chosen one stays chosen."""
        self.stale = False
        self.show_lines(self._session.ask(overview.lines) or ())

    def show_lines(self, lines: Sequence[OverviewLine]) -> None:
        """Show every initiative with a verdict as of its review, or as of the day that the lines name."""
        current = self.current
        self._model.set_rows(lines)
        self.facets.offer(lines)
        if current is not None:
            self._table.choose(current)
        self._title.setText(self._session.title)
        self._summary.setText(portfolio_counts(lines, self._context.language))
        self.archived_box.setVisible(any(line.initiative.archived for line in lines))
        self._add.setVisible(bool(lines))
        self._summary.setVisible(bool(lines))
        self._attention.setVisible(bool(lines))
        focused = self._table.hasFocus() or self._first.hasFocus()
        self._parts.setCurrentIndex(1 if lines else 0)
        if focused:
            self.focus_table()
        self._follow_choice()

    def show_attention(self, found: Sequence["Attention"]) -> None:
        """Show how many items need attention today, and what has changed since last time."""
        from fivegates.domain.portfolio.last_seen import since_last
        from fivegates.domain.wording.attention import attention_clause, since_clause

        language, seen = self._context.language, self._session.seen
        texts = [attention_clause(found, self._context.today(), language)]
        if seen is not None:
            texts.append(since_clause(since_last(seen, self._model.lines, found), language))
        self._attention.setText(" · ".join(texts))

    def _make_header(self) -> None:
        gettext = self._context.language.gettext
        self._title = TitleLabel(most=3)
        self._summary = PlainLabel("", "quiet", wrap=True)
        # Visible from the start, so that the table does not move once attention items are counted.
        self._attention = ElidedButton(self._context, "attention", gettext("Needs attention"), "flush-link")
        self._add = IconButton(self._context, "add", gettext("Add initiative…"), "primary")

    def _make_tools(self) -> None:
        gettext = self._context.language.gettext
        self._filter = SeekField(gettext("Filter by name, unit, stage, verdict…"), gettext("Filter"))
        self._filter.setMinimumWidth(_FILTER_CHARACTERS * self._filter.fontMetrics().averageCharWidth())
        self.archived_box = QCheckBox(gettext("Show archived"))
        self.archived_box.setAccessibleName(self.archived_box.text())
        self.archived_box.setChecked(self._context.settings.show_archived)
        self._order.show_archived(self.archived_box.isChecked())
        self.facets = FacetFilter(self._context, self)
        self._compare = ShrinkingButton(self._context, "compare", gettext("Compare"))
        self._edit = ShrinkingButton(self._context, "edit", gettext("Edit…"))
        self._duplicate = ShrinkingButton(self._context, "duplicate", gettext("Duplicate"))
        self._archive = ShrinkingButton(self._context, "archive", gettext("Archive"))

    def _make_table(self) -> None:
        gettext = self._context.language.gettext
        self._table = PortfolioTable(self._context, self._order, self._fill_menu, self)
        self.nothing_found = PlainLabel(gettext("No initiative matches the filter."), "quiet")
        self._first = IconButton(self._context, "add", gettext("Add the first initiative…"), "primary")
        self._sample = IconButton(self._context, "open", gettext("Open the sample portfolio"))
        self._empty = EmptyState(
            gettext("This portfolio is empty"),
            gettext(
                "Add the AI initiatives that come before your board. "
                "The sample shows six of them, reviewed over a year."
            ),
            (self._first, self._sample),
        )

    def _lay_out(self) -> None:
        """Lay out parents before children: Qt restyles all children of a widget that gets a new parent."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 24, 32, 24)
        layout.setSpacing(16)
        layout.addLayout(self._header())
        self._parts = QStackedWidget(self)
        layout.addWidget(self._parts, 1)
        full = QWidget()  # Tab goes through what is in it in the order in which it comes into another window
        listed = QVBoxLayout(full)
        listed.setContentsMargins(0, 0, 0, 0)
        listed.setSpacing(8)
        listed.addLayout(self._tools())
        listed.addWidget(self.facets.line)
        listed.addWidget(self.nothing_found)
        listed.addWidget(self._table, 1)
        listed.addWidget(MarkKey(self._context))
        self._parts.addWidget(self._empty)
        self._parts.addWidget(full)

    def _header(self) -> QVBoxLayout:
        """The title and the counts, with the buttons that add an initiative."""
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._title)
        words.addWidget(self._summary)
        above = QHBoxLayout()
        above.setSpacing(16)
        above.addLayout(words, 1)
        above.addWidget(self._add, 0, Qt.AlignmentFlag.AlignVCenter)
        header = QVBoxLayout()
        header.setSpacing(4)
        header.addLayout(above)
        header.addWidget(self._attention, 0, Qt.AlignmentFlag.AlignLeft)
        return header

    def _tools(self) -> QHBoxLayout:
        """The filter at the left, the commands for the chosen row at the right."""
        row = ShrinkingRow(
            (self._filter, self.facets.button, self.views.button, self.archived_box),
            (self._compare, self._edit, self._duplicate, self._archive),
        )
        row.setStretchFactor(self._filter, 2)
        return row

    def _connect(self) -> None:
        """Connect all signals, in one list."""
        self._add.clicked.connect(self._commands.add)
        self._attention.clicked.connect(self.attention_requested)
        self._first.clicked.connect(self._commands.add)
        self._sample.clicked.connect(self.sample_requested)
        self._compare.clicked.connect(self.compare_requested)
        self._edit.clicked.connect(self._edit_current)
        self._duplicate.clicked.connect(self._duplicate_current)
        self._archive.clicked.connect(self._archive_current)
        self._filter.textEdited.connect(self.filter_typed)
        self._filter.textChanged.connect(self._order.seek)
        for leaving in (self._filter.entered, self._filter.list_requested, self._filter.left):
            leaving.connect(self.focus_table)
        self.facets.changed.connect(self._order.narrow)
        self.archived_box.toggled.connect(self._remember_archived)
        self._table.opened.connect(self.opened)
        self._table.chosen.connect(self._follow_choice)
        self._order.rowsInserted.connect(self._show_if_none)
        self._order.rowsRemoved.connect(self._show_if_none)
        self._order.modelReset.connect(self._show_if_none)
        self._session.changed.connect(self.views.follow_renaming)
        self._session.changed.connect(self.follow_change)
        self._session.refused.connect(self.follow_change)

    def _remember_archived(self, shown: bool) -> None:  # noqa: FBT001 - a slot of a tick box
        self._context.settings.show_archived = shown
        self._order.show_archived(shown)

    def _show_if_none(self) -> None:
        """Show a message when no row passes the filter."""
        self.nothing_found.setVisible(self._model.rowCount() > 0 and self._order.rowCount() == 0)

    def _follow_choice(self) -> None:
        """Offer what can be done to the chosen initiative."""
        line = self._table.current()
        editable = line is not None and not self._session.opened.read_only
        for button in (self._edit, self._duplicate, self._archive):
            button.setEnabled(editable)
        self._compare.setEnabled(FEWEST <= len(self._table.marked()) <= MOST)
        archived = line is not None and line.initiative.archived
        gettext = self._context.language.gettext
        self._archive.setText(gettext("Bring back") if archived else gettext("Archive"))
        self.chosen.emit()

    def _edit_current(self) -> None:
        if self.current is not None:
            self._commands.edit(self.current)

    def _duplicate_current(self) -> None:
        if self.current is not None:
            self._commands.duplicate(self.current)

    def _archive_current(self) -> None:
        line = self._table.current()
        if line is not None:
            self._commands.set_archived(line.initiative.id, archived=not line.initiative.archived)

    def _fill_menu(self, menu: QMenu) -> None:
        """Fill the context menu with the commands of the buttons, and Open."""
        gettext = self._context.language.gettext
        line = self._table.current()
        if line is None:
            return
        menu.addAction(gettext("Open")).triggered.connect(lambda: self.opened.emit(line.initiative.id))
        menu.addSeparator()
        for button in (self._compare, self._edit, self._duplicate, self._archive):
            action = menu.addAction(button.icon(), button.text())
            action.setEnabled(button.isEnabled())
            action.triggered.connect(button.click)
