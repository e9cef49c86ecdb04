"""How wide a column has to be for its heading and all of its cells, in view or not."""

from typing import Final, TypeVar

from PySide6.QtWidgets import QStyleOptionViewItem, QTableView

from fivegates.ui.tables.order import OrderedModel

Row = TypeVar("Row")

# The cells of a column that are measured as they are drawn, those with the widest texts: to measure a
# thousand so takes a third of a second.
_MEASURED: Final = 8


def needed_width(table: QTableView, model: OrderedModel[Row], column: int) -> int:
    """The pixels that a column of `model` needs in `table`, which may show some of its rows only."""
    option = QStyleOptionViewItem()
    table.initViewItemOption(option)
    cells = model.widest(column, table.fontMetrics().horizontalAdvance, _MEASURED)
    delegate = table.itemDelegateForIndex(table.model().index(0, column))
    widths = [delegate.sizeHint(option, cell).width() for cell in cells]
    return max([table.horizontalHeader().sectionSizeFromContents(column).width(), *widths])
