"""The verdict as one sentence behind its mark, always as tall as two lines, so that nothing jumps."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fivegates.domain.assessment import Assessment
from fivegates.domain.states import VerdictState
from fivegates.domain.wording.verdicts import verdict_headline, verdict_sentence
from fivegates.ui.context import Context
from fivegates.ui.initiative.run_text import Run, RunText
from fivegates.ui.widgets.status import StatusMark

_LINES: Final = 2
_COLOURS: Final = {
    VerdictState.READY: "open",
    VerdictState.CONDITIONAL: "conditional",
    VerdictState.NOT_READY: "closed",
    VerdictState.INCOMPLETE: "incomplete",
}


class VerdictLine(QWidget):
    """Mark, headline in the colour of the verdict, and the sentence; what does not fit is in the tooltip."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._mark = StatusMark(context)
        self._words = RunText(context, _LINES)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._words, 1)

    @property
    def text(self) -> str:
        """What is said."""
        return self._words.text

    def show_assessment(self, assessment: Assessment) -> None:
        """Say the verdict."""
        language, state = self._context.language, assessment.verdict.state
        headline = f"{verdict_headline(state, language)}."
        self._mark.set_state(state)
        self._words.show_runs(
            (
                Run(headline, colour=_COLOURS[state], strong=True),
                Run(verdict_sentence(assessment, language)),
            )
        )
