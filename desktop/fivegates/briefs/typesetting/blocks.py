"""Blocks, the elements of a page layout: a block knows its height, draws itself, and may be split.

Our own in place of reportlab's paragraphs and tables, which drop characters that a font lacks,
cannot set a line from right to left, take minutes over a very long paragraph, and leave no structure
for a screen reader.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from fivegates.briefs.typesetting.bidi import (
    in_visual_order,
    logical,
    one_line,
    paragraphs,
    printed,
    runs_right_to_left,
)
from fivegates.briefs.typesetting.fonts import text_width
from fivegates.briefs.typesetting.line_breaking import SOFT_HYPHEN, Parting, broken, size_for_numbers
from fivegates.briefs.typesetting.structure import Element, Role
from fivegates.briefs.typesetting.styles import TextStyle
from fivegates.briefs.typesetting.tagged_canvas import Paper
from fivegates.domain.language import has_right_to_left

# A paragraph is not split so that fewer lines than this are alone.
LEAST_LINES = 2
# Sums of heights are not exact.
SLACK = 0.01
ASCENT = 0.75


class Block(ABC):
    """An element of a page layout. All measures are in points.

    `space_before` is left out at the top of a page; `keep_with_next` holds a heading to what it heads.
    What is `elastic` may be scaled a little where that lets more onto a page.
    """

    space_before: float = 0
    keep_with_next: bool = False
    elastic: bool = False

    @abstractmethod
    def height(self, width: float) -> float:
        """The height at this width."""

    @abstractmethod
    def draw(self, paper: Paper, x: float, top: float, width: float) -> None:
        """Draw it below `top`, rightwards from `x`."""

    def split(self, width: float, room: float) -> "tuple[Block, Block] | None":  # noqa: ARG002 - most cannot
        """Split it so that the first piece is at most `room` tall; None if that is impossible."""
        return None

    def scaled(self, scale: float) -> "Block":  # noqa: ARG002 - most are not elastic
        """The block scaled by this factor, if it is elastic."""
        return self

    def flowing(self) -> "Block":
        """The block as plain paragraphs and tables, for a document without page positions."""
        return self


class Align(Enum):
    """The alignment of a paragraph."""

    LEFT = auto()
    RIGHT = auto()


@dataclass(eq=False)
class Prose(Block):
    """A paragraph in one style; `text` is the user's or ours, and is never markup.

    `outline` enters it into the outline at a level from 0. A paragraph that begins in Hebrew or
    Arabic is on the right, unless it is a `sentence` of ours that begins with somebody's word, or one line
    `in_column`: a table's columns keep their side.
    """

    text: str
    style: TextStyle
    role: Role = Role.PARAGRAPH
    align: Align = Align.LEFT
    indent: float = 0
    space_before: float = 0
    keep_with_next: bool = False
    outline: int | None = None
    sentence: bool = False
    in_column: bool = False
    element: Element | None = None
    _lines: dict[float, list[str]] = field(default_factory=dict)
    _sizes: dict[float, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._printed = printed(one_line(self.text))
        self.right_to_left = not self.sentence and runs_right_to_left(self._printed)
        self.element = self.element or Element(self.role)

    def lines(self, width: float) -> list[str]:
        """The lines that fill `width`, in logical order; one that ends between words ends with a space.

        Without that space, what reads the text of a paragraph would join the words.
        """
        if width not in self._lines:
            face, size = self.style.face, self._size(width)
            hyphens = None if has_right_to_left(self._printed) else self.style.hyphens
            parting = Parting(hyphens, self.style.wide_only)
            lines = broken(self._printed, face, size, width - self.indent, parting)
            self._lines[width] = list(_with_spaces(self._printed, lines))
        return self._lines[width]

    def written(self, width: float) -> str:
        """The text as it was written; of a paragraph that was split at this width, its lines."""
        shown = "".join(self.lines(width)).strip()
        return self.text if shown == self._printed.strip() else shown

    def _size(self, width: float) -> float:
        """The style's size, or a smaller one where a number would not fit into a line."""
        if width not in self._sizes:
            style = self.style
            self._sizes[width] = size_for_numbers(self._printed, style.face, style.size, width - self.indent)
        return self._sizes[width]

    def height(self, width: float) -> float:
        """Return the height of the wrapped text."""
        return len(self.lines(width)) * self.style.leading

    def split(self, width: float, room: float) -> "tuple[Prose, Prose] | None":
        """Leave at least two lines on either side."""
        lines = self.lines(width)
        fitting = int((room + SLACK) / self.style.leading)
        count = min(fitting, len(lines) - LEAST_LINES)
        if count < LEAST_LINES:
            return None
        return self._part(width, lines[:count], self.outline), self._part(width, lines[count:], None)

    def _part(self, width: float, lines: list[str], outline: int | None) -> "Prose":
        """The same paragraph with some of its lines."""
        return replace(self, _lines={width: lines}, outline=outline)

    def draw(self, paper: Paper, x: float, top: float, width: float) -> None:
        """Set line below line."""
        assert self.element is not None  # noqa: S101 - set when made
        if self.element.top is None:
            self.element.top = top + self.style.leading
        if self.outline is not None:
            paper.bookmark(logical(self._printed), self.outline, top + self.style.leading)
        baseline = top - (self.style.leading - self.style.size) / 2 - ASCENT * self.style.size
        with paper.content(self.element):
            for index, line in enumerate(self.lines(width)):
                self._set(paper, line, x, baseline - index * self.style.leading, width)

    def _set(self, paper: Paper, line: str, x: float, baseline: float, width: float) -> None:
        """Set one line."""
        bare, size = line.removesuffix(" ").removesuffix(SOFT_HYPHEN), self._size(width)
        shown = in_visual_order(bare, right_to_left=self.right_to_left)
        x += self.indent
        parted = line.endswith(SOFT_HYPHEN)
        drawn = text_width(f"{shown}-" if parted else shown, self.style.face, size)
        from_right = self.right_to_left and not (self.in_column and len(self.lines(width)) == 1)
        if (self.align is Align.RIGHT) is not from_right:
            x += width - self.indent - drawn
        text = shown if parted else shown + line[len(bare) :]
        paper.text((x, baseline), text, self.style.face, size, self.style.colour)
        if parted:
            hyphen = x + drawn - text_width("-", self.style.face, size), baseline
            with paper.read_as(SOFT_HYPHEN):
                paper.text(hyphen, "-", self.style.face, size, self.style.colour)


