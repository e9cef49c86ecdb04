"""The view defaults of all tables: row selection, no editing in place, Tab leaves."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView

Index = QModelIndex | QPersistentModelIndex


SelectionMode = QAbstractItemView.SelectionMode


def set_view_defaults(table: QTableView, mode: SelectionMode = SelectionMode.SingleSelection) -> None:
    """Apply the view defaults; `mode` decides whether several rows can be chosen."""
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(mode)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.setCornerButtonEnabled(False)
    table.verticalHeader().hide()
    table.horizontalHeader().setHighlightSections(False)


class FittedTable(QTableView):
    """A table that shares its room among the columns again for another size, of it or of its text.

    A hidden table does so only once it is shown.
    """

    _outgrown = False

    def fit_columns(self) -> None:
        """Give each column its width; a table overrides it."""
        raise NotImplementedError

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room again."""
        super().resizeEvent(event)
        self.fit_columns()

    def changeEvent(self, event: QEvent) -> None:
        """Share the room again for another size of text."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._outgrown = not self.isVisible()
            if not self._outgrown:
                self.fit_columns()

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the columns if the text size changed while the table was hidden."""
        super().showEvent(event)
        if self._outgrown:
            self._outgrown = False
            self.fit_columns()
