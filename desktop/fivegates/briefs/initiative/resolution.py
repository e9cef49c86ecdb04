"""The resolution block: text to be minuted, boxes for the outcome, and lines for signatures."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from fivegates.briefs.initiative.context import Sheet, asked_of, cut, dotted
from fivegates.briefs.typesetting.arrangements import heading
from fivegates.briefs.typesetting.blocks import Block, Prose, Stack
from fivegates.briefs.typesetting.styles import HAIRLINE, Styles
from fivegates.briefs.typesetting.tables import Cell, Column, table
from fivegates.briefs.typesetting.tagged_canvas import Paper
from fivegates.domain.portfolio.meeting import Purpose
from fivegates.domain.wording.papers import item_texts, meeting_text
from fivegates.domain.wording.proposals import minute_title

LONGEST_MINUTE: Final = 500
LONGEST_ITEM: Final = 200
BOX, BOX_GAP, BESIDE = 9.0, 5.0, 26.0
EMPTY_BOX: Final = "\u2610"
# The space above a line to write on, and between two lines, in points.
WRITING, BETWEEN = 27.0, 16.0
# The space between a line and the word below it, in points.
BELOW: Final = 3.0
# The height of a row to write in, where the lines are a table, in points.
ROW = 36.0


def resolution(sheet: Sheet) -> Stack:
    """The text to be minuted, a box for each outcome, and lines for name, date and signature."""
    language, styles = sheet.language, sheet.styles
    review, aged = sheet.case.review, sheet.brief.aged
    lead = minute_title(review.decision_asked, review.dated if aged else None, language)
    lines = (language.gettext("Name"), language.gettext("Date"), language.gettext("Signature"))
    return Stack(
        [
            heading(language.gettext("Resolution"), styles),
            *_item(sheet),
            Prose(lead, styles.detail, space_before=3, keep_with_next=True),
            Prose(
                cut(" ".join(asked_of(sheet).split()), LONGEST_MINUTE),
                styles.body,
                space_before=1,
                keep_with_next=True,
            ),
            Boxes(_outcomes(sheet), styles, space_before=8),
            Lines(lines, styles, space_before=2),
        ],
        space_before=18,
    )


def _item(sheet: Sheet) -> Iterator[Prose]:
    """The agenda item and the meeting, where they are given."""
    meeting, language = sheet.brief.record.meeting, sheet.language
    text = dotted([*item_texts(meeting, language), meeting_text(meeting, language)])
    if text:
        yield Prose(
            cut(text, LONGEST_ITEM), sheet.styles.strong, space_before=3, sentence=True, keep_with_next=True
        )


def _outcomes(sheet: Sheet) -> tuple[str, ...]:
    """The outcomes that a meeting can resolve; a paper for noting has that one alone."""
    gettext = sheet.language.gettext
    if sheet.brief.record.meeting.purpose is Purpose.NOTE:
        return (gettext("Noted"),)
    return gettext("Approved"), gettext("Amended"), gettext("Rejected")


@dataclass(eq=False)
class Boxes(Block):
    """Words side by side, each after an empty box to tick."""

    words: tuple[str, ...]
    styles: Styles
    space_before: float = 0

    def __post_init__(self) -> None:
        self._texts = [Prose(word, self.styles.body) for word in self.words]

    def height(self, width: float) -> float:
        """Return the height of one line."""
        return max(text.height(width) for text in self._texts)

    def flowing(self) -> Block:
        """Return the boxes as text in one line, each after the character of an empty box."""
        text = "\u2003\u2003".join(f"{EMPTY_BOX}\u00a0{word}" for word in self.words)
        return Prose(text, self.styles.body, space_before=self.space_before, keep_with_next=True)

    def draw(self, paper: Paper, x: float, top: float, width: float) -> None:
        """Draw the boxes from left to right, in columns of equal width."""
        column = width / len(self._texts)
        middle = top - self.height(width) / 2
        for text in self._texts:
            with paper.decoration():
                self._draw_box(paper, x, middle - BOX / 2)
            text.draw(paper, x + BOX + BOX_GAP, top, column - BOX - BOX_GAP - BESIDE)
            x += column

    def _draw_box(self, paper: Paper, left: float, bottom: float) -> None:
        """An empty square."""
        right, top, ink = left + BOX, bottom + BOX, self.styles.palette.ink
        corners = ((left, bottom), (right, bottom), (right, top), (left, top))
        for start, end in zip(corners, (*corners[1:], corners[0]), strict=True):
            paper.line(start, end, ink, HAIRLINE)


@dataclass(eq=False)
class Lines(Block):
    """Lines to write on, side by side, each with its label below."""

    words: tuple[str, ...]
    styles: Styles
    space_before: float = 0

    def __post_init__(self) -> None:
        self._texts = [Prose(word, self.styles.note) for word in self.words]

    def height(self, width: float) -> float:
        """Room to write, and one line of words."""
        return WRITING + BELOW + max(text.height(width) for text in self._texts)

    def flowing(self) -> Block:
        """A row each: label, and space to write."""
        columns = (Column("", most=0.3, least=0.3), Column(""))
        cell = self.styles.cell
        made = table(columns, [(Cell.of(word, cell), Cell.of("", cell)) for word in self.words], self.styles)
        return replace(made, rows=tuple(replace(row, least=ROW) for row in made.rows))

    def draw(self, paper: Paper, x: float, top: float, width: float) -> None:
        """Draw the lines from left to right."""
        column = (width - BETWEEN * (len(self._texts) - 1)) / len(self._texts)
        for text in self._texts:
            with paper.decoration():
                paper.line((x, top - WRITING), (x + column, top - WRITING), self.styles.palette.ink, HAIRLINE)
            text.draw(paper, x, top - WRITING - BELOW, column)
            x += column + BETWEEN
