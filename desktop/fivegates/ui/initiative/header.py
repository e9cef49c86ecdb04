"""The header of the initiative page, in full or folded: name, review, verdict in a sentence, and commands."""

from typing import Final

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from fivegates.domain.initiative.initiative import Stage
from fivegates.domain.review.review import InitiativeRecord
from fivegates.domain.verdict.assessment import Assessment
from fivegates.domain.verdict.states import VerdictState
from fivegates.domain.verdict.verdict import GateResult
from fivegates.domain.wording.finality import review_title
from fivegates.domain.wording.risk_class import risk_line
from fivegates.domain.wording.two_days import two_days_sentence, verdict_of_day
from fivegates.domain.wording.verdicts import (
    dated_headline,
    verdict_headline,
    verdict_sentence,
    verdict_summary,
)
from fivegates.ui.context import Context
from fivegates.ui.initiative.drawing import Run, RunText
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.widgets.buttons import ShrinkingButton
from fivegates.ui.widgets.forms import ElidedBox
from fivegates.ui.widgets.gate_strip import gate_name
from fivegates.ui.widgets.labels import ElidedLabel, StatusMark, TitleLabel
from fivegates.ui.widgets.page import order_tabs
from fivegates.ui.widgets.roles import plain_tooltip, set_property, set_role


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


