"""How a row of a table is drawn: its height, its colours when it is chosen, and where the focus is."""

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPalette
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fivegates.ui.context import Context
from fivegates.ui.tables.index import Index

ROW_AIR: Final = 18
_BAR: Final = 3


class RowDelegate(QStyledItemDelegate):
    """Gives rows their height and cells no frame of their own: a bar before the row shows the focus."""

    def __init__(self, context: Context, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._context = context

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as the stylesheet makes it, with room above and below."""
        return QSize(super().sizeHint(option, index).width(), option.fontMetrics.height() + ROW_AIR)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Without a frame around the current cell; what warns or is quiet stays so in a chosen row."""
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus
        colour = index.data(Qt.ItemDataRole.ForegroundRole)
        if isinstance(colour, QColor | QBrush):
            option.palette.setBrush(QPalette.ColorRole.HighlightedText, QBrush(colour))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell, and in the first one where the focus is."""
        super().paint(painter, option, index)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if index.column() == 0 and chosen and option.widget.hasFocus():
            bar = QRect(option.rect.left(), option.rect.top(), _BAR, option.rect.height() - 1)
            painter.fillRect(bar, QColor(self._context.palette.accent))
