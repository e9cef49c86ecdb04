"""Renders the front matter of a pack after its briefs, when the first page of each is known."""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from itertools import accumulate

import pikepdf
from pikepdf import Dictionary

from fivegates.briefs.initiative.context import dotted
from fivegates.briefs.pack.capacity import capacity_part
from fivegates.briefs.pack.chapters import ChapterPaper, fragment_of, prepare, slots_left
from fivegates.briefs.pack.context import PackSheet
from fivegates.briefs.pack.cover import cover
from fivegates.briefs.pack.parts import (
    asked_part,
    conditions_part,
    heatmap_part,
    lapsing_part,
    proofs_part,
    track_part,
)
from fivegates.briefs.typesetting.accessibility import Metadata, add_colour_profile, describe
from fivegates.briefs.typesetting.arrangements import Marked, heading
from fivegates.briefs.typesetting.blocks import Align, Block, Prose, Stack, linked
from fivegates.briefs.typesetting.pages import Running, draw_page_numbers, draw_unnumbered
from fivegates.briefs.typesetting.pagination import pages_of
from fivegates.briefs.typesetting.pdf_merging import FragmentExtractor, Front, target_name
from fivegates.briefs.typesetting.structure import Element, Role
from fivegates.briefs.typesetting.styles import Frame, frame_of
from fivegates.briefs.typesetting.tables import Column, Grid, Row
from fivegates.briefs.typesetting.tagged_canvas import number_resource
from fivegates.domain.brief import PaperSize
from fivegates.domain.insights.heatmap import HeatRow
from fivegates.domain.wording.pack import pack_count, pack_title
from fivegates.domain.wording.papers import omitted_note
from fivegates.domain.wording.two_days import line_text
from fivegates.domain.wording.words import score_text

MARK, MARK_GAP = 8.0, 5.0
NUMBER_SHARE, VERDICT_SHARE, SCORE_SHARE = 0.08, 0.26, 0.12
# The title and page of each part of the front matter, in order.
Parts = tuple[tuple[str, int], ...]


def contents(sheet: PackSheet, parts: Parts, pages: Mapping[int, int], *, numbered: bool = True) -> Stack:
    """Compose the contents; `pages` has by initiative the page from 1 on which its brief begins.

    Where they are not `numbered`, `parts` and `pages` only name the places to which the entries lead.
    """
    language, styles = sheet.language, sheet.styles
    return Stack(
        [
            heading(language.gettext("Contents"), styles),
            *_front_table(sheet, parts, numbered=numbered),
            heading(_briefs_title(sheet), styles, outline=None),
            _briefs_table(sheet, pages, numbered=numbered),
        ]
    )


def _briefs_title(sheet: PackSheet) -> str:
    """The title of the list: briefs, or initiatives where the pack has no briefs."""
    language = sheet.language
    if sheet.front.extent.briefs is None:
        return language.gettext("The initiatives")
    return language.gettext("The briefs")


def _front_table(sheet: PackSheet, parts: Parts, *, numbered: bool) -> Iterator[Block]:
    """The parts before the briefs."""
    if not numbered:
        rows = [_row([_link(sheet, title, place)]) for title, place in parts]
        yield Grid((Column(""),), None, tuple(rows), (0.0,), sheet.styles.palette.hairline, space_before=4)
        return
    rows = [_row([_link(sheet, title, page), _number(sheet, page)], heads_row=True) for title, page in parts]
    columns = (Column(""), Column("", most=NUMBER_SHARE, least=NUMBER_SHARE, align=Align.RIGHT))
    yield Grid(columns, None, tuple(rows), (0.0, 0.0), sheet.styles.palette.hairline, space_before=4)


