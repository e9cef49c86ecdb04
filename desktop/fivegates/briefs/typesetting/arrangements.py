"""Blocks that arrange other blocks: panels, columns, list items, a mark beside a line."""

from dataclasses import dataclass, field, replace

from fivegates.briefs.typesetting.blocks import Block, Prose, Stack
from fivegates.briefs.typesetting.marks import draw_mark
from fivegates.briefs.typesetting.structure import Element, Role
from fivegates.briefs.typesetting.styles import Styles, TextStyle
from fivegates.briefs.typesetting.tagged_canvas import Paper
from fivegates.charts.palette import Palette
from fivegates.domain.verdict.states import GateState, VerdictState


@dataclass(eq=False)
class Panel(Block):
    """Blocks on a tint, with a bar on the left if `bar` gives a colour."""

    content: Stack
    tint: str
    bar: str = ""
    padding: float = 12
    space_before: float = 0

    BAR = 3.5

    def height(self, width: float) -> float:
        """The content with its padding."""
        return self.content.height(self._inner(width)) + 2 * self.padding

    def _inner(self, width: float) -> float:
        """The width of the content."""
        return width - 2 * self.padding - (self.BAR if self.bar else 0)

    def draw(self, paper: Paper, x: float, top: float, width: float) -> None:
        """Draw the tint, then the content on it."""
        height = self.height(width)
        with paper.decoration():
            paper.box((x, top - height), width, height, self.tint)
            if self.bar:
                paper.box((x, top - height), self.BAR, height, self.bar)
        left = x + self.padding + (self.BAR if self.bar else 0)
        self.content.draw(paper, left, top - self.padding, self._inner(width))

    def split(self, width: float, room: float) -> "tuple[Panel, Panel] | None":
        """Split the content; the tint goes with both pieces."""
        pieces = self.content.split(self._inner(width), room - 2 * self.padding)
        if pieces is None:
            return None
        return replace(self, content=pieces[0]), replace(self, content=pieces[1])


@dataclass(eq=False)
class Columns(Block):
    """Two stacks side by side; `share` of the width is the left one's."""

    left: Stack
    right: Stack
    share: float
    gap: float
    space_before: float = 0
    keep_with_next: bool = False

    def _widths(self, width: float) -> tuple[float, float]:
        """The widths of both columns."""
        left = (width - self.gap) * self.share
        return left, width - self.gap - left

    def height(self, width: float) -> float:
        """The taller one's."""
        left, right = self._widths(width)
        return max(self.left.height(left), self.right.height(right))

    def draw(self, paper: Paper, x: float, top: float, width: float) -> None:
        """Draw left, then right: the reading order."""
        left, right = self._widths(width)
        self.left.draw(paper, x, top, left)
        self.right.draw(paper, x + left + self.gap, top, right)

    def split(self, width: float, room: float) -> "tuple[Columns, Columns] | None":
        """Split both at the same height."""
        left, right = self._widths(width)
        (first, second), (third, fourth) = self.left.divide(left, room), self.right.divide(right, room)
        if not (first.blocks or third.blocks):
            return None
        return replace(self, left=first, right=third), replace(self, left=second, right=fourth)


@dataclass(eq=False)
class Marked(Block):
    """A block with the mark of a state on its left, level with its first line."""

    state: GateState | VerdictState
    content: Prose
    palette: Palette
    size: float
    gap: float = 6
    space_before: float = 0
    keep_with_next: bool = False

    def height(self, width: float) -> float:
        """The content's."""
        return self.content.height(width - self.size - self.gap)

    def draw(self, paper: Paper, x: float, top: float, width: float) -> None:
        """Centre the mark on the capitals of the first line."""
        style = self.content.style
        middle = top - style.leading / 2 - 0.02 * style.size
        with paper.decoration():
            draw_mark(paper, self.state, (x, middle - self.size / 2), self.size, self.palette)
        shift = self.size + self.gap
        self.content.draw(paper, x + shift, top, width - shift)


@dataclass(eq=False)
class Item(Block):
    """An item of a numbered list; `parent` is the list's element."""

    label: str
    body: Stack
    style: TextStyle
    parent: Element
    indent: float = 15
    space_before: float = 0
    _item: Element = field(default_factory=lambda: Element(Role.ITEM))
    _body: Element = field(default_factory=lambda: Element(Role.BODY))

    def height(self, width: float) -> float:
        """The body's."""
        return self.body.height(width - self.indent)

    def draw(self, paper: Paper, x: float, top: float, width: float) -> None:
        """Draw the body, with the label hanging at its left."""
        with paper.group(self.parent), paper.group(self._item):
            if self.label:
                Prose(self.label, self.style, role=Role.LABEL).draw(paper, x, top, self.indent)
            with paper.group(self._body):
                self.body.draw(paper, x + self.indent, top, width - self.indent)

    def split(self, width: float, room: float) -> "tuple[Item, Item] | None":
        """Split the body; only the first piece has the label."""
        pieces = self.body.split(width - self.indent, room)
        if pieces is None:
            return None
        return replace(self, body=pieces[0]), replace(self, body=pieces[1], label="")


def heading(
    text: str,
    styles: Styles,
    *,
    space_before: float = 18,
    outline: int | None = 0,
    element: Element | None = None,
) -> Prose:
    """The heading of a part; `element` is its own where something leads to it."""
    return Prose(
        text,
        styles.heading,
        role=Role.HEADING,
        space_before=space_before,
        keep_with_next=True,
        outline=outline,
        element=element,
    )
