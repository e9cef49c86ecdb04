"""The contents of a pack: every part and every brief, each with a link and its page."""

from collections.abc import Iterator, Mapping

from fivegates.briefs.arrangements import Marked, heading
from fivegates.briefs.binding import target_name
from fivegates.briefs.blocks import Align, Block, Prose, Stack
from fivegates.briefs.pack_sheet import PackSheet, linked
from fivegates.briefs.structure import Element, Role
from fivegates.briefs.tables import Column, Grid, Row
from fivegates.domain.insights.heatmap import HeatRow
from fivegates.domain.wording.scores import score_text
from fivegates.domain.wording.two_days import line_text

MARK, MARK_GAP = 8.0, 5.0
NUMBER_SHARE, VERDICT_SHARE, SCORE_SHARE = 0.08, 0.26, 0.12
# What each part of the front is called, and its page, in order.
Parts = tuple[tuple[str, int], ...]


def contents(sheet: PackSheet, parts: Parts, pages: Mapping[int, int]) -> Stack:
    """Compose the contents; `pages` has by initiative the page from 1 on which its brief begins."""
    language, styles = sheet.language, sheet.styles
    return Stack(
        [
            heading(language.gettext("Contents"), styles),
            *_front_table(sheet, parts),
            heading(language.gettext("The briefs"), styles, outline=None),
            _briefs_table(sheet, pages),
        ]
    )


def _front_table(sheet: PackSheet, parts: Parts) -> Iterator[Block]:
    """The parts before the briefs."""
    rows = [_row([_link(sheet, title, page), _number(sheet, page)], heads_row=True) for title, page in parts]
    columns = (Column(""), Column("", most=NUMBER_SHARE, least=NUMBER_SHARE, align=Align.RIGHT))
    yield Grid(columns, None, tuple(rows), (0.0, 0.0), sheet.styles.palette.hairline, space_before=4)


def _briefs_table(sheet: PackSheet, pages: Mapping[int, int]) -> Grid:
    """A row an initiative, in the order of the heatmap; what is not reviewed has no brief, and says so."""
    language = sheet.language
    titles = (
        language.gettext("Initiative"),
        language.gettext("Verdict"),
        language.gettext("Readiness"),
        language.gettext("Page"),
    )
    columns = (
        Column(titles[0]),
        Column(titles[1], most=VERDICT_SHARE, least=VERDICT_SHARE),
        Column(titles[2], most=SCORE_SHARE, least=SCORE_SHARE, align=Align.RIGHT),
        Column(titles[3], most=NUMBER_SHARE, least=NUMBER_SHARE, align=Align.RIGHT),
    )
    head = Row(
        tuple(Stack([Prose(column.title, sheet.styles.note, align=column.align)]) for column in columns),
        tuple(Element(Role.HEAD_CELL) for _ in columns),
    )
    rows = tuple(_brief_row(sheet, row, pages.get(row.initiative.id)) for row in sheet.front.heatmap.rows)
    return Grid(columns, head, rows, (0.0,) * 4, sheet.styles.palette.hairline, space_before=4)


def _brief_row(sheet: PackSheet, row: HeatRow, page: int | None) -> Row:
    """Name and code, verdict, readiness, page."""
    styles, language, initiative = sheet.styles, sheet.language, row.initiative
    name = " ".join(initiative.name.split())
    title = Prose(name, styles.cell) if page is None else linked(name, styles.cell, target_name(page))
    code = Prose(initiative.code, styles.note)
    score = score_text(row.latest.readiness, language) if row.latest else ""
    return _row(
        [
            Stack([title, code]),
            Stack([_verdict(sheet, row)]),
            Stack([Prose(score, styles.cell, align=Align.RIGHT)]),
            _number(sheet, page),
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
