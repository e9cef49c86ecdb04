"""The receipt dialog: shows today's receipt for the chain of final reviews, and verifies an earlier one."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from fivegates.actions.finalising import current_receipt, require_receipt
from fivegates.domain.errors import UserError
from fivegates.domain.wording.finality import receipt_holds_sentence
from fivegates.ui.context import Context
from fivegates.ui.dialogs.plain_dialog import PlainDialog
from fivegates.ui.session import Session
from fivegates.ui.widgets.labels import PlainLabel


class ReceiptDialog(PlainDialog):
    """Shows today's receipt, and compares one that is pasted with the open portfolio."""

    def __init__(self, context: Context, session: Session, parent: QWidget | None) -> None:
        gettext = context.language.gettext
        super().__init__(context, gettext("Receipt for final reviews"), parent, width=720)
        self._context = context
        self._session = session
        self.line = _line_box(gettext("Receipt"))
        self.line.setReadOnly(True)
        self.entered = _line_box(gettext("Earlier receipt"))
        self.outcome = PlainLabel(wrap=True)
        self._check = QPushButton(gettext("Check the receipt"))
        self._check.setAutoDefault(False)
        self._check.clicked.connect(self.check)
        self._fill()

    def check(self) -> None:
        """Say whether the receipt that was entered fits the portfolio."""
        language = self._context.language
        try:
            later = require_receipt(self._session.opened, self.entered.text())
        except UserError as error:
            self.outcome.setText(error.text(language))
        else:
            self.outcome.setText(receipt_holds_sentence(later, language))

    def _fill(self) -> None:
        """Show today's receipt, or why there is none, above the field for an earlier one."""
        gettext = self._context.language.gettext
        text = gettext(
            "Keep this line outside of the portfolio, in the minutes for instance. It shows later whether "
            "final reviews were replaced or removed."
        )
        try:
            self.line.setText(current_receipt(self._session.opened).line)
            self.line.setCursorPosition(0)
        except UserError as error:
            text = error.text(self._context.language)
            self.line.hide()
        else:
            self.add_button(gettext("Copy receipt")).clicked.connect(self._copy)
        self.body.addWidget(PlainLabel(text, wrap=True))
        self.body.addWidget(self.line)
        self.body.addWidget(PlainLabel(gettext("Compare an earlier receipt with this portfolio:"), wrap=True))
        self.body.addWidget(self.entered)
        self.body.addWidget(self._check, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.outcome)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.line.text())


def _line_box(name: str) -> QLineEdit:
    """A field for a receipt."""
    box = QLineEdit()
    box.setAccessibleName(name)
    return box
