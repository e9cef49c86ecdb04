"""The base of the parts of the Insights page: a finding, a note, and a table that opens initiatives."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QVBoxLayout, QWidget

from fivegates.ui.context import Context
from fivegates.ui.tables.table import PlainTable
from fivegates.ui.tables.views import RowDelegate, choose_row
from fivegates.ui.widgets.labels import PlainLabel


class Part(QWidget):
    """A part of the insights page.

    Signals:
        opened(int, str): the user opened the initiative of this id, at the gate of this id or none ("").
    """

    opened = Signal(int, str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._compact = False
        self.finding = PlainLabel("", "heading", wrap=True)
        self.note = PlainLabel("", "quiet", wrap=True)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 16, 0, 0)
        self._layout.setSpacing(8)
        self._layout.addWidget(self.finding)
        self._layout.addWidget(self.note)

    def _show_texts(self, finding: str, note: str) -> None:
        """Show the finding, and the note on how to read it."""
        self.finding.setText(finding)
        self.note.setText(note)
        self.set_compact(compact=self._compact)

    def set_compact(self, *, compact: bool) -> None:
        """Hide the note where the window is low."""
        self.note.setVisible(bool(self.note.text()) and not compact)
        self._compact = compact

    def _open(self, initiative_id: int) -> None:
        self.opened.emit(initiative_id, "")


# The most rows that column widths are fitted to: measuring a thousand takes noticeably long.
_MEASURED_ROWS = 40


@dataclass(frozen=True, slots=True)
class Column:
    """A heading; figures are at the right, and what is wide takes the room that is left."""

    heading: str
    right: bool = False
    wide: bool = False


@dataclass(frozen=True, slots=True)
class OpeningRow:
    """The cells of a row, and the initiative that it opens; None opens nothing."""

    texts: tuple[str, ...]
    initiative_id: int | None


class OpeningTable(PlainTable):
    """Rows in the order given.

    Signals:
        opened(int): the user opened the initiative of this id.
    """

    opened = Signal(int)

    def __init__(
        self,
        context: Context,
        name: str,
        columns: Sequence[Column],
    ) -> None:
        super().__init__(name)
        self._rows: tuple[OpeningRow, ...] = ()
        self._right = [column.right for column in columns]
        self.setItemDelegate(RowDelegate(context, self))
        self.set_headings([column.heading for column in columns], self._right)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.horizontalHeader()
        header.setResizeContentsPrecision(_MEASURED_ROWS)
        for place, column in enumerate(columns):
            if column.wide:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.itemDoubleClicked.connect(lambda _item: self._open())

    def show_rows(self, rows: Sequence[OpeningRow]) -> None:
        """Show these rows; the chosen place stays chosen, the first one at first."""
        row = max(self.currentRow(), 0)
        self._rows = tuple(rows)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 16)
        self.set_rows([each.texts for each in rows], self._right)
        if rows:
            choose_row(self, self.model().index(min(row, len(rows) - 1), 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        if 0 <= self.currentRow() < len(self._rows):
            found = self._rows[self.currentRow()].initiative_id
            if found is not None:
                self.opened.emit(found)
