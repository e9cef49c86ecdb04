"""The portfolio pack as slides: overview, decisions asked, then one or two slides an initiative."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from fivegates.briefs.initiative.brief import running_of as brief_running_of
from fivegates.briefs.initiative.context import dotted
from fivegates.briefs.initiative.slides import (
    figures_slide,
    notes_of,
    slide_sheet,
    slides_behind,
    verdict_slide,
)
from fivegates.briefs.leak_check import require_none_left_out
from fivegates.briefs.office.packages import package_texts
from fivegates.briefs.office.slides import (
    SlideDeck,
    SlidePart,
    fitted,
    joined_parts,
    logo_in,
    paper_frame,
    slide_styles,
    titled_parts,
    without_title,
)
from fivegates.briefs.pack.context import PackSheet, sheet_of
from fivegates.briefs.pack.cover import VerdictCounts, cover
from fivegates.briefs.pack.front_matter import contents, metadata_of, parts_behind, running_of
from fivegates.briefs.typesetting.styles import Frame
from fivegates.domain.brief import DocumentOrder, Edition, InitiativeBrief
from fivegates.domain.language import Language
from fivegates.domain.portfolio.pack import PackFront
from fivegates.domain.redaction import redacted
from fivegates.domain.wording.pack import pack_title


def render_slides(
    front: PackFront, briefs: Iterable[InitiativeBrief], order: DocumentOrder, tick: Callable[[int], object]
) -> bytes:
    """Make the slides. The same arguments give the same bytes; nothing else is read.

    `briefs` are those of the initiatives reviewed, in the order of `front`; each is asked for when its turn
    comes. `tick` is given how many are made; what it raises ends the work. Raises UserError for a template
    that cannot be used, and where the finished file still holds what was to be left out.
    """
    sheet = sheet_of(front, order.language, order.palette_data)
    sheet = replace(sheet, styles=slide_styles(sheet.styles))
    deck = SlideDeck(sheet.styles, sheet.language, order.template)
    deck.begin(running_of(sheet))
    for part in _front(sheet, deck.frame):
        deck.add(part)
    for number, brief in enumerate(briefs, 1):
        _add_brief(deck, redacted(brief, sheet.language), sheet.language, order)
        tick(number)
    data = deck.finish(metadata_of(sheet), front.letterhead.legal_entity)
    require_none_left_out(package_texts(data), front.withheld)
    return data


def _add_brief(deck: SlideDeck, brief: InitiativeBrief, language: Language, order: DocumentOrder) -> None:
    """Add a slide for an initiative, two if its brief is longer than a page; then those of its extent."""
    sheet = slide_sheet(brief, language, order)
    deck.begin(brief_running_of(sheet))
    deck.add(verdict_slide(sheet, deck.frame, notes_of(sheet)))
    if brief.extent.edition is not Edition.ONE_PAGE:
        deck.add(figures_slide(sheet, deck.frame))
    for part in slides_behind(sheet, deck.frame):
        deck.add(replace(part, title=dotted([part.title, sheet.initiative.name])))


def _front(sheet: PackSheet, frame: Frame) -> Iterator[SlidePart]:
    """The cover without what a later slide has in full, the list of initiatives, then the parts behind."""
    *_, listed = titled_parts(contents(sheet, (), {}, numbered=False).blocks)
    behind = parts_behind(sheet, paper_frame(frame)).values()
    parts = [listed, *(part for stack in behind for part in titled_parts(stack.blocks))]
    titles = {part.title for part in parts}
    front = (part for part in _cover(sheet, frame) if part.title not in titles)
    yield from joined_parts(front, sheet.styles, frame)
    yield from joined_parts((fitted(part, frame) for part in parts), sheet.styles, frame)


def _cover(sheet: PackSheet, frame: Frame) -> Iterator[SlidePart]:
    """Number of initiatives by verdict, then each heading of the cover, cut to two slides."""
    page = cover(sheet, replace(frame, bottom=frame.bottom - frame.height)).blocks
    blocks = without_title(page)
    behind = next(i for i, block in enumerate(blocks, 1) if isinstance(block, VerdictCounts))
    title = pack_title(sheet.front, sheet.language)
    yield SlidePart(title, blocks[:behind], logo=logo_in(page))
    yield from titled_parts(blocks[behind:])
