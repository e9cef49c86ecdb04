"""The Score tab: the criteria of a gate, the verdict beside them, and the keys that score."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from fivegates.domain.initiative.initiative import Evidence
from fivegates.domain.limits import LEVELS
from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.verdict.verdict import CriterionResult, Standing, Verdict
from fivegates.domain.wording.words import verdict_word
from fivegates.ui.context import Context
from fivegates.ui.initiative.score.answers import Answers
from fivegates.ui.initiative.score.criterion_words import answer_text
from fivegates.ui.initiative.score.gate_column import GateColumn
from fivegates.ui.initiative.score.review_notices import ReviewNotices
from fivegates.ui.initiative.score.verdict_panel import VerdictPanel
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.key_places import latin_key, typed_digit
from fivegates.ui.widgets.labels import ElidedLabel
from fivegates.ui.widgets.page import order_tabs
from fivegates.ui.widgets.roles import set_role
from fivegates.ui.window.page_keys import hint_line


def neighbour(rubric: Rubric, criterion: str, steps: int) -> str:
    """The criterion so many steps on, across gates; the same one at the ends."""
    order = [c.id for c in rubric.criteria]
    place = order.index(criterion) + steps
    return order[place] if 0 <= place < len(order) else criterion


def gate_entry(rubric: Rubric, criterion: str, steps: int) -> str:
    """The first criterion of the gate so many gates on; the same criterion at the ends."""
    gates = [gate.id for gate in rubric.gates]
    place = gates.index(rubric.criterion(criterion).gate) + steps
    return rubric.criteria_of(gates[place])[0].id if 0 <= place < len(gates) else criterion


def next_unanswered(verdict: Verdict, criterion: str) -> str:
    """The next criterion without an answer, from here on and round again; the same one if there is none."""
    results = [result for gate in verdict.gates for result in gate.criteria]
    start = [result.criterion.id for result in results].index(criterion) + 1
    unanswered = (r for r in results[start:] + results[:start] if r.standing is Standing.UNSCORED)
    return next((result.criterion.id for result in unanswered), criterion)


_PANEL_SHARE = 0.32
_PANEL_EMS = 46
_MARGIN = 8
_TALL_LINES = 38
_PLAIN = {
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.KeypadModifier,
    Qt.KeyboardModifier.ShiftModifier,
}


class KeylessScrollArea(QScrollArea):
    """A scroll area that ignores keys, so that they reach the page."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pass every key on."""
        event.ignore()


