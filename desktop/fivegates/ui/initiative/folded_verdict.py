"""The verdict and the gates on one line, for the folded header of an initiative."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from fivegates.domain.verdict.assessment import Assessment
from fivegates.domain.verdict.verdict import GateResult
from fivegates.domain.wording.two_days import verdict_of_day
from fivegates.ui.context import Context
from fivegates.ui.widgets.gate_strip import gate_name
from fivegates.ui.widgets.labels import ElidedLabel
from fivegates.ui.widgets.roles import plain_tooltip, set_property
from fivegates.ui.widgets.status import StatusMark


class FoldedVerdict(QWidget):
    """The mark of the verdict, its word with the day, and a small mark for each gate."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._mark = StatusMark(context, self)
        self._word = ElidedLabel("", "section", parent=self)
        self._with_gates = True
        self._gates: list[StatusMark] = []
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        self._layout.addWidget(self._mark)
        self._layout.addWidget(self._word)
        self._layout.addSpacing(6)

    def show_assessment(self, assessment: Assessment, whole: str) -> None:
        """Show a verdict of a day; `whole` is the sentence that there is no room for."""
        verdict, language = assessment.verdict, self._context.language
        word = verdict_of_day(verdict.state, assessment.case.review.dated, language, verdict.waived_until)
        self._mark.set_state(verdict.state)
        if self._word.property("state") != verdict.state.value:
            set_property(self._word, "state", verdict.state.value)
        self._word.setText(word)
        self.setToolTip(plain_tooltip(whole))
        names = [gate_name(place, each, language) for place, each in enumerate(verdict.gates, start=1)]
        self.setAccessibleName("; ".join((word, *names)))
        self._show_gates(verdict.gates, names)

    def set_gates_shown(self, *, shown: bool) -> None:
        """Leave the gates out where the verdict has little room."""
        self._with_gates = shown
        for mark in self._gates:
            mark.setVisible(shown)

    def _show_gates(self, gates: tuple[GateResult, ...], names: list[str]) -> None:
        while len(self._gates) > len(gates):
            self._gates.pop().deleteLater()
        while len(self._gates) < len(gates):
            self._gates.append(StatusMark(self._context, self))
            self._layout.addWidget(self._gates[-1])
            self._gates[-1].setVisible(self._with_gates)
        for mark, gate, name in zip(self._gates, gates, names, strict=True):
            mark.set_state(gate.state)
            mark.setToolTip(plain_tooltip(name))