def _briefs_table(sheet: PackSheet, pages: Mapping[int, int], *, numbered: bool) -> Grid:
    """Return a table with a row per initiative in the order of the briefs; an unreviewed one has none."""
    language = sheet.language
    columns = [
        Column(language.gettext("Initiative")),
        Column(language.gettext("Verdict"), most=VERDICT_SHARE, least=VERDICT_SHARE),
        Column(language.gettext("Readiness"), most=SCORE_SHARE, least=SCORE_SHARE, align=Align.RIGHT),
    ]
    numbered = numbered and sheet.front.extent.briefs is not None
    if numbered:
        page = language.gettext("Page")
        columns.append(Column(page, most=NUMBER_SHARE, least=NUMBER_SHARE, align=Align.RIGHT))
    head = Row(
        tuple(Stack([Prose(column.title, sheet.styles.note, align=column.align)]) for column in columns),
        tuple(Element(Role.HEAD_CELL) for _ in columns),
    )
    rows = tuple(
        _brief_row(sheet, row, pages.get(row.initiative.id), numbered=numbered)
        for row in _listed(sheet, pages)
    )
    hairline = sheet.styles.palette.hairline
    return Grid(tuple(columns), head, rows, (0.0,) * len(columns), hairline, space_before=4)


def _listed(sheet: PackSheet, pages: Mapping[int, int]) -> list[HeatRow]:
    """The initiatives with a brief as they follow one another, then the others as in the heatmap."""
    order = list(pages)
    last = len(order)
    rows = sheet.front.heatmap.rows
    return sorted(
        rows, key=lambda row: order.index(row.initiative.id) if row.initiative.id in pages else last
    )


def _brief_row(sheet: PackSheet, row: HeatRow, page: int | None, *, numbered: bool) -> Row:
    """Name and code, verdict, readiness, page."""
    styles, language, initiative = sheet.styles, sheet.language, row.initiative
    name = " ".join(initiative.name.split())
    text = dotted([name, initiative.code])
    title = (
        Prose(text, styles.cell.whole, sentence=True)
        if page is None
        else linked(text, styles.cell.whole, target_name(page), description=name)
    )
    score = score_text(row.latest.readiness, language) if row.latest else ""
    return _row(
        [
            Stack([title]),
            Stack([_verdict(sheet, row)]),
            Stack([Prose(score, styles.cell, align=Align.RIGHT)]),
            *([_number(sheet, page)] if numbered else []),
        ]
    )


def _verdict(sheet: PackSheet, row: HeatRow) -> Block:
    """The verdict with its mark, or that there is none."""
    styles = sheet.styles
    word = line_text(sheet.front.line_of(row.initiative), sheet.language)
    if row.latest is None:
        return Prose(word, styles.cell_quiet, indent=MARK + MARK_GAP)
    state = row.latest.verdict
    text = Prose(word, styles.cell.coloured(styles.palette.status(state)))
    return Marked(state, text, styles.palette, size=MARK, gap=MARK_GAP)


def _link(sheet: PackSheet, title: str, page: int) -> Stack:
    """A title that leads to its page."""
    return Stack([linked(title, sheet.styles.cell, target_name(page))])


def _number(sheet: PackSheet, page: int | None) -> Stack:
    """The page; a dash where there is none."""
    text = "–" if page is None else sheet.language.number(page)
    return Stack([Prose(text, sheet.styles.cell, align=Align.RIGHT)])


def _row(stacks: list[Stack], *, heads_row: bool = False) -> Row:
    """A row; its first cell heads the others where the columns have no titles."""
    elements = [Element(Role.CELL) for _ in stacks]
    if heads_row:
        elements[0] = Element(Role.HEAD_CELL, heads_row=True)
    return Row(tuple(stacks), tuple(elements))


# Objects that a file has once, made when all parts are merged.
_BOUND_LATER = frozenset({"/Pages", "/Outlines", "/StructTreeRoot"})


def front_of(sheet: PackSheet, size: PaperSize, lengths: Sequence[int]) -> Front:
    """Typeset the front; `lengths` has the number of pages of each brief.

    It also draws the numbers of all pages, for which the briefs reserve space.
    """
    paper = ChapterPaper(size, sheet.language.tag)
    draw_unnumbered(paper, _parts(sheet, frame_of(size), lengths), running_of(sheet), sheet.styles)
    pages = paper.pages
    draw_page_numbers(paper, sheet.styles.note, sheet.language, pages + sum(lengths))
    for number in range(pages, pages + sum(lengths)):
        paper.page_number(number)
    paper.end_page()  # not merged: it only holds the drawings of the briefs' page numbers
    with pikepdf.open(BytesIO(paper.finish())) as document:
        describe(document, metadata_of(sheet))
        add_colour_profile(document)
        prepare(document, paper.root, 0)
        return _front(document, paper.title, pages, sum(lengths))


