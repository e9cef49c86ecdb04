"""The criterion in focus: its question, the five levels, the rationale and the evidence."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from fivegates.domain.initiative.initiative import comments_on
from fivegates.domain.limits import LONG_TEXT
from fivegates.domain.quoting import NONCHARACTER, UNSTORABLE
from fivegates.domain.rubric.rubric import Criterion
from fivegates.domain.verdict.verdict import CriterionResult
from fivegates.domain.wording.comments import comments_word
from fivegates.ui.context import Context
from fivegates.ui.initiative.buttons import LinkButton
from fivegates.ui.initiative.drawing import Frame, Run, RunText, paint_frame
from fivegates.ui.initiative.score.criterion_words import (
    Note,
    answer_text,
    counts_as,
    criterion_note,
    meta_text,
)
from fivegates.ui.initiative.score.evidence_chips import EvidenceChips
from fivegates.ui.initiative.score.level_cards import LevelCards
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.widgets.fields import LimitedProse, too_long_text
from fivegates.ui.widgets.labels import ElidedLabel, PlainLabel
from fivegates.ui.widgets.roles import set_property


class Guidance(QWidget):
    """Four paragraphs with their headings at the left."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shipped = context.language.shipped
        gettext = context.language.gettext
        headings = (
            gettext("Why it matters"),
            gettext("Enough"),
            gettext("Not enough"),
            gettext("Usual next step"),
        )
        self._paragraphs = [PlainLabel("", wrap=True, parent=self) for _ in headings]
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setHorizontalSpacing(16)
        layout.setVerticalSpacing(6)
        layout.setColumnStretch(1, 1)
        for row, (heading, paragraph) in enumerate(zip(headings, self._paragraphs, strict=True)):
            layout.addWidget(_heading(heading), row, 0)
            layout.addWidget(paragraph, row, 1)

    def show_criterion(self, criterion: Criterion) -> None:
        """Show the guidance of a criterion."""
        texts = (
            self._shipped(criterion.why),
            self._shipped(criterion.evidence_enough),
            self._shipped(criterion.evidence_not_enough),
            self._shipped(criterion.next_step),
        )
        for paragraph, text in zip(self._paragraphs, texts, strict=True):
            paragraph.setText(text)


def _heading(text: str) -> PlainLabel:
    label = PlainLabel(text, "section")
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    return label


SAVE_MS = 100
_RETRY_MS = 2000
_SIDE = 14
_LINES = 2
_AIR = 20
# In pixels. Qt's own four would leave the second line no room, and a scroll bar beside two lines.
_TEXT_MARGIN = 1


