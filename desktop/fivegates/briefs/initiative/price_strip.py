"""Cost and dates on page 1: a strip of labelled figures, worked out as on the pages behind it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from math import ceil

from fivegates.briefs.initiative.context import Sheet, cut
from fivegates.briefs.initiative.costs import money_of
from fivegates.briefs.typesetting.blocks import Block, Prose
from fivegates.briefs.typesetting.structure import Element, Role
from fivegates.briefs.typesetting.styles import HAIRLINE, Styles
from fivegates.briefs.typesetting.tables import Cell, Column, table
from fivegates.briefs.typesetting.tagged_canvas import Paper
from fivegates.domain.brief import Omission
from fivegates.domain.evidence_calendar import calendar_of
from fivegates.domain.initiative.initiative import Stage
from fivegates.domain.wording.price import (
    Fact,
    Target,
    cost_and_date_facts,
    day_rate_of,
    ledger_facts,
    next_review_fact,
)

MOST_IN_A_ROW = 4
GAP = 14.0
ROW_GAP = 7.0
RULE_SPACE = 4.0
# The facts below the title have the whole of a longer unit.
LONGEST_UNIT = 24


def price_facts(sheet: Sheet, *, next_review: bool = True) -> tuple[Fact, ...]:
    """Money as of the day of the review; path, validity and go-live as of the day of the paper.

    A draft's amounts that changed by the day of the paper follow with that day: its verdict rests on them.
    """
    live = sheet.brief.stage in {Stage.PRODUCTION, Stage.RETIRED}
    go_live = None if live else sheet.initiative.target_go_live
    with_money = Omission.MONEY not in sheet.brief.omitted
    facts = _money_facts(sheet, sheet.case.review.dated) if with_money else ()
    if with_money and sheet.brief.aged and not sheet.brief.as_sealed:
        facts += _since(sheet, facts)
    rate = day_rate_of(sheet.brief) if with_money else None
    found = cost_and_date_facts(sheet.brief.current, facts, go_live, sheet.language, rate)
    if sheet.brief.stage is Stage.RETIRED or not next_review:
        return found
    return (*found, _next_review(sheet))


def _next_review(sheet: Sheet) -> Fact:
    """The day of the next review."""
    case = sheet.brief.current.case
    return next_review_fact(sheet.case.review.dated, calendar_of(case, case.review.dated), sheet.language)


def _money_facts(sheet: Sheet, on: date) -> tuple[Fact, ...]:
    """The amounts of the ledger as of a day."""
    money = money_of(sheet, on)
    target = Target(sheet.initiative.target_volume, cut(sheet.initiative.unit.strip(), LONGEST_UNIT))
    return tuple(ledger_facts(money.economics, money.scenario, target, money.gap, sheet.language))


def _since(sheet: Sheet, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The amounts that differ on the day of the paper, each with that day."""
    day = sheet.brief.current.case.review.dated
    values = {fact.label: fact.value for fact in facts}
    later = [fact for fact in _money_facts(sheet, day) if values.get(fact.label) != fact.value]
    label = sheet.language.gettext
    return tuple(
        replace(fact, label=label("{label} by {day}", label=fact.label, day=sheet.language.short_date(day)))
        for fact in later
    )


@dataclass(eq=False)
class PriceStrip(Block):
    """Facts side by side, in as many rows as it takes; each has its label above and its note below."""

    facts: Sequence[Fact]
    styles: Styles
    space_before: float = 0
    _list: Element = field(default_factory=lambda: Element(Role.LIST))

    def __post_init__(self) -> None:
        self._cells = [_Cell(fact, self.styles) for fact in self.facts]

    @property
    def _columns(self) -> int:
        """Return the number of columns that spreads the facts evenly; few do not stretch over the page."""
        rows = ceil(len(self._cells) / MOST_IN_A_ROW)
        return max(3, ceil(len(self._cells) / max(rows, 1)))

    def _rows(self) -> "list[list[_Cell]]":
        """The cells of each row."""
        most = self._columns
        return [self._cells[start : start + most] for start in range(0, len(self._cells), most)]

    def _cell_width(self, width: float) -> float:
        """The width of each cell."""
        return (width - GAP * (self._columns - 1)) / self._columns

    def _row_heights(self, width: float) -> list[float]:
        """The tallest cell of each row."""
        cell = self._cell_width(width)
        return [max(each.height(cell) for each in row) for row in self._rows()]

    def height(self, width: float) -> float:
        """All rows, with space between them."""
        heights = self._row_heights(width)
        return sum(heights) + ROW_GAP * max(len(heights) - 1, 0)

    def flowing(self) -> Block:
        """A row a fact: label, value, note."""
        columns = (Column("", most=0.36, least=0.36), Column("", most=0.3), Column(""))
        cell, strong, quiet = self.styles.cell, self.styles.cell_strong, self.styles.cell_quiet
        rows = [
            (Cell.of(fact.label, cell), Cell.of(fact.value, strong), Cell.of(fact.note, quiet))
            for fact in self.facts
        ]
        return table(columns, rows, self.styles)

    def draw(self, paper: Paper, x: float, top: float, width: float) -> None:
        """Row by row."""
        cell_width = self._cell_width(width)
        with paper.group(self._list):
            for row, height in zip(self._rows(), self._row_heights(width), strict=True):
                for index, cell in enumerate(row):
                    cell.draw(paper, x + index * (cell_width + GAP), top, cell_width)
                top -= height + ROW_GAP


class _Cell:
    """A fact below a hairline."""

    def __init__(self, fact: Fact, styles: Styles) -> None:
        self._hairline = styles.palette.hairline
        self._lines = [
            Prose(fact.label, styles.note, sentence=True),
            Prose(fact.value, styles.strong, sentence=True),
            *([Prose(fact.note, styles.note, sentence=True)] if fact.note else []),
        ]

    def height(self, width: float) -> float:
        """Rule and paragraphs."""
        return RULE_SPACE + sum(line.height(width) for line in self._lines)

    def draw(self, paper: Paper, x: float, top: float, width: float) -> None:
        """Draw the cell from top to bottom."""
        with paper.decoration():
            paper.line((x, top), (x + width, top), self._hairline, HAIRLINE)
        top -= RULE_SPACE
        with paper.group(Element(Role.ITEM)), paper.group(Element(Role.BODY)):
            for line in self._lines:
                line.draw(paper, x, top, width)
                top -= line.height(width)