def _front(document: pikepdf.Pdf, title: str, pages: int, others: int) -> Front:
    """Take the first `pages` of a document, what describes it, and the numbers of `others`."""
    extractor = FragmentExtractor(document, slots_left(document))
    kept = {key: value for key, value in document.Root.items() if key not in _BOUND_LATER}
    catalog = extractor.alone(Dictionary(kept))
    information = extractor.index(document.trailer.Info)
    last = document.pages[-1].obj
    numbers = tuple(
        extractor.index(last.Resources.XObject[number_resource(pages + number)]) for number in range(others)
    )
    return Front(fragment_of(extractor, document, pages), title, catalog, information, numbers)


def parts_behind(sheet: PackSheet, frame: Frame) -> dict[str, Stack]:
    """The parts between contents and briefs, by their titles."""
    language = sheet.language
    behind = {
        language.gettext("Heatmap"): heatmap_part(sheet, frame),
        language.gettext("Conditions of decisions"): conditions_part(sheet),
        language.gettext("Decisions asked of the board"): asked_part(sheet),
        language.gettext("How long verdicts and proofs hold"): proofs_part(sheet),
        language.gettext("Evidence that lapses soon"): lapsing_part(sheet),
    }
    plan = sheet.front.capacity_plan()
    if plan is not None:
        behind[language.gettext("Capacity")] = capacity_part(sheet, frame, plan)
    if sheet.front.track is not None:
        behind[language.gettext("Track record")] = track_part(sheet, sheet.front.track)
    return behind


def _parts(sheet: PackSheet, frame: Frame, lengths: Sequence[int]) -> list[Stack]:
    """The parts that begin a page: the cover, then contents and the parts before the briefs."""
    behind = parts_behind(sheet, frame)
    first, listed = cover(sheet, frame), Stack(())
    pages: Sequence[int] = ()
    while True:  # the contents list the first pages, and shift them by their own length
        stacks, begins = _flowing([first, listed, *behind.values()], frame)
        if begins == pages:
            return stacks
        pages = begins
        starts = accumulate(lengths, initial=begins[-1])
        briefs = {of.id: start for of, start in zip(sheet.front.with_brief, starts, strict=False)}
        listed = contents(sheet, tuple(zip(behind, begins[2:-1], strict=True)), briefs)


def _flowing(parts: Sequence[Stack], frame: Frame) -> tuple[list[Stack], list[int]]:
    """Let all parts behind the cover follow one another, wherever on a page they begin.

    Returns what begins a page each; and the page from 1 on which each part begins, then the one behind.
    """
    cover_page, *others = parts
    joined = Stack([block for part in others for block in part.blocks])
    pages = list(pages_of([joined], frame))
    begins = [_page_of(part, pages) for part in others]
    return [cover_page, joined], [1, *begins, len(pages) + 2]


def _page_of(part: Stack, pages: Sequence[Stack]) -> int:
    """The page on which a part begins, from 2; the first of them where the part is empty."""
    title = part.blocks[0] if part.blocks else None
    element = title.element if isinstance(title, Prose) else None
    for number, page in enumerate(pages, 2):
        if any(isinstance(block, Prose) and block.element is element for block in page.blocks):
            return number
    return 2


def running_of(sheet: PackSheet) -> Running:
    """The running heads and footers of the front matter."""
    language, front = sheet.language, sheet.front
    return Running(
        first=language.gettext("PORTFOLIO PACK"),
        title=pack_title(front, language),
        right=dotted([language.long_date(front.dated), front.marking]),
        ending=omitted_note(front.withheld.omitted, language),
        foot=dotted(["Fivegates", pack_count(front, language)]),
        entity=front.letterhead.legal_entity,
    )


def metadata_of(sheet: PackSheet) -> Metadata:
    """The metadata of the file."""
    language, front = sheet.language, sheet.front
    return Metadata(
        title=language.gettext("Portfolio pack: {name}", name=pack_title(front, language)),
        author="Fivegates",
        subject=pack_count(front, language),
        program=front.program,
        language=language.tag,
        dated=front.dated,
    )
