"""Fields for longer text: as tall as some lines, and one that never holds more than can be kept."""

from typing import Final

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from fivegates.domain.language import Language

_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class ProseBox(QPlainTextEdit):
    """A field for some lines of plain text, as tall as `lines` of it; Tab leaves it."""

    def __init__(self, text: str = "", lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._lines = lines
        self.setTabChangesFocus(True)
        # Lines are wrapped: there is nothing to scroll to, and Qt could show the bar and hide it without end.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # turning the wheel over it takes no focus
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room for its lines."""
        margins = 2 * (self.frameWidth() + int(self.document().documentMargin()))
        height = self._lines * self.fontMetrics().lineSpacing() + margins
        return QSize(super().sizeHint().width(), height)


class LimitedProse(ProseBox):
    """A field that is saved while it is typed in, so it takes no more than `most` characters.

    What would not fit is refused whole: nothing is cut. Undo reaches back to `start_with` and no further.

    Signals:
        refused(int): a text of so many characters would have come about, and did not.
    """

    refused = Signal(int)

    def __init__(self, most: int, lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(lines=lines, parent=parent)
        self.most = most

    def start_with(self, text: str) -> None:
        """Show the text of another record; what was typed for the one before cannot be brought back here."""
        if self.toPlainText() != text:
            self.setPlainText(text)
        self.document().clearUndoRedoStacks()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste or drop a text that fits."""
        if self._fits(source.text()):
            super().insertFromMimeData(source)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type what fits."""
        typed = "\n" if event.key() in _ENTER else event.text()
        if not (typed == "\n" or typed.isprintable()) or self._fits(typed):
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Take what an input method composed, where it fits."""
        if self._fits(event.commitString()):
            super().inputMethodEvent(event)
        else:
            QGuiApplication.inputMethod().reset()

    def _fits(self, added: str) -> bool:
        """Whether `added` fits in the place of what is selected; else the refusal is reported."""
        if not added or self.isReadOnly():
            return True
        length = len(self.toPlainText()) - len(self.textCursor().selectedText()) + len(added)
        if length > self.most:
            self.refused.emit(length)
        return length <= self.most


def too_long_text(length: int, most: int, language: Language) -> str:
    """Why a text was not taken."""
    return language.gettext(
        "At most {most} characters fit here, and this would make {length}. Nothing was added.",
        most=language.number(most),
        length=language.number(length),
    )
