"""The Costs tab: a band of figures on top; below it grids of lines, totals, charts and scenarios."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from fivegates.actions import overview, queries
from fivegates.ui.context import Context
from fivegates.ui.initiative.costs.charts import ChartPanel
from fivegates.ui.initiative.costs.commands import LedgerCommands
from fivegates.ui.initiative.costs.lines import BenefitLines, CostLines, LineKind, UsageLines
from fivegates.ui.initiative.costs.totals import Books, CostSummary, TotalsTable, books_of
from fivegates.ui.initiative.records.tab import RecordTab
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.session import Session
from fivegates.ui.widgets.buttons import IconButton, ShrinkingButton
from fivegates.ui.widgets.page import PartTabs, scrolled
from fivegates.ui.widgets.roles import button_text

if TYPE_CHECKING:
    from fivegates.ui.initiative.scale.view import ScaleView


_FILL: Final = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_D)
_LONGEST: Final = 60


class LedgerGrid(RecordTab):
    """Shows one kind of line; Ctrl+C and Ctrl+V exchange rows with a spreadsheet, Ctrl+D fills rows.

    Signals:
        import_requested(): the user wants to import a file.
    """

    import_requested = Signal()

    def __init__(self, context: Context, kind: LineKind, parent: QWidget | None = None) -> None:
        self._lines = kind
        self._paste_buttons: tuple[QPushButton, ...] = ()
        super().__init__(context, kind, lambda: "", parent)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        for keys, command in (
            (QKeySequence.StandardKey.Copy, self._copy),
            (QKeySequence.StandardKey.Paste, self._paste),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(command)
        self.table.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Ctrl+D, which a menu has too, while the table has the keyboard."""
        if isinstance(event, QKeyEvent) and event.keyCombination() == _FILL:
            if event.type() is QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() is QEvent.Type.KeyPress:
                self._ask_fill()
                return True
        return super().eventFilter(watched, event)

    def _more_tools(self) -> tuple[QPushButton, ...]:
        """Paste, copy and import, beside the other tools."""
        gettext = self._context.language.gettext
        paste = ShrinkingButton(self._context, "brief", gettext("Paste rows"))
        copy = ShrinkingButton(self._context, "duplicate", gettext("Copy rows"))
        paste.clicked.connect(self._paste)
        copy.clicked.connect(self._copy)
        bring = ShrinkingButton(self._context, "open", gettext("Import…"))
        bring.clicked.connect(self.import_requested)
        self._fill = ShrinkingButton(self._context, "chevron-down", gettext("Fill down…"))
        self._fill.clicked.connect(self._ask_fill)
        self._paste_buttons += (paste, bring)
        return (paste, copy, self._fill, bring)

    def _more_first(self) -> tuple[QPushButton, ...]:
        """Import and paste, while there is no line."""
        gettext = self._context.language.gettext
        bring = IconButton(self._context, "open", gettext("Import a file…"))
        paste = IconButton(self._context, "brief", gettext("Paste rows"))
        bring.clicked.connect(self.import_requested)
        paste.clicked.connect(self._paste)
        self._paste_buttons += (bring, paste)
        return (bring, paste)

    def _follow_choice(self) -> None:
        super()._follow_choice()
        for button in self._paste_buttons:
            button.setEnabled(self._editable)

        self._fill.setEnabled(self._editable and len(self._chosen()) > 1)

    def _ask_fill(self) -> None:
        """Ask which column to fill down from the first chosen row."""
        rows = self.table.chosen_rows()
        if not self._editable or len(rows) < 2:  # noqa: PLR2004 - one to fill from, one to fill
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for column, heading in enumerate(self._model.headings):
            text = " ".join(rows[0].cells[column].text.split())[:_LONGEST]
            action = menu.addAction(button_text(f"{heading.text}: {text}"))
            action.triggered.connect(partial(self._fill_column, column))
        menu.setActiveAction(menu.actions()[max(self.table.currentIndex().column(), 0)])
        menu.popup(self._fill.mapToGlobal(self._fill.rect().bottomLeft()))

    def _fill_column(self, column: int, *_checked: bool) -> None:
        if self._subject is not None:
            self._lines.fill_down(self._subject, self._chosen(), column)

    def _chosen(self) -> list[int]:
        """The ids of the chosen rows, from the top."""
        return [row.record_id for row in self.table.chosen_rows()]

    def _copy(self) -> None:
        """Copy the chosen rows; all of them where none is chosen."""
        if self._subject is not None and self._model.rows:
            self._lines.copy_lines(
                self._subject, self._chosen() or [row.record_id for row in self._model.rows]
            )

    def _paste(self) -> None:
        if self._subject is not None and self._editable:
            self._lines.paste(self._subject)

    def _remove_current(self) -> None:
        """Remove the chosen rows."""
        chosen = self._chosen()
        if chosen and self._subject is not None and self._editable:
            self._lines.remove_lines(self._subject, chosen)


_FEWEST_LINES: Final = 16


