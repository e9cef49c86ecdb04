"""The heatmap as a Qt model: initiatives down, and after their names a column for each gate."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from fivegates.domain.initiatives import Initiative
from fivegates.domain.insights.heatmap import Heatmap, HeatRow
from fivegates.domain.language import Language
from fivegates.domain.overview import GateMark
from fivegates.domain.wording.initiative_names import listed_names
from fivegates.domain.wording.overview import gate_text, review_word
from fivegates.domain.wording.scores import score_text
from fivegates.ui.tables.index import Index
from fivegates.ui.widgets.roles import plain_tooltip

ROW_ROLE = Qt.ItemDataRole.UserRole
CELL_ROLE = Qt.ItemDataRole.UserRole + 1
NAMES = 0
_Reader = Callable[[HeatRow, int], object]
_NOWHERE = QModelIndex()


class HeatModel(QAbstractTableModel):
    """`ROW_ROLE` gives a cell's `HeatRow`, `CELL_ROLE` its `GateMark`, None where there is no such gate."""

    def __init__(self, language: Language, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self.heatmap = Heatmap((), ())
        self._names: Mapping[Initiative, str] = {}
        self._readers: dict[int, _Reader] = {
            Qt.ItemDataRole.DisplayRole: self._text,
            Qt.ItemDataRole.AccessibleTextRole: self._spoken,
            Qt.ItemDataRole.ToolTipRole: lambda row, column: plain_tooltip(self._spoken(row, column)),
            ROW_ROLE: lambda row, _column: row,
            CELL_ROLE: _cell,
        }

    def set_heatmap(self, heatmap: Heatmap) -> None:
        """Show this heatmap instead."""
        self.beginResetModel()
        self.heatmap = heatmap
        self._names = listed_names(row.initiative for row in heatmap.rows)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """One row an initiative."""
        return 0 if parent.isValid() else len(self.heatmap.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """The names, then the gates."""
        return 0 if parent.isValid() else 1 + len(self.heatmap.gates)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The gates' names."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        names = self._language.gettext("Initiative")
        return names if section == NAMES else self.heatmap.gates[section - 1].name

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, spoken text, tooltip, the row or the gate."""
        reader = self._readers.get(role)
        if reader is None or not index.isValid():
            return None
        return reader(self.heatmap.rows[index.row()], index.column())

    def _text(self, row: HeatRow, column: int) -> str:
        """The name, or the score; a dash where there is none."""
        if column == NAMES:
            return self._names[row.initiative]
        cell = _cell(row, column)
        return score_text(cell.score, self._language) if cell else ""

    def _spoken(self, row: HeatRow, column: int) -> str:
        """A cell in words, with the initiative that it belongs to."""
        name = self._names[row.initiative]
        if column == NAMES:
            word = review_word(row.latest, self._language)
            return self._language.gettext("{name}: {verdict}", name=name, verdict=word)
        cell = _cell(row, column)
        told = self._told(row, cell)
        return self._language.gettext("{name}: {gate}", name=name, gate=told)

    def _told(self, row: HeatRow, cell: GateMark | None) -> str:
        """A gate with its number in its own rubric, or why the cell is empty."""
        if row.latest is None:
            return review_word(None, self._language)
        if cell is None:
            return self._language.gettext("its rubric has no such gate")
        return gate_text(row.latest.gates.index(cell) + 1, cell, self._language)


def _cell(row: HeatRow, column: int) -> GateMark | None:
    """The gate in a column; None for the name."""
    return None if column == NAMES else row.cells[column - 1]
