"""The list of what a search found: initiative, place, and the text with its words marked."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPen, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from fivegates.domain.language import Language
from fivegates.domain.search.hits import Hit, Snippet
from fivegates.domain.wording.search import place_words, subject_words
from fivegates.ui.context import Context
from fivegates.ui.tables.view_defaults import Index
from fivegates.ui.widgets.roles import plain_tooltip, set_role

_HIT = Qt.ItemDataRole.UserRole
_NOWHERE = QModelIndex()
_PAD = 10
_LINES = 3


class HitModel(QAbstractListModel):
    """The hits, best first."""

    def __init__(self, language: Language, parent: QObject) -> None:
        super().__init__(parent)
        self._language = language
        self.hits: Sequence[Hit] = ()

    def set_hits(self, hits: Sequence[Hit]) -> None:
        """Show these hits instead."""
        self.beginResetModel()
        self.hits = hits
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """One row a hit."""
        return 0 if parent.isValid() else len(self.hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text found, spoken text, tooltip, or the hit itself."""
        hit = self.hits[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.snippet.text
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            lines = [self.heading(hit), place_words(hit, self._language), hit.snippet.text]
            spoken = role == Qt.ItemDataRole.AccessibleTextRole
            return ", ".join(lines) if spoken else plain_tooltip("\n".join(lines))
        return hit if role == _HIT else None

    def heading(self, hit: Hit) -> str:
        """The initiative to which a hit belongs, the rubric, or the portfolio."""
        return subject_words(hit, " ".join(hit.name.split()), self._language)


class HitDelegate(QStyledItemDelegate):
    """Draws a hit on three lines."""

    def __init__(self, context: Context, model: HitModel, view: QListView) -> None:
        super().__init__(view)
        self._context = context
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Three lines with some space around them."""
        return QSize(0, _LINES * option.fontMetrics.height() + 14)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the hit; the chosen one is framed."""
        self.initStyleOption(option, index)
        hit: Hit = index.data(_HIT)
        palette, height = self._context.palette, option.fontMetrics.height()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_card(painter, option)
        line = QRect(option.rect.adjusted(_PAD, 7, -_PAD, 0))
        line.setHeight(height)
        painter.setFont(_bold(option.font))
        painter.setPen(QColor(palette.ink))
        painter.drawText(
            line, Qt.AlignmentFlag.AlignVCenter, _elided(painter, self._model.heading(hit), line)
        )
        painter.setFont(option.font)
        painter.setPen(QColor(palette.second_ink))
        line.translate(0, height)
        place = place_words(hit, self._context.language)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, _elided(painter, place, line))
        painter.setPen(QColor(palette.ink))
        line.translate(0, height)
        _paint_snippet(painter, hit.snippet, line)
        painter.restore()

    def _paint_card(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        palette = self._context.palette
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hover = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if chosen or hover:
            painter.setPen(
                QPen(QColor(palette.accent if chosen else palette.accent_tint), 2 if chosen else 1)
            )
            painter.setBrush(QColor(palette.accent_tint))
            painter.drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), 6, 6)


class HitList(QListView):
    """Enter or a click leads to a hit; Up from the first one leaves the list.

    Signals:
        chosen(Hit): the user wants to go there.
        left(): the user wants to go back to the field.
    """

    chosen = Signal(object)
    left = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = HitModel(context.language, self)
        self.setModel(self._model)
        self.setItemDelegate(HitDelegate(context, self._model, self))
        self.setAccessibleName(context.language.gettext("Search results"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        set_role(self, "sidebar-list")
        self.clicked.connect(self._choose)

    @property
    def hits(self) -> Sequence[Hit]:
        """What is listed."""
        return self._model.hits

    def set_hits(self, hits: Sequence[Hit]) -> None:
        """List these hits; the first one is chosen, since Enter in the field leads there."""
        self._model.set_hits(hits)
        if hits:
            self.setCurrentIndex(self._model.index(0))

    def choose_current(self) -> None:
        """Go to the chosen hit, if there is one."""
        if self.currentIndex().isValid():
            self._choose(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter leads to the hit; Esc, and Up from the first one, go back to the field."""
        first = self.currentIndex().row() <= 0
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.choose_current()
        elif event.key() == Qt.Key.Key_Escape or (event.key() == Qt.Key.Key_Up and first):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _choose(self, index: Index) -> None:
        self.chosen.emit(self._model.hits[index.row()])


def _paint_snippet(painter: QPainter, snippet: Snippet, box: QRect) -> None:
    """Draw as much of a snippet as fits, its marks in bold."""
    layout = QTextLayout(_elided(painter, snippet.text, box), painter.font())
    marked = QTextCharFormat()
    marked.setFontWeight(QFont.Weight.Bold)
    ranges = []
    for first, last in snippet.marks:
        each = QTextLayout.FormatRange()
        each.start, each.length = _qt_length(snippet.text[:first]), _qt_length(snippet.text[first:last])
        each.format = marked
        ranges.append(each)
    layout.setFormats(ranges)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(box.width())
    layout.endLayout()
    layout.draw(painter, QPointF(box.topLeft()))


def _qt_length(text: str) -> int:
    """The length of a text as Qt counts it, in units of UTF-16."""
    return len(text.encode("utf-16-le")) // 2


def _elided(painter: QPainter, text: str, box: QRect) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())


def _bold(font: QFont) -> QFont:
    made = QFont(font)
    made.setWeight(QFont.Weight.DemiBold)
    return made
