"""The verdict as one sentence behind its mark, two lines tall where that will do, so that nothing jumps."""

from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fivegates.domain.assessment import Assessment
from fivegates.domain.initiatives import Stage
from fivegates.domain.states import VerdictState
from fivegates.domain.wording.verdicts import verdict_headline, verdict_sentence, verdict_summary
from fivegates.ui.context import Context
from fivegates.ui.initiative.run_text import Run, RunText
from fivegates.ui.widgets.roles import plain_tooltip
from fivegates.ui.widgets.status import StatusMark

_LINES: Final = 2
_COLOURS: Final = {
    VerdictState.READY: "open",
    VerdictState.CONDITIONAL: "conditional",
    VerdictState.NOT_READY: "closed",
    VerdictState.INCOMPLETE: "incomplete",
}


class VerdictLine(QWidget):
    """Mark, headline in the colour of the verdict, and the sentence: a shorter one where room is little.

    What is shown is shown to its end; the whole sentence is always in the tooltip and the name.
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._assessment: Assessment | None = None
        self._stage: Stage | None = None
        self._on_day = ""
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

    def show_assessment(self, assessment: Assessment, stage: Stage | None, on_day: str = "") -> None:
        """Say the verdict; `stage` is that of the day of the review, None where it is not known.

        `on_day` says how it stands today where that is another verdict, and empty text that it is the same.
        """
        self._assessment, self._stage, self._on_day = assessment, stage, on_day
        self._mark.set_state(assessment.verdict.state)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Say as much as there is room for in another size of text."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        """Say the whole sentence where it takes two lines, or else whichever takes fewer."""
        if self._assessment is None:
            return
        language, width = self._context.language, self._words.width()
        whole = self._runs(self._assessment, verdict_sentence(self._assessment, self._stage, language))
        shown, lines = whole, self._words.line_count(whole, width)
        if lines > _LINES:
            short = self._runs(self._assessment, verdict_summary(self._assessment, language))
            shown = short if self._words.line_count(short, width) < lines else whole
        self._words.show_runs(shown)
        text = " ".join(run.text for run in whole)
        self._words.setAccessibleName(text)
        self._words.setToolTip(plain_tooltip(text))

    def _runs(self, of: Assessment, sentence: str) -> tuple[Run, Run]:
        """The headline and a sentence."""
        language, state = self._context.language, of.verdict.state
        headline = f"{verdict_headline(state, language)}."
        told = f"{self._on_day} {sentence}" if self._on_day else sentence
        return Run(headline, colour=_COLOURS[state], strong=True), Run(told)
