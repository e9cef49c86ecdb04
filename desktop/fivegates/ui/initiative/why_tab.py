"""The Why tab: every reason, the deciding ones first; the path to ready; what the verdict depends on."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import Enum, auto

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fivegates.domain.language import Language
from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.verdict.path import Step, path_to_ready
from fivegates.domain.verdict.reasons import Reason, ReasonKind, by_gate
from fivegates.domain.wording.paths import firmness_sentence, path_sentence, path_total, promise_sentence
from fivegates.domain.wording.two_days import two_days_sentence
from fivegates.ui.context import Context
from fivegates.ui.initiative.buttons import LinkButton
from fivegates.ui.initiative.record_commands import RecordCommands
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.initiative.text_rows import (
    RowText,
    TextRow,
    TextRows,
    move_row,
    reason_row,
    row_focus,
    step_focus,
    step_row,
)
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.widgets.page import scrolled
from fivegates.ui.widgets.roles import rule, set_role


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
    """Steps below each other; widgets are kept and filled again.

    Signals:
        chosen(str): the user wants the criterion of a step.
    """

    chosen = Signal(str)

    def __init__(self, context: Context, commands: RecordCommands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._commands = commands
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
        """Show the step; its button plans it, or opens its action."""
        if self._subject is None:
            return
        language = self._context.language
        line.step = step
        line.row.show_text(step_row(step, self._subject.rubric, self._subject.current.path.on, language))
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
            self._commands.plan_step(self._subject, line.step)
        else:
            self._commands.edit_action(self._subject, line.step.action)


# Labels are indented like the text of rows, which have a margin for the focus frame.
_INSET = 4
_TWO_COLUMNS = 90
_MOST_DECIDING = 7
"""The number of reasons that are listed at first; a button shows the others."""


class Group(Enum):
    """The groups of reasons, in the order in which they are shown."""

    DECIDING = auto()
    SHORT = auto()
    UNANSWERED = auto()
    AT_RISK = auto()
    STRONG = auto()
    NOT_APPLICABLE = auto()


_GROUPS = {
    ReasonKind.MISSING: Group.UNANSWERED,
    ReasonKind.AT_RISK: Group.AT_RISK,
    ReasonKind.STRONG: Group.STRONG,
    ReasonKind.NOT_APPLICABLE: Group.NOT_APPLICABLE,
}


def group_of(reason: Reason) -> Group:
    """The group of a reason."""
    return Group.DECIDING if reason.deciding else _GROUPS.get(reason.kind, Group.SHORT)


def group_words(language: Language) -> dict[Group, str]:
    """The heading of each group."""
    gettext = language.gettext
    return {
        Group.DECIDING: gettext("What decides it"),
        Group.SHORT: gettext("Short of passing, but not deciding"),
        Group.UNANSWERED: gettext("Unanswered, but not deciding"),
        Group.AT_RISK: gettext("Passes today, at risk"),
        Group.STRONG: gettext("Strong"),
        Group.NOT_APPLICABLE: gettext("Not applicable"),
    }


def _under_gates(
    reasons: Sequence[Reason], rows: Sequence[RowText], rubric: Rubric, language: Language
) -> Iterator[RowText]:
    """The rows with the name of the gate above the first of each."""
    above = ""
    for reason, row in zip(reasons, rows, strict=True):
        name = language.shipped(rubric.gate(reason.gate).name)
        yield row if reason.gate == above else replace(row, heading=name)
        above = reason.gate


class _Section(QWidget):
    """A heading with widgets below it."""

    def __init__(self, heading: str, *parts: QWidget) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 24)
        layout.setSpacing(4)
        for part in (PlainLabel(heading, "heading", wrap=True), *parts):
            layout.addWidget(part)
            if isinstance(part, PlainLabel):
                part.setContentsMargins(_INSET, 0, _INSET, 0)


class WhyTab(QWidget):
    """Reasons at the left, path and firmness at the right.

    Signals:
        criterion_chosen(str): the user wants the criterion that a line is about.
    """

    criterion_chosen = Signal(str)

    def __init__(self, context: Context, commands: RecordCommands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        words = group_words(context.language)
        self.groups = {group: TextRows(context, words[group], keys=True) for group in Group}
        self.more = QPushButton()
        set_role(self.more, "quiet-link")
        self._all_shown = False
        self._sections = {
            group: _Section(
                words[group], self.groups[group], *([self.more] if group is Group.DECIDING else [])
            )
            for group in Group
        }
        self._subject: Subject | None = None
        self._editable = False
        self.path = PathSteps(context, commands)
        self.no_points = QCheckBox(context.language.gettext("Skip steps that only make up points"))
        self.no_points.setAccessibleName(self.no_points.text())
        self._two_days = PlainLabel("", "section", wrap=True)
        self.total = PlainLabel("", "section", wrap=True)
        self._path_sentence = PlainLabel("", "section", wrap=True)
        self._ready_by = PlainLabel("", "quiet", wrap=True)
        self._firmness = PlainLabel("", "quiet", wrap=True)
        self.moves = TextRows(context, context.language.gettext("How firm it is"), keys=True)
        self._lay_out()
        for rows in (*self.groups.values(), self.moves):
            rows.chosen.connect(self.criterion_chosen)
        self.path.chosen.connect(self.criterion_chosen)
        self.no_points.toggled.connect(self._show_path)
        self.more.clicked.connect(self._show_all)

    def show_subject(self, subject: Subject, *, editable: bool) -> None:
        """Show the reasons of a review's verdict, its path and its firmness."""
        language = self._context.language
        if self._subject is None or self._subject.review.id != subject.review.id:
            self._all_shown = False
        for group, section in self._sections.items():
            rows = self._reason_rows(subject, group)
            self.groups[group].show_rows(rows)
            section.setVisible(bool(rows))
        self._subject, self._editable = subject, editable
        has_points = any(step.points_only for step in subject.current.path.steps)
        self.no_points.setVisible(has_points)
        self._show_path()
        two = two_days_sentence(subject.two_days, language)
        self._two_days.setText(two)
        self._two_days.setVisible(bool(two))
        self._firmness.setText(firmness_sentence(subject.current, language))
        self.moves.show_rows([move_row(move, subject.rubric, language) for move in subject.current.firmness])

    def enter(self, reason: Qt.FocusReason) -> None:
        """Take the keyboard."""
        self._area.setFocus(reason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the path below the reasons where two columns would be too narrow."""
        super().resizeEvent(event)
        narrow = event.size().width() < _TWO_COLUMNS * self.fontMetrics().averageCharWidth()
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(down if narrow else across)
        self._columns.setSpacing(0 if narrow else 40)

    def _reason_rows(self, subject: Subject, group: Group) -> list[RowText]:
        """The reasons of a group; deciding ones are numbered."""
        language, passing = self._context.language, group in {Group.AT_RISK, Group.STRONG}
        reasons = subject.current.reasons if passing else subject.shown.reasons
        found = [reason for reason in reasons if group_of(reason) is group]
        numbered = group is Group.DECIDING
        if numbered:
            found = list(by_gate(found))
            self._show_more(len(found))
            found = found if self._all_shown else found[:_MOST_DECIDING]
        rows = [
            reason_row(reason, subject.rubric, language, place if numbered else None)
            for place, reason in enumerate(found, start=1)
        ]
        return [*_under_gates(found, rows, subject.rubric, language)] if numbered else rows

    def _show_more(self, count: int) -> None:
        """Show a button for the deciding reasons beyond the first."""
        self.more.setVisible(count > _MOST_DECIDING and not self._all_shown)
        text = self._context.language.gettext("Show all {count}", count=self._context.language.number(count))
        self.more.setText(text)

    def _show_all(self) -> None:
        """Show every reason that decides it; the first that was not shown gets the keyboard."""
        self._all_shown = True
        if self._subject is not None:
            self.groups[Group.DECIDING].show_rows(self._reason_rows(self._subject, Group.DECIDING))
        rows = self.groups[Group.DECIDING].findChildren(TextRow)
        rows[_MOST_DECIDING].setFocus()

    def _show_path(self) -> None:
        """The shortest path, or the shortest one without steps that only make up points."""
        subject = self._subject
        if subject is None:
            return
        if self.no_points.isChecked() and not self.no_points.isHidden():
            current = subject.current
            path = path_to_ready(current.case, current.verdict, points=False)
            subject = replace(subject, today=replace(current, path=path))
        self.path.show_path(subject, editable=self._editable)
        self._path_sentence.setText(path_sentence(subject.current.path, self._context.language))
        total = path_total(subject.current.path, self._context.language)
        self.total.setText(total)
        self.total.setVisible(bool(total))
        self._show_ready_by(subject)

    def _show_ready_by(self, subject: Subject) -> None:
        """The day on which the last step is due, if every step has one, or what is overdue."""
        text = promise_sentence(subject.current.path, self._context.language)
        self._ready_by.setText(text)
        self._ready_by.setVisible(bool(text))

    def _lay_out(self) -> None:
        gettext = self._context.language.gettext
        reasons, way = QVBoxLayout(), QVBoxLayout()
        reasons.setSpacing(0)
        self._two_days.setContentsMargins(_INSET, 0, _INSET, 12)
        reasons.addWidget(self._two_days)
        self.total.setContentsMargins(_INSET, 0, _INSET, 12)
        reasons.addWidget(self.total)
        way.setSpacing(0)
        for section in self._sections.values():
            reasons.addWidget(section)
        reasons.addStretch(1)
        way.addWidget(
            _Section(
                gettext("Shortest path to ready"),
                self._path_sentence,
                self._ready_by,
                self.no_points,
                self.path,
            )
        )
        way.addWidget(_Section(gettext("How firm it is"), self._firmness, self.moves))
        way.addStretch(1)
        body = QWidget()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, body)
        self._columns.setContentsMargins(0, 12, 12, 12)
        self._columns.setSpacing(40)
        self._columns.addLayout(reasons, 1)
        self._columns.addLayout(way, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._area = scrolled(body, self._context.language.gettext("Why"))
        layout.addWidget(self._area)
