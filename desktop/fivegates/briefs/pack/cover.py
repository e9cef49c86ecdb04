"""The cover of a pack: the portfolio on one page."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from fivegates.briefs.initiative.context import cut, dotted
from fivegates.briefs.initiative.meeting_head import PaperHead, with_head
from fivegates.briefs.pack.context import PackSheet
from fivegates.briefs.typesetting.arrangements import heading
from fivegates.briefs.typesetting.blocks import Block, Prose, Stack
from fivegates.briefs.typesetting.marks import draw_mark
from fivegates.briefs.typesetting.structure import Element, Role
from fivegates.briefs.typesetting.styles import Frame, Styles
from fivegates.briefs.typesetting.tables import Cell, Column, table
from fivegates.briefs.typesetting.tagged_canvas import Paper
from fivegates.domain.insights.summary import DueCondition, Movement, PortfolioSummary
from fivegates.domain.language import Language
from fivegates.domain.portfolio.attention import DueWaiver, ReachedStop
from fivegates.domain.portfolio.attention import is_late as is_overdue
from fivegates.domain.portfolio.overview import BEST_FIRST
from fivegates.domain.verdict.states import VerdictState
from fivegates.domain.wording.attention import attention_text, broken_finding, broken_title
from fivegates.domain.wording.consolidation import sources_sentence
from fivegates.domain.wording.evidence_calendar import portfolio_calendar_sentence
from fivegates.domain.wording.insights import causes_finding, effort_finding, heatmap_finding, margins_finding
from fivegates.domain.wording.pack import pack_count, pack_title
from fivegates.domain.wording.papers import omitted_sentence
from fivegates.domain.wording.portfolio_summary import (
    due_finding,
    due_text,
    is_late,
    movement_text,
    movements_finding,
)
from fivegates.domain.wording.two_days import days_of_reviews, later_reviews_sentence
from fivegates.domain.wording.words import distinct_names, verdict_word

GAP, EDGE, PADDING = 10.0, 2.0, 7.0
MARK, MARK_GAP = 11.0, 6.0


@dataclass(eq=False)
class VerdictCounts(Block):
    """A cell for each verdict, the best first; one for what is not reviewed, if there is any."""

    summary: PortfolioSummary
    styles: Styles
    language: Language
    space_before: float = 0
    _list: Element = field(default_factory=lambda: Element(Role.LIST))

    def __post_init__(self) -> None:
        counts = self.summary.counts
        self._states = [*BEST_FIRST, *([None] if counts.get(None) else [])]
        self._words = [self._word(state) for state in self._states]

    def height(self, width: float) -> float:
        """The edge, the number, the tallest word."""
        cell = self._cell(width)
        return EDGE + PADDING + self.styles.verdict.leading + max(word.height(cell) for word in self._words)

    def flowing(self) -> Block:
        """A row a verdict: how many, and its word."""
        columns = (Column("", most=0.1, least=0.1), Column(""))
        counts = (self.language.number(self.summary.counts.get(state, 0)) for state in self._states)
        rows = [
            (Cell.of(count, self.styles.cell_strong), Cell.of(word.text, word.style))
            for count, word in zip(counts, self._words, strict=True)
        ]
        return table(columns, rows, self.styles, space_before=self.space_before)

    def draw(self, paper: Paper, x: float, top: float, width: float) -> None:
        """Cell by cell."""
        cell = self._cell(width)
        with paper.group(self._list):
            for state, word in zip(self._states, self._words, strict=True):
                self._draw_cell(paper, state, word, (x, top), cell)
                x += cell + GAP

    def _draw_cell(
        self, paper: Paper, state: VerdictState | None, word: Prose, at: tuple[float, float], width: float
    ) -> None:
        """Draw the count of a verdict below an edge in its colour."""
        (x, top), style = at, self.styles.verdict
        shift = MARK + MARK_GAP if state else 0
        count = Prose(self.language.number(self.summary.counts.get(state, 0)), style)
        below = top - EDGE - PADDING
        with paper.decoration():
            paper.box((x, top - EDGE), width, EDGE, self._colour(state))
            if state:
                middle = below - style.leading / 2
                draw_mark(paper, state, (x, middle - MARK / 2), MARK, self.styles.palette)
        with paper.group(Element(Role.ITEM)), paper.group(Element(Role.BODY)):
            count.draw(paper, x + shift, below, width - shift)
            word.draw(paper, x, below - style.leading, width)

    def _word(self, state: VerdictState | None) -> Prose:
        """The name of what is counted."""
        word = verdict_word(state, self.language) if state else self.language.gettext("Not reviewed")
        return Prose(word, self.styles.cell.coloured(self._colour(state)))

    def _colour(self, state: VerdictState | None) -> str:
        """The verdict's colour; grey for no verdict."""
        return self.styles.palette.status(state) if state else self.styles.palette.second_ink

    def _cell(self, width: float) -> float:
        """The width of each cell."""
        return (width - GAP * (len(self._states) - 1)) / len(self._states)


