"""Notices by the scores: a final review, answers to confirm, conditions of earlier decisions."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QVBoxLayout, QWidget

from fivegates.domain.initiative.decisions import Decision, decisions_before
from fivegates.domain.language import Language
from fivegates.domain.wording.decisions import conditions_sentence
from fivegates.domain.wording.finality import carried_sentence, seal_sentence
from fivegates.ui.context import Context
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.widgets.roles import set_role


class Notice(QFrame):
    """A notice with a button; hidden while it has no text.

    Signals:
        button_pressed(): the user pressed the button.
    """

    button_pressed = Signal()

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = PlainLabel(wrap=True)
        self._button = QPushButton(text)
        self._button.setAutoDefault(False)
        set_role(self._button, "quiet-link")
        set_role(self, "notice")
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._parts.setContentsMargins(6, 6, 12, 6)
        self._text.setContentsMargins(6, 0, 0, 0)  # in line with the words of the button, which has its own
        self._parts.addWidget(self._text, 1)
        self._parts.addWidget(self._button)
        self.set_narrow(narrow=False)
        self._button.clicked.connect(self.button_pressed)
        self.hide()

    @property
    def text(self) -> str:
        """The text of the notice."""
        return self._text.text()

    @property
    def button(self) -> QPushButton:
        """The button."""
        return self._button

    def set_narrow(self, *, narrow: bool) -> None:
        """Put the button below the text where there is no room for it at the side."""
        direction = QBoxLayout.Direction
        self._parts.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        self._parts.setSpacing(4 if narrow else 12)
        side = Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag.AlignVCenter
        self._parts.setAlignment(self._button, side)

    def say(self, text: str, *, offered: bool) -> None:
        """Show `text`, or hide where it is empty; `offered` shows the button."""
        if text != self._text.text():
            self._text.setText(text)
        for part, shown in ((self, bool(text)), (self._button, offered)):
            if part.isHidden() is shown:
                part.setVisible(shown)


class ReviewNotices(QWidget):
    """The notices of a review; hidden while there are none.

    Signals:
        correction_requested(): the user wants to correct the final review that is shown.
        settling_requested(Decision): the user wants to record the outcome of a decision's conditions.
    """

    correction_requested = Signal()
    settling_requested = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = context.language
        self._decision: Decision | None = None
        self.state = Notice(context.language.gettext("Correct it…"))
        self.conditions = Notice(context.language.gettext("Settle conditions…"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.state)
        layout.addWidget(self.conditions)
        self.state.button_pressed.connect(self.correction_requested)
        self.conditions.button_pressed.connect(lambda: self.settling_requested.emit(self._decision))

    def tab_order(self) -> list[QWidget]:
        """The buttons in Tab order."""
        return [self.state.button, self.conditions.button]

    def set_narrow(self, *, narrow: bool) -> None:
        """Fit a column beside the scores, or the whole width above them."""
        for notice in (self.state, self.conditions):
            notice.set_narrow(narrow=narrow)

    def show_subject(self, subject: Subject, *, editable: bool) -> None:
        """Show the notices of a review."""
        self.state.say(_state(subject, self._language), offered=editable and subject.correctable)
        before = decisions_before(subject.record.decisions, subject.review.dated)
        asking = [decision for decision in before if decision.conditions]
        self._decision = min(asking, key=lambda decision: not decision.unsettled, default=None)
        opens = " ".join(conditions_sentence(decision, self._language) for decision in asking)
        self.conditions.say("" if subject.final else opens, offered=editable)
        shown = any(not notice.isHidden() for notice in (self.state, self.conditions))
        if self.isHidden() is shown:
            self.setVisible(shown)


def _state(subject: Subject, language: Language) -> str:
    """A sentence: the review is final, or how many answers of a draft remain to be confirmed."""
    review = subject.review
    if review.seal is None:
        carried = carried_sentence(review, language)
        how = language.gettext("Choose a level again to confirm it.")
        return f"{carried} {how}" if carried else ""
    stays = language.gettext("Its scores do not change.")
    return f"{seal_sentence(review.seal, language)} {stays}"
