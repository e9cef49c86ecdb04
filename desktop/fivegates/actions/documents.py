"""Export briefs in the file type of a name's extension, with an organisation's template if one is given."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from fivegates.actions.file.atomic_files import read_file, write_file
from fivegates.actions.garbage_collection import with_rare_collection
from fivegates.domain.brief import (
    ComparisonBrief,
    DocumentOrder,
    FileType,
    InitiativeBrief,
    PaperSize,
    Template,
)
from fivegates.domain.errors import UserError
from fivegates.domain.language import Language
from fivegates.domain.portfolio.pack import PackFront
from fivegates.resources import read_resource

MOST_OF_TEMPLATE: Final = 50_000_000
"""The size of the largest template that is read, in bytes."""


def file_type_of(path: Path) -> FileType:
    """The file type of a name's extension. Raises UserError for an unsupported one."""
    try:
        return FileType(path.suffix.lower())
    except ValueError as error:
        raise UserError(
            "Nothing was written: {file} has no recognised file type. Use .pdf, .docx or .pptx.", file=path
        ) from error


def require_fitting(kind: FileType, *, template: bool, password: bool) -> None:
    """Raise UserError where a file type supports no template, or no password."""
    if template and kind is FileType.PDF:
        raise UserError("A template is for .docx and .pptx; a PDF has none.")
    if password and kind is not FileType.PDF:
        raise UserError("Only a PDF can be given a password here. Use .pdf, or leave the password out.")


def read_template(path: Path) -> Template:
    """A template from a file. Raises UserError for one that cannot be read, or is larger than 50 MB."""
    data = read_file(path, MOST_OF_TEMPLATE)
    if len(data) > MOST_OF_TEMPLATE:
        raise UserError("{file} was not used as template: it is too large.", file=path)
    return Template(str(path), data)


def document_order(language: Language, paper: PaperSize, template: Path | None = None) -> DocumentOrder:
    """The layout options of a document. Raises UserError for a template that cannot be read."""
    palette = read_resource("styles/palette.toml")
    return DocumentOrder(language, paper, palette, None if template is None else read_template(template))


@with_rare_collection()
def brief_document(brief: InitiativeBrief, kind: FileType, order: DocumentOrder) -> bytes:
    """The brief as a Word document or slides; pure, so it may run in a worker.

    Raises UserError for an unusable template, and where the file still contains a redacted detail.
    """
    if kind is FileType.SLIDES:
        from fivegates.briefs.initiative.slides import render_slides

        return render_slides(brief, order)
    from fivegates.briefs.initiative.word import render_word

    return render_word(brief, order)


@with_rare_collection()
def comparison_document(brief: ComparisonBrief, kind: FileType, order: DocumentOrder) -> bytes:
    """The comparison as a Word document or slides; pure. Raises UserError for an unusable template."""
    if kind is FileType.SLIDES:
        from fivegates.briefs.comparison.slides import render_slides

        return render_slides(brief, order)
    from fivegates.briefs.comparison.word import render_word

    return render_word(brief, order)


@with_rare_collection()
def pack_document(
    front: PackFront,
    briefs: Iterable[InitiativeBrief],
    kind: FileType,
    order: DocumentOrder,
    tick: Callable[[int], object],
) -> bytes:
    """The pack as a Word document or slides; pure. `tick` receives how many briefs are written.

    Raises UserError for a template that cannot be used.
    """
    if kind is FileType.SLIDES:
        from fivegates.briefs.pack.slides import render_slides

        return render_slides(front, briefs, order, tick)
    from fivegates.briefs.pack.word import render_word

    return render_word(front, briefs, order, tick)


def save_document(data: bytes, path: Path, portfolio: Path) -> None:
    """Write a document, never over the portfolio. Raises UserError when it cannot be written."""
    write_file(path, data, portfolio=portfolio)
