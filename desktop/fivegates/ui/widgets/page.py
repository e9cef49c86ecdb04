"""Shared parts of pages: layout, tabs, refresh when visible, and Tab order."""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QStyleOptionTab,
    QTabBar,
    QTabWidget,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from fivegates.ui.widgets.roles import plain_tooltip, set_role


class ElidedTabBar(QTabBar):
    """A tab bar that elides a label partly scrolled out of view; its tooltip shows the full label.

    Qt's own paints the whole label, and lets the arrows cover some of it.
    """

    def initStyleOption(self, option: QStyleOptionTab, index: int) -> None:
        """Limit a tab and its label to its visible part."""
        super().initStyleOption(option, index)
        whole, seen = self.tabRect(index), self._seen_of(index)
        if seen == whole or seen.isEmpty():
            return
        room = self.fontMetrics().horizontalAdvance(self.tabText(index)) - whole.width() + seen.width()
        mode = Qt.TextElideMode.ElideRight if seen.left() == whole.left() else Qt.TextElideMode.ElideLeft
        option.rect = seen
        option.text = self.fontMetrics().elidedText(self.tabText(index), mode, max(0, room))

    def event(self, event: QEvent) -> bool:
        """Show the label of a tab that is partly in view."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            index = self.tabAt(event.pos())
            if index >= 0 and self._seen_of(index) != self.tabRect(index):
                QToolTip.showText(event.globalPos(), plain_tooltip(self.tabText(index)), self)
                return True
        return super().event(event)

    def _seen_of(self, index: int) -> QRect:
        """The visible part of a tab, beside the arrows."""
        left, right = 0, self.width()
        for arrow in self.findChildren(QAbstractButton, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if arrow.isVisible() and arrow.x() > self.width() // 2:
                right = min(right, arrow.x())
            elif arrow.isVisible():
                left = max(left, arrow.x() + arrow.width())
        return self.tabRect(index) & QRect(left, 0, right - left, self.height())


def scrolled(body: QWidget, name: str = "") -> QScrollArea:
    """Put `body` where it scrolls; with a name the keyboard can go there too, to scroll."""
    area = QScrollArea()
    _fill(area, body, name)
    return area


def _fill(area: QScrollArea, body: QWidget, name: str = "") -> None:
    """Let an area show `body` in its whole width, without a frame."""
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    if name:
        area.setAccessibleName(name)
    else:
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    set_role(body, "scrolled")
    area.setWidget(body)


class LowArea(QScrollArea):
    """A scroll area as tall as its body, which scrolls if there is less space.

    Qt's own keeps the first size that it wanted, also where the text of its body has grown since.
    """

    def __init__(self, body: QWidget) -> None:
        super().__init__()
        self._body = body
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        _fill(self, body)

    def sizeHint(self) -> QSize:
        """The height of the body."""
        return self._body.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Less than half of it."""
        return QSize(0, self._body.sizeHint().height() * 2 // 5)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for another height when the body wants one."""
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


def split(above: QWidget, below: QWidget, stretch: tuple[int, int] = (1, 1)) -> QSplitter:
    """Two widgets that share the height as the user likes; what is gained or lost is divided by `stretch`."""
    splitter = QSplitter(Qt.Orientation.Vertical)
    splitter.setChildrenCollapsible(False)
    for place, (widget, factor) in enumerate(zip((above, below), stretch, strict=True)):
        splitter.addWidget(widget)
        splitter.setStretchFactor(place, factor)
    return splitter


def page_body(tools: Iterable[QLayout], *parts: QWidget) -> QWidget:
    """Rows of tools above the parts of a page; the last part gets the height that is left."""
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    for row in tools:
        column.addLayout(row)
    for part in parts:
        column.addWidget(part)
    column.setStretch(column.count() - 1, 1)
    return body


class FreshPage(QWidget):
    """A page that refreshes when visible; `stale` says that a refresh is due."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stale = True

    def refresh(self) -> None:
        """Query the data again and redraw; `stale` is false after it."""
        raise NotImplementedError

    def catch_up(self) -> None:
        """Refresh if the page is stale and visible."""
        if self.stale and self.isVisible():
            self.refresh()

    def follow_change(self) -> None:
        """Mark the page stale, and refresh at once if it is visible."""
        self.stale = True
        self.catch_up()

    def showEvent(self, event: QShowEvent) -> None:
        """Refresh if data changed while the page was hidden."""
        super().showEvent(event)
        if self.stale:
            self.refresh()


class PageWithEmptyState(FreshPage):
    """A page that shows what to do first while it has no content."""

    def lay_out(
        self,
        head: Sequence[QWidget],
        empty: QWidget,
        full: QWidget,
        *,
        first: QWidget,
        entry: Callable[[], QWidget | None],
    ) -> None:
        """Arrange `head` above `empty` or `full`; these pass the focus to `first` or to `entry`."""
        self._first_of_empty, self._entry = first, entry
        self._states = QStackedWidget(self)
        self._states.addWidget(empty)
        self._states.addWidget(full)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 24, 32, 16)
        layout.setSpacing(4)
        for each in head:
            layout.addWidget(each)
        layout.addSpacing(8)
        layout.addWidget(self._states, 1)

    @property
    def has_content(self) -> bool:
        """True while the content is shown."""
        return self._states.currentIndex() == 1

    def show_content(self, *, shown: bool) -> None:
        """Show the content, or what to do first."""
        self._states.setCurrentIndex(1 if shown else 0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the focus on into what is shown."""
        entered = self._entry() if self.has_content else self._first_of_empty
        if entered is not None:
            entered.setFocus(event.reason())


class PartTabs(QTabWidget):
    """Tabs without a frame; `name` is their accessible name.

    Signals:
        entered(): the user went to a part by its key, and wants to be in it.
    """

    entered = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fits = False
        self.setTabBar(ElidedTabBar())
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        self.tabBar().setAccessibleName(name)
        self.setAccessibleName(name)

    def fit_current(self) -> None:
        """Ask for no more room than the part that is shown needs, not for that of the largest."""
        self._fits = True
        self.currentChanged.connect(self._fit)
        self._fit()

    def sizeHint(self) -> QSize:
        """The least where it fits its part; the layout gives it the room that is left."""
        return self.minimumSizeHint() if self._fits else super().sizeHint()

    def hasHeightForWidth(self) -> bool:
        """True if the height is that of the tallest part at a width."""
        return not self._fits and super().hasHeightForWidth()

    def _fit(self) -> None:
        shown, ignored = QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored
        for place in range(self.count()):
            policy = shown if place == self.currentIndex() else ignored
            if (part := self.widget(place)) is not None:
                part.setSizePolicy(policy, policy)
        self.updateGeometry()

    def add_keys(self, page: QWidget) -> None:
        """Alt and its number, 0 for the tenth, go to each part that there is now, from anywhere on `page`."""
        for number in range(self.count()):
            shortcut = QShortcut(QKeySequence(f"Alt+{(number + 1) % 10}"), page)
            shortcut.activated.connect(lambda number=number: self._enter(number))

    def _enter(self, number: int) -> None:
        self.setCurrentIndex(number)
        self.entered.emit()


def order_tabs(widgets: Iterable[QWidget]) -> None:
    """Let Tab go from each of these to the next."""
    for earlier, later in pairwise(widgets):
        QWidget.setTabOrder(earlier, later)
