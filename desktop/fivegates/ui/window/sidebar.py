"""The sidebar: search, places, initiatives, and the open file."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QModelIndex, QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from fivegates.actions import overview
from fivegates.actions.file.opened import Changes
from fivegates.domain.errors import UserError
from fivegates.domain.portfolio.overview import OverviewLine
from fivegates.domain.wording.words import listed_names
from fivegates.ui.context import Context
from fivegates.ui.search import SidebarSearch
from fivegates.ui.session import Session
from fivegates.ui.settings import MOST_SIDEBAR
from fivegates.ui.widgets.buttons import ElidedButton
from fivegates.ui.widgets.labels import ElidedLabel, PlainLabel
from fivegates.ui.widgets.page import LowArea
from fivegates.ui.widgets.roles import plain_tooltip, set_role
from fivegates.ui.window.menus import Place
from fivegates.ui.window.sidebar_list import LEAST_LIST, SidebarItem, SidebarList, SidebarModel

_NOWHERE = QModelIndex()


_SETTLE_MS = 100
_ROWS_IN_VIEW = 4
# In pixels: the most width that large text takes of a window of 1280, in English and in other languages,
# unless the user drags it wider.
_WIDEST = 344
_NARROWEST = 324


class Sidebar(QFrame):
    """The sidebar, visible while a portfolio is open.

    Signals:
        place_requested(Place): the user wants to go there, or what was shown is gone.
        initiative_requested(int): the user wants to see the initiative of this id.
        hit_requested(Hit): the user wants to go where a search found something.
        page_entered(): the user wants to go into what is shown.
        width_requested(): another width is wanted, for another size of text.
    """

    place_requested = Signal(object)
    initiative_requested = Signal(int)
    hit_requested = Signal(object)
    page_entered = Signal()
    width_requested = Signal()

    def __init__(self, session: Session, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._context = context
        self._shown: int | None = None
        self._place: Place | None = Place.PORTFOLIO
        self._concerned: set[int] = set()
        self._settled = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._model = SidebarModel(self._context.language, self)
        self.search = SidebarSearch(session, context, self)
        set_role(self, "sidebar")
        self._build()
        self._connect()
        self._fit()
        self.refresh()

    def mark_shown(self, initiative_id: int | None, place: Place = Place.PORTFOLIO) -> None:
        """Mark the current initiative or place."""
        self._shown = initiative_id
        self._place = None if initiative_id is not None else place
        self._mark_place()
        self._list.mark_shown(initiative_id)

    def neighbour(self, steps: int) -> int | None:
        """The initiative so many rows below the shown one; None at the ends."""
        row = self._model.row_of(self._shown)
        wanted = (0 if steps > 0 else self._model.rowCount() - 1) if row is None else row + steps
        inside = 0 <= wanted < self._model.rowCount()
        return self._model.items[wanted].initiative_id if inside else None

    def refresh(self) -> None:
        """Ask for all initiatives; archived ones are not listed."""
        self.show_lines(self._session.ask(overview.lines) or ())

    def show_lines(self, lines: Sequence[OverviewLine]) -> None:
        """List every initiative with a verdict as of its review, or as of the day that the lines name."""
        self._concerned.clear()
        listed = [line for line in lines if not line.initiative.archived]
        labels = listed_names(line.initiative for line in listed)
        self._model.set_items([SidebarItem(line, labels[line.initiative]) for line in listed])
        self._show_initiatives()
        self._list.mark_shown(self._shown)
        if self._shown not in {None, *(line.initiative.id for line in lines)}:
            self.place_requested.emit(Place.PORTFOLIO)

    def show_file(self) -> None:
        """Name the file that is open."""
        path, gettext = self._session.opened.path, self._context.language.gettext
        read_only = self._session.opened.read_only
        self._file.setText(gettext("{file} (read-only)", file=path.name) if read_only else path.name)
        self._file.setToolTip(plain_tooltip(str(path)))

    def close_sidebar(self) -> None:
        """Stop all queries; the sidebar is not used again."""
        self._settled.stop()
        self.search.close()

    def changeEvent(self, event: QEvent) -> None:
        """Take more room for larger text."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def _build(self) -> None:
        gettext = self._context.language.gettext
        self._places = {
            Place.PORTFOLIO: ElidedButton(self._context, "portfolio", gettext("Portfolio"), "nav"),
            Place.ATTENTION: ElidedButton(self._context, "attention", gettext("Needs attention"), "nav"),
            Place.COMPARE: ElidedButton(self._context, "compare", gettext("Compare"), "nav"),
            Place.INSIGHTS: ElidedButton(self._context, "insights", gettext("Insights"), "nav"),
            Place.CALENDAR: ElidedButton(self._context, "calendar", gettext("Evidence calendar"), "nav"),
            Place.ACTIONS: ElidedButton(self._context, "actions", gettext("Actions"), "nav"),
            Place.CAPACITY: ElidedButton(self._context, "capacity", gettext("Capacity"), "nav"),
            Place.DECISIONS: ElidedButton(self._context, "decisions", gettext("Decisions"), "nav"),
            Place.FRAMEWORKS: ElidedButton(self._context, "frameworks", gettext("Frameworks"), "nav"),
            Place.IDEAS: ElidedButton(self._context, "ideas", gettext("Ideas"), "nav"),
        }
        self._heading = PlainLabel(gettext("Initiatives").upper(), "caption")
        self._file = ElidedLabel(role="note")
        self.show_file()
        name = PlainLabel("Fivegates", "heading")
        for label in (name, self._heading, self._file):
            label.setContentsMargins(10, 0, 10, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 20, 10, 20)
        layout.setSpacing(4)
        layout.addWidget(name)
        layout.addSpacing(8)
        layout.addWidget(self.search.field)
        layout.addSpacing(8)
        self._places_shown = self._places_area()
        layout.addWidget(self._places_shown)
        self._list = SidebarList(self._context, self._model, self)  # after the buttons in Tab's way too
        layout.addSpacing(20)
        layout.addWidget(self._heading)
        layout.addWidget(self._list, 1)
        layout.addWidget(self.search.results, 1)
        layout.addSpacing(8)
        layout.addWidget(self._file)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share another height."""
        super().resizeEvent(event)
        self._share_height()

    def _share_height(self) -> None:
        """Let the places scroll where they would leave too few initiatives in view."""
        least = self._places_shown.minimumSizeHint().height()
        rest = self.minimumSizeHint().height() - least - LEAST_LIST
        rows = min(self._model.rowCount(), _ROWS_IN_VIEW) * max(0, self._list.sizeHintForRow(0))
        self._places_shown.setMaximumHeight(max(least, self.height() - rest - rows))

    def _places_area(self) -> LowArea:
        """The places below each other; where the window is low they scroll."""
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for button in self._places.values():
            button.setCheckable(True)
            column.addWidget(button)
        return LowArea(body)

    def _connect(self) -> None:
        """Connect all signals, in one list."""
        for place, button in self._places.items():
            button.clicked.connect(lambda _checked, place=place: self._ask_for(place))
        self._list.shown.connect(self.initiative_requested)
        self._list.entered_page.connect(self.page_entered)
        self.search.shown.connect(self._show_initiatives)
        self.search.chosen.connect(self.hit_requested)
        self.search.left.connect(self.page_entered)
        self._session.changed.connect(self._follow)
        self._settled.timeout.connect(self._catch_up)

    def _show_initiatives(self) -> None:
        """List the initiatives, where no results of a search take their place."""
        searching = not self.search.results.isHidden()
        self._heading.setVisible(bool(self._model.items) and not searching)
        self._list.setVisible(not searching)
        self._share_height()

    def _ask_for(self, place: Place) -> None:
        """Ask for a place; a click on where one is leaves it marked."""
        self._mark_place()
        self.place_requested.emit(place)

    def _mark_place(self) -> None:
        for place, button in self._places.items():
            button.setChecked(place is self._place)
        if self._place is not None:
            self._places_shown.ensureWidgetVisible(self._places[self._place], 0, 0)

    def sizeHint(self) -> QSize:
        """The width to which it was dragged, else that of its text."""
        return QSize(self.wanted_width, super().sizeHint().height())

    @property
    def wanted_width(self) -> int:
        """The width to which it was dragged, else what its text wants, in pixels."""
        dragged = self._context.settings.sidebar_width
        return max(dragged, self.minimumWidth()) if dragged else min(self._text_width(), _WIDEST)

    def _text_width(self) -> int:
        return 24 * self.fontMetrics().averageCharWidth() + 20

    def _fit(self) -> None:
        self.setMinimumWidth(min(self._text_width(), _NARROWEST))
        self.setMaximumWidth(MOST_SIDEBAR)
        self._share_height()
        self.width_requested.emit()

    def _follow(self, changes: Changes) -> None:
        """Refresh a moment later, so that the page in use redraws first."""
        self._concerned |= changes.initiatives
        self._settled.start()

    def _catch_up(self) -> None:
        """Query the initiatives that changed, or all when some were added, removed or renamed."""
        concerned, self._concerned = self._concerned, set()
        rows = [self._model.row_of(initiative_id) for initiative_id in concerned]
        items = [self._current_item(initiative_id) for initiative_id in concerned]
        pairs = list(zip(rows, items, strict=True))
        if not pairs or any(not self._in_place(row, item) for row, item in pairs):
            self.refresh()
            return
        for row, item in pairs:
            if row is not None and item is not None:
                self._model.replace_item(row, replace(item, label=self._model.items[row].label))

    def _in_place(self, row: int | None, item: SidebarItem | None) -> bool:
        """True if an initiative keeps its row."""
        return row is not None and item is not None and item.name == self._model.items[row].name

    def _current_item(self, initiative_id: int) -> SidebarItem | None:
        """The current item of an initiative; None when it is not listed any more."""
        try:
            line = overview.line(self._session.opened, initiative_id)
        except UserError:
            return None
        return None if line is None or line.initiative.archived else SidebarItem(line, line.initiative.name)