class ScoreTab(QWidget):
    """The score tab: keys score the criterion in focus and move on. Edits go to `answers`.

    If `side` is given, it replaces the verdict beside the scores, which is not shown then.

    Signals:
        gate_entered(str): the criterion in focus belongs to the gate of this id.
        evidence_listed(str): the user wants to see all evidence for a criterion.
        scrolled(int, int): the criteria are scrolled down by so many pixels, of so many at most.
    """

    scrolled = Signal(int, int)
    gate_entered = Signal(str)
    evidence_listed = Signal(str)

    def __init__(
        self, answers: Answers, context: Context, side: QWidget | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._answers = answers
        self._context = context
        self._beside = side
        self._subject: Subject | None = None
        self._editable = False
        self._criterion = ""
        # Made in the order in which Tab comes to them.
        self.notices = ReviewNotices(context, self)
        self._area = KeylessScrollArea(self)
        self._column = GateColumn(context)
        set_role(self._column, "scrolled")
        self._area.setWidget(self._column)
        self.card = self._column.focus_card
        self._side = QWidget(self)
        self.panel = VerdictPanel(context, self._side)
        self._keys = self._key_table()
        self._lay_out()
        self._connect()

    @property
    def criterion(self) -> str:
        """The id of the criterion in focus."""
        return self._criterion

    def show_subject(self, subject: Subject, *, editable: bool) -> None:
        """Show a review; the criterion in focus stays, as far as the rubric has it."""
        self._subject, self._editable = subject, editable and not subject.final
        self.notices.show_subject(subject, editable=editable)
        criteria = [criterion.id for criterion in subject.rubric.criteria]
        if self._criterion not in criteria:
            self._criterion = criteria[0]
        if self._beside is None:
            self.panel.show_subject(subject)
        self._show_criterion()

    def enter(self, reason: Qt.FocusReason) -> None:
        """Take the keyboard, so that keys score."""
        self.card.setFocus(reason)

    def start_over(self) -> None:
        """Begin at the first criterion when the next review is shown."""
        self._criterion = ""

    def focus_criterion(self, criterion: str) -> None:
        """Bring a criterion into focus, once what was typed is saved."""
        if not self.flush():
            return
        self._criterion = criterion
        self._show_criterion()
        self.card.setFocus()
        self._reveal()

    def show_gate(self, gate: str) -> None:
        """Bring the first criterion of a gate into focus, unless one of them is."""
        criteria = [criterion.id for criterion in self._shown.rubric.criteria_of(gate)]
        if self._criterion not in criteria:
            self.focus_criterion(criteria[0])

    def flush(self) -> bool:
        """Save what was typed; whether nothing is left unsaved."""
        self.card.rationale.flush()
        return not self.card.rationale.pending

    def set_panel_shown(self, *, shown: bool) -> None:
        """Show the verdict beside the scores, or leave it to the header; notices are where it does.

        Beside the scores they take no height from the criteria of a gate, all of which are to be seen.
        """
        self._side.setVisible(shown)
        home = self._side.layout() if shown else self.layout()
        if isinstance(home, QVBoxLayout) and home.indexOf(self.notices) < 0:
            hidden = self.notices.isHidden()
            home.insertWidget(0, self.notices)
            self.notices.setHidden(hidden)  # for Qt hides what moves
            self.notices.set_narrow(narrow=shown)
            self._order_tabs()

    def _order_tabs(self) -> None:
        """Let Tab come to the notices where they are: above the criteria, or beside them."""
        notices, column = self.notices.tab_order(), self._column.tab_order()
        beside = self._side.isAncestorOf(self.notices)
        order_tabs([column[-1], *notices] if beside else [*notices, *column])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width between scores and verdict; a tall window has room for a longer rationale."""
        super().resizeEvent(event)
        usual = _PANEL_EMS * self.fontMetrics().averageCharWidth()
        self._side.setFixedWidth(min(usual, int(event.size().width() * _PANEL_SHARE)))
        tall = event.size().height() > _TALL_LINES * self.fontMetrics().lineSpacing()
        self.card.rationale.set_room(5 if tall else 2)

    def press(self, event: QKeyEvent) -> bool:
        """Handle a key; whether it was handled."""
        if event.modifiers() not in _PLAIN:
            return False
        level = typed_digit(event)
        if level is not None and level in LEVELS:
            self._score(level)
            return True
        command = self._keys.get(latin_key(event))
        if command is not None:
            command()
        return command is not None

    @property
    def _shown(self) -> Subject:
        """The subject shown; keys and clicks come only after it is set."""
        assert self._subject is not None  # noqa: S101 - the page shows the tab with a subject only
        return self._subject

    @property
    def _result(self) -> CriterionResult:
        """The result of the criterion in focus."""
        return self._shown.verdict.criterion(self._criterion)

    def _show_criterion(self) -> None:
        """Show the gate of the criterion in focus."""
        subject = self._shown
        self._column.show_subject(subject, self._criterion, editable=self._editable)
        self.gate_entered.emit(subject.rubric.criterion(self._criterion).gate)

    def _key_table(self) -> Mapping[int, Callable[[], object]]:
        """The command of each key besides the digits."""
        keys = Qt.Key
        return {
            keys.Key_N: self._leave_out,
            keys.Key_Backspace: self._clear,
            keys.Key_Delete: self._clear,
            keys.Key_Up: lambda: self._move(neighbour, -1),
            keys.Key_Down: lambda: self._move(neighbour, 1),
            keys.Key_Left: lambda: self._move(gate_entry, -1),
            keys.Key_Right: lambda: self._move(gate_entry, 1),
            keys.Key_PageUp: lambda: self._move(gate_entry, -1),
            keys.Key_PageDown: lambda: self._move(gate_entry, 1),
            keys.Key_Return: self._enter,
            keys.Key_Enter: self._enter,
            keys.Key_E: self._add_evidence,
            keys.Key_R: self._write_rationale,
            keys.Key_H: self.card.toggle_guidance,
            keys.Key_C: self._show_comments,
        }

    def _lay_out(self) -> None:
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        beside = QVBoxLayout(self._side)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(8)
        self.panel.setVisible(self._beside is None)
        beside.addWidget(self._beside or self.panel, 1)
        if self._beside is not None:
            self.card.answer_only()
        sides = QHBoxLayout()
        sides.setSpacing(16)
        sides.addWidget(self._area, 1)
        sides.addWidget(self._side)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.notices)
        layout.addLayout(sides, 1)
        hints = hint_line(self._context.language, alone=self._beside is not None)
        layout.addWidget(ElidedLabel(hints, "note"))

    def _connect(self) -> None:
        """Connect all signals, in one list."""
        bar = self._area.verticalScrollBar()
        bar.valueChanged.connect(lambda pixels: self.scrolled.emit(pixels, bar.maximum()))
        self._column.criterion_chosen.connect(self.focus_criterion)
        self._column.reordered.connect(self._order_tabs)
        self._column.level_chosen.connect(self._claim_and_focus)
        self.notices.correction_requested.connect(lambda: self._answers.correct(self._shown))
        self.panel.criterion_chosen.connect(self.focus_criterion)
        self.card.left_out.connect(self._leave_out)
        self.card.clear_requested.connect(self._clear)
        self.card.rationale.written.connect(self._save_rationale)
        self.card.rationale.left.connect(self.card.setFocus)
        self.card.evidence.add_requested.connect(self._add_evidence)
        self.card.evidence.rest_requested.connect(lambda: self.evidence_listed.emit(self._criterion))
        self.card.evidence.opened.connect(self._edit_evidence)

    def _claim_and_focus(self, criterion: str, level: int) -> None:
        """Score the criterion that was pressed, and bring it into focus."""
        self.focus_criterion(criterion)
        if self._criterion == criterion:
            self._claim(level)

    def _claim(self, level: int) -> None:
        """Claim a level for the criterion in focus; the same one again confirms what was carried over."""
        if self._editable and (self._result.claimed != level or self._result.score.carried):
            self._answers.set_level(self._shown, self._criterion, level)
        self._announce()

    def _score(self, level: int) -> None:
        """Claim a level by its key; a button that had the focus is not pressed by the Enter that follows."""
        button = QApplication.focusWidget()
        if isinstance(button, QAbstractButton) and self.isAncestorOf(button):
            self.card.setFocus()
        self._claim(level)

    def _clear(self) -> None:
        score = self._result.score
        if self._editable and (score.level is not None or score.not_applicable is not None):
            self._answers.clear(self._shown, self._criterion)
        self._announce()

    def _leave_out(self) -> None:
        if self._editable:
            self._answers.leave_out(self._shown, self._criterion)

    def _add_evidence(self) -> None:
        if self._editable:
            self._answers.add_evidence(self._shown, self._criterion)

    def _edit_evidence(self, item: Evidence) -> None:
        if self._editable or self._beside is not None:
            self._answers.open_evidence(self._shown, item)

    def _show_comments(self) -> None:
        """Request the comments; a ballot has none."""
        if self._beside is None:
            self.card.comments_requested.emit()

    def _write_rationale(self) -> None:
        self.card.rationale.setFocus()
        self.card.rationale.moveCursor(QTextCursor.MoveOperation.End)
        self._area.ensureWidgetVisible(self.card.rationale)

    def _save_rationale(self, text: str) -> None:
        if self._answers.write(self._shown, self._criterion, text):
            self.card.rationale.keep(text)

    def _move(self, to: Callable[[Rubric, str, int], str], steps: int) -> None:
        """Move on or back by criteria or gates."""
        self.focus_criterion(to(self._shown.rubric, self._criterion, steps))

    def _enter(self) -> None:
        """Press the button that has the focus, else go on to what is unanswered."""
        button = QApplication.focusWidget()
        if isinstance(button, QAbstractButton) and self.isAncestorOf(button):
            button.click()
        else:
            self.focus_criterion(next_unanswered(self._shown.verdict, self._criterion))

    def _reveal(self) -> None:
        """Scroll to the criterion in focus."""
        self._column.settle()
        bar = self._area.verticalScrollBar()
        if self.card.height() > self._area.viewport().height():
            bar.setValue(self.card.y())
        else:
            self._area.ensureWidgetVisible(self.card, 0, _MARGIN)

    def _announce(self) -> None:
        """Announce the answer to a screen reader and the verdict."""
        if not QAccessible.isActive():
            return
        language = self._context.language
        answer = answer_text(self._result, self._shown, language)
        verdict = self._shown.verdict
        word = verdict_word(verdict.state, language, verdict.waived_until)
        sentence = language.gettext("{answer}. Verdict: {verdict}", answer=answer, verdict=word)
        if self._beside is not None:
            sentence = answer
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.card, sentence))
