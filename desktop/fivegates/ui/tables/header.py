"""Headers of tables, and the widths of columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionHeader, QStyleOptionViewItem, QTableView

from fivegates.ui.context import Context
from fivegates.ui.tables.order import OrderedModel
from fivegates.ui.tables.views import PAD
from fivegates.ui.tables.widths import DraggedHeader

_PEN: Final = 1.4
_MEASURED_AT: Final = frozenset({QEvent.Type.FontChange, QEvent.Type.StyleChange})


class SortHeader(DraggedHeader):
    """Draws the arrow after words at the left, and before words at the right, which so stay over figures."""

    def __init__(self, context: Context, table: QTableView) -> None:
        super().__init__(context.language, table)
        self._context = context
        self._sizes: dict[str, QSize] = {}
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def sectionSizeFromContents(self, section: int) -> QSize:
        """Room for the words, and for the arrow where it is; Qt asks for it at every layout."""
        words = self._words(section)
        size = self._sizes.get(words)
        if size is None:
            height = super().sectionSizeFromContents(section).height()
            size = self._sizes[words] = QSize(self._words_width(section) + 2 * PAD + 1, height)
        return QSize(size.width() + self._arrow_room(section), size.height())

    def changeEvent(self, event: QEvent) -> None:
        """Measure the words again for another size of text."""
        if event.type() in _MEASURED_AT:
            self._sizes.clear()
        super().changeEvent(event)

    def initStyleOptionForIndex(self, option: QStyleOptionHeader, section: int) -> None:
        """Leave the arrow its room where the column is too narrow for all words."""
        super().initStyleOptionForIndex(option, section)
        room = self.sectionSize(section) - 2 * PAD - self._arrow_room(section)
        option.text = self.fontMetrics().elidedText(option.text, Qt.TextElideMode.ElideRight, room)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw the heading, and the arrow if rows are in the order of this column."""
        painter.save()
        super().paintSection(painter, rect, section)
        painter.restore()
        if self._arrow_room(section):
            self._paint_arrow(painter, self.arrow_box(section).translated(rect.left(), rect.top()))

    def arrow_box(self, section: int) -> QRect:
        """Return the rectangle of the arrow in a header of its column's width."""
        width, side = self.sectionSize(section), self._arrow_side()
        words = min(self._words_width(section), width - 2 * PAD - self._arrow_room(section))
        alignment = self._data(section, Qt.ItemDataRole.TextAlignmentRole)
        at_right = isinstance(alignment, Qt.AlignmentFlag) and bool(alignment & Qt.AlignmentFlag.AlignRight)
        left = width - PAD - words - 2 * side if at_right else PAD + words + side
        return QRect(left, (self.height() - side) // 2, side, side)

    def _data(self, section: int, role: Qt.ItemDataRole) -> object:
        """The model's data of a heading."""
        return self.model().headerData(section, self.orientation(), role)

    def _words_width(self, section: int) -> int:
        return self.fontMetrics().horizontalAdvance(self._words(section))

    def _words(self, section: int) -> str:
        return str(self._data(section, Qt.ItemDataRole.DisplayRole))

    def _arrow_side(self) -> int:
        """Half as tall as the words."""
        return self.fontMetrics().height() // 2

    def _arrow_room(self, section: int) -> int:
        """The width of the arrow with its margin; 0 if rows are sorted by another column."""
        return 2 * self._arrow_side() if section == self.sortIndicatorSection() else 0

    def _paint_arrow(self, painter: QPainter, box: QRect) -> None:
        """An angle that points up where values ascend."""
        unit = box.width() / 4
        tip = -unit if self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder else unit
        middle = QPointF(box.center())
        ends = (QPointF(-2 * unit, -tip), QPointF(0, tip), QPointF(2 * unit, -tip))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._context.palette.second_ink), _PEN * self._arrow_side() / 7))
        painter.drawPolyline([middle + end for end in ends])
        painter.restore()


Row = TypeVar("Row")

# The number of cells of a column that are measured as drawn, those with the widest texts: measuring a
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
    """The width that a column needs for its text, in pixels, and its share of the rest."""

    need: int
    share: int


def shared_widths(room: int, claims: Mapping[int, Claim], least: int) -> dict[int, int]:
    """The width of each column: its need where that fits, else its share, but never below `least`.

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


WIDEST_GAP: Final = 24
"""In letters: the width that a column may have beyond its need before all columns share it."""


def spread(widths: Mapping[int, int], needs: Mapping[int, int], most: int) -> dict[int, int]:
    """Divide among the columns after the first what one has beyond `most` pixels more than it needs.

    In a wide window a name would be far from its figure otherwise; the first column stays at the edge.
    """
    if not widths:
        return {}
    first, *others = widths
    if not others:
        return dict(widths)
    kept = {column: min(width, needs.get(column, width) + most) for column, width in widths.items()}
    each, rest = divmod(sum(widths.values()) - sum(kept.values()), len(others))
    return {
        first: kept[first],
        **{column: kept[column] + each + (place < rest) for place, column in enumerate(others)},
    }
