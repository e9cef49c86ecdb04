"""Export of a comparison: asks for the file, renders in the background, writes the file whole."""

from collections.abc import Collection
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fivegates.actions.comparisons import comparison_file_name, comparison_for_others, render_comparison
from fivegates.actions.documents import comparison_document, document_order
from fivegates.domain.brief import ComparisonBrief, FileType, Omission, RenderedBrief
from fivegates.domain.errors import UserError
from fivegates.ui.background import Background
from fivegates.ui.context import Context
from fivegates.ui.file_dialogs import ask_where_to_save, documents_folder
from fivegates.ui.messages import show_error
from fivegates.ui.paper_export import FormatChoice, ask_protection, file_kind, write_paper
from fivegates.ui.session import Session


class ComparisonExport(QObject):
    """Asks, sets the pages and writes them; one export at a time.

    Signals:
        reported(str): what is going on, or was done, in a sentence.
        exported(Path): the file was written.
    """

    reported = Signal(str)
    exported = Signal(object)

    def __init__(self, session: Session, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self._session = session
        self._context = context
        self._page = page
        self._path: Path | None = None
        self._password: str | None = None
        self.format = FormatChoice(context, page)
        self._work = Background(self)
        self._work.done.connect(self._save)
        self._work.failed.connect(self._fail)

    def close(self) -> None:
        """Stop background work."""
        self._work.close()

    def ask(self, brief: ComparisonBrief, omitted: Collection[Omission], *, protected: bool) -> None:
        """Ask for a password if `protected`, and for the file; then export all parts that are not omitted."""
        language = self._context.paper_language
        printed = self._session.ask(lambda opened: comparison_for_others(opened, brief, omitted, language))
        if printed is None:
            return
        ask_protection(self._context, self._page, partial(self._ask_where, printed), protected=protected)

    def _ask_where(self, brief: ComparisonBrief, password: str | None) -> None:
        """Ask where to, then export."""
        gettext = self._context.language.gettext
        folder = Path(self._context.settings.brief_folder or documents_folder())
        chosen = self.format.kind
        kind = file_kind(chosen, self._context.language)
        suggested = (folder / comparison_file_name(brief)).with_suffix(chosen.value)
        title = gettext("Export the comparison brief")
        ask_where_to_save(
            self._page, title, kind, suggested, lambda path: self.export_to(brief, path, password)
        )

    def export_to(self, brief: ComparisonBrief, path: Path, password: str | None = None) -> None:
        """Set the pages on the paper last used, and write them to `path`, with a password or without."""
        language, paper = self._context.paper_language, self._context.settings.brief_paper
        self._path, self._password = path, password
        self.reported.emit(self._context.language.gettext("Setting the pages…"))
        kind, template = self.format.kind, self.format.template
        if kind is FileType.PDF:
            self._work.start(lambda _tick: render_comparison(brief, language, paper))
        else:
            self._work.start(
                lambda _tick: comparison_document(brief, kind, document_order(language, paper, template))
            )

    def _save(self, made: RenderedBrief | bytes) -> None:
        """Write the file and remember its folder."""
        if self._path is None:
            return
        try:
            sentence = write_paper(self._session, self._context, made, self._path, self._password)
        except UserError as error:
            self.reported.emit("")
            show_error(self._page, error, self._context.language)
            return
        self.reported.emit(sentence)
        self.exported.emit(self._path)

    def _fail(self, error: BaseException) -> None:
        """Show what the user can correct; pass any other exception to the crash report."""
        if isinstance(error, UserError):
            self.reported.emit("")
            show_error(self._page, error, self._context.language)
            return
        self.reported.emit(self._context.language.gettext("The pages could not be set."))
        raise error
