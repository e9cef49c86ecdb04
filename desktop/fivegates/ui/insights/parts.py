"""What the parts of the Insights page share: a finding on top, and what it rests on below."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fivegates.ui.context import Context
from fivegates.ui.widgets.labels import PlainLabel


class Part(QWidget):
    """One part of the page.

    Signals:
        opened(int, str): the user opened the initiative of this id, at the gate of this id or none ("").
    """

    opened = Signal(int, str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._compact = False
        self.finding = PlainLabel("", "heading", wrap=True)
        self.note = PlainLabel("", "quiet", wrap=True)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 16, 0, 0)
        self._layout.setSpacing(8)
        self._layout.addWidget(self.finding)
        self._layout.addWidget(self.note)

    def _tell(self, finding: str, note: str) -> None:
        """Say what was found, and how to read it."""
        self.finding.setText(finding)
        self.note.setText(note)
        self.set_compact(compact=self._compact)

    def set_compact(self, *, compact: bool) -> None:
        """Leave out how to read it where lines are few."""
        self.note.setVisible(bool(self.note.text()) and not compact)
        self._compact = compact

    def _open(self, initiative_id: int) -> None:
        self.opened.emit(initiative_id, "")
