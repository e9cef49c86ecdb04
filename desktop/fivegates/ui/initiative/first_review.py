"""The view before the first review: an explanation of reviews, and the form that starts one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fivegates.domain.review.review import Review
from fivegates.ui.context import Context
from fivegates.ui.widgets.buttons import IconButton
from fivegates.ui.widgets.dates import DateField
from fivegates.ui.widgets.forms import FormRow, TextField
from fivegates.ui.widgets.labels import PlainLabel

_WIDTH_EMS = 60


class FirstReview(QWidget):
    """Asks for the date and the reviewer.

    Signals:
        start_requested(Review): the user wants to start a review of this date and reviewer.
    """

    start_requested = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        gettext = context.language.gettext
        self._dated = DateField(context, context.today())
        self._reviewer = TextField()
        self._day_row = FormRow(gettext("Date"), self._dated)
        self._button = IconButton(context, "add", gettext("Start the first review"), "primary")
        self._button.setAutoDefault(True)
        self._button.clicked.connect(self._start)
        self._dated.edited.connect(lambda: self._day_row.set_problem(""))
        self._lay_out()

    def start_over(self, *, editable: bool) -> None:
        """Offer today again, and nobody as the reviewer."""
        self._dated.set_value(self._context.today())
        self._reviewer.setText("")  # clear() could be undone, with the name given for another
        for part in (self._dated, self._reviewer, self._button):
            part.setEnabled(editable)

    def enter(self, reason: Qt.FocusReason) -> None:
        """Take the keyboard."""
        self._reviewer.setFocus(reason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter starts from any field; the key ends here, since the page would score with it."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._start()
        else:
            super().keyPressEvent(event)

    def _start(self) -> None:
        problem = next(self._dated.problems("date"), None)
        self._day_row.set_problem(problem.reason.text(self._context.language) if problem else "")
        day = self._dated.value
        if day is None:
            self._dated.setFocus()
        else:
            self.start_requested.emit(Review(day, "", "", reviewer=self._reviewer.text().strip()))

    def _lay_out(self) -> None:
        gettext = self._context.language.gettext
        text = gettext(
            "A review scores the initiative on one date, criterion by criterion, and says whether it is "
            "ready for production, why, and what would make it so. Everything is saved as you go."
        )
        body = QWidget()
        body.setMaximumWidth(_WIDTH_EMS * self.fontMetrics().averageCharWidth() * 2)
        fields = QHBoxLayout()
        fields.setSpacing(16)
        fields.addWidget(self._day_row, 1, Qt.AlignmentFlag.AlignTop)
        fields.addWidget(FormRow(gettext("Reviewer"), self._reviewer), 2, Qt.AlignmentFlag.AlignTop)
        inside = QVBoxLayout(body)
        inside.setSpacing(16)
        inside.addWidget(PlainLabel(gettext("Start the first review"), "heading"))
        inside.addWidget(PlainLabel(text, "quiet", wrap=True))
        inside.addLayout(fields)
        inside.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(body, 4)
        across.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addLayout(across)
        layout.addStretch(3)
