"""Search as one types: a field, and below it what is found."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from fivegates.actions import search
from fivegates.actions.file.opened import Changes
from fivegates.domain.errors import UserError
from fivegates.domain.search.folding import words_of
from fivegates.domain.search.hits import Hit
from fivegates.domain.wording.search import count_words, nothing_found_words
from fivegates.ui.context import Context
from fivegates.ui.search.hit_list import HitList
from fivegates.ui.session import Session
from fivegates.ui.slices import SlicedReading
from fivegates.ui.widgets.labels import PlainLabel

_MOST = 50
_SLICE_SECONDS = 0.003
_SETTLE_MS = 300
_LONGEST = 1000


class SearchField(QLineEdit):
    """Takes the words to find.

    Signals:
        entered(): the user pressed Enter.
        list_wanted(): the user wants to go down into the results.
        left(): the user pressed Esc in the empty field.
    """

    entered = Signal()
    list_wanted = Signal()
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        gettext = context.language.gettext
        self.setPlaceholderText(gettext("Search everything…"))
        self.setAccessibleName(gettext("Search everything"))
        self.setClearButtonEnabled(True)
        self.setMaxLength(_LONGEST)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter leads to the chosen hit, Down into the list; Esc empties the field, and then leaves it."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.entered.emit()
            case Qt.Key.Key_Down:
                self.list_wanted.emit()
            case Qt.Key.Key_Escape if self.text():
                self.clear()
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                super().keyPressEvent(event)


class SearchResults(QWidget):
    """How many hits there are, and the list of them."""

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
        self._reading = SlicedReading(lambda: search.update(session.opened), self, _SLICE_SECONDS)
        self._settled = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._connect()

    def prepare(self) -> None:
        """Read what is not in the index yet, while nothing else is to be done."""
        self._reading.start()

    def enter(self) -> None:
        """Go to the field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def close(self) -> None:
        """Ask nothing more."""
        self._settled.stop()
        self._reading.stop()

    def _connect(self) -> None:
        """All wiring in one list."""
        self.field.textChanged.connect(self._follow_text)
        self.field.entered.connect(self._enter_hit)
        self.field.list_wanted.connect(self._enter_list)
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
            hits = search.find(self._session.opened, text, _MOST + 1)
        except UserError as error:
            self._show_error(error)
            return
        self._show(hits[:_MOST], self._status(len(hits), text))
        if self._wants_hit:
            self._enter_hit()

    def _status(self, count: int, text: str) -> str:
        """How many hits there are, or that there are none."""
        if count > _MOST:
            return self._language.gettext("The first {count} hits; type more to narrow them.", count=_MOST)
        if count and words_of(text):
            return count_words(count, self._language)
        return nothing_found_words(self._language)

    def _show_error(self, error: UserError) -> None:
        """Say why nothing could be searched."""
        self._show((), error.text(self._language))

    def _show(self, hits: Sequence[Hit], status: str) -> None:
        self.results.list.set_hits(hits)
        self.results.list.setVisible(bool(hits))
        self.results.status.setText(status)
        if self.field.hasFocus():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, status))

    def _enter_hit(self) -> None:
        """Go to the chosen hit, as soon as the words are searched for."""
        self._wants_hit = self._reading.running
        if not self._wants_hit:
            self.results.list.choose_current()

    def _enter_list(self) -> None:
        if self.results.list.hits:
            self.results.list.setFocus(Qt.FocusReason.TabFocusReason)