_LINES: Final = 2
_FEWEST_LETTERS: Final = 12
_GAP: Final = 10
_GATES_LETTERS: Final = 110
"""The width of the header, in letters, from which a line has room for the gates."""
_UNBOUNDED: Final = 16_777_215
"""Qt's greatest width."""
_COLOURS: Final = {
    VerdictState.READY: "open",
    VerdictState.WAIVED: "conditional",
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
        """The sentence shown."""
        return self._words.text

    def show_assessment(self, assessment: Assessment, stage: Stage | None, on_day: str = "") -> None:
        """Show the verdict; `stage` is that of the day of the review, None where it is not known.

        `on_day` names both days if `assessment` is of another day than the review, else it is empty.
        """
        self._assessment, self._stage, self._on_day = assessment, stage, on_day
        self._mark.set_state(assessment.verdict.state)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the sentence that fits the width."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Show the sentence that fits in another text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        """Show the whole sentence where it takes two lines, else the one that takes fewer."""
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
        until = of.verdict.waived_until
        dated = dated_headline(state, of.case.review.dated, language, until)
        headline = f"{dated if self._on_day else verdict_headline(state, language, until)}."
        text = f"{self._on_day} {sentence}" if self._on_day else sentence
        return Run(headline, colour=_COLOURS[state], strong=True), Run(text)


class PageHeader(QWidget):
    """Names the initiative and its review, and offers other reviews.

    Signals:
        review_chosen(int): the user wants to see the review of this id.
        new_review_requested(), edit_review_requested(), panel_requested(), finalise_requested(),
            correction_requested(), remove_review_requested(), risk_requested(), differences_requested(),
            brief_requested(): what the user wants done.
    """

    review_chosen = Signal(int)
    new_review_requested = Signal()
    edit_review_requested = Signal()
    panel_requested = Signal()
    finalise_requested = Signal()
    correction_requested = Signal()
    remove_review_requested = Signal()
    risk_requested = Signal()
    differences_requested = Signal()
    brief_requested = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._compact = False
        self._folded = False
        self._shown: Assessment | None = None
        self._listed: list[tuple[int, str]] = []
        gettext = context.language.gettext
        self._title = TitleLabel()
        self._brief = ShrinkingButton(context, "brief", gettext("Preview brief"), "primary")
        self._reviews = ElidedBox()
        self._reviews.setAccessibleName(gettext("Review"))
        self._reviews.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._reviews.setMinimumWidth(_FEWEST_LETTERS * self.fontMetrics().averageCharWidth())
        set_role(self._reviews, "flat")
        self._new = QPushButton(gettext("New review…"))
        set_role(self._new, "quiet-link")
        self._more = QPushButton(gettext("More"))
        set_role(self._more, "quiet-link")
        self._more.setAccessibleName(gettext("More about this review"))
        self._risk = ElidedLabel("", "note")
        self._verdict = VerdictLine(context)
        self._line = FoldedVerdict(context, self)
        self._line.hide()
        self._make_menu()
        self._lay_out()
        self._connect()

    def show_subject(self, subject: Subject, *, editable: bool) -> None:
        """Show an initiative and one of its reviews."""
        self._title.setText(subject.record.initiative.name)
        two = two_days_sentence(subject.two_days, self._context.language)
        shown = subject.shown
        self._verdict.show_assessment(shown, subject.record.stage_at(subject.review), two)
        self._shown = shown
        if self._folded:
            self._line.show_assessment(shown, self._verdict.text)
        self._show_reviews(subject)
        risk, day = subject.current.case.risk, subject.current.case.review.dated
        self._risk.setText("" if risk is None else risk_line(risk, day, self._context.language))
        self._new.setEnabled(editable)
        for action in (self._begin, self._edit, self._finalise, self._correct, self._remove, self._classify):
            action.setEnabled(editable)
        for action in (self._edit, self._finalise, self._remove):
            action.setVisible(not subject.final)
        self._correct.setVisible(subject.correctable)
        self._differences.setVisible(len(subject.record.reviews) > 1)
        self._panel.setVisible(not subject.final or subject.review.panel is not None)
        self._set_reviewed(reviewed=True)

    @property
    def last_stop(self) -> QWidget:
        """The last widget in the Tab order."""
        return self._more if self._top.indexOf(self._review_row) < 0 else self._brief

    def set_compact(self, *, compact: bool) -> None:
        """Hide the sentence, where the page is low."""
        self._compact = compact
        self._arrange()

    def set_folded(self, *, folded: bool) -> None:
        """Fold the header into one line, to leave its height to the page."""
        if folded is self._folded:
            return
        self._folded = folded
        if folded and self._shown is not None:
            self._line.show_assessment(self._shown, self._verdict.text)
        set_role(self._title, "heading" if folded else "title")
        self._new.setVisible(not folded)
        self._begin.setVisible(folded)
        self._top.setSpacing(_GAP if folded else 16)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the line out again."""
        super().resizeEvent(event)
        self._share_line()

    def _share_line(self) -> None:
        """Give name and verdict the room that they need, and the review and its date what is left of it."""
        letter, width = self.fontMetrics().averageCharWidth(), self.width()
        roomy = width >= _GATES_LETTERS * letter
        self._line.set_gates_shown(shown=roomy)
        self._brief.setMinimumWidth(self._brief.sizeHint().width() if roomy else 0)
        least = self._brief.minimumSizeHint().width()
        self._brief.setMaximumWidth(least if self._folded and not roomy else _UNBOUNDED)
        beside_review = (self._line, self._more)
        left = width - sum(each.sizeHint().width() + _GAP for each in beside_review)
        name = min(self._title.sizeHint().width(), width // 3)
        left_beside_name = left - name - self._brief.sizeHint().width() - 2 * _GAP
        beside = self._folded and roomy and left_beside_name >= _FEWEST_LETTERS * letter
        self._place_review(beside=beside)
        self._title.set_most_lines(1 if beside else 2)
        self._title.setMinimumWidth(name if beside else 0)
        most = left_beside_name if beside else max(left, _FEWEST_LETTERS * letter)
        self._reviews.setMaximumWidth(most if self._folded else _UNBOUNDED)

    def _place_review(self, *, beside: bool) -> None:
        """Put verdict and review beside the name, or on a line below it where there is no room for both."""
        wanted = self._top if beside else self._second
        if wanted.indexOf(self._review_row) < 0:
            review = (self._reviews, self._new, self._more)
            order_tabs((*review, self._brief) if beside else (self._brief, *review))
            for place, part in enumerate((self._line, self._review_row)):
                hidden = part.isHidden()
                wanted.insertWidget(place + beside, part)
                part.setHidden(hidden)  # for Qt hides what moves

    def _arrange(self) -> None:
        """Show the parts that belong to what is shown, and to the room there is."""
        reviewed = not self._review_row.isHidden()
        self._verdict.setVisible(reviewed and not self._compact and not self._folded)
        self._line.setVisible(reviewed and self._folded)
        self._risk.setVisible(not self._folded)
        self._share_line()

    def show_unreviewed(self, record: InitiativeRecord) -> None:
        """Show an initiative without a review."""
        self._title.setText(record.initiative.name)
        self._set_reviewed(reviewed=False)

    def _set_reviewed(self, *, reviewed: bool) -> None:
        for part in (self._review_row, self._brief):
            if part.isHidden() is reviewed:
                part.setVisible(reviewed)
        self._arrange()

    def _show_reviews(self, subject: Subject) -> None:
        """List the reviews, newest first, the shown one chosen."""
        box = self._reviews
        language, record = self._context.language, subject.record
        titles = [(review.id, review_title(review, record, language)) for review in record.reviews]
        with QSignalBlocker(box):
            if titles != self._listed:
                self._listed = titles
                box.clear()
                for review_id, title in reversed(titles):
                    box.addItem(title, review_id)
            box.setCurrentIndex(box.findData(subject.review.id))

    def _make_menu(self) -> None:
        gettext = self._context.language.gettext
        self._menu = QMenu(self._more)
        self._begin = self._menu.addAction(gettext("New review…"))
        self._begin.setVisible(False)
        self._begin.triggered.connect(self.new_review_requested)
        self._edit = self._menu.addAction(gettext("Edit date and reviewer…"))
        self._differences = self._menu.addAction(gettext("Compare with another review…"))
        self._differences.triggered.connect(self.differences_requested)
        self._panel = self._menu.addAction(gettext("Panel…"))
        self._finalise = self._menu.addAction(gettext("Make this review final…"))
        self._correct = self._menu.addAction(gettext("Correct this review…"))
        self._remove = self._menu.addAction(gettext("Delete this review"))
        self._classify = self._menu.addAction(gettext("Classify the risk…"))
        self._classify.triggered.connect(self.risk_requested)
        self._edit.triggered.connect(self.edit_review_requested)
        self._panel.triggered.connect(self.panel_requested)
        self._finalise.triggered.connect(self.finalise_requested)
        self._correct.triggered.connect(self.correction_requested)
        self._remove.triggered.connect(self.remove_review_requested)
        self._more.setMenu(self._menu)

    def _lay_out(self) -> None:
        self._top = top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self._title, 1)
        top.addWidget(self._brief)
        self._review_row = QWidget()
        row = QHBoxLayout(self._review_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for part in (self._reviews, self._new, self._more):
            row.addWidget(part)
        row.addWidget(self._risk, 1)
        row.addStretch()  # takes the room while the risk is hidden, else what is before it grows
        self._below = layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        self._second = QHBoxLayout()
        self._second.setSpacing(_GAP)
        self._second.addWidget(self._line)
        self._second.addWidget(self._review_row, 1)
        layout.addLayout(self._second)
        layout.addSpacing(6)
        layout.addWidget(self._verdict)

    def _connect(self) -> None:
        """Connect all signals, in one list."""
        self._reviews.activated.connect(lambda row: self.review_chosen.emit(self._reviews.itemData(row)))
        self._new.clicked.connect(self.new_review_requested)
        self._brief.clicked.connect(self.brief_requested)
