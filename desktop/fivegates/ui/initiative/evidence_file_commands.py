"""What can be done with the file of a piece of evidence: open a read-only copy, save it elsewhere."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from fivegates.actions.evidence_files import attached_content, save_attached
from fivegates.domain.errors import UserError
from fivegates.domain.initiative.evidence_files import ending_of, kind_of
from fivegates.domain.initiative.initiative import Evidence, EvidenceFile
from fivegates.domain.wording.evidence_files import document_kind_phrase, file_text
from fivegates.ui.context import Context
from fivegates.ui.file_dialogs import FileKind, ask_where_to_save, documents_folder
from fivegates.ui.messages import Question, ask, show_error
from fivegates.ui.session import Session


class EvidenceFileVerbs:
    """Asks first, over `window`; the file is judged each time, whoever wrote the portfolio."""

    def __init__(self, session: Session, context: Context, window: QWidget) -> None:
        self._session = session
        self._context = context
        self._window = window

    def open(self, item: Evidence) -> None:
        """Say which program will show it, then open a copy that cannot be written to."""
        content = self._session.ask(attached_content, item)
        if content is None or item.file is None:
            return
        language, file = self._context.language, item.file
        question = Question(
            language.gettext("Open {file}?", file=file_text(file, language)),
            language.gettext(
                "The system’s program for {kind} opens a read-only copy. "
                "What is changed there does not come back into the portfolio.",
                kind=document_kind_phrase(kind_of(file.name), language),
            ),
            language.gettext("Open"),
        )
        ask(self._window, question, language, partial(self._open_copy, file, content))

    def save_as(self, item: Evidence) -> None:
        """Ask where to, then write the file as it is."""
        if item.file is None:
            return
        gettext = self._context.language.gettext
        folder = self._context.settings.evidence_folder or documents_folder()
        ending = ending_of(item.file.name)
        kind = FileKind(gettext("This kind of file (*.{suffix})", suffix=ending), ending)
        suggested = Path(folder) / item.file.name
        ask_where_to_save(self._window, gettext("Save the file"), kind, suggested, partial(self._save, item))

    def _open_copy(self, file: EvidenceFile, content: bytes) -> None:
        language = self._context.language
        try:
            path = self._session.copies.write(file, content)
        except UserError as error:
            show_error(self._window, error, language)
            return
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            nobody = UserError(
                "No program here opens {file}. Save it, and open it where there is one.", file=file.name
            )
            show_error(self._window, nobody, language)

    def _save(self, item: Evidence, path: Path) -> None:
        try:
            save_attached(self._session.opened, item, path)
        except UserError as error:
            show_error(self._window, error, self._context.language)
            return
        self._context.settings.evidence_folder = str(path.parent)
