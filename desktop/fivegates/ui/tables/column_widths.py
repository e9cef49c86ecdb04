"""How columns of words divide the room that the others leave."""

from collections.abc import Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Claim:
    """What a column needs to show all its words, in pixels, and its share of what is left."""

    need: int
    share: int


def shared_widths(room: int, claims: Mapping[int, Claim], least: int) -> dict[int, int]:
    """The width of each column: what it needs where that fits, else its share, but never below `least`.

    What a column leaves of its share goes to the others; what all of them leave is divided again.
    """
    waiting, widths = dict(claims), dict.fromkeys(claims, 0)
    while waiting:
        part = room / sum(claim.share for claim in waiting.values())
        content = [column for column, claim in waiting.items() if claim.need <= part * claim.share]
        for column in content:
            widths[column] = waiting.pop(column).need
            room -= widths[column]
        if not content:
            break
    takers = waiting or claims
    shares = sum(claim.share for claim in takers.values())
    for column, claim in takers.items():
        widths[column] += max(room, 0) * claim.share // shares
    return {column: max(least, width) for column, width in widths.items()}
