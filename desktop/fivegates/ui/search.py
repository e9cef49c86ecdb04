"""The search of the sidebar: its field, and the list of hits."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from fivegates.actions import search
from fivegates.actions.file.opened import Changes
from fivegates.charts.palette import Palette
from fivegates.domain.errors import UserError
from fivegates.domain.language import Language
from fivegates.domain.search import Hit, Snippet, words_of
from fivegates.domain.wording.search import count_words, nothing_found_words, place_words, subject_words
from fivegates.ui.context import Context
from fivegates.ui.session import Session
from fivegates.ui.slices import SlicedReading
from fivegates.ui.tables.model import ListModel
from fivegates.ui.tables.views import Index
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.widgets.roles import plain_tooltip, set_role
from fivegates.ui.widgets.seek_field import SeekField

_HIT = Qt.ItemDataRole.UserRole
_NOWHERE = QModelIndex()
_PAD = 10
_LINES = 3


class HitModel(ListModel[Hit]):
    """The hits, best first."""

    def __init__(self, language: Language, parent: QObject) -> None:
        super().__init__(parent)
        self._language = language

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text found, spoken text, tooltip, or the hit itself."""
        hit = self.items[index.row()]
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
        paint_card(painter, option, palette)
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
        paint_snippet(painter, hit.snippet, line)
        painter.restore()


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
        """The listed hits."""
        return self._model.items

    def set_hits(self, hits: Sequence[Hit]) -> None:
        """List these hits; the first one is chosen, since Enter in the field leads there."""
        self._model.set_items(hits)
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
        self.chosen.emit(self._model.items[index.row()])


def paint_card(painter: QPainter, option: QStyleOptionViewItem, palette: Palette) -> None:
    """Frame a chosen row of a list of results, and tint the one under the pointer."""
    chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    if chosen or option.state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(QPen(QColor(palette.accent if chosen else palette.accent_tint), 2 if chosen else 1))
        painter.setBrush(QColor(palette.accent_tint))
        painter.drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), 6, 6)


def paint_snippet(painter: QPainter, snippet: Snippet, box: QRect) -> None:
    """Draw as much of a snippet as fits, its marks in bold."""
    from PySide6.QtGui import QTextCharFormat, QTextLayout  # slow to import; unused before the first hit

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


_MOST = 50
_SLICE_SECONDS = 0.003
_SETTLE_MS = 300
_LONGEST = 1000


class SearchField(SeekField):
    """Takes the words to find everywhere."""

    def __init__(self, context: Context) -> None:
        gettext = context.language.gettext
        super().__init__(gettext("Search everything…"), gettext("Search everything"))
        self.setMaxLength(_LONGEST)


class SearchResults(QWidget):
    """The number of hits, and their list."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.status = PlainLabel("", "note", wrap=True)
        self.status.setContentsMargins(10, 0, 10, 0)
        self.list = HitList(context, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.status)
        layout.addWidget(self.list, 1)


class SidebarSearch(QObject):
    """Joins field and results; the index is read in short slices, so that no key waits for it.

    Signals:
        shown(bool): results are shown, or not any more.
        chosen(Hit): the user wants to go there.
        left(): the user wants to go back into the page.
    """

    shown = Signal(bool)
    chosen = Signal(object)
    left = Signal()

    def __init__(self, session: Session, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._language = context.language
        self._wants_hit = False
        self.field = SearchField(context)
        self.results = SearchResults(context)
        self.results.hide()
        self._reading = SlicedReading(
            lambda: search.update(session.opened, self._language), self, _SLICE_SECONDS
        )
        self._settled = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._connect()

    def prepare(self) -> None:
        """Read what the index lacks while the window is idle."""
        self._reading.start()

    def enter(self) -> None:
        """Go to the field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def close(self) -> None:
        """Stop searching."""
        self._settled.stop()
        self._reading.stop()

    def _connect(self) -> None:
        """Connect all signals, in one list."""
        self.field.textChanged.connect(self._follow_text)
        self.field.entered.connect(lambda _steps: self._enter_hit())
        self.field.list_requested.connect(self._enter_list)
        self.field.left.connect(self.left)
        self.results.list.left.connect(self.enter)
        self.results.list.chosen.connect(self.chosen)
        self._reading.done.connect(self._answer)
        self._reading.failed.connect(self._show_error)
        self._session.changed.connect(self._follow_edit)
        self._settled.timeout.connect(self._search_again)

    def _follow_text(self, text: str) -> None:
        """Search for what is typed now; blanks are no search."""
        self._wants_hit = False
        wanted = bool(text.strip())
        if wanted:
            self._reading.start()
        self.results.setVisible(wanted)
        self.shown.emit(wanted)

    def _follow_edit(self, _changes: Changes) -> None:
        """Search again a moment later: the page that was edited comes first."""
        self._settled.start()

    def _search_again(self) -> None:
        """Search again after an edit."""
        if self.field.text().strip():
            self._reading.start()

    def _answer(self, _read: object) -> None:
        """Show what is found, now that the index is up to date."""
        text = self.field.text()
        if not text.strip():
            return
        try:
            hits = search.find(self._session.opened, text, _MOST + 1, self._language)
        except UserError as error:
            self._show_error(error)
            return
        self._show(hits[:_MOST], self._status(len(hits), text))
        if self._wants_hit:
            self._enter_hit()

    def _status(self, count: int, text: str) -> str:
        """The sentence on the number of hits."""
        if count > _MOST:
            return self._language.gettext("The first {count} hits; type more to narrow them.", count=_MOST)
        if count and words_of(text):
            return count_words(count, self._language)
        return nothing_found_words(self._language)

    def _show_error(self, error: UserError) -> None:
        """Show why the search failed."""
        self._show((), error.text(self._language))

    def _show(self, hits: Sequence[Hit], status: str) -> None:
        self.results.list.set_hits(hits)
        self.results.list.setVisible(bool(hits))
        self.results.status.setText(status)
        if self.field.hasFocus():
            from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, status))

    def _enter_hit(self) -> None:
        """Go to the chosen hit, as soon as the words are searched for."""
        self._wants_hit = self._reading.running
        if not self._wants_hit:
            self.results.list.choose_current()

    def _enter_list(self) -> None:
        if self.results.list.hits:
            self.results.list.setFocus(Qt.FocusReason.TabFocusReason)
