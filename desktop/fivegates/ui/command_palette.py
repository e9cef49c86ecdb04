"""The command palette: every command, saved view and set, and all text, found as one types."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from fivegates.actions import search
from fivegates.domain.errors import UserError
from fivegates.domain.search import Hit, Snippet, marks_of, words_of
from fivegates.domain.wording.search import nothing_found_words, place_words, subject_words
from fivegates.ui.context import Context
from fivegates.ui.saved_views import SavedViews
from fivegates.ui.search import SearchField, paint_card, paint_snippet
from fivegates.ui.session import Session
from fivegates.ui.slices import SlicedReading
from fivegates.ui.tables.model import ListModel
from fivegates.ui.tables.views import Index
from fivegates.ui.theme import scaled
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.widgets.roles import set_role
from fivegates.ui.window.menus import ListedCommand

if TYPE_CHECKING:
    from fivegates.ui.window.workspace import Workspace


_VIEW: Final = "view:"
_SET: Final = "set:"


def saved_view_commands(workspace: "Workspace", context: Context) -> Iterator[ListedCommand]:
    """An entry for each view and each set, by name."""
    gettext = context.language.gettext
    kept = SavedViews(context.settings, workspace.session.opened.path)
    for view in kept.views:
        yield ListedCommand(f"{_VIEW}{view.name}", view.name, gettext("Views of the portfolio"), "")
    for each in kept.sets:
        yield ListedCommand(f"{_SET}{each.name}", each.name, gettext("Sets to compare"), "")


def run_saved_view(workspace: "Workspace", command: str) -> bool:
    """Show the view or set of a palette entry; whether it was one."""
    if command.startswith(_VIEW):
        workspace.show_view(command.removeprefix(_VIEW))
    elif command.startswith(_SET):
        workspace.compare_set(command.removeprefix(_SET))
    else:
        return False
    return True


MOST_HITS: Final = 30
_ENTRY = Qt.ItemDataRole.UserRole
_NOWHERE = QModelIndex()
_WIDTH, _HEIGHT, _PAD = 640, 460, 10
_SLICE_SECONDS = 0.003


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the palette: its text, where it belongs, its keys, and its action."""

    snippet: Snippet
    place: str
    keys: str
    run: Callable[[], object]


class EntryModel(ListModel[Entry]):
    """The entries, in the order given."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, spoken text, or the entry itself."""
        entry = self.items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.snippet.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (entry.snippet.text, entry.place, entry.keys) if part)
        return entry if role == _ENTRY else None


class EntryDelegate(QStyledItemDelegate):
    """Draws the text with its matches in bold, the place below it, the keys at the right."""

    def __init__(self, context: Context, view: QListView) -> None:
        super().__init__(view)
        self._context = context

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Two lines with some space around them."""
        return QSize(0, 2 * option.fontMetrics.height() + 12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the entry; the chosen one is framed."""
        self.initStyleOption(option, index)
        entry: Entry = index.data(_ENTRY)
        palette, height = self._context.palette, option.fontMetrics.height()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_card(painter, option, palette)
        line = QRect(option.rect.adjusted(_PAD, 6, -_PAD, 0))
        line.setHeight(height)
        painter.setFont(option.font)
        painter.setPen(QColor(palette.second_ink))
        keys = painter.fontMetrics().horizontalAdvance(entry.keys)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, entry.keys)
        below = line.translated(0, height)
        shown = painter.fontMetrics().elidedText(entry.place, Qt.TextElideMode.ElideRight, below.width())
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.setPen(QColor(palette.ink))
        line.setRight(line.right() - keys - _PAD)
        paint_snippet(painter, entry.snippet, line)
        painter.restore()


