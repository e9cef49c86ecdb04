"""Draws pages, with the running head and the footer of each."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from fivegates.briefs.typesetting.bidi import in_visual_order, one_line, printed
from fivegates.briefs.typesetting.blocks import Stack
from fivegates.briefs.typesetting.fonts import Face, text_width
from fivegates.briefs.typesetting.line_breaking import DOT, shortened
from fivegates.briefs.typesetting.pagination import pages_of
from fivegates.briefs.typesetting.structure import Element, Role
from fivegates.briefs.typesetting.styles import (
    FOOT_RULE,
    HAIRLINE,
    HEAD_RULE,
    Frame,
    Styles,
    TextStyle,
    frame_of,
)
from fivegates.briefs.typesetting.tagged_canvas import Paper
from fivegates.domain.language import Language

# Heads and footers are cut to these shares of the width, so that the two sides never overlap. The right
# of a head goes first: its ending, day and marking, stays whole, and the title on the left is also on page 1.
HEAD_RIGHT_SHARE = 0.74
HEAD_GAP_SHARE = 0.04
HEAD_LEAST_SIZE = 0.85
FOOT_SHARE = 0.85
ABOVE_RULE = 5
BELOW_RULE = 11
BEFORE_BACK = 10


@dataclass(frozen=True, slots=True)
class Back:
    """A text that leads back to a place in the file, by its name."""

    text: str
    target: str


@dataclass(frozen=True, slots=True)
class Running:
    """The running heads and footers: `first` is on the left of page 1, `title` on that of the others.

    `ending` is on the right after `right`, which alone is cut where there is no room for both. `entity` is
    the organisation, on a line of its own below `foot`. `back` is on page 1 behind `first`.
    """

    first: str
    title: str
    right: str
    foot: str
    ending: str = ""
    entity: str = ""
    back: Back | None = None


def draw_pages(
    paper: Paper, parts: Iterable[Stack], running: Running, styles: Styles, language: Language
) -> None:
    """Draw the parts, each beginning on a new page, and number the pages."""
    draw_unnumbered(paper, parts, running, styles)
    draw_page_numbers(paper, styles.note, language, paper.pages)


def draw_unnumbered(paper: Paper, parts: Iterable[Stack], running: Running, styles: Styles) -> None:
    """Draw the parts, each beginning on a new page; room is left for the numbers of the pages."""
    frame = frame_of(paper.size)
    for page in pages_of(parts, frame):
        with paper.decoration():
            end = _draw_running(paper, running, styles, frame)
            paper.page_number(paper.pages)
        if running.back and paper.pages == 0:
            _draw_back(paper, running.back, styles, end)
        page.draw(paper, frame.left, frame.top, frame.width)
        paper.end_page()


def _draw_running(paper: Paper, running: Running, styles: Styles, frame: Frame) -> float:
    """The head above a rule, the footer below one; return where the left of the head ends."""
    palette, note = styles.palette, styles.note
    rule = paper.size.height - HEAD_RULE
    paper.line((frame.left, rule), (frame.right, rule), palette.ink, HAIRLINE)
    paper.line((frame.left, FOOT_RULE), (frame.right, FOOT_RULE), palette.hairline, HAIRLINE)
    first = paper.pages == 0
    left = (
        _Line(running.first, replace(note, face=Face.SEMIBOLD, colour=palette.ink))
        if first
        else _Line(running.title, note)
    )
    most = frame.width * HEAD_RIGHT_SHARE
    fitting = _fitting_right(running, note, most)
    right = _Line(_right_of_head(running, fitting, most), fitting)
    taken = right.draw(paper, (frame.right, rule + ABOVE_RULE), most, to_the_right=True)
    room = frame.width * (1 - HEAD_GAP_SHARE) - taken
    if first and running.back:
        room -= _back_width(running.back, note)
    end = frame.left + left.draw(paper, (frame.left, rule + ABOVE_RULE), room)
    _Line(running.foot, note).draw(paper, (frame.left, FOOT_RULE - BELOW_RULE), frame.width * FOOT_SHARE)
    if running.entity.strip():
        at = (frame.left, FOOT_RULE - BELOW_RULE - note.leading)
        _Line(running.entity, note).draw(paper, at, frame.width * FOOT_SHARE)
    return end


def _back_width(back: Back, note: TextStyle) -> float:
    """The width of the link back, with the gap before it."""
    return BEFORE_BACK + text_width(printed(back.text), note.face, note.size)


def _draw_back(paper: Paper, back: Back, styles: Styles, end: float) -> None:
    """Draw the link back after the left part of the head."""
    note, x, y = styles.note, end + BEFORE_BACK, paper.size.height - HEAD_RULE + ABOVE_RULE
    right = end + _back_width(back, note)
    box = (x, y - note.size / 4, right, y + note.size)
    with paper.content(Element(Role.LINK, box=box, target=back.target, description=back.text)):
        paper.text((x, y), in_visual_order(printed(back.text)), note.face, note.size, styles.palette.accent)


def _fitting_right(running: Running, note: TextStyle, most: float) -> TextStyle:
    """The style in which all of the right fits, so that no marking is cut; not much smaller than the left."""
    whole = printed(one_line(f" {DOT} ".join(filter(str.strip, (running.right, running.ending)))))
    width = text_width(whole, note.face, note.size)
    return (
        note.sized(note.size * max(HEAD_LEAST_SIZE, min(1.0, most / width)), note.leading) if width else note
    )


def _right_of_head(running: Running, note: TextStyle, most: float) -> str:
    """The right part, cut to leave room for the ending, but to no less than a third of the line."""
    if not running.ending.strip():
        return running.right
    ending = printed(one_line(f" {DOT} {running.ending}"))
    room = max(most - text_width(ending, note.face, note.size), most / 3)
    return f"{shortened(printed(one_line(running.right)), note.face, note.size, room)}{ending}"


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a running head or footer."""

    text: str
    style: TextStyle

    def draw(
        self, paper: Paper, at: tuple[float, float], most: float, *, to_the_right: bool = False
    ) -> float:
        """Set it beginning or ending `at`, cut to `most` points; return its width in points."""
        style = self.style
        cut = shortened(printed(one_line(self.text)), style.face, style.size, most)
        shown = in_visual_order(cut)
        width = text_width(shown, style.face, style.size)
        paper.text(
            (at[0] - (width if to_the_right else 0), at[1]), shown, style.face, style.size, style.colour
        )
        return width


def draw_page_numbers(paper: Paper, note: TextStyle, language: Language, total: int) -> None:
    """Number the pages, now that their number is known."""
    frame = frame_of(paper.size)
    texts = [f"{language.number(index + 1)} / {language.number(total)}" for index in range(total)]
    for index, text in enumerate(texts):
        with paper.numbering(index):
            _Line(text, note).draw(
                paper, (frame.right, FOOT_RULE - BELOW_RULE), frame.width, to_the_right=True
            )
