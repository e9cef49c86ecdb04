"""A comparison as a Qt model: a column for each initiative, a row for each fact."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from fivegates.domain.comparison.comparison import Comparison, Side
from fivegates.domain.language import Language
from fivegates.domain.wording.comparison_facts import Cell
from fivegates.ui.compare.rows import Kind, PageRow, page_rows
from fivegates.ui.tables.view_defaults import Index
from fivegates.ui.widgets.roles import plain_tooltip

CELL_ROLE = Qt.ItemDataRole.UserRole
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
SIDE_ROLE = Qt.ItemDataRole.UserRole + 2
_NOWHERE = QModelIndex()


class ComparisonModel(QAbstractTableModel):
    """Gives cells (`CELL_ROLE`), rows (`ROW_ROLE`) and sides (`SIDE_ROLE`) to those who draw them."""

    def __init__(self, language: Language, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._comparison: Comparison | None = None
        self.rows: tuple[PageRow, ...] = ()
        self.unfolded = False

    @property
    def sides(self) -> Sequence[Side]:
        """The initiatives, by column."""
        return self._comparison.sides if self._comparison else ()

    def show_comparison(self, comparison: Comparison | None) -> None:
        """Show this comparison instead, or none."""
        self.beginResetModel()
        self._comparison = comparison
        self._fill()
        self.endResetModel()

    def fold(self, *, unfolded: bool) -> None:
        """Show what is the same, or fold it away."""
        self.beginResetModel()
        self.unfolded = unfolded
        self._fill()
        self.endResetModel()

    def row_of(self, kind: Kind) -> int | None:
        """The first row of a kind."""
        return next((number for number, row in enumerate(self.rows) if row.kind is kind), None)

    def _fill(self) -> None:
        found = self._comparison
        self.rows = page_rows(found, self._language, unfolded=self.unfolded) if found else ()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """One row a fact."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """One column an initiative."""
        return 0 if parent.isValid() else len(self.sides)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The names above, the labels on the left.

        A header asks for sections of before while it is reset.
        """
        vertical = orientation is Qt.Orientation.Vertical
        if section >= len(self.rows if vertical else self.sides):
            return None
        if vertical:
            row = self.rows[section]
            shown = {Qt.ItemDataRole.DisplayRole: row.label, ROW_ROLE: row}
            return shown.get(role)
        side = self.sides[section]
        return {
            Qt.ItemDataRole.DisplayRole: side.initiative.name,
            Qt.ItemDataRole.ToolTipRole: plain_tooltip(f"{side.initiative.name}\n{side.initiative.code}"),
            SIDE_ROLE: side,
        }.get(role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text of a cell, its words for a screen reader, or what it is drawn from."""
        row = self.rows[index.row()]
        cell = row.cells[index.column()] if row.cells else Cell(row.text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, cell, index.column())
        return {Qt.ItemDataRole.DisplayRole: cell.text, CELL_ROLE: cell, ROW_ROLE: row}.get(role)

    def _spoken(self, row: PageRow, cell: Cell, column: int) -> str:
        """Whose cell it is, what it is about, and what it says."""
        gettext = self._language.gettext
        if row.kind is Kind.FOLD:
            how = gettext("shown") if self.unfolded else gettext("folded")
            return gettext("{text}, {how}", text=row.text, how=how)
        if row.kind is not Kind.FACT:
            return row.text
        said = " · ".join(part for part in (cell.text, cell.note) if part)
        name = self.sides[column].initiative.name
        return gettext("{label}, {name}: {text}", label=row.label, name=name, text=said)