class CostsTab(QWidget):
    """The figures of the initiative's ledger, and its lines.

    Where both do not fit, the band scrolls away and the lines have all the room that there is.

    Signals:
        import_requested(): the user wants to import a file.
        prices_requested(): the user wants to see the price books.
    """

    import_requested = Signal()
    prices_requested = Signal()

    def __init__(self, session: Session, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._session = session
        self._subject: Subject | None = None
        self._books: Books | None = None
        self._editable = False
        self._least = 0
        self._commands = LedgerCommands(session, context, self)
        self._scale: ScaleView | None = None
        # Once all is laid out: while that is done it is narrower, and asks for more height than it needs.
        self._settling = QTimer(self, singleShot=True, interval=0)
        self._settling.timeout.connect(self._make_room)
        self._lay_out()
        self._make_views()
        self.views.currentChanged.connect(self._show_view)
        self._page.verticalScrollBar().rangeChanged.connect(self._show_lines)
        self.summary.rate_requested.connect(self._ask_rate)
        self.summary.rates_requested.connect(self._commands.show_rates)
        self.totals.rates_requested.connect(self._commands.show_rates)
        for grid in (self.costs, self.usage, self.benefits):
            grid.import_requested.connect(self.import_requested)

    def show_subject(self, subject: Subject, *, editable: bool) -> None:
        """Show the ledger; the views behind follow when they come to the front."""
        opened = self._session.opened
        self._subject, self._editable = subject, editable
        self._books = books_of(subject.record, overview.settings(opened).currency, queries.market(opened))
        self.summary.show_books(self._books, editable=editable)
        self._show_view()

    def press(self, event: QKeyEvent) -> bool:
        """Handle a key for the lines that are shown; whether it was handled."""
        view = self.views.currentWidget()
        return isinstance(view, RecordTab) and view.press(event)

    def choose_lines(self, part: str, line_ids: Sequence[int]) -> None:
        """Bring costs, usage or benefits to the front, with these lines chosen."""
        grid = {"costs": self.costs, "usage": self.usage, "benefits": self.benefits}[part]
        self.views.setCurrentWidget(grid)
        grid.table.choose_all(line_ids)
        self.enter(Qt.FocusReason.OtherFocusReason)

    def enter(self, reason: Qt.FocusReason) -> None:
        """Take the keyboard, in the view in front."""
        view = self.views.currentWidget()
        if isinstance(view, LedgerGrid):
            view.enter(reason)
        elif view is self._scale_place:
            self.scale.enter(reason)
        elif view is not None:
            view.setFocus(reason)
        self._show_lines()

    @property
    def scale(self) -> "ScaleView":
        """The view of costs at scale, made when first wanted."""
        if self._scale is None:
            from fivegates.ui.initiative.scale.view import ScaleView

            self._scale = ScaleView(self._session, self._context)
            self._scale.other.prices_requested.connect(self.prices_requested)
            self._scale.page.verticalScrollBar().rangeChanged.connect(self._settle)
            self._scale_place.addWidget(self._scale)
        return self._scale

    def show_scale(self) -> None:
        """Show costs at scale, where the scenarios are."""
        self.views.setCurrentWidget(self._scale_place)
        self.enter(Qt.FocusReason.OtherFocusReason)

    def close_tab(self) -> None:
        """Stop background work; the tab is not used again."""
        if self._scale is not None:
            self._scale.close_view()
        self.charts.close_panel()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the lines the whole height where it is small."""
        super().resizeEvent(event)
        wanted = _FEWEST_LINES * self.fontMetrics().lineSpacing()
        self._least = min(wanted, self._page.viewport().height())
        self.views.setMinimumHeight(self._least)

    def _settle(self, _least: int, _most: int) -> None:
        """Make room for costs at scale soon."""
        self._settling.start()

    def _make_room(self) -> None:
        """Costs at scale have no lines to scroll: all that they need scrolls with the band instead."""
        if self._scale is not None and self._scale.page.isVisible():
            around = self.views.height() - self._scale.page.height()
            self.views.setMinimumHeight(around + self._scale.wanted_height)

    def _show_lines(self) -> None:
        """Scroll to the lines where they have the keyboard."""
        focus = QApplication.focusWidget()
        if focus is not None and self.views.isAncestorOf(focus):
            self._page.verticalScrollBar().setValue(self.views.y())

    def _show_view(self) -> None:
        """Fill the view in front."""
        self.views.setMinimumHeight(self._least)
        view = self.views.currentWidget()
        if self._subject is None or self._books is None:
            return
        if isinstance(view, LedgerGrid):
            view.show_subject(self._subject, editable=self._editable)
        elif isinstance(view, TotalsTable | ChartPanel):
            view.show_books(self._books)
        elif view is self._scale_place:
            self.scale.show_subject(self._subject, editable=self._editable)
            self._settling.start()

    def _ask_rate(self) -> None:
        """Ask for the first rate that is missing."""
        if self._books is not None and self._books.gaps:
            self._commands.ask_rate(self._books.gaps[0])

    def _lay_out(self) -> None:
        """Lay out parents before children: Qt restyles all children of a widget that gets a new parent."""
        body = QWidget()
        self._page = scrolled(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self._page)
        self.summary = CostSummary(self._context, body)
        self.views = PartTabs(self._context.language.gettext("Parts of the ledger"), body)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.summary)
        column.addWidget(self.views, 1)

    def _make_views(self) -> None:
        context, gettext = self._context, self._context.language.gettext
        self.costs = LedgerGrid(context, CostLines(self._commands))
        self.views.addTab(self.costs, gettext("Costs"))
        self.usage = LedgerGrid(context, UsageLines(self._commands))
        self.views.addTab(self.usage, gettext("Usage"))
        self.benefits = LedgerGrid(context, BenefitLines(self._commands))
        self.views.addTab(self.benefits, gettext("Benefits"))
        self.totals = TotalsTable(context)
        self.views.addTab(self.totals, gettext("Totals"))
        self.charts = ChartPanel(context)
        self.views.addTab(self.charts, gettext("Charts"))
        self._scale_place = QStackedWidget()
        self.views.addTab(self._scale_place, gettext("At scale"))
        self.views.fit_current()  # what At scale needs is no reason to scroll the lines
