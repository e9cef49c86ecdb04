"""A status as a mark with its word, never the colour alone."""

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from fivegates.domain.verdict.states import GateState, VerdictState
from fivegates.ui.context import Context
from fivegates.ui.marks import paint_mark
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.widgets.roles import set_property


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