def _with_spaces(text: str, lines: Iterable[str]) -> Iterator[str]:
    """The lines of a text, each with the space after which it was broken."""
    at = 0
    for line in lines:
        part = line.removesuffix(SOFT_HYPHEN)
        at = text.index(part, at) + len(part)
        yield f"{line} " if text[at : at + 1] == " " else line


class LinkedLine(Prose):
    """A paragraph that leads to a place in the file or to a web address, wherever it is pressed.

    It is not split, since one link lies on one page.
    """

    def split(self, width: float, room: float) -> None:  # noqa: ARG002 - as of any block
        """Keep it whole."""
        return

    def draw(self, paper: Paper, x: float, top: float, width: float) -> None:
        """Set it, and keep where it is."""
        assert self.element is not None  # noqa: S101 - set when made
        left = x + self.indent
        widest = max(text_width(line, self.style.face, self.style.size) for line in self.lines(width))
        self.element.box = (left, top - self.height(width), left + widest, top)
        super().draw(paper, x, top, width)


def linked(  # noqa: PLR0913 - all but the first three are how it is set
    text: str,
    style: TextStyle,
    target: "str | Element",
    *,
    description: str = "",
    indent: float = 0,
    space_before: float = 0,
) -> LinkedLine:
    """A paragraph of ours that leads to a place by its name, or to where an element begins.

    `description` says where that is; the text does where there is none.
    """
    link = Element(Role.LINK, description=description or text)
    if isinstance(target, Element):
        link.leads_to = target
    else:
        link.target = target
    return LinkedLine(text, style, element=link, indent=indent, space_before=space_before, sentence=True)


