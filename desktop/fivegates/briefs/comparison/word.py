"""The comparison brief as a Word document, with the sentences and the parts of the PDF."""

from fivegates.briefs.comparison.brief import metadata_of, parts_of, running_of, sheet_of
from fivegates.briefs.initiative.references import References
from fivegates.briefs.leak_check import require_none_left_out
from fivegates.briefs.office.packages import package_texts
from fivegates.briefs.office.word import WordPaper
from fivegates.briefs.typesetting.styles import frame_of
from fivegates.domain.brief import ComparisonBrief, DocumentOrder


def render_word(brief: ComparisonBrief, order: DocumentOrder) -> bytes:
    """Write the comparison. The same arguments give the same bytes; nothing else is read.

    Raises UserError for a template that cannot be used, and where the finished file still holds what was to
    be left out.
    """
    references = References(numbered=False, named=True)
    sheet = sheet_of(brief, order.language, order.palette_data, references)
    paper = WordPaper(sheet.styles, order.paper, order.language.tag, order.template)
    paper.begin(running_of(sheet))
    for part in parts_of(sheet, frame_of(order.paper)):
        paper.add(part.blocks)
    data = paper.finish(metadata_of(sheet), brief.letterhead.legal_entity)
    require_none_left_out(package_texts(data), brief.left_out)
    return data
