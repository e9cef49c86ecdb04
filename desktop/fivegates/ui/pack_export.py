"""Exports the portfolio pack: reads in short slices, renders in the background, writes the file whole."""

import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from fivegates.actions.documents import document_order, pack_document
from fivegates.actions.pack import gather_briefs, gather_front, pack_file_name, render_pack
from fivegates.domain.brief import FileType, InitiativeBrief, RenderedBrief
from fivegates.domain.errors import UserError
from fivegates.domain.portfolio.pack import PackFront
from fivegates.ui.background import Background
from fivegates.ui.context import Context
from fivegates.ui.file_dialogs import ask_where_to_save, documents_folder
from fivegates.ui.messages import show_error
from fivegates.ui.pack_panel import PackPanel
from fivegates.ui.paper_export import ask_protection, file_kind, write_paper
from fivegates.ui.session import Session
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.widgets.roles import window_title

if TYPE_CHECKING:
    from collections.abc import Iterator


_WIDTH = 400
_MARGIN = 24


class ProgressDialog(QDialog):
    """Stays until the work is done; rejected where the user stops it."""

    def __init__(self, context: Context, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(window_title(title))
        self.setMinimumWidth(_WIDTH * context.settings.text_scale // 100)
        gettext = context.language.gettext
        self._note = PlainLabel("", "quiet", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(gettext("Progress"))
        self.stop = QPushButton(gettext("Stop"))
        self.stop.setAutoDefault(False)  # Enter, pressed once too often, stops nothing
        self.stop.clicked.connect(self.reject)
        self._lay_out(title)

    def show_work(self, words: str, done: int, of: int) -> None:
        """Show the progress."""
        self._note.setText(words)
        self._bar.setRange(0, of)
        self._bar.setValue(done)

    def _lay_out(self, title: str) -> None:
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self.stop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, 16, _MARGIN, 16)
        layout.setSpacing(8)
        layout.addWidget(PlainLabel(title, "heading", wrap=True))
        layout.addWidget(self._note)
        layout.addWidget(self._bar)
        layout.addSpacing(8)
        layout.addLayout(row)


# A slice is shorter than a frame of the screen.
_SLICE_SECONDS = 0.012


class PackExport(QObject):
    """Exports a pack, one at a time; a cancelled run leaves no files behind.

    Signals:
        reported(str): what was done, in a sentence.
        exported(Path): the file was written.
    """

    reported = Signal(str)
    exported = Signal(object)

    def __init__(self, session: Session, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._context = context
        self._window = window
        self._path: Path | None = None
        self._password: str | None = None
        self._kind = FileType.PDF
        self._template: Path | None = None
        self._front: PackFront | None = None
        self._briefs: list[InitiativeBrief] = []
        self._reading: Iterator[InitiativeBrief] = iter(())
        self.dialog: ProgressDialog | None = None
        self._slices = QTimer(self, interval=0)
        self._slices.timeout.connect(self._read_slice)
        self._work = Background(self)
        self._work.done.connect(self._save)
        self._work.failed.connect(self._fail)
        self._work.progressed.connect(self._report_set)

    def close(self) -> None:
        """Stop background work."""
        self._slices.stop()
        self._work.close()

    def ask(self, *, protected: bool) -> None:
        """Ask for content and day, for a password if `protected`, and for the file."""
        today, language = self._context.today(), self._context.paper_language
        front = self._session.ask(lambda opened: gather_front(opened, today, language))
        if front is None:
            return
        panel = PackPanel(self._session, self._context, front, self._window)
        panel.chosen.connect(lambda chosen: self._follow_panel(panel, chosen, protected=protected))
        panel.open()

    def _follow_panel(self, panel: PackPanel, front: PackFront, *, protected: bool) -> None:
        """Take the kind of file that is chosen; a PDF alone can have a password."""
        self._kind, self._template = panel.format.kind, panel.format.template
        protected = protected and self._kind is FileType.PDF
        ask_protection(self._context, self._window, partial(self._ask_where, front), protected=protected)

    def _ask_where(self, front: PackFront, password: str | None) -> None:
        """Ask where to, then export."""
        gettext = self._context.language.gettext
        folder = Path(self._context.settings.brief_folder or documents_folder())
        kind = file_kind(self._kind, self._context.language)
        title = gettext("Export the portfolio pack")
        suggested = (folder / pack_file_name(front)).with_suffix(self._kind.value)
        ask_where_to_save(
            self._window, title, kind, suggested, lambda path: self.export_to(front, path, password)
        )

    def export_to(self, front: PackFront, path: Path, password: str | None = None) -> None:
        """Set the pack on the paper last used for briefs, and write it to `path`, with a password or not."""
        self._front, self._path, self._password, self._briefs = front, path, password, []
        self._reading = gather_briefs(self._session.opened, front)
        self.dialog = ProgressDialog(
            self._context, self._context.language.gettext("Portfolio pack"), self._window
        )
        self.dialog.rejected.connect(self._stop)
        self._report_read()
        self.dialog.open()
        self._slices.start()

    def _read_slice(self) -> None:
        """Read initiatives for a moment; after the last one, set the pages."""
        end = time.monotonic() + _SLICE_SECONDS
        try:
            for brief in self._reading:
                self._briefs.append(brief)
                if time.monotonic() > end:
                    self._report_read()
                    return
        except UserError as error:
            self._end()
            show_error(self._window, error, self._context.language)
            return
        self._slices.stop()
        self._set()

    def _set(self) -> None:
        """Set the pages in the background; each brief is let go once its turn has come."""
        if self._front is None:
            return
        front, language, paper = self._front, self._context.paper_language, self._context.settings.brief_paper
        waiting, self._briefs = iter(self._briefs), []
        self._report_set(0)
        kind, template = self._kind, self._template
        if kind is FileType.PDF:
            self._work.start(lambda tick: render_pack(front, waiting, language, paper, tick))
            return
        self._work.start(
            lambda tick: pack_document(front, waiting, kind, document_order(language, paper, template), tick)
        )

    def _save(self, made: RenderedBrief | bytes) -> None:
        """Write the file and remember its folder."""
        self._end()
        if self._path is None:
            return
        try:
            sentence = write_paper(self._session, self._context, made, self._path, self._password)
        except UserError as error:
            show_error(self._window, error, self._context.language)
            return
        self.reported.emit(sentence)
        self.exported.emit(self._path)

    def _stop(self) -> None:
        """Cancel the export; rendering stops at the next brief."""
        self.dialog = None
        self._slices.stop()
        self._work.drop()
        self._briefs = []
        self.reported.emit(self._context.language.gettext("Stopped. No pack was written."))

    def _end(self) -> None:
        """Close the dialog."""
        self._slices.stop()
        if self.dialog is not None:
            self.dialog.accept()
            self.dialog = None

    def _fail(self, error: BaseException) -> None:
        """Show what the user can correct; pass any other exception to the crash report."""
        self._end()
        if not isinstance(error, UserError):
            raise error
        show_error(self._window, error, self._context.language)

    def _report_read(self) -> None:
        self._show_progress(self._context.language.gettext("Reading the initiatives…"), len(self._briefs))

    def _report_set(self, done: int) -> None:
        language = self._context.language
        total = len(self._front.with_brief) if self._front else 0
        words = language.gettext(
            "Setting brief {done} of {total}",
            done=language.number(min(done + 1, total)),
            total=language.number(total),
        )
        self._show_progress(words, done)

    def _show_progress(self, words: str, done: int) -> None:
        if self.dialog is not None and self._front is not None:
            self.dialog.show_work(words, done, len(self._front.with_brief))
