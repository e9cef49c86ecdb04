"""The rationale of a score: plain text, told to be saved as it is typed."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from fivegates.domain.characters import NONCHARACTER, UNSTORABLE
from fivegates.domain.initiative.record_checks import LONG_TEXT
from fivegates.ui.widgets.prose import LimitedProse

SAVE_MS = 100
_LINES = 2
_AIR = 20
# In pixels. Qt's own four would leave the second line no room, and a scroll bar beside two lines.
_TEXT_MARGIN = 1


class RationaleEditor(LimitedProse):
    """Tells each edit within `SAVE_MS`, and at once when the focus leaves; Escape leaves.

    What could not be saved stays in the editor until it can.

    Signals:
        written(str): the text is to be saved.
        left(): the user pressed Escape.
    """

    written = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(LONG_TEXT, parent=parent)
        self._room = _LINES
        self.document().setDocumentMargin(_TEXT_MARGIN)
        self._saved = ""
        self._unedited = ""
        self._typing = QTimer(self, singleShot=True, interval=SAVE_MS)
        self._typing.timeout.connect(self.flush)
        self.textChanged.connect(self._follow_typing)

    @property
    def pending(self) -> bool:
        """Whether something typed is not saved yet."""
        return self._storable() != self._unedited

    def show_text(self, text: str) -> None:
        """Show the saved text; what is being typed stays while the saved text is the same."""
        if text != self._saved:
            self.replace_text(text)

    def replace_text(self, text: str) -> None:
        """Show the saved text of a score, whatever was typed before."""
        self._saved = text
        self.start_with(text)
        self._unedited = self._storable()
        self._typing.stop()

    def set_room(self, lines: int) -> None:
        """Be as tall as so many lines."""
        if lines != self._room:
            self._room = lines
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for its lines."""
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for its lines, and some words."""
        metrics = self.fontMetrics()
        return QSize(20 * metrics.averageCharWidth(), self._room * metrics.lineSpacing() + _AIR)

    def flush(self) -> None:
        """Tell what was typed without waiting."""
        self._typing.stop()
        if self.pending:
            self.written.emit(self._storable())

    def keep(self, text: str) -> None:
        """Take note that `text` is saved."""
        self._saved = text
        if self._storable() == text:
            self._unedited = text

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Save on leaving; once it is hidden, its page has seen to that."""
        if self.isVisible():
            self.flush()
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to scoring."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _follow_typing(self) -> None:
        """Save soon: the first edit starts the clock, further ones do not put it off."""
        if self.pending and not self._typing.isActive():
            self._typing.start()

    def _storable(self) -> str:
        """The text without characters that cannot be stored."""
        text = self.toPlainText()
        kept = (c for c in text if c in "\n\t" or not (UNSTORABLE.match(c) or NONCHARACTER.match(c)))
        return "".join(kept)
