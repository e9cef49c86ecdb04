"""The brief page: the real pages of an initiative's brief, what to ask of the board, and the export."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fivegates.actions.briefs import brief_file_name, for_others, gather_brief, in_extent, save_brief
from fivegates.actions.documents import brief_document, document_order, save_document
from fivegates.actions.file.opened import Changes
from fivegates.actions.meetings import brief_meeting, save_brief_meeting
from fivegates.actions.reviews import edit_review
from fivegates.domain.brief import FileType, InitiativeBrief
from fivegates.domain.errors import UserError
from fivegates.ui.background import Background
from fivegates.ui.brief.options import BriefOptions
from fivegates.ui.brief.pages import WIDEST, Pages, Preview, PreviewRenderer, RenderRequest, page_outline
from fivegates.ui.brief.thumbnails import Thumbnails
from fivegates.ui.brief.tools import PreviewTools
from fivegates.ui.context import Context
from fivegates.ui.dialogs.meeting_form import edit_meeting
from fivegates.ui.dialogs.password_form import ask_pdf_password
from fivegates.ui.file_dialogs import ask_where_to_save, documents_folder
from fivegates.ui.messages import show_error
from fivegates.ui.paper_export import export_words, file_kind
from fivegates.ui.session import Session
from fivegates.ui.theme import scaled
from fivegates.ui.widgets.buttons import IconButton, ShrinkingButton, ShrinkingRow
from fivegates.ui.widgets.labels import ElidedLabel, EmptyState, TitleLabel

if TYPE_CHECKING:
    from fivegates.ui.brief.printing import PrintRun

SETTLE_MS = 250
OPTIONS_WIDTH = 304
EDGE = 32
LEAST_BESIDE = 550
"""Thumbnails are shown where they leave the pages as much width as this."""
_MOST_OF_PAGE = 0.45
SHARPNESS = 1.5


class BriefPage(QWidget):
    """Shows the brief of one review as it will be printed.

    Signals:
        back_requested(int): the user wants to return to the initiative.
        exported(Path): the file was written.
    """

    back_requested = Signal(int)
    exported = Signal(object)

    def __init__(self, session: Session, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._context = context
        self._brief: InitiativeBrief | None = None
        self._preview: Preview | None = None
        self._pictured: int | None = None
        self._wanted: Callable[[], object] | None = None
        self._initiative_id = 0
        self._review_id: int | None = None
        self._renderer = PreviewRenderer(self)
        self._writing = Background(self)
        self._settled = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._build()
        self._connect()

    @property
    def ready(self) -> bool:
        """True if the pages shown are the latest, and can be exported."""
        return self._preview is not None

    def review_of(self, initiative_id: int) -> int | None:
        """The review whose brief is shown, if it is one of this initiative; None for its latest."""
        return self._review_id if initiative_id == self._initiative_id else None

    def show_brief(self, initiative_id: int, review_id: int | None = None) -> None:
        """Show the brief of a review, the latest unless named; what was typed for another is saved before."""
        self._options.flush()
        self._initiative_id, self._review_id = initiative_id, review_id
        self._wanted = None
        self._refresh()
        self._show_outline()
        self._pages.setFocus()

    def close_page(self) -> None:
        """Keep what was typed and end the worker; the page is not used again."""
        self._options.flush()
        self._settled.stop()
        self._renderer.close()
        self._writing.close()

    def export(self) -> None:
        """Ask where to, then write the PDF; while the pages are being set, as soon as they are ready."""
        if self._preview is None:
            self._wanted = self.export if self._brief is not None else None
            return
        if not self._options.protected:
            self._ask_where(None)
            return
        ask_pdf_password(self._context, self, self._ask_where)

    def _ask_where(self, password: str | None) -> None:
        """Ask where to, then write the PDF, with a password or without."""
        if self._preview is None:
            return
        gettext = self._context.language.gettext
        folder = self._context.settings.brief_folder or documents_folder()
        chosen = self._options.format.kind
        suggested = (Path(folder) / brief_file_name(self._preview.brief)).with_suffix(chosen.value)
        kind = file_kind(chosen, self._context.language)
        ask_where_to_save(
            self, gettext("Export the brief"), kind, suggested, partial(self.export_to, password=password)
        )

    def export_to(self, path: Path, password: str | None = None) -> None:
        """Write what is chosen to `path`, a PDF with a password or without, and remember its folder."""
        preview = self._preview
        if preview is None:
            return
        if self._options.format.kind is not FileType.PDF:
            self._write_document(preview.brief, path)
            return
        try:
            save_brief(preview.rendered, path, self._session.opened.path, password)
        except UserError as error:
            show_error(self, error, self._context.language)
            return
        self._report_exported(path)

    def _write_document(self, brief: InitiativeBrief, path: Path) -> None:
        """Write a Word document or slides in the background."""
        kind, template = self._options.format.kind, self._options.format.template
        language, paper = self._context.paper_language, self._options.paper
        portfolio = self._session.opened.path

        def write(_tick: Callable[[int], None]) -> Path:
            data = brief_document(brief, kind, document_order(language, paper, template))
            save_document(data, path, portfolio)
            return path

        self._state.setText(self._context.language.gettext("Writing the file…"))
        self._writing.start(write)

    def _fail_to_write(self, error: BaseException) -> None:
        """Show what the user can correct; pass any other exception to the crash report."""
        self._state.setText("")
        if not isinstance(error, UserError):
            raise error
        show_error(self, error, self._context.language)

    def _report_exported(self, path: Path) -> None:
        """Say where it is, and remember its folder."""
        self._context.settings.brief_folder = str(path.parent)
        text = self._context.language.gettext("Exported to {file}", file=path)
        self._state.setText(text)
        self.exported.emit(path)

    def seek(self) -> None:
        """Go to the field that finds words in the pages."""
        self._tools.seek()

    def print_brief(self) -> None:
        """Ask which printer, and print the pages; while they are being set, as soon as they are ready."""
        from fivegates.ui.brief.printing import ask_to_print  # few briefs are printed

        if self._preview is None:
            self._wanted = self.print_brief if self._brief is not None else None
        elif self._print.isEnabled():
            name = brief_file_name(self._preview.brief)
            portfolio = self._session.opened.path
            ask_to_print(self, name, self._preview.rendered.pdf, portfolio, self._begin_printing)

    def _begin_printing(self, run: "PrintRun") -> None:
        run.progressed.connect(self._report_printing)
        run.done.connect(self._report_printed)
        run.done.connect(lambda _printed: self._print.setEnabled(self._preview is not None))
        self._print.setEnabled(False)
        run.start()

    def _report_printing(self, count: int, pages: int) -> None:
        language = self._context.language
        numbers = {"page": language.number(count), "pages": language.number(pages)}
        self._state.setText(language.gettext("Printing page {page} of {pages}…", **numbers))

    def _report_printed(self, printed: bool) -> None:  # noqa: FBT001 - the printer's answer
        gettext = self._context.language.gettext
        self._state.setText(gettext("Printed") if printed else gettext("The printer did not take the pages."))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width again."""
        super().resizeEvent(event)
        self._fit_options()

    def changeEvent(self, event: QEvent) -> None:
        """Share the width again for another size of text."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit_options()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was typed."""
        self._options.flush()
        super().hideEvent(event)

    def _fit_options(self) -> None:
        """Make the options as wide as their text needs, and never wider than the pages."""
        wanted = scaled(OPTIONS_WIDTH, self._context.settings.text_scale)
        options = min(wanted, round(self.width() * _MOST_OF_PAGE))
        self._options.setFixedWidth(options)
        room = self.contentsRect().width() - 2 * EDGE - options - self._thumbnails.width()
        self._thumbnails.setVisible(self._thumbnails.count() > 1 and room >= LEAST_BESIDE)

    def _build(self) -> None:
        """Header on top; pages and options below, or the reason why there are none."""
        gettext = self._context.language.gettext
        self._title = TitleLabel(parent=self)
        self._state = ElidedLabel("", "quiet", self)
        self._back = IconButton(self._context, "back", gettext("Back to the initiative"), "link", self)
        self._export = IconButton(self._context, "brief", gettext("Export PDF…"), "primary", self)
        self._print = ShrinkingButton(self._context, "print", gettext("Print…"), parent=self)
        self._pages = Pages(self._context, self)
        self._tools = PreviewTools(self._context, self._pages, self)
        self._thumbnails = Thumbnails(self._context, self)
        self._options = BriefOptions(self._context, self)
        self._nothing = EmptyState(
            gettext("There is no brief yet"),
            gettext("Review the initiative first: the brief explains what the review found."),
            parent=self,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(EDGE, 24, EDGE, 24)
        layout.setSpacing(16)
        layout.addLayout(self._header())
        layout.addLayout(self._body(), 1)
        layout.addWidget(self._nothing, 1)

    def _header(self) -> QVBoxLayout:
        """The way back at the left and export at the right; below them title and state in the whole width."""
        commands = ShrinkingRow((self._back,), (self._print, self._export))
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addLayout(commands)
        column.addWidget(self._title)
        column.addWidget(self._state)
        return column

    def _body(self) -> QHBoxLayout:
        """Pages at the left with their tools above them, options at the right."""
        row = QHBoxLayout()
        row.setSpacing(0)
        preview = QVBoxLayout()
        preview.setSpacing(8)
        preview.addWidget(self._tools)
        preview.addWidget(self._pages, 1)
        row.addWidget(self._thumbnails)
        row.addLayout(preview, 1)
        row.addWidget(self._options)
        return row

    def _connect(self) -> None:
        """Connect all signals, in one list."""
        self._back.clicked.connect(lambda: self.back_requested.emit(self._initiative_id))
        self._export.clicked.connect(self.export)
        self._print.clicked.connect(self.print_brief)
        self._options.paper_chosen.connect(self._render)
        self._options.extent_chosen.connect(self._render)
        self._options.day_chosen.connect(self._settled.start)
        self._options.decision_written.connect(self._save_decision)
        self._options.meeting_requested.connect(self._edit_meeting)
        self._session.changed.connect(self._follow)
        self._settled.timeout.connect(self._refresh)
        self._options.format.changed.connect(self._name_export)
        self._writing.done.connect(self._report_exported)
        self._writing.failed.connect(self._fail_to_write)
        self._renderer.done.connect(self._show)
        self._pages.page_changed.connect(self._thumbnails.follow)
        self._thumbnails.page_chosen.connect(self._pages.go_to)
        self._renderer.failed.connect(self._fail)

    def _name_export(self) -> None:
        """Set the text of the button to the file type that it writes."""
        self._export.setText(export_words(self._options.format.kind, self._context.language))

    def _follow(self, changes: Changes) -> None:
        """Render again, after a moment, when what is shown was edited."""
        if self.isVisible() and (changes.settings or self._initiative_id in changes.initiatives):
            self._settled.start()

    def _refresh(self) -> None:
        """Gather the brief and request its pages; without a review, show a message."""
        self._preview = None
        self._export.setEnabled(False)
        self._print.setEnabled(False)
        try:
            opened, day = self._session.opened, self._options.day
            self._brief = gather_brief(opened, self._initiative_id, self._review_id, day)
        except UserError:
            self._brief = None
        self._show_parts(found=self._brief is not None)
        if self._brief is not None:
            self._title.setText(self._brief.record.initiative.name)
            self._options.show_brief(self._brief)
            self._render()

    def _show_parts(self, *, found: bool) -> None:
        """Show either the brief or the empty state."""
        head = (self._title, self._export, self._print, self._state)
        for part in (self._tools, self._pages, self._options, *head):
            part.setVisible(found)
        self._nothing.setVisible(not found)

    def _render(self) -> None:
        """Order the pages."""
        if self._brief is None:
            return
        self._state.setText(self._context.language.gettext("Setting the pages…"))
        width = round(WIDEST * self.devicePixelRatioF() * SHARPNESS)
        brief = for_others(self._session.opened, self._brief, self._options.omitted)
        brief = in_extent(self._session.opened, brief, self._options.extent)
        self._renderer.request(RenderRequest(brief, self._context.paper_language, self._options.paper, width))

    def _show_outline(self) -> None:
        """Show the outline of a page until this brief's pages are set."""
        if self._brief is not None and self._brief.assessment.case.review.id != self._pictured:
            self._pictured = None
            words = self._context.language.gettext("Setting the pages…")
            self._pages.show_outline(page_outline(self._options.paper, WIDEST), words)
            self._thumbnails.show_pages(())
            self._tools.show_pdf(b"")
            self._fit_options()

    def _show(self, preview: Preview) -> None:
        """Show the finished pages."""
        self._preview = preview
        language = self._context.language
        review = preview.brief.assessment.case.review
        self._state.setText(
            language.ngettext(
                "Brief on the review of {day} · {count} page",
                "Brief on the review of {day} · {count} pages",
                preview.rendered.pages,
                day=language.long_date(review.dated),
            )
        )
        self._pictured = review.id
        self._pages.show_pages(preview.pages)
        self._thumbnails.show_pages(preview.pages)
        self._fit_options()
        self._tools.show_pdf(preview.rendered.pdf)
        self._options.show_unprintable(preview.rendered.unprintable)
        self._export.setEnabled(True)
        self._print.setEnabled(True)
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            wanted()

    def _fail(self, error: BaseException) -> None:
        """Show what was not left out as asked; pass any other exception to the crash report."""
        if isinstance(error, UserError):
            self._state.setText(error.text(self._context.language))
            return
        self._state.setText(self._context.language.gettext("The pages could not be set."))
        raise error

    def _edit_meeting(self) -> None:
        """Ask for which meeting the brief is; it is set again once that is kept."""
        of = self._initiative_id
        edit_meeting(
            self._session,
            self._context,
            self,
            lambda opened: brief_meeting(opened, of),
            lambda opened, matter: save_brief_meeting(opened, of, matter),
        )

    def _save_decision(self, text: str) -> None:
        """Save the decision asked with the review."""
        if self._brief is None:
            return
        review = self._brief.assessment.case.review
        if text != review.decision_asked:
            self._session.run(edit_review, replace(review, decision_asked=text))