class RationaleEditor(LimitedProse):
    """Reports each edit within `SAVE_MS`, and at once when the focus leaves; Escape leaves.

    What could not be saved stays in the editor until it can; typing tries again less often meanwhile.

    Signals:
        written(str): the text is to be saved.
        left(): the user pressed Escape.
    """

    written = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(LONG_TEXT, parent=parent)
        self._room = _LINES
        self.document().setDocumentMargin(_TEXT_MARGIN)
        self._saved = ""
        self._unedited = ""
        self._typing = QTimer(self, singleShot=True, interval=SAVE_MS)
        self._typing.timeout.connect(self.flush)
        self.textChanged.connect(self._follow_typing)

    @property
    def pending(self) -> bool:
        """True if there are unsaved edits."""
        return self._storable() != self._unedited

    def show_text(self, text: str) -> None:
        """Show the saved text; what is being typed stays while the saved text is the same."""
        if text != self._saved:
            self.replace_text(text)

    def replace_text(self, text: str) -> None:
        """Show the saved text of a score, whatever was typed before."""
        self._saved = text
        self.start_with(text)
        self._unedited = self._storable()
        self._typing.stop()

    def set_room(self, lines: int) -> None:
        """Set the height to this number of lines."""
        if lines != self._room:
            self._room = lines
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for its lines."""
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for its lines, and some words."""
        metrics = self.fontMetrics()
        return QSize(20 * metrics.averageCharWidth(), self._room * metrics.lineSpacing() + _AIR)

    def flush(self) -> None:
        """Report what was typed without waiting."""
        self._typing.stop()
        if self.pending:
            self.written.emit(self._storable())
        # A save that failed once may block again, long enough to be noticed while typing.
        self._typing.setInterval(_RETRY_MS if self.pending else SAVE_MS)

    def keep(self, text: str) -> None:
        """Mark `text` as saved."""
        self._saved = text
        if self._storable() == text:
            self._unedited = text

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Save when the focus leaves; a hidden editor was saved by its page."""
        if self.isVisible():
            self.flush()
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to scoring."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _follow_typing(self) -> None:
        """Save soon: the first edit starts the clock, further ones do not put it off."""
        if self.pending and not self._typing.isActive():
            self._typing.start()

    def _storable(self) -> str:
        """The text without characters that cannot be stored."""
        text = self.toPlainText()
        kept = (c for c in text if c in "\n\t" or not (UNSTORABLE.match(c) or NONCHARACTER.match(c)))
        return "".join(kept)


class CriterionFocus(QFrame):
    """The card of the criterion in focus; it has the keyboard while scoring.

    Signals:
        left_out(): mark the criterion not applicable.
        waiver_requested(): let the criterion fail for a time.
        clear_requested(): take the answer back.
        comments_requested(): show the comments on the criterion.
    """

    left_out = Signal()
    waiver_requested = Signal()
    clear_requested = Signal()
    comments_requested = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._shown: tuple[int, Criterion] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._waivable = True
        self._make_words()
        self._make_controls()
        self._lay_out()
        self._leave_out.clicked.connect(self.left_out)
        self._waive.clicked.connect(self.waiver_requested)
        self._clear.clicked.connect(self.clear_requested)
        self._comments.clicked.connect(self.comments_requested)
        self._enough.toggled.connect(self.guidance.setVisible)
        self.rationale.refused.connect(self._show_too_long)
        self.rationale.textChanged.connect(lambda: self._show_too_long(0))

    def show_result(self, result: CriterionResult, subject: Subject, *, editable: bool) -> None:
        """Show a criterion and how it is answered; the same one is refreshed in place."""
        language = self._context.language
        criterion = result.criterion
        if self._shown != (subject.review.id, criterion):
            self._shown = (subject.review.id, criterion)
            self._show_criterion(criterion, subject)
            self.rationale.replace_text(result.score.rationale)
            self._show_too_long(0)
        else:
            self.rationale.show_text(result.score.rationale)
        self.cards.choose(result.claimed, counts_as(result, language))
        self._show_note(criterion_note(result, subject, language))
        self.evidence.show_evidence(subject, criterion.id, editable=editable)
        self._clear.setVisible(result.claimed is not None or result.score.not_applicable is not None)
        self._waive.setVisible(criterion.required and self._waivable)
        self._comments.setText(comments_word(comments_on(subject.record.comments, criterion.id), language))
        self._fit_note()
        for part in (self._leave_out, self._waive, self._clear, self.cards):
            part.setEnabled(editable)
        self.rationale.setReadOnly(not editable)
        meta = meta_text(criterion, subject.rubric, language)
        texts = (
            self._context.language.shipped(criterion.title),
            meta,
            answer_text(result, subject, language),
        )
        self.setAccessibleName(", ".join(part for part in texts if part))

    def answer_only(self) -> None:
        """Hide waivers, comments and new evidence: a ballot has only answers."""
        self._waivable = False
        self._comments.hide()
        self.evidence.set_addable(addable=False)

    def tab_order(self) -> list[QWidget]:
        """The card and its parts in Tab order."""
        links = [self._clear, self._leave_out, self._waive, self._comments, self._enough]
        return [self, *self.cards.cards, *links, self.rationale, *self.evidence.tab_order()]

    def toggle_guidance(self) -> None:
        """Show or hide the guidance."""
        self._enough.toggle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the note again for the new width."""
        super().resizeEvent(event)
        self._fit_note()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that keys score."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that keys go elsewhere."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame, stronger while keys score."""
        palette = self._context.palette
        paint_frame(QPainter(self), self.rect(), Frame(palette.accent, palette.page, 1 + self.hasFocus()))

    def _show_criterion(self, criterion: Criterion, subject: Subject) -> None:
        """Show the rubric's texts of a criterion."""
        language = self._context.language
        meta, shipped = meta_text(criterion, subject.rubric, language), language.shipped
        self._title.show_runs(
            (
                Run(shipped(criterion.title), "focus", strong=True),
                Run(f"  {meta}" if meta else "", "note", "second_ink"),
            )
        )
        self._question.setText(shipped(criterion.question))
        self.guidance.show_criterion(criterion)
        self.cards.show_levels(
            [shipped(name) for name in subject.rubric.level_names],
            [shipped(level.text) for level in criterion.levels],
        )
        levels = self._context.language.gettext(
            "Levels of “{title}”", title=self._context.language.shipped(criterion.title)
        )
        self.cards.setAccessibleName(levels)
        self.setAccessibleDescription(self._context.language.shipped(criterion.question))

    def _show_too_long(self, length: int) -> None:
        """Show that a text of `length` characters is too long; 0 hides that."""
        text = too_long_text(length, self.rationale.most, self._context.language) if length else ""
        self._too_long.setText(text)
        self._too_long.setVisible(bool(text))
        self.rationale.setAccessibleDescription(text)

    def _show_note(self, note: Note) -> None:
        """Show the note on the answer, in the colour of its state."""
        state = note.state.value if note.state else ""
        if self.note.property("state") != state:
            set_property(self.note, "state", state)
        self.note.setText(note.text)

    def _make_words(self) -> None:
        self._title = RunText(self._context)
        self._question = PlainLabel("", "quiet", wrap=True)
        self.note = ElidedLabel("", "note")

    def _make_controls(self) -> None:
        gettext = self._context.language.gettext
        self._enough = LinkButton(gettext("What is enough"))
        self._enough.setCheckable(True)
        self._leave_out = LinkButton(gettext("Not applicable…"))
        self._waive = LinkButton(gettext("Waive…"))
        self._clear = LinkButton(gettext("Clear"))
        self._comments = LinkButton(gettext("Comments"))
        self.guidance = Guidance(self._context)
        self.guidance.hide()
        self.cards = LevelCards(self._context)
        self.rationale = RationaleEditor()
        self.rationale.setAccessibleName(gettext("Rationale"))
        self.rationale.setPlaceholderText(gettext("Why this level? What would a sceptic ask?"))
        self._too_long = PlainLabel("", "problem", wrap=True)
        self._too_long.hide()
        self.evidence = EvidenceChips(self._context)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_SIDE, 10, _SIDE, 10)
        layout.setSpacing(5)
        layout.addWidget(self._title)
        layout.addWidget(self._question)
        layout.addWidget(self.guidance)
        layout.addWidget(self.cards)
        layout.addLayout(self._links())
        layout.addLayout(self._backing())

    def _links(self) -> QBoxLayout:
        """The note on the answer, with the links beside or below it."""
        self._commands = QHBoxLayout()
        self._commands.setSpacing(4)
        self._commands.addStretch(1)
        for link in (self._clear, self._leave_out, self._waive, self._comments, self._enough):
            self._commands.addWidget(link)
        self._note_row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._note_row.setSpacing(4)
        self._note_row.addWidget(self.note, 1)
        self._note_row.addLayout(self._commands)
        return self._note_row

    def _fit_note(self) -> None:
        """Put the note on a line of its own where the links would cut it off."""
        margins = self.contentsMargins()
        room = self.width() - 2 * _SIDE - margins.left() - margins.right()
        needed = self.note.sizeHint().width() + self._note_row.spacing() + self._commands.sizeHint().width()
        cut = bool(self.note.text()) and needed > room
        direction = QBoxLayout.Direction.TopToBottom if cut else QBoxLayout.Direction.LeftToRight
        if self._note_row.direction() != direction:
            self._note_row.setDirection(direction)

    def _backing(self) -> QGridLayout:
        """Rationale and evidence, their names at the left."""
        gettext = self._context.language.gettext
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        rationale = PlainLabel(gettext("Rationale"), "section")
        rationale.setBuddy(self.rationale)
        grid.addWidget(rationale, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.rationale, 0, 1)
        grid.addWidget(self._too_long, 1, 1)
        grid.addWidget(PlainLabel(gettext("Evidence"), "section"), 2, 0)
        grid.addWidget(self.evidence, 2, 1)
        return grid
