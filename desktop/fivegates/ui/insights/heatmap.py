"""The heatmap of the Insights page: the gates of every initiative."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.insights.heatmap import Heatmap, HeatRow
from fivegates.domain.language import Language
from fivegates.domain.portfolio.overview import GateMark
from fivegates.domain.verdict.states import GateState
from fivegates.domain.wording.insights import heatmap_finding
from fivegates.domain.wording.overview import gate_text, review_word
from fivegates.domain.wording.words import gate_word, listed_names, score_text
from fivegates.ui.context import Context
from fivegates.ui.insights.parts import Part
from fivegates.ui.marks import paint_mark
from fivegates.ui.tables.views import FittedTable, Index
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
        """Number of initiatives."""
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
        gates = self.heatmap.gates
        return names if section == NAMES else self._language.shipped(gates[section - 1].name)

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
        text = self._cell_text(row, cell)
        return self._language.gettext("{name}: {gate}", name=name, gate=text)

    def _cell_text(self, row: HeatRow, cell: GateMark | None) -> str:
        """A gate with its number in its own rubric, or why the cell is empty."""
        if row.latest is None:
            return review_word(None, self._language)
        if cell is None:
            return self._language.gettext("its rubric has no such gate")
        return gate_text(row.latest.gates.index(cell) + 1, cell, self._language)


def _cell(row: HeatRow, column: int) -> GateMark | None:
    """The gate in a column; None for the name."""
    return None if column == NAMES else row.cells[column - 1]


_PAD, _GAP = 8, 6
_AIR = 16


class HeatDelegate(QStyledItemDelegate):
    """Draws a cell; `stacked` puts the word below mark and score, for columns too narrow for all three."""

    def __init__(self, context: Context, view: QTableView) -> None:
        super().__init__(view)
        self._context = context
        self.stacked = False

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Room for mark, the longest word and a score."""
        metrics = option.fontMetrics
        words = max(metrics.horizontalAdvance(self._word(state)) for state in GateState)
        score = metrics.horizontalAdvance(self._context.language.percent(100)) * 9 // 8
        figures = metrics.height() + _GAP + score
        if self.stacked:
            return QSize(2 * _PAD + max(words, figures), 2 * metrics.height() + _AIR)
        return QSize(2 * _PAD + figures + _GAP + words, metrics.height() + _AIR)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the name with its verdict, or one gate."""
        painter.save()
        painter.setFont(option.font)
        row: HeatRow = index.data(ROW_ROLE)
        if index.column() == NAMES:
            self._paint_name(painter, option, row, index.data())
        elif (cell := index.data(CELL_ROLE)) is not None:
            self._paint_gate(painter, option, cell)
        elif row.latest is None and index.column() == NAMES + 1:
            self._write(painter, self._inside(option), review_word(None, self._context.language), quiet=True)
        self._paint_focus(painter, option)
        painter.restore()

    def _word(self, state: GateState) -> str:
        return gate_word(state, self._context.language)

    def _inside(self, option: QStyleOptionViewItem) -> QRect:
        """The cell without its edges."""
        return option.rect.adjusted(_PAD, 0, -_PAD, 0)

    def _lines(self, option: QStyleOptionViewItem) -> tuple[QRect, QRect]:
        """The line of mark and score, and that of the word: the same unless they are stacked."""
        box, height = self._inside(option), option.fontMetrics.height()
        if not self.stacked:
            return box, box
        upper = QRect(box.left(), box.center().y() - height, box.width(), height)
        return upper, upper.translated(0, height)

    def _mark(self, option: QStyleOptionViewItem, box: QRect) -> QRect:
        """Return the rectangle of the mark in a line."""
        side = option.fontMetrics.height()
        return QRect(box.left(), box.center().y() - side // 2, side, side)

    def _paint_name(self, painter: QPainter, option: QStyleOptionViewItem, row: HeatRow, name: str) -> None:
        mark = self._mark(option, self._inside(option))
        if row.latest is not None:
            paint_mark(painter, QRectF(mark), row.latest.verdict, self._context.palette)
        box = self._inside(option).adjusted(mark.width() + _GAP, 0, 0, 0)
        self._write(painter, box, name)

    def _paint_gate(self, painter: QPainter, option: QStyleOptionViewItem, cell: GateMark) -> None:
        palette, (figures, words) = self._context.palette, self._lines(option)
        mark = self._mark(option, figures)
        painter.fillRect(option.rect.adjusted(1, 1, -1, -1), QColor(palette.tint(cell.state)))
        paint_mark(painter, QRectF(mark), cell.state, palette)
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(palette.ink))
        score = score_text(cell.score, self._context.language)
        painter.drawText(figures, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, score)
        painter.setFont(option.font)
        painter.setPen(QColor(palette.status(cell.state)))
        beside = 0 if self.stacked else mark.width() + _GAP
        painter.drawText(
            words.adjusted(beside, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._word(cell.state)
        )

    def _write(self, painter: QPainter, box: QRect, text: str, *, quiet: bool = False) -> None:
        """Draw the wrapped text, or one elided line if it does not fit in the cell."""
        palette = self._context.palette
        painter.setPen(QColor(palette.second_ink if quiet else palette.ink))
        line = " ".join(text.split())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        if not box.contains(painter.boundingRect(box, flags, line)):
            line = painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, box.width())
            flags = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, flags, line)

    def _paint_focus(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        """A frame around the chosen cell, stronger where the keyboard is."""
        if not option.state & QStyle.StateFlag.State_Selected:
            return
        focus = option.widget.hasFocus()
        palette = self._context.palette
        painter.setPen(QPen(QColor(palette.accent if focus else palette.outline), 2 if focus else 1))
        painter.drawRect(option.rect.adjusted(1, 1, -2, -2))


_LEAST_NAME = 20


class HeatTable(FittedTable):
    """Initiatives down, gates across.

    Signals:
        opened(int, str): the user opened the initiative of this id, at the gate of this id or none ("").
    """

    opened = Signal(int, str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = HeatModel(context.language, self)
        self.setModel(self._model)
        self._cells = HeatDelegate(context, self)
        self.setItemDelegate(self._cells)
        self.setAccessibleName(context.language.gettext("Gates of every initiative"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.doubleClicked.connect(self._open)

    def show_heatmap(self, heatmap: Heatmap) -> None:
        """Show this heatmap; the chosen cell stays chosen where it is still there."""
        row, column = self.currentIndex().row(), self.currentIndex().column()
        self._model.set_heatmap(heatmap)
        self.fit_columns()
        self.setCurrentIndex(self._model.index(max(row, 0), max(column, 0)))

    def share_room(self) -> None:
        """Names take what the gates leave, as far as they need it; the gates share the rest."""
        gates = self._model.columnCount() - 1
        whole = self.viewport().width()
        least_name = _LEAST_NAME * self.fontMetrics().averageCharWidth()
        self._cells.stacked = False
        beside = self._gate_size().width()
        self._cells.stacked = whole - gates * beside < least_name
        size = self._gate_size()
        name = max(least_name, whole - gates * beside, min(whole // 4, whole - gates * size.width()))
        name = max(least_name, min(name, self._longest_name()))
        self.setColumnWidth(NAMES, name)
        for column in range(NAMES + 1, gates + 1):
            self.setColumnWidth(column, max(size.width(), (whole - name) // gates))
        self.verticalHeader().setDefaultSectionSize(size.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; Tab leaves the table."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _gate_size(self) -> QSize:
        """Room for mark, word and score."""
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        return self._cells.sizeHint(option, QModelIndex())

    def _longest_name(self) -> int:
        """Room for mark and name, for the longest name."""
        metrics = self.fontMetrics()
        names = (str(self._model.index(row, NAMES).data()) for row in range(self._model.rowCount()))
        return 3 * _PAD + metrics.height() + _GAP + max(map(metrics.horizontalAdvance, names), default=0)

    def _open(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        row: HeatRow = index.data(ROW_ROLE)
        cell = None if index.column() == NAMES else row.cells[index.column() - 1]
        self.opened.emit(row.initiative.id, cell.gate if cell else "")


class HeatPart(Part):
    """The heatmap, from which each cell leads to its gate."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.table = HeatTable(context)
        self.table.opened.connect(self.opened)
        self._layout.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def show_heatmap(self, heatmap: Heatmap) -> None:
        """Show it under its finding."""
        language = self._context.language
        note = language.gettext("The most ready first. Enter opens the initiative at the gate.")
        self._show_texts(heatmap_finding(heatmap, language), note)
        self.table.show_heatmap(heatmap)
