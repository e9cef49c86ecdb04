"""The key to the marks of the gates: each with its word, below a table that has room for the marks alone."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from fivegates.domain.states import GateState
from fivegates.domain.wording.words import gate_word
from fivegates.ui.context import Context
from fivegates.ui.widgets.status import StatusWord


class MarkKey(QWidget):
    """Every state of a gate, from open to incomplete, on one line."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 0, 0)
        row.setSpacing(16)
        for state in GateState:
            word = StatusWord(context, "note", self)
            word.set_status(state, gate_word(state, context.language))
            row.addWidget(word)
        row.addStretch(1)