class CommandPalette(QFrame):
    """Type to narrow, arrows to choose, Enter to go; Escape or a click elsewhere closes it.

    Signals:
        command_run(str): the command of this id was chosen.
        hit_chosen(Hit): the user wants to go there.
        closed(): it reads nothing any more.
    """

    command_run = Signal(str)
    hit_chosen = Signal(object)
    closed = Signal()

    def __init__(
        self,
        context: Context,
        commands: Sequence[ListedCommand],
        session: Session | None,
        parent: QWidget,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        set_role(self, "popup")
        self._context = context
        self._commands = commands
        self._session = session
        self._hit_pending = False
        gettext = context.language.gettext
        self.setAccessibleName(gettext("Command palette"))
        self.field = SearchField(context)
        self.field.setPlaceholderText(gettext("Find a command, or a text of the portfolio…"))
        self.field.setAccessibleName(gettext("Command palette"))
        self._model = EntryModel(self)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(EntryDelegate(context, self.list))
        self.list.setAccessibleName(gettext("Commands and hits"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        set_role(self.list, "sidebar-list")
        self.nothing = PlainLabel(nothing_found_words(context.language), "quiet", wrap=True)
        self._reading = None if session is None else self._reading_of(session)
        layout = QVBoxLayout(self)
        for part in (self.field, self.nothing, self.list):
            layout.addWidget(part)
        self.field.textChanged.connect(self._follow_text)
        self.field.entered.connect(lambda _steps: self._run_current())
        self.field.list_requested.connect(lambda: self._move(1))
        self.field.left.connect(self.close)
        self.list.clicked.connect(self._run)
        self._follow_text("")

    @property
    def entries(self) -> Sequence[Entry]:
        """The listed items."""
        return self._model.items

    def open_over(self, window: QWidget) -> None:
        """Show it in the upper middle of a window, ready to type."""
        percent = self._context.settings.text_scale
        width = min(scaled(_WIDTH, percent), window.width() - 40)
        self.resize(width, min(scaled(_HEIGHT, percent), window.height() - 80))
        self.move(window.mapToGlobal(QPoint((window.width() - width) // 2, 48)))
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move through the list while one types."""
        match event.key():
            case Qt.Key.Key_Up:
                self._move(-1)
            case Qt.Key.Key_Down:
                self._move(1)
            case Qt.Key.Key_PageDown:
                self._move(8)
            case Qt.Key.Key_PageUp:
                self._move(-8)
            case _:
                super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Read no further."""
        if self._reading is not None:
            self._reading.stop()
        self.closed.emit()
        super().hideEvent(event)

    def _reading_of(self, session: Session) -> SlicedReading:
        """Brings the search index up to date in short slices, so that no key waits for it."""
        reading = SlicedReading(
            lambda: search.update(session.opened, self._context.language), self, _SLICE_SECONDS
        )
        reading.done.connect(lambda _read: self._show(self.field.text()))
        reading.failed.connect(lambda _error: self._show(self.field.text()))
        return reading

    def _follow_text(self, text: str) -> None:
        """List the commands at once, and the hits when the index is up to date."""
        self._hit_pending = False
        if text.strip() and self._reading is not None:
            self._reading.start()
        self._show_entries(self._matching(text))

    def _show(self, text: str) -> None:
        """List the hits too; one that was chosen in the meantime stays chosen."""
        row = self.list.currentIndex().row()
        self._show_entries([*self._matching(text), *self._hits(text)])
        self._move(max(row, 0))
        if self._hit_pending:
            self._run_current()

    def _show_entries(self, entries: Sequence[Entry]) -> None:
        self._model.set_items(entries)
        self.nothing.setVisible(not entries)
        if entries:
            self.list.setCurrentIndex(self._model.index(0))

    def _matching(self, text: str) -> list[Entry]:
        """The commands whose words begin with all that is typed: the nearest first, then the last used."""
        words = words_of(text)
        last = self._context.settings.recent_commands
        ranked = sorted(self._commands, key=lambda one: (_distance(one.text, words), _place(one.id, last)))
        return [
            Entry(Snippet(each.text, marks_of(each.text, words)), each.menu, each.keys, self._runner(each))
            for each in ranked
            if _has_all(f"{each.text} {each.menu}", words)
        ]

    def _runner(self, command: ListedCommand) -> Callable[[], object]:
        return lambda: self.command_run.emit(command.id)

    def _hits(self, text: str) -> list[Entry]:
        """Hits in the portfolio, best first."""
        if self._session is None or not words_of(text):
            return []
        try:
            hits = search.find(self._session.opened, text, MOST_HITS, self._context.language)
        except UserError:
            return []
        return [self._entry(hit) for hit in hits]

    def _entry(self, hit: Hit) -> Entry:
        language = self._context.language
        subject = subject_words(hit, " ".join(hit.name.split()), language)
        place = f"{subject} · {place_words(hit, language)}"
        return Entry(hit.snippet, place, "", lambda: self.hit_chosen.emit(hit))

    def _move(self, steps: int) -> None:
        row = self.list.currentIndex().row() + steps
        if self._model.items:
            self.list.setCurrentIndex(self._model.index(min(max(row, 0), len(self._model.items) - 1)))

    def _run_current(self) -> None:
        """Run the current entry; if the search is pending, once it is done."""
        self._hit_pending = not self._model.items and self._reading is not None and self._reading.running
        if self.list.currentIndex().isValid():
            self._run(self.list.currentIndex())

    def _run(self, index: QModelIndex) -> None:
        """Close it first: what is chosen may open a window of its own."""
        entry = self._model.items[index.row()]
        self.close()
        entry.run()


def _has_all(text: str, words: Sequence[str]) -> bool:
    """True if each folded word begins a word of a text."""
    held = words_of(text)
    return all(any(each.startswith(word) for each in held) for word in words)


def _distance(text: str, words: Sequence[str]) -> int:
    """0 for a text of these folded words alone, 1 for one that begins with them in order, 2 for others."""
    if not words:
        return 0
    held = words_of(text)
    if len(words) > len(held) or not all(map(str.startswith, held, words)):
        return 2
    return 0 if list(held) == list(words) else 1


def _place(command: str, last: Sequence[str]) -> int:
    """The place of a command among the last used ones, those not used behind them."""
    return last.index(command) if command in last else len(last)
