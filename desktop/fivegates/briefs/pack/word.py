"""The portfolio pack as a Word document: the front and every brief, with the sentences of the PDF."""

from collections.abc import Callable, Iterable

from fivegates.briefs.initiative.brief import sheet_of
from fivegates.briefs.initiative.references import References
from fivegates.briefs.initiative.word import add_brief
from fivegates.briefs.leak_check import require_none_left_out
from fivegates.briefs.office.packages import package_texts
from fivegates.briefs.office.word import WordPaper
from fivegates.briefs.pack.context import PackSheet
from fivegates.briefs.pack.context import sheet_of as pack_sheet_of
from fivegates.briefs.pack.cover import cover
from fivegates.briefs.pack.front_matter import contents, metadata_of, parts_behind, running_of
from fivegates.briefs.typesetting.pdf_merging import target_name
from fivegates.briefs.typesetting.styles import frame_of
from fivegates.domain.brief import DocumentOrder, InitiativeBrief
from fivegates.domain.portfolio.pack import PackFront
from fivegates.domain.redaction import redacted


def render_word(
    front: PackFront, briefs: Iterable[InitiativeBrief], order: DocumentOrder, tick: Callable[[int], object]
) -> bytes:
    """Write the pack. The same arguments give the same bytes; nothing else is read.

    `briefs` are those of the initiatives reviewed, in the order of `front`; each is asked for when its turn
    comes. `tick` is given how many are written; what it raises ends the work. Raises UserError for a template
    that cannot be used, and where the finished file still holds what was to be left out.
    """
    sheet = pack_sheet_of(front, order.language, order.palette_data)
    language = sheet.language
    paper = WordPaper(sheet.styles, order.paper, language.tag, order.template)
    paper.begin(running_of(sheet))
    place = _add_front(paper, sheet, order)
    for number, brief in enumerate(briefs, 1):
        given = redacted(brief, language)
        each = sheet_of(given, language, order.palette_data, References(numbered=False, named=True))
        add_brief(paper, each, order, shift=1, bookmark=target_name(place + number))
        tick(number)
    data = paper.finish(metadata_of(sheet), front.letterhead.legal_entity)
    require_none_left_out(package_texts(data), front.withheld)
    return data


def _add_front(paper: WordPaper, sheet: PackSheet, order: DocumentOrder) -> int:
    """Cover and contents, whose entries lead to places in order; then the parts, whose number it returns."""
    frame = frame_of(order.paper)
    behind = parts_behind(sheet, frame)
    titles = tuple((title, number) for number, title in enumerate(behind, 1))
    first = len(behind) + 1
    briefs = {of.id: number for number, of in enumerate(sheet.front.with_brief, first)}
    paper.add(cover(sheet, frame).blocks)
    paper.add(contents(sheet, titles, briefs, numbered=False).blocks)
    for (_, number), part in zip(titles, behind.values(), strict=True):
        paper.add(part.blocks, bookmark=target_name(number))
    return len(behind)