def web_link(address: str, text: str, style: TextStyle, *, description: str) -> LinkedLine:
    """A paragraph that leads to a web address; `description` says where that is."""
    link = Element(Role.LINK, address=address, description=description)
    return LinkedLine(text, style.whole, element=link)


def running(
    text: str, style: TextStyle, *, indent: float = 0, space_before: float = 0, keep_with_next: bool = False
) -> list[Block]:
    """The paragraphs of a longer text; `keep_with_next` holds the last to what follows."""
    parts = paragraphs(text)
    return [
        Prose(
            part,
            style,
            indent=indent,
            space_before=space_before if index == 0 else style.leading / 3,
            keep_with_next=keep_with_next and index == len(parts) - 1,
        )
        for index, part in enumerate(parts)
    ]


@dataclass(eq=False)
class Rule(Block):
    """A line across."""

    colour: str
    thickness: float
    space_before: float = 0
    keep_with_next: bool = False

    def height(self, width: float) -> float:  # noqa: ARG002 - the same at every width
        """Return the thickness of the rule."""
        return self.thickness

    def draw(self, paper: Paper, x: float, top: float, width: float) -> None:
        """Fill it, so that it is as crisp as a box."""
        with paper.decoration():
            paper.box((x, top - self.thickness), width, self.thickness, self.colour)


@dataclass(eq=False)
class Repeated(Block):
    """A block that is shown again, such as a table head on the next page; screen readers read it once."""

    block: Block
    keep_with_next: bool = True

    def height(self, width: float) -> float:
        """The block's."""
        return self.block.height(width)

    def draw(self, paper: Paper, x: float, top: float, width: float) -> None:
        """Draw it as a decoration."""
        with paper.decoration():
            self.block.draw(paper, x, top, width)


@dataclass(eq=False)
class Stack(Block):
    """Blocks below each other; not split while it is lower than `together`.

    `air` is what it keeps of the space before its blocks; `again` is repeated where it goes on.
    The height is kept for each width, since pages are tried out: `blocks` do not change.
    """

    blocks: Sequence[Block]
    space_before: float = 0
    together: float = 0
    air: float = 1
    again: Block | None = None
    _heights: dict[float, float] = field(default_factory=dict, init=False)

    def height(self, width: float) -> float:
        """The sum of heights and spaces."""
        if width not in self._heights:
            self._heights[width] = sum(
                block.height(width) + self._gap(i) for i, block in enumerate(self.blocks)
            )
        return self._heights[width]

    def _gap(self, index: int) -> float:
        """The space before a block."""
        return self.blocks[index].space_before * self.air if index else 0

    def draw(self, paper: Paper, x: float, top: float, width: float) -> None:
        """Draw one after the other."""
        for index, block in enumerate(self.blocks):
            top -= self._gap(index)
            block.draw(paper, x, top, width)
            top -= block.height(width)

    def split(self, width: float, room: float) -> "tuple[Stack, Stack] | None":
        """Split it where a page may break."""
        if self.height(width) < self.together:
            return None
        first, rest = self.divide(width, room)
        if not (first.blocks and rest.blocks):
            return None
        if self.again is not None:
            rest = Stack([Repeated(self.again), *rest.blocks], again=self.again)
        return first, rest

    def divide(self, width: float, room: float) -> "tuple[Stack, Stack]":
        """Split into the part that fits into `room`, and the rest; either may be empty."""
        for index, block in enumerate(self.blocks):
            gap = self._gap(index)
            height = block.height(width)
            if gap + height > room + SLACK:
                return self._parted(index, block.split(width, room - gap))
            room -= gap + height
        return self, Stack(())

    def _parted(self, index: int, pieces: tuple[Block, Block] | None) -> "tuple[Stack, Stack]":
        """Split at a block, or inside it; a heading stays with its content."""
        before, after = list(self.blocks[:index]), list(self.blocks[index:])
        if pieces is not None:
            before, after = [*before, pieces[0]], [pieces[1], *after[1:]]
        else:
            while before and before[-1].keep_with_next:
                after.insert(0, before.pop())
        return Stack(before, self.space_before, air=self.air), Stack(after, air=self.air)
