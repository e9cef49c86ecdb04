"""Lists of values and tables of records as Qt models: cells made beforehand, sorted by native values."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QSortFilterProxyModel,
    Qt,
)

from fivegates.domain.verdict.states import VerdictState
from fivegates.ui.context import Context
from fivegates.ui.tables.order import OrderedModel, RowFilter, SortValue
from fivegates.ui.tables.views import LOOK_ROLE, STATE_ROLE, CellLook, Index
from fivegates.ui.widgets.roles import plain_tooltip

_NOWHERE = QModelIndex()
_READER = Callable[["RecordRow", int], object]


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: its words, whether it aligns right, and its share of the room that is left.

    A column without a share is as wide as what it shows. A `spare` one may be left out where there is no
    room for all, since what it says is shown beside the table too.
    """

    text: str
    right: bool = False
    share: int = 0
    spare: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text and its sort value; None is unknown and comes last.

    `quiet` is for what no longer counts, `warns` for what lapsed or is lacking; a `state` puts its mark
    before the text, and its colour upon both.
    """

    text: str
    sort: SortValue
    quiet: bool = False
    warns: bool = False
    state: VerdictState | None = None


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A record by its id, the criterion that it is about (empty for none), its cells; `also` it is about."""

    record_id: int
    criterion: str
    cells: tuple[Cell, ...]
    also: tuple[str, ...] = ()


class RecordModel(OrderedModel[RecordRow]):
    """A table model with a row per record."""

    def __init__(self, context: Context, headings: Sequence[Heading], parent: QObject | None = None) -> None:
        super().__init__(context.language.code, parent)
        self._context = context
        self.headings = tuple(headings)
        self._readers: Mapping[int, _READER] = {
            Qt.ItemDataRole.DisplayRole: self.cell_text,
            Qt.ItemDataRole.ToolTipRole: lambda row, column: plain_tooltip(row.cells[column].text),
            Qt.ItemDataRole.TextAlignmentRole: lambda _row, column: self._alignment(column),
            LOOK_ROLE: self._look,
            STATE_ROLE: lambda row, column: row.cells[column].state,
        }

    def name_columns(self, headings: Sequence[Heading]) -> None:
        """Rename the columns; their number stays the same."""
        if self.headings != tuple(headings):
            self.headings = tuple(headings)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.headings) - 1)

    def sort_value(self, row: RecordRow, column: int) -> SortValue:
        """The sort value of the cell."""
        return row.cells[column].sort

    def look(self, row: RecordRow, column: int) -> SortValue:
        """The text, since cells of one value may differ in text."""
        return row.cells[column].text

    def cell_text(self, row: RecordRow, column: int) -> str:
        """The cell's text on one line."""
        return " ".join(row.cells[column].text.split())

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """The columns of the headings."""
        return 0 if parent.isValid() else len(self.headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Heading and its alignment."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.headings[section].text
        return self._alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, tooltip, alignment, look or state."""
        reader = self._readers.get(role)
        if reader is None or not index.isValid():
            return None
        return reader(self.rows[index.row()], index.column())

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        right = self.headings[column].right
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    def _look(self, row: RecordRow, column: int) -> CellLook:
        cell = row.cells[column]
        text, alignment = self.cell_text(row, column), self._alignment(column)
        return CellLook(text, alignment, cell.state, cell.quiet, cell.warns)


class RecordOrder(RowFilter):
    """Sorts by native values, unknown ones last, and can keep one criterion's rows only."""

    def __init__(self, model: RecordModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self._criterion = ""
        self.setSourceModel(model)

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The columns of the model."""
        return self.model.headings

    def filter_by_criterion(self, criterion: str) -> None:
        """Keep the rows about a criterion; all for the empty string."""
        self.beginFilterChange()
        self._criterion = criterion
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def row_at(self, index: Index) -> RecordRow:
        """The record shown at `index`."""
        return self.model.rows[self.mapToSource(index).row()]

    def filterAcceptsRow(self, source_row: int, _source_parent: Index) -> bool:
        """True if the row is shown."""
        row = self.model.rows[source_row]
        return self._criterion in ("", row.criterion, *row.also)


Item = TypeVar("Item")


class ListModel(QAbstractListModel, Generic[Item]):
    """The items, in the order given."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items: list[Item] = []

    def set_items(self, items: Sequence[Item]) -> None:
        """Show these items instead."""
        self.beginResetModel()
        self.items = list(items)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Number of items."""
        return 0 if parent.isValid() else len(self.items)
