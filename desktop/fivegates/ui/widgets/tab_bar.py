"""A row of tabs in which no label is cut in the middle of a letter."""

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QAbstractButton, QStyleOptionTab, QTabBar, QToolTip

from fivegates.ui.widgets.roles import plain_tooltip


class ElidedTabBar(QTabBar):
    """Where the tabs scroll, a label partly in view ends in an ellipsis; its tooltip shows it whole.

    Qt's own paints the whole label, and lets the arrows cover some of it.
    """

    def initStyleOption(self, option: QStyleOptionTab, index: int) -> None:
        """Confine a tab and its label to what is in view of it."""
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
        """What is in view of a tab, beside the arrows."""
        left, right = 0, self.width()
        for arrow in self.findChildren(QAbstractButton, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if arrow.isVisible() and arrow.x() > self.width() // 2:
                right = min(right, arrow.x())
            elif arrow.isVisible():
                left = max(left, arrow.x() + arrow.width())
        return self.tabRect(index) & QRect(left, 0, right - left, self.height())
