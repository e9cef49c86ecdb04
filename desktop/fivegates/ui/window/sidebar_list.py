"""The list of initiatives in the sidebar: its items, how they are drawn, and its keys."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QRect, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from fivegates.domain.language import Language
from fivegates.domain.portfolio.overview import OverviewLine
from fivegates.ui.context import Context
from fivegates.ui.marks import paint_mark
from fivegates.ui.portfolio.model import reviewed_word, verdict_state
from fivegates.ui.tables.model import ListModel
from fivegates.ui.tables.views import Index
from fivegates.ui.widgets.roles import plain_tooltip, set_role

_ITEM_ROLE = Qt.ItemDataRole.UserRole
_PAD = 10
LEAST_LIST = 40
"""The least height of the list, in pixels."""


@dataclass(frozen=True, slots=True)
class SidebarItem:
    """An initiative with its verdict; `label` is its name, after its code where names begin alike."""

    line: OverviewLine
    label: str

    @property
    def initiative_id(self) -> int:
        """The id of the initiative."""
        return self.line.initiative.id

    @property
    def name(self) -> str:
        """The name of the initiative."""
        return self.line.initiative.name


class SidebarModel(ListModel[SidebarItem]):
    """The initiatives, each with its verdict."""

    def __init__(self, language: Language, parent: QObject) -> None:
        super().__init__(parent)
        self._language = language

    def replace_item(self, row: int, item: SidebarItem) -> None:
        """Show another item in one row."""
        self.items[row] = item
        index = self.index(row)
        self.dataChanged.emit(index, index)

    def row_of(self, initiative_id: int | None) -> int | None:
        """The row of an initiative; None if it is not listed."""
        ids = [item.initiative_id for item in self.items]
        return ids.index(initiative_id) if initiative_id in ids else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Name, spoken text, tooltip, or the item itself."""
        item = self.items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(item.label.split())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{item.name}: {reviewed_word(item.line, self._language)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(f"{item.name}\n{reviewed_word(item.line, self._language)}")
        return item if role == _ITEM_ROLE else None


class SidebarDelegate(QStyledItemDelegate):
    """Draws mark and name; the chosen item on a card."""

    def __init__(self, context: Context, view: QListView) -> None:
        super().__init__(view)
        self._context = context

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """A line of text with room around it."""
        return QSize(0, option.fontMetrics.height() + 14)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the item."""
        self.initStyleOption(option, index)
        item: SidebarItem = index.data(_ITEM_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        self._paint_card(painter, option, chosen=chosen)
        side = option.fontMetrics.height()
        box = option.rect.adjusted(_PAD, 0, -_PAD, 0)
        mark = QRectF(box.left(), box.center().y() - side / 2 + 1, side, side)
        paint_mark(painter, mark, verdict_state(item.line), self._context.palette)
        self._paint_name(painter, option, box.adjusted(side + 8, 0, 0, 0), chosen=chosen)
        painter.restore()

    def _paint_card(self, painter: QPainter, option: QStyleOptionViewItem, *, chosen: bool) -> None:
        palette = self._context.palette
        focus = bool(option.state & QStyle.StateFlag.State_HasFocus)
        hover = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if not (chosen or hover or focus):
            return
        border = palette.accent if focus else palette.hairline if chosen else palette.accent_tint
        painter.setPen(QPen(QColor(border), 2 if focus else 1))
        painter.setBrush(QColor(palette.page if chosen else palette.accent_tint))
        painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1.5, -1, -1.5), 6, 6)

    def _paint_name(
        self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, *, chosen: bool
    ) -> None:
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold if chosen else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(self._context.palette.ink))
        shown = painter.fontMetrics().elidedText(option.text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)


class SidebarList(QListView):
    """Arrows and clicks choose and show; Enter goes into what is shown.

    Signals:
        shown(int): the user chose the initiative of this id.
        entered_page(): the user pressed Enter on the chosen one.
    """

    shown = Signal(int)
    entered_page = Signal()

    def __init__(self, context: Context, model: SidebarModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setItemDelegate(SidebarDelegate(context, self))
        self.setAccessibleName(context.language.gettext("Initiatives"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setMinimumHeight(LEAST_LIST)  # the window can be as low as its pages allow
        set_role(self, "sidebar-list")
        self.clicked.connect(self._emit_shown)

    def mark_shown(self, initiative_id: int | None) -> None:
        """Put the shown initiative on its card, or none; no signal is emitted."""
        row = self._model.row_of(initiative_id)
        with QSignalBlocker(self.selectionModel()):
            self.clearSelection()
            self.setCurrentIndex(self._model.index(row) if row is not None else QModelIndex())
        self.scheduleDelayedItemsLayout()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Show what the keyboard has reached."""
        super().currentChanged(current, previous)
        if self.hasFocus() and current.isValid():
            self._emit_shown(current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes into the page."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered_page.emit()
        else:
            super().keyPressEvent(event)

    def _emit_shown(self, index: Index) -> None:
        self.shown.emit(self._model.items[index.row()].initiative_id)
