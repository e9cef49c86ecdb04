"""Blocks on pages: split where a reader expects it, and nothing lost on the way."""

from dataclasses import dataclass, replace

import pytest

from fivegates.briefs.typesetting.arrangements import Columns, Item, Panel
from fivegates.briefs.typesetting.blocks import Block, Prose, Stack, running
from fivegates.briefs.typesetting.fonts import Face
from fivegates.briefs.typesetting.structure import Element, Role
from fivegates.briefs.typesetting.styles import TextStyle
from fivegates.briefs.typesetting.tagged_canvas import Paper
from fivegates.domain.brief import PaperSize

STYLE = TextStyle(Face.REGULAR, 10, 12, "#000000")
WIDTH = 200.0
LONG = " ".join(f"word{number}" for number in range(200))


@dataclass(eq=False)
class Slab(Block):
    """So many points of nothing."""

    tall: float
    space_before: float = 0
    keep_with_next: bool = False

    def height(self, width: float) -> float:  # noqa: ARG002
        return self.tall

    def draw(self, paper: Paper, x: float, top: float, width: float) -> None:
        raise NotImplementedError


def prose(text: str = LONG) -> Prose:
    return Prose(text, STYLE)


def heights(stack: Stack) -> list[float]:
    return [block.height(WIDTH) for block in stack.blocks]


def test_a_paragraph_is_as_tall_as_its_lines() -> None:
    assert prose("Short").height(WIDTH) == 12
    assert prose("").height(WIDTH) == 0
    assert prose().height(WIDTH) == 12 * len(prose().lines(WIDTH))


def test_a_paragraph_splits_into_the_same_lines() -> None:
    whole = prose()
    pieces = whole.split(WIDTH, 50)
    assert pieces is not None
    first, rest = pieces
    assert len(first.lines(WIDTH)) == 4
    assert first.lines(WIDTH) + rest.lines(WIDTH) == whole.lines(WIDTH)
    assert first.element is rest.element


@pytest.mark.parametrize("room", [0, 11, 23])
def test_no_single_line_is_left_behind(room: float) -> None:
    assert prose().split(WIDTH, room) is None


def test_no_single_line_goes_over() -> None:
    whole = prose()
    pieces = whole.split(WIDTH, whole.height(WIDTH) - 1)
    assert pieces is not None
    assert len(pieces[1].lines(WIDTH)) == 2


def test_only_the_first_piece_is_in_the_outline() -> None:
    pieces = Prose(LONG, STYLE, outline=0).split(WIDTH, 50)
    assert pieces is not None
    assert (pieces[0].outline, pieces[1].outline) == (0, None)


def test_paragraphs_of_a_text_are_apart() -> None:
    blocks = running("One\n\nTwo\nThree", STYLE, space_before=6)
    assert [block.space_before for block in blocks] == [6, 4, 4]


def test_a_stack_divides_between_blocks_and_leaves_out_the_space_at_the_top() -> None:
    stack = Stack([Slab(30, space_before=10), Slab(30, space_before=10), Slab(30, space_before=10)])
    assert stack.height(WIDTH) == 110
    first, rest = stack.divide(WIDTH, 75)
    assert (heights(first), heights(rest)) == ([30, 30], [30])
    assert rest.height(WIDTH) == 30


def test_a_stack_that_fits_is_left_whole() -> None:
    stack = Stack([Slab(30), Slab(30)])
    first, rest = stack.divide(WIDTH, 60)
    assert first is stack
    assert not rest.blocks
    assert stack.split(WIDTH, 60) is None


def test_a_stack_asks_for_the_height_of_each_block_once_per_width() -> None:
    asked = []

    class Asked(Slab):
        def height(self, width: float) -> float:
            asked.append(width)
            return self.tall

    stack = Stack([Asked(10), Asked(20, space_before=5)])
    assert [stack.height(width) for width in (WIDTH, WIDTH, 2 * WIDTH)] == [35, 35, 35]
    assert asked == [WIDTH, WIDTH, 2 * WIDTH, 2 * WIDTH]
    assert replace(stack, air=2).height(WIDTH) == 40


def test_a_heading_goes_with_what_it_heads() -> None:
    stack = Stack([Slab(30), Slab(10, keep_with_next=True), Slab(10, keep_with_next=True), Slab(40)])
    first, rest = stack.divide(WIDTH, 70)
    assert (heights(first), heights(rest)) == ([30], [10, 10, 40])


def test_a_short_entry_stays_together() -> None:
    assert Stack([Slab(30), Slab(30)], together=61).split(WIDTH, 40) is None
    assert Stack([Slab(30), Slab(30)], together=60).split(WIDTH, 40) is not None


def test_a_panel_splits_its_content_and_pads_both_pieces() -> None:
    panel = Panel(Stack([prose()]), "#EEEEEE", bar="#FF0000", padding=10)
    pieces = panel.split(WIDTH, 100)
    assert pieces is not None
    assert pieces[0].height(WIDTH) <= 100
    assert panel.height(WIDTH) + 20 == pieces[0].height(WIDTH) + pieces[1].height(WIDTH)
    assert Panel(Stack([Slab(90)]), "#EEEEEE").split(WIDTH, 50) is None


def test_columns_are_as_tall_as_the_taller_and_split_together() -> None:
    columns = Columns(Stack([Slab(30), Slab(30)]), Stack([Slab(20)]), share=0.5, gap=10)
    assert columns.height(WIDTH) == 60
    pieces = columns.split(WIDTH, 40)
    assert pieces is not None
    assert (heights(pieces[0].left), heights(pieces[0].right)) == ([30], [20])
    assert (heights(pieces[1].left), heights(pieces[1].right)) == ([30], [])
    assert Columns(Stack([Slab(90)]), Stack([Slab(90)]), 0.5, 10).split(WIDTH, 50) is None


def test_only_the_first_piece_of_an_item_is_numbered() -> None:
    item = Item("1", Stack([prose()]), STYLE, Element(Role.LIST))
    pieces = item.split(WIDTH, 50)
    assert pieces is not None
    assert (pieces[0].label, pieces[1].label) == ("1", "")
    assert Item("1", Stack([Slab(90)]), STYLE, Element(Role.LIST)).split(WIDTH, 50) is None


def test_a_line_that_ends_between_words_ends_with_a_space_and_one_inside_a_word_does_not() -> None:
    lines = prose("one two three four five six seven eight nine ten over/under " + "x" * 90).lines(WIDTH)
    assert "".join(lines) == "one two three four five six seven eight nine ten over/under " + "x" * 90
    assert len(lines) > 2
    assert not lines[-2].endswith(" ")


def test_a_stack_that_goes_on_repeats_its_head_for_the_eye_alone() -> None:
    paper = Paper(PaperSize.A4, "en")
    head = prose("Name of it")
    pieces = Stack([head, prose()], again=head).split(WIDTH, 60)
    assert pieces is not None
    for piece in pieces:
        piece.draw(paper, 0, 500, WIDTH)
    assert paper.finish().count(b"/Artifact BMC") == 1
    assert len(paper.root.kids) == 2
