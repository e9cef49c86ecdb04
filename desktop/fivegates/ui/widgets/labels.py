"""Labels: plain text, cut where there is no room, a status with its mark, and what an empty page shows."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from fivegates.domain.verdict.states import GateState, VerdictState
from fivegates.ui.context import Context
from fivegates.ui.marks import paint_mark
from fivegates.ui.widgets.roles import plain_tooltip, set_property, set_role

_PANE_MARGINS: Final = (8, 12, 16, 12)
"""Margins in pixels: left like the cells of a table, top to the splitter, right, bottom."""


class PlainLabel(QLabel):
    """Text shown as it is; `role` is one of the stylesheet's (title, heading, section, quiet, note …)."""

    def __init__(
        self, text: str = "", role: str = "", *, wrap: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setText(text)
        if role:
            set_role(self, role)


class SectionHeading(PlainLabel):
    """The heading of a part of a page."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, "section", parent=parent)


class DetailsLabel(PlainLabel):
    """The text of a pane below a table: it can be copied, and begins below the first cell's."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", wrap=True, parent=parent)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setContentsMargins(*_PANE_MARGINS)


class ElidedLabel(PlainLabel):
    """A label of one line, elided at its width; tooltip and accessible name have the full text."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, role, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room for the text on one line, which is what is drawn."""
        hint, shown = super().sizeHint(), _one_line(self.text())
        if "\n" not in self.text():
            return hint
        return hint - self._size_of(self.text()) + self._size_of(shown)

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        return QSize(4 * self.fontMetrics().averageCharWidth(), ElidedLabel.sizeHint(self).height())

    def _size_of(self, text: str) -> QSize:
        """The size of a text in the current style."""
        whole = QRect(0, 0, 2**20, 2**20)
        return self.style().itemTextRect(self.fontMetrics(), whole, 0, self.isEnabled(), text).size()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as much as fits."""
        painter = QPainter(self)
        box = self.contentsRect()
        shown = self.fontMetrics().elidedText(
            _one_line(self.text()), Qt.TextElideMode.ElideRight, box.width()
        )
        self.style().drawItemText(
            painter,
            box,
            int(self.alignment()),
            self.palette(),
            self.isEnabled(),
            shown,
            self.foregroundRole(),
        )

    def event(self, event: QEvent) -> bool:
        """Offer the whole text as a tooltip while it does not fit."""
        if event.type() is QEvent.Type.ToolTip:
            hidden = (
                self.fontMetrics().horizontalAdvance(_one_line(self.text())) > self.contentsRect().width()
            )
            self.setToolTip(plain_tooltip(self.text()) if hidden else "")
        return super().event(event)


class TitleLabel(ElidedLabel):
    """A title that takes up to `most` lines where one has no room, the last of them cut."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, most: int = 2) -> None:
        super().__init__(text, "title", parent)
        self._most = most
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_most_lines(self, most: int) -> None:
        """Take no more lines than these."""
        if most != self._most:
            self._most = most
            self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """The width says how many lines it takes."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped title."""
        return super().sizeHint().height() + (len(self._lines(width)) - 1) * self.fontMetrics().lineSpacing()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lines."""
        lines = self._lines(self.contentsRect().width())
        self.style().drawItemText(
            QPainter(self),
            self.contentsRect(),
            int(self.alignment()),
            self.palette(),
            self.isEnabled(),
            "\n".join(lines),
            self.foregroundRole(),
        )

    def _lines(self, width: int) -> list[str]:
        """The text in the lines that it takes."""
        rest, metrics = _one_line(self.text()), self.fontMetrics()
        lines: list[str] = []
        while len(lines) < self._most - 1 and metrics.horizontalAdvance(rest) > width and " " in rest:
            first, *words = rest.split()
            while words and metrics.horizontalAdvance(f"{first} {words[0]}") <= width:
                first = f"{first} {words.pop(0)}"
            lines.append(metrics.elidedText(first, Qt.TextElideMode.ElideRight, width))
            rest = " ".join(words)
        return [*lines, metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)]


def _one_line(text: str) -> str:
    """Line breaks as spaces."""
    return " ".join(text.split())


class EmptyState(QWidget):
    """The empty state of a page: a heading, a sentence or two, and buttons, the first one focused first."""

    def __init__(
        self, title: str, text: str, buttons: Sequence[QPushButton] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        heading = PlainLabel(title, "heading", wrap=True)
        self._words = PlainLabel(text, "quiet", wrap=True)
        for label in (heading, self._words):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addStretch(2)
        layout.addWidget(heading)
        layout.addWidget(self._words)
        layout.addSpacing(8)
        for button in buttons:
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def set_text(self, text: str) -> None:
        """Set the text below the heading."""
        self._words.setText(text)


class StatusMark(QWidget):
    """The mark alone, as tall as a line of text, of `beside` if given; a word must be beside it."""

    def __init__(
        self, context: Context, parent: QWidget | None = None, *, beside: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._beside = beside or self
        self._state: GateState | VerdictState | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_state(self, state: GateState | VerdictState | None) -> None:
        """Show the mark of `state`; nothing for None."""
        self._state = state
        self.update()

    def sizeHint(self) -> QSize:
        """A square as tall as a line."""
        side = self._beside.fontMetrics().height()
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the mark."""
        if self._state is not None:
            box = QRectF(0, 0, self.width(), self.width())
            box.moveCenter(QRectF(self.rect()).center())
            paint_mark(QPainter(self), box, self._state, self._context.palette)


class _Word(PlainLabel):
    """A word with a mark before it, which is laid out again when the font of the word changes.

    The mark has no font of its own: the stylesheet, applied again, would give it that of all text.
    """

    mark: StatusMark | None = None

    def changeEvent(self, event: QEvent) -> None:
        """Let the mark grow and shrink with the word."""
        super().changeEvent(event)
        if self.mark is not None and event.type() is QEvent.Type.FontChange:
            self.mark.updateGeometry()


class StatusWord(QWidget):
    """A mark and its word in the status's colour; `role` sizes both (heading for a verdict)."""

    def __init__(
        self, context: Context, role: str = "", parent: QWidget | None = None, *, wrap: bool = False
    ) -> None:
        super().__init__(parent)
        self._word = _Word("", role, wrap=wrap, parent=self)
        self._mark = self._word.mark = StatusMark(context, self, beside=self._word)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._mark)
        layout.addWidget(self._word, 1)

    def set_status(self, state: GateState | VerdictState, word: str) -> None:
        """Show `state` and say `word`."""
        self._mark.set_state(state)
        set_property(self._word, "state", state.value)
        self._word.setText(word)
        self.setAccessibleName(word)
