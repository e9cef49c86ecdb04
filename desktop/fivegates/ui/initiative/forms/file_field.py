"""The field of a form that holds a file of evidence, with buttons to choose one and to take it out."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from fivegates.actions.evidence_files import Attachment, read_attachment
from fivegates.domain.errors import Problem, UserError
from fivegates.domain.initiatives import EvidenceFile
from fivegates.domain.wording.files import file_text
from fivegates.ui.context import Context
from fivegates.ui.file_dialogs import FileKind, ask_for_file, documents_folder
from fivegates.ui.widgets.labels import ElidedLabel


class FileField(QWidget):
    """At most one file. What was chosen is read and judged at once.

    Signals:
        attached(Attachment): a file was read and found fit.
        refused(Problem): a file was not, and why; what was attached before stays.
    """

    attached = Signal(object)
    refused = Signal(object)

    def __init__(self, context: Context, file: EvidenceFile | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.file = file
        self.content: bytes | None = None
        gettext = context.language.gettext
        self._shown = ElidedLabel("", "quiet", self)
        self._choose = QPushButton(gettext("Choose a file…"), self)
        self._remove = QPushButton(gettext("Remove the file"), self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._shown, 1)
        for button in (self._choose, self._remove):
            button.setAutoDefault(False)
            layout.addWidget(button)
        self.setFocusProxy(self._choose)
        self._choose.clicked.connect(self._ask)
        self._remove.clicked.connect(self._take_out)
        self._show()

    def read(self, path: Path) -> None:
        """Attach the file at `path` instead, if it is fit."""
        try:
            attachment = read_attachment(path)
        except UserError as error:
            self.refused.emit(Problem("file", error))
            return
        self.show_attachment(attachment)

    def show_attachment(self, attachment: Attachment) -> None:
        """Attach what was read and judged already."""
        self.file, self.content = attachment.file, attachment.content
        self._show()
        self.attached.emit(attachment)

    def _ask(self) -> None:
        gettext = self._context.language.gettext
        folder = self._context.settings.evidence_folder or documents_folder()
        anything = FileKind(gettext("All files (*)"), "")
        ask_for_file(self, gettext("Choose a file"), anything, folder, self._take)

    def _take(self, path: Path) -> None:
        self._context.settings.evidence_folder = str(path.parent)
        self.read(path)

    def _take_out(self) -> None:
        self.file = self.content = None
        self._show()
        self._choose.setFocus()

    def _show(self) -> None:
        language = self._context.language
        self._shown.setText(
            file_text(self.file, language) if self.file else language.gettext("None attached")
        )
        self._remove.setVisible(self.file is not None)
        self.setProperty("entered", self.file.digest if self.file else "")
