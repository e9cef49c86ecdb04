"""The steps of the path to ready, each with a way to plan it while nobody has."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fivegates.domain.path import Step
from fivegates.ui.context import Context
from fivegates.ui.initiative.buttons import LinkButton
from fivegates.ui.initiative.record_verbs import RecordVerbs
from fivegates.ui.initiative.row_texts import step_row
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.initiative.text_rows import TextRow, row_focus, step_focus
from fivegates.ui.widgets.roles import rule


class _StepLine(QWidget):
    """A step and its button."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.step: Step | None = None
        self.row = TextRow(context)
        self.plan = LinkButton()
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.row, 1)
        line.addWidget(self.plan, 0, Qt.AlignmentFlag.AlignVCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(line)
        layout.addWidget(rule())


class PathSteps(QWidget):
    """Steps below each other; widgets are kept and filled anew.

    Signals:
        chosen(str): the user wants the criterion of a step.
    """

    chosen = Signal(str)

    def __init__(self, context: Context, verbs: RecordVerbs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._verbs = verbs
        self._subject: Subject | None = None
        self._lines: list[_StepLine] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)

    def show_path(self, subject: Subject, *, editable: bool) -> None:
        """Show the path of a review."""
        self._subject = subject
        steps = subject.current.path.steps
        while len(self._lines) < len(steps):
            self._add_line()
        for place, line in enumerate(self._lines):
            line.setVisible(place < len(steps))
            if place < len(steps):
                self._fill(line, steps[place], editable=editable)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from step to step."""
        if not step_focus([line.row for line in self._lines if line.isVisible()], event):
            super().keyPressEvent(event)

    def _fill(self, line: _StepLine, step: Step, *, editable: bool) -> None:
        """Say the step; its button plans it, or opens the action that does."""
        if self._subject is None:
            return
        language = self._context.language
        line.step = step
        line.row.show_text(step_row(step, self._subject.rubric, language))
        verb = language.gettext("Edit action…") if step.action else language.gettext("Add action…")
        line.plan.setText(verb)
        line.plan.setAccessibleName(
            language.gettext("{verb} {step}", verb=verb, step=line.row.text_shown.headline)
        )
        line.plan.setEnabled(editable)

    def _add_line(self) -> None:
        line = _StepLine(self._context, self)
        line.row.setFocusPolicy(row_focus(first=not self._lines))
        line.row.clicked.connect(lambda: self._choose(line))
        line.plan.clicked.connect(lambda: self._plan(line))
        self._lines.append(line)
        self._layout.addWidget(line)

    def _choose(self, line: _StepLine) -> None:
        if line.step is not None:
            self.chosen.emit(line.step.criterion)

    def _plan(self, line: _StepLine) -> None:
        """Ask for the action of a step."""
        if line.step is None or self._subject is None:
            return
        if line.step.action is None:
            self._verbs.plan_step(self._subject, line.step)
        else:
            self._verbs.edit_action(self._subject, line.step.action)