# So many movements and conditions; the first pair that fits on the page is taken.
LIMITS = ((10, 6), (8, 5), (6, 4), (5, 3), (4, 2), (3, 1), (1, 1), (0, 0))
LONGEST_NAME, LONGEST_CONDITION, LONGEST_TITLE, LONGEST_BROKEN = 70, 110, 90, 160
# The length of a condition here; no other page of a pack shows it in full.
LONGEST_OF_MEETING = 500


def cover(sheet: PackSheet, frame: Frame) -> Stack:
    """Compose the page with as much as fits into `frame`."""
    pages = (Stack(list(_blocks(sheet, *limits))) for limits in LIMITS)
    fitting = (page for page in pages if page.height(frame.width) <= frame.height)
    return next(fitting, Stack(list(_blocks(sheet, *LIMITS[-1]))))


def _blocks(sheet: PackSheet, movements: int, conditions: int) -> Iterator[Block]:
    """The page from top to bottom."""
    front, styles, language = sheet.front, sheet.styles, sheet.language
    title = cut(pack_title(front, language), LONGEST_TITLE)
    titled = Prose(title, styles.title, role=Role.TITLE, outline=0, keep_with_next=True)
    head = PaperHead(front.meeting, front.letterhead, LONGEST_OF_MEETING)
    yield from with_head(titled, head, styles, language)
    as_of = language.gettext("as of {day}", day=language.long_date(front.dated))
    about = [as_of, pack_count(front, language), front.marking]
    yield Prose(dotted(about), styles.detail, space_before=1, sentence=True)
    if front.sources:
        yield Prose(sources_sentence(front.sources, language), styles.detail, space_before=1, sentence=True)
    later = later_reviews_sentence(days_of_reviews(front.lines), front.dated, language)
    if later:
        yield Prose(later, styles.detail, space_before=1, sentence=True)
    yield from _left_out(sheet)
    yield VerdictCounts(front.summary, styles, language, space_before=14)
    yield from _broken(sheet, conditions)
    yield from _due(sheet, conditions)
    yield from _moved(sheet, movements)
    yield from _findings(sheet)
    yield heading(language.gettext("How long it holds"), styles, outline=1)
    held = portfolio_calendar_sentence(front.proofs, language)
    yield Prose(held, styles.body, space_before=3, sentence=True)


def _left_out(sheet: PackSheet) -> Iterator[Block]:
    """A note on omissions; nothing where the pack has none."""
    language, front = sheet.language, sheet.front
    sentences = [omitted_sentence(front.withheld.omitted, language)]
    if front.withholds_capacity:
        sentences.append(language.gettext("The capacity plan, which is about people, is left out too."))
    if any(sentences):
        yield Prose(" ".join(sentences), sheet.styles.strong, space_before=4, sentence=True)


def _broken(sheet: PackSheet, most: int) -> Iterator[Block]:
    """Reached stop figures, and waivers that have ended or end soon; nothing where there is neither."""
    styles, language, front = sheet.styles, sheet.language, sheet.front
    if not front.broken:
        return
    yield heading(broken_title(front.broken, language), styles, outline=1)
    finding = f"{broken_finding(front.broken, front.dated, language)}."
    yield Prose(finding, styles.body, space_before=3, sentence=True)
    names = distinct_names([each.initiative for each in front.broken], _cut_name)
    rows = [_broken_row(sheet, each, names[each.initiative]) for each in front.broken[:most]]
    if rows:
        columns = (Column("", most=0.24, least=0.24), Column(""), Column("", most=0.2, least=0.2))
        yield table(columns, rows, styles, space_before=4)
    yield from _more(sheet, len(front.broken) - most)


