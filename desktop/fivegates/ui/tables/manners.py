"""What all tables have in common: whole rows are chosen, nothing is edited in place, Tab leaves."""

from PySide6.QtWidgets import QAbstractItemView, QTableView

SelectionMode = QAbstractItemView.SelectionMode


def set_table_manners(table: QTableView, mode: SelectionMode = SelectionMode.SingleSelection) -> None:
    """Make a table behave like the others; `mode` tells whether several rows can be chosen."""
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
