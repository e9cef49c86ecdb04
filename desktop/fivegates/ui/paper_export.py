"""Shared steps of exporting papers: the kind of file, its template, the password, and writing the file."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fivegates.actions.briefs import save_paper
from fivegates.domain.brief import FileType, RenderedBrief
from fivegates.domain.language import Language
from fivegates.domain.wording.papers import exported_sentence
from fivegates.ui.context import Context
from fivegates.ui.dialogs.password_form import ask_pdf_password
from fivegates.ui.file_dialogs import FileKind, ask_for_file, documents_folder
from fivegates.ui.session import Session
from fivegates.ui.widgets.fields import FileRow
from fivegates.ui.widgets.forms import ChoiceBox, FormRow
from fivegates.ui.widgets.labels import ElidedLabel


def format_words(kind: FileType, language: Language) -> str:
    """Name a kind of file."""
    return {
        FileType.PDF: language.gettext("PDF"),
        FileType.WORD: language.gettext("Word document"),
        FileType.SLIDES: language.gettext("Slides"),
    }[kind]


def file_kind(kind: FileType, language: Language) -> FileKind:
    """The kind of file that a dialog asks for."""
    words = {
        FileType.PDF: language.gettext("PDF (*.pdf)"),
        FileType.WORD: language.gettext("Word documents (*.docx)"),
        FileType.SLIDES: language.gettext("Presentations (*.pptx)"),
    }[kind]
    return FileKind(words, kind.value.removeprefix("."))


def export_words(kind: FileType, language: Language) -> str:
    """The text of the button that exports this kind of file."""
    return language.gettext("Export PDF…") if kind is FileType.PDF else language.gettext("Export…")


class FormatChoice(QWidget):
    """The kind of file; for Word documents and slides, a template too.

    Signals:
        changed(): another kind was chosen.
    """

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        language = context.language
        self.box = ChoiceBox([(format_words(kind, language), kind) for kind in FileType], FileType.PDF, self)
        kinds = (FileType.WORD, FileType.SLIDES)
        self._templates: dict[FileType, _TemplateRow] = {
            kind: _TemplateRow(context, kind, self) for kind in kinds
        }
        hint = language.gettext("Its styles are taken; what the brief says stays the same.")
        title = language.gettext("Template")
        self._rows = {kind: FormRow(title, row, hint) for kind, row in self._templates.items()}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(FormRow(language.gettext("Format"), self.box))
        for row in self._rows.values():
            layout.addWidget(row)
        self.box.currentIndexChanged.connect(self._follow)
        self._follow()

    @property
    def kind(self) -> FileType:
        """The kind chosen."""
        return self.box.value

    @property
    def template(self) -> Path | None:
        """The template chosen for this kind."""
        row = self._templates.get(self.kind)
        return row.path if row else None

    def use_template(self, path: Path) -> None:
        """Take a template for the kind chosen."""
        if self.kind in self._templates:
            self._templates[self.kind].choose(path)

    def _follow(self) -> None:
        """Show the template of the kind that is chosen."""
        for kind, row in self._rows.items():
            row.setVisible(kind is self.kind)
        self.changed.emit()


class _TemplateRow(FileRow):
    """The template for one kind of file, or none."""

    def __init__(self, context: Context, kind: FileType, parent: QWidget) -> None:
        gettext = context.language.gettext
        self._shown = ElidedLabel("", "quiet")
        super().__init__(self._shown, gettext("Choose…"), gettext("Remove"), parent)
        self._context, self._kind = context, kind
        self.path: Path | None = None
        self._show()

    def choose(self, path: Path) -> None:
        """Use a file as template; a fault in it is reported on export."""
        self.path = path
        self._show()

    def _ask(self) -> None:
        """Ask for a file."""
        gettext = self._context.language.gettext
        words = (
            gettext("Word templates (*.dotx *.docx)")
            if self._kind is FileType.WORD
            else gettext("Templates of slides (*.potx *.pptx)")
        )
        kind = FileKind(words, self._kind.value.removeprefix("."))
        ask_for_file(self, gettext("Choose a template"), kind, documents_folder(), self.choose)

    def _take_out(self) -> None:
        """Remove the template."""
        self.path = None
        self._show()
        self._choose.setFocus()

    def _show(self) -> None:
        """Name the file."""
        self._shown.setText(self.path.name if self.path else self._context.language.gettext("none"))
        self._remove.setVisible(self.path is not None)


def ask_protection(
    context: Context, parent: QWidget, accepted: Callable[[str | None], object], *, protected: bool
) -> None:
    """Ask for a password if `protected`, and call `accepted` with it, or with None."""
    if protected:
        ask_pdf_password(context, parent, accepted)
    else:
        accepted(None)


def write_paper(
    session: Session, context: Context, made: RenderedBrief | bytes, path: Path, password: str | None
) -> str:
    """Write a paper, and remember its folder; returns a sentence for the status bar. Raises UserError."""
    unprintable = save_paper(made, path, session.opened.path, password)
    context.settings.brief_folder = str(path.parent)
    return exported_sentence(str(path), unprintable, context.language)
