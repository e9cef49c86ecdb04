"""Sets the front of a pack once its briefs are set: only then is known on which page each begins."""

from collections.abc import Sequence
from io import BytesIO
from itertools import accumulate

import pikepdf
from pikepdf import Dictionary

from fivegates.briefs.archive import Metadata, add_colour_profile, describe
from fivegates.briefs.binding import Front
from fivegates.briefs.blocks import Stack
from fivegates.briefs.chapters import ChapterPaper, loose_part, places_left, prepare
from fivegates.briefs.filling import pages_of
from fivegates.briefs.loose import Loosening
from fivegates.briefs.pack_contents import contents
from fivegates.briefs.pack_cover import cover
from fivegates.briefs.pack_parts import decisions_part, heatmap_part, proofs_part
from fivegates.briefs.pack_sheet import PackSheet
from fivegates.briefs.pages import Running, draw_page_numbers, draw_unnumbered
from fivegates.briefs.paper import number_resource
from fivegates.briefs.sheet import dotted
from fivegates.briefs.styles import Frame, frame_of
from fivegates.domain.briefs import PaperSize
from fivegates.domain.wording.packs import pack_count, pack_title

# Of these a file has one, which is made where all parts are bound.
_BOUND_LATER = frozenset({"/Pages", "/Outlines", "/StructTreeRoot"})


def front_of(sheet: PackSheet, size: PaperSize, lengths: Sequence[int]) -> Front:
    """Set the front; `lengths` has how many pages each brief takes.

    The numbers of all pages are drawn here too: the briefs have left room for theirs.
    """
    paper = ChapterPaper(size, sheet.language.tag)
    draw_unnumbered(paper, _parts(sheet, frame_of(size), lengths), _running(sheet), sheet.styles)
    pages = paper.pages
    draw_page_numbers(paper, sheet.styles.note, sheet.language, pages + sum(lengths))
    for number in range(pages, pages + sum(lengths)):
        paper.page_number(number)
    paper.end_page()  # not bound: it holds together the numbers of the briefs' pages
    with pikepdf.open(BytesIO(paper.finish())) as document:
        describe(document, _metadata(sheet))
        add_colour_profile(document)
        prepare(document, paper.root, 0)
        return _front(document, paper.title, pages, sum(lengths))


def _front(document: pikepdf.Pdf, title: str, pages: int, others: int) -> Front:
    """Take the first `pages` of a document, what describes it, and the numbers of `others`."""
    loosening = Loosening(document, places_left(document))
    kept = {key: value for key, value in document.Root.items() if key not in _BOUND_LATER}
    catalog = loosening.alone(Dictionary(kept))
    information = loosening.index(document.trailer.Info)
    last = document.pages[-1].obj
    numbers = tuple(
        loosening.index(last.Resources.XObject[number_resource(pages + number)]) for number in range(others)
    )
    return Front(loose_part(loosening, document, pages), title, catalog, information, numbers)


def _parts(sheet: PackSheet, frame: Frame, lengths: Sequence[int]) -> list[Stack]:
    """What begins a page each: the cover, then the contents and all between them and the briefs."""
    language = sheet.language
    behind = {
        language.gettext("Heatmap"): heatmap_part(sheet, frame),
        language.gettext("Decisions due"): decisions_part(sheet),
        language.gettext("How long verdicts and proofs hold"): proofs_part(sheet),
    }
    first, listed = cover(sheet, frame), Stack(())
    pages: Sequence[int] = ()
    while True:  # the contents say where all begin, and move it by their own length
        stacks, begins = _placed([first, listed, *behind.values()], frame)
        if begins == pages:
            return stacks
        pages = begins
        starts = accumulate(lengths, initial=begins[-1])
        briefs = {of.id: start for of, start in zip(sheet.front.reviewed, starts, strict=False)}
        listed = contents(sheet, tuple(zip(behind, begins[2:-1], strict=True)), briefs)


def _placed(parts: Sequence[Stack], frame: Frame) -> tuple[list[Stack], list[int]]:
    """Put a part on the page of the one before it where both fit there, but never on the cover.

    Returns what begins a page each; and the page from 1 on which each part begins, then the one behind.
    """
    stacks: list[Stack] = []
    begins: list[int] = []
    following = 1
    for part in parts:
        both = Stack([*stacks[-1].blocks, *part.blocks]) if stacks else part
        if len(stacks) > 1 and both.height(frame.width) <= frame.height:
            stacks[-1] = both
            begins.append(begins[-1])
        else:
            stacks.append(part)
            begins.append(following)
        following = begins[-1] + sum(1 for _ in pages_of([stacks[-1]], frame))
    return stacks, [*begins, following]


def _running(sheet: PackSheet) -> Running:
    """What stands on every page of the front."""
    language, front = sheet.language, sheet.front
    return Running(
        first=language.gettext("PORTFOLIO PACK"),
        title=pack_title(front, language),
        right=dotted([language.long_date(front.dated), front.marking]),
        foot=dotted(["Fivegates", pack_count(front, language)]),
    )


def _metadata(sheet: PackSheet) -> Metadata:
    """What the file says about itself."""
    language, front = sheet.language, sheet.front
    return Metadata(
        title=language.gettext("Portfolio pack: {name}", name=pack_title(front, language)),
        author="Fivegates",
        subject=pack_count(front, language),
        program=front.program,
        language=language.tag,
        dated=front.dated,
    )
