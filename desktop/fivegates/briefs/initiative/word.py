"""The initiative brief as a Word document, with the sentences and the parts of the PDF."""

from fivegates.briefs.initiative.brief import metadata_of, parts_of, running_of, sheet_of
from fivegates.briefs.initiative.context import Sheet
from fivegates.briefs.initiative.references import References
from fivegates.briefs.leak_check import require_none
from fivegates.briefs.office.packages import package_texts
from fivegates.briefs.office.word import WordPaper
from fivegates.briefs.typesetting.styles import frame_of
from fivegates.domain.brief import DocumentOrder, InitiativeBrief, Omission
from fivegates.domain.redaction import for_reader


def render_word(brief: InitiativeBrief, order: DocumentOrder) -> bytes:
    """Write the brief. The same arguments give the same bytes; nothing else is read.

    Raises UserError for a template that cannot be used, and where the finished file still holds what was to
    be left out.
    """
    secrets, brief, language = for_reader(brief, order.language)
    sheet = sheet_of(brief, language, order.palette_data, References(numbered=False, named=True))
    paper = WordPaper(sheet.styles, order.paper, language.tag, order.template)
    add_brief(paper, sheet, order)
    data = paper.finish(metadata_of(sheet), brief.letterhead.legal_entity)
    if brief.omitted:
        require_none(package_texts(data), secrets, amounts=Omission.MONEY in brief.omitted)
    return data


def add_brief(
    paper: WordPaper, sheet: Sheet, order: DocumentOrder, *, shift: int = 0, bookmark: str = ""
) -> None:
    """Add a brief, part by part."""
    paper.begin(running_of(sheet), shift=shift)
    first, *others = parts_of(sheet, frame_of(order.paper))
    paper.add(first.blocks, bookmark=bookmark)
    for part in others:
        paper.add(part.blocks)
