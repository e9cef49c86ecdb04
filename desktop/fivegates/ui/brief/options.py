"""The options of a brief: paper, language, extent, day, and the decision asked of the board."""

from datetime import date
from typing import Final

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from fivegates.domain.brief import (
    Edition,
    Extent,
    FileType,
    InitiativeBrief,
    Omission,
    PaperSize,
    Unprintable,
)
from fivegates.domain.limits import SUMMARY
from fivegates.domain.wording.papers import meeting_details_text, unprintable_lines
from fivegates.domain.wording.proposals import decision_proposal
from fivegates.ui.brief.choices import ExtentChoice, OmissionChoice, PaperLanguageBox
from fivegates.ui.context import Context
from fivegates.ui.dialogs.password_form import protection_words
from fivegates.ui.paper_export import FormatChoice
from fivegates.ui.settings import PaperKind
from fivegates.ui.widgets.dates import DateField
from fivegates.ui.widgets.fields import LimitedProse, WrappedCheckBox, too_long_text
from fivegates.ui.widgets.forms import FormRow, ListBox
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.widgets.page import scrolled
from fivegates.ui.widgets.roles import set_role

TYPING_MS = 400
_DECISION_LINES: Final = 6


class BriefOptions(QFrame):
    """The panel beside the pages.

    Signals:
        paper_chosen(): another paper, or another language of it, was chosen.
        extent_chosen(): another edition, another chapter or a part to omit was chosen.
        day_chosen(): another day of the paper was chosen.
        decision_written(str): the decision asked was changed, and typing has paused.
        meeting_requested(): the user wants to enter the meeting of the paper.
    """

    paper_chosen = Signal()
    extent_chosen = Signal()
    day_chosen = Signal()
    decision_written = Signal(str)
    meeting_requested = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        set_role(self, "panel")
        self.format = FormatChoice(context, self)
        self._paper = ListBox(self)
        self._language = PaperLanguageBox(context, self)
        self._extent = ExtentChoice(context, PaperKind.BRIEF, tuple(Edition), self)
        self._omitted = OmissionChoice(context, PaperKind.BRIEF, self)
        self._day = DateField(context, context.today(), parent=self)
        self._reported_day = context.today()
        self._decision = LimitedProse(SUMMARY, _DECISION_LINES, self)
        self._decision.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._review = 0
        self._meeting = QPushButton(context.language.gettext("Edit the meeting…"), self)
        self._meeting.setAutoDefault(False)
        self._meeting_row = FormRow(context.language.gettext("Meeting"), self._meeting)
        self._protect = WrappedCheckBox(context.language.gettext("Ask when exporting"), self)
        self._warning = PlainLabel("", "problem", wrap=True, parent=self)
        self._paused = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._fill_papers()
        self._lay_out()
        self.format.changed.connect(lambda: self._protect.setEnabled(self.format.kind is FileType.PDF))
        self._paper.activated.connect(self._remember_paper)
        self._language.language_chosen.connect(self.paper_chosen)
        self._extent.changed.connect(self.extent_chosen)
        self._omitted.changed.connect(self.extent_chosen)
        self._day.edited.connect(self._announce_day)
        self._decision.textChanged.connect(self._paused.start)
        self._decision.textChanged.connect(lambda: self._decision_row.set_problem(""))
        self._decision.refused.connect(self._show_too_long)
        self._paused.timeout.connect(self._show_decision)
        self._meeting.clicked.connect(self.meeting_requested)

    @property
    def paper(self) -> PaperSize:
        """The paper chosen."""
        chosen = self._paper.currentData()
        return chosen if isinstance(chosen, PaperSize) else PaperSize.A4

    @property
    def extent(self) -> Extent:
        """The edition and chapters chosen."""
        return self._extent.extent or Extent()

    @property
    def omitted(self) -> frozenset[Omission]:
        """The omissions chosen."""
        return self._omitted.omitted

    @property
    def day(self) -> date:
        """The day of the paper; today while the field is empty."""
        return self._day.value or self._context.today()

    @property
    def protected(self) -> bool:
        """True if the PDF gets a password."""
        return self._protect.isEnabled() and self._protect.isChecked()

    def show_brief(self, brief: InitiativeBrief) -> None:
        """Show the decision asked; while none is written, the proposal is in grey."""
        language = self._context.language
        proposal = decision_proposal(brief.current, brief.record.initiative, brief.stage, language)
        self._decision.setPlaceholderText(proposal)
        self._meeting_row.set_hint(" · ".join(meeting_details_text(brief.record.meeting, language)))
        written = brief.assessment.case.review.decision_asked
        if (self._review, written) != (brief.assessment.case.review.id, self._decision.toPlainText()):
            self._review = brief.assessment.case.review.id
            with QSignalBlocker(self._decision):
                self._decision.start_with(written)
            self._decision_row.set_problem("")

    def show_unprintable(self, found: tuple[Unprintable, ...]) -> None:
        """Warn about text that no font can show."""
        self._warning.setText("\n".join(unprintable_lines(found, self._context.language)))
        self._warning.setVisible(bool(found))

    def flush(self) -> None:
        """Report what was typed without waiting for the pause."""
        if self._paused.isActive():
            self._paused.stop()
            self._show_decision()

    def _announce_day(self) -> None:
        """Emit the day entered, once for each change."""
        day = self._day.value
        if day is not None and day != self._reported_day:
            self._reported_day = day
            self.day_chosen.emit()

    def _fill_papers(self) -> None:
        """List the paper sizes; the one used last is chosen."""
        names = {PaperSize.A4: "A4", PaperSize.LETTER: self._context.language.gettext("US Letter")}
        for paper, name in names.items():
            self._paper.addItem(name, paper)
            if paper is self._context.settings.brief_paper:
                self._paper.setCurrentIndex(self._paper.count() - 1)

    def _lay_out(self) -> None:
        """Paper and meeting above, the decision below with the room that is left, warnings last."""
        gettext = self._context.language.gettext
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(16)
        self._decision.setMinimumHeight(_DECISION_LINES * self._decision.fontMetrics().lineSpacing())
        layout.addWidget(self.format)
        layout.addWidget(FormRow(gettext("Paper"), self._paper))
        layout.addWidget(FormRow(gettext("Language of the paper"), self._language))
        layout.addWidget(self._meeting_row)
        layout.addWidget(self._extent)
        layout.addWidget(FormRow(gettext("Left out, for others"), self._omitted))
        of_day = gettext("The brief gives the verdict as of the review and as of this day.")
        layout.addWidget(FormRow(gettext("As of"), self._day, of_day))
        hint = gettext("Left empty, the brief proposes the decision shown in grey.")
        self._decision_row = FormRow(gettext("Decision asked of the board"), self._decision, hint)
        layout.addWidget(self._decision_row, 1)
        limits = protection_words(self._context.language)
        layout.addWidget(FormRow(gettext("Password"), self._protect, limits))
        self._protect.setAccessibleName(f"{gettext('Password')}: {self._protect.text()}")
        layout.addWidget(self._warning)
        self._warning.hide()
        frame = QVBoxLayout(self)
        frame.setContentsMargins(1, 1, 1, 1)
        frame.addWidget(scrolled(body))

    def _show_too_long(self, length: int) -> None:
        """Show that a text of `length` characters is too long."""
        text = too_long_text(length, self._decision.most, self._context.language)
        self._decision_row.set_problem(text)

    def _remember_paper(self) -> None:
        """Keep the choice for next time."""
        self._context.settings.brief_paper = self.paper
        self.paper_chosen.emit()

    def _show_decision(self) -> None:
        """Emit the decision asked as entered."""
        self.decision_written.emit(self._decision.toPlainText().strip())
