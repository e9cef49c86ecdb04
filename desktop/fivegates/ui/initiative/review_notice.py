"""The line above the scores that says why nothing can be scored, or what is left to confirm."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from fivegates.domain.language import Language
from fivegates.domain.wording.finality import carried_sentence, seal_sentence
from fivegates.ui.context import Context
from fivegates.ui.initiative.subject import Subject
from fivegates.ui.widgets.labels import ElidedLabel
from fivegates.ui.widgets.roles import set_role


class ReviewNotice(QFrame):
    """Hidden where there is nothing to say.

    Signals:
        correction_requested(): the user wants to correct the final review that is shown.
    """

    correction_requested = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._text = ElidedLabel()
        self._correct = QPushButton(context.language.gettext("Correct it…"))
        self._correct.setAutoDefault(False)
        set_role(self._correct, "quiet-link")
        set_role(self, "notice")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(12)
        row.addWidget(self._text, 1)
        row.addWidget(self._correct)
        self._correct.clicked.connect(self.correction_requested)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def show_subject(self, subject: Subject, *, editable: bool) -> None:
        """Say what there is to say of a review."""
        text = _notice(subject, self._context.language)
        if text != self._text.text():
            self._text.setText(text)
        if self.isHidden() is bool(text):
            self.setVisible(bool(text))
        offered = editable and subject.correctable
        if self._correct.isHidden() is offered:
            self._correct.setVisible(offered)


def _notice(subject: Subject, language: Language) -> str:
    review = subject.review
    if review.seal is None:
        carried = carried_sentence(review, language)
        how = language.gettext("Choose a level again to confirm it.")
        return f"{carried} {how}" if carried else ""
    stays = language.gettext("Its scores do not change.")
    return f"{seal_sentence(review.seal, language)} {stays}"
