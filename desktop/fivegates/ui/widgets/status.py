"""A status as a mark with its word, never the colour alone."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from fivegates.domain.verdict.states import GateState, VerdictState
from fivegates.ui.context import Context
from fivegates.ui.marks import paint_mark
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.widgets.roles import set_property


class StatusMark(QWidget):
    """The mark alone, as tall as a line of text; a word must be beside it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._state: GateState | VerdictState | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_state(self, state: GateState | VerdictState | None) -> None:
        """Show the mark of `state`; nothing for None."""
        self._state = state
        self.update()

    def sizeHint(self) -> QSize:
        """A square as tall as a line."""
        side = self.fontMetrics().height()
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the mark."""
        if self._state is not None:
            box = QRectF(0, 0, self.width(), self.width())
            box.moveCenter(QRectF(self.rect()).center())
            paint_mark(QPainter(self), box, self._state, self._context.palette)


class StatusWord(QWidget):
    """A mark and its word in the status's colour; `role` sizes both (heading for a verdict)."""

    def __init__(
        self, context: Context, role: str = "", parent: QWidget | None = None, *, wrap: bool = False
    ) -> None:
        super().__init__(parent)
        self._mark = StatusMark(context, self)
        self._word = PlainLabel("", role, wrap=wrap, parent=self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._mark)
        layout.addWidget(self._word, 1)

    def set_status(self, state: GateState | VerdictState, word: str) -> None:
        """Show `state` and say `word`."""
        self._mark.setFont(self._word.font())
        self._mark.updateGeometry()
        self._mark.set_state(state)
        set_property(self._word, "state", state.value)
        self._word.setText(word)
        self.setAccessibleName(word)
