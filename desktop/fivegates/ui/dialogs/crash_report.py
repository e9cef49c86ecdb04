"""The crash report dialog: the state of the file, and a report that can be copied."""

import traceback

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from fivegates.actions.versions import details
from fivegates.ui.context import Context
from fivegates.ui.dialogs.plain_dialog import PlainDialog
from fivegates.ui.widgets.labels import PlainLabel


class CrashReportDialog(PlainDialog):
    """Shows one unexpected exception; `file_state` is the result of the file check just made."""

    def __init__(self, context: Context, file_state: str, report: str, parent: QWidget | None) -> None:
        gettext = context.language.gettext
        super().__init__(context, gettext("A fault occurred in Fivegates"), parent, width=720)
        what_to_do = gettext(
            "The report below helps to fix it. It is not sent anywhere; read it before you share it."
        )
        self._text = QPlainTextEdit(report)
        self._text.setReadOnly(True)
        self._text.setAccessibleName(gettext("Report"))
        self._text.setMinimumHeight(240)
        self.body.addWidget(PlainLabel(file_state, wrap=True))
        self.body.addWidget(PlainLabel(what_to_do, "quiet", wrap=True))
        self.body.addWidget(self._text, 1)
        self.add_button(gettext("Copy report")).clicked.connect(self._copy)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.toPlainText())


def report_text(error: BaseException) -> str:
    """The exception with its traceback, and the versions of program, libraries and system."""
    trace = "".join(traceback.format_exception(error))
    return f"{trace}\n{details()}\n"