def _broken_row(sheet: PackSheet, item: ReachedStop | DueWaiver, name: str) -> tuple[Cell, ...]:
    """Return the row of a breached stop figure or waiver, with the last day of a waiver."""
    styles, language, day = sheet.styles, sheet.language, sheet.front.dated
    late = isinstance(item, ReachedStop) or is_overdue(item, day)
    style = styles.cell.coloured(styles.palette.closed) if late else styles.cell_quiet
    due = item.due
    return (
        Cell.of(name, styles.cell.whole),
        Cell.of(cut(" ".join(attention_text(item, day, language).split()), LONGEST_BROKEN), style),
        Cell.of(language.short_date(due) if due else "", style),
    )


def _moved(sheet: PackSheet, most: int) -> Iterator[Block]:
    """The changes of verdict since the last final reviews."""
    styles, language, summary = sheet.styles, sheet.language, sheet.front.summary
    yield heading(language.gettext("What moved since the last final reviews"), styles, outline=1)
    finding = f"{movements_finding(summary, language)}."
    yield Prose(finding, styles.body, space_before=3, sentence=True, keep_with_next=True)
    names = distinct_names([each.initiative for each in summary.movements], _cut_name)
    rows = [_movement_row(sheet, each, names[each.initiative]) for each in summary.movements[:most]]
    if rows:
        yield table((Column("", most=0.46, least=0.46), Column("")), rows, styles, space_before=4)
    yield from _more(sheet, len(summary.movements) - most)


def _movement_row(sheet: PackSheet, movement: Movement, name: str) -> tuple[Cell, Cell]:
    """Return the row of an initiative and its change."""
    styles = sheet.styles
    colour = styles.palette.status(movement.now.verdict)
    style = styles.cell.coloured(colour) if movement.turned else styles.cell_quiet
    return (
        Cell.of(name, styles.cell.whole),
        Cell.of(movement_text(movement, sheet.language), style),
    )


def _findings(sheet: PackSheet) -> Iterator[Block]:
    """The findings over all reviews."""
    front, styles, language = sheet.front, sheet.styles, sheet.language
    insights = front.insights
    yield heading(language.gettext("What stands out"), styles, outline=1)
    # One initiative has no cause in common with others.
    compared = len(front.reviewed) > 1
    found = (
        heatmap_finding(front.heatmap, language),
        *((causes_finding(insights.causes, language),) if compared else ()),
        effort_finding(insights.effort, language),
        margins_finding(insights.margins, language),
    )
    for finding in found:
        yield Prose(f"{finding}.", styles.body, space_before=3, sentence=True)


def _due(sheet: PackSheet, most: int) -> Iterator[Block]:
    """The open conditions of decisions, the earliest first."""
    styles, language, front = sheet.styles, sheet.language, sheet.front
    yield heading(language.gettext("Conditions of decisions"), styles, outline=1)
    finding = f"{due_finding(front.summary, front.dated, language)}."
    yield Prose(finding, styles.body, space_before=3, sentence=True)
    names = distinct_names([each.initiative for each in front.summary.due], _cut_name)
    rows = [_due_row(sheet, each, names[each.initiative]) for each in front.summary.due[:most]]
    if rows:
        columns = (Column("", most=0.24, least=0.24), Column(""), Column("", most=0.3, least=0.3))
        yield table(columns, rows, styles, space_before=4)
    yield from _more(sheet, len(front.summary.due) - most)


def _due_row(sheet: PackSheet, due: DueCondition, name: str) -> tuple[Cell, ...]:
    """Return the row of a condition of an initiative, its owner and due date."""
    styles, today = sheet.styles, sheet.front.dated
    style = styles.cell.coloured(styles.palette.closed) if is_late(due, today) else styles.cell_quiet
    return (
        Cell.of(name, styles.cell.whole),
        Cell.of(cut(" ".join(due.condition.text.split()), LONGEST_CONDITION), styles.cell),
        Cell.of(cut(due_text(due, today, sheet.language), LONGEST_CONDITION), style),
    )


def _cut_name(name: str) -> str:
    """Return a name, cut to the width of a row."""
    return cut(name, LONGEST_NAME)


def _more(sheet: PackSheet, count: int) -> Iterator[Block]:
    """A note with the number of rows left out."""
    if count > 0:
        text = sheet.language.ngettext("and {count} more", "and {count} more", count)
        yield Prose(text, sheet.styles.note, space_before=3)
