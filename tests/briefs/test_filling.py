"""How pages fill: what is let in by a little less air, what stays together, and how the last page ends."""

from dataclasses import dataclass, replace

import pytest
from brief_cases import PALETTE
from hypothesis import given
from hypothesis.strategies import booleans, builds, floats, lists
from matplotlib.figure import Figure

from fivegates.briefs.typesetting.blocks import Block, Prose, Stack
from fivegates.briefs.typesetting.chart import Chart, DrawnChart
from fivegates.briefs.typesetting.pagination import last_page_fill, pages_of
from fivegates.briefs.typesetting.styles import Frame, styles_of
from fivegates.briefs.typesetting.tagged_canvas import Paper
from fivegates.charts.palette import read_palettes

STYLES = styles_of(read_palettes(PALETTE).light)
FRAME = Frame(left=0, right=500, top=1000, bottom=0)


@dataclass(eq=False)
class Slab(Block):
    """So many points of nothing, which cannot be split."""

    tall: float
    space_before: float = 0
    keep_with_next: bool = False
    elastic: bool = False

    def height(self, width: float) -> float:  # noqa: ARG002
        return self.tall

    def draw(self, paper: Paper, x: float, top: float, width: float) -> None:
        raise NotImplementedError

    def scaled(self, scale: float) -> "Slab":
        return replace(self, tall=self.tall * scale) if self.elastic else self


def filled(*blocks: Block) -> list[Stack]:
    """The pages that these blocks fill."""
    return list(pages_of([Stack(blocks)], FRAME))


def heights(*blocks: Block) -> list[list[float]]:
    """How tall the blocks of each page are."""
    return [[block.height(FRAME.width) for block in page.blocks] for page in filled(*blocks)]


# What is let in


def test_a_page_that_would_end_early_gives_up_air() -> None:
    blocks = Slab(400), Slab(300, space_before=50), Slab(230, space_before=50), Slab(500)
    assert heights(*blocks) == [[400, 300, 230], [500]]
    assert filled(*blocks)[0].height(FRAME.width) <= FRAME.height


def test_a_page_that_is_full_enough_keeps_its_air() -> None:
    blocks = Slab(400), Slab(460, space_before=50), Slab(100, space_before=50), Slab(500)
    assert heights(*blocks) == [[400, 460], [100, 500]]


def test_a_chart_becomes_smaller_where_that_lets_it_onto_the_page() -> None:
    blocks = Slab(600), Slab(20, keep_with_next=True), Slab(400, elastic=True), Slab(500)
    first, second = heights(*blocks)
    assert first == pytest.approx([600, 20, 380])
    assert second == [500]


def test_a_chart_does_not_become_much_smaller() -> None:
    blocks = Slab(600), Slab(20, keep_with_next=True), Slab(420, elastic=True), Slab(500)
    assert heights(*blocks) == [[600], [20, 420, 500]]


def test_a_short_note_is_not_parted_from_what_it_is_about() -> None:
    note = Prose("It stops paying with value per unit at €0.45.", STYLES.detail, space_before=4)
    blocks = Slab(500), Slab(450, space_before=40), note, Slab(600)
    assert filled(*blocks)[0].blocks[-1] is note


def test_a_heading_is_let_in_with_what_it_heads_alone() -> None:
    heading = Prose("What it costs", STYLES.heading, space_before=18, keep_with_next=True)
    blocks = Slab(700), heading, Slab(500)
    assert filled(*blocks)[1].blocks[0] is heading


# How it ends


def test_a_last_page_with_next_to_nothing_takes_from_those_before_it() -> None:
    *_, last = heights(*[Slab(50) for _ in range(61)])
    assert len(last) >= 7


def test_a_last_page_less_than_half_full_takes_from_the_last_few_alone() -> None:
    first, second, before, last = (sum(page) for page in heights(*[Slab(50) for _ in range(68)]))
    assert (first, second) == (1000, 1000)
    assert before >= 650
    assert last >= 500


def test_a_last_page_takes_no_note_without_what_it_is_about() -> None:
    note = Prose("Source: a standard of four words.", STYLES.note, space_before=4)
    blocks = [*(Slab(50) for _ in range(34)), note, *(Slab(50) for _ in range(6))]
    pages = filled(*blocks)
    assert [len(page.blocks) for page in pages] == [16, 16, 9]
    assert note in pages[-1].blocks[1:]


def test_a_last_page_that_cannot_be_filled_stays_as_it_is() -> None:
    assert heights(Slab(990), Slab(990), Slab(50)) == [[990], [990], [50]]


def test_the_last_page_does_not_take_so_much_that_another_ends_early() -> None:
    assert heights(Slab(600), Slab(350), Slab(200)) == [[600, 350], [200]]


def test_a_part_of_nothing_has_no_page() -> None:
    assert filled() == []
    assert last_page_fill(Stack(()), FRAME) == 0


def test_how_far_the_last_page_is_filled() -> None:
    assert last_page_fill(Stack((Slab(990), Slab(500))), FRAME) == 0.5


@given(lists(builds(Slab, floats(1, 900), floats(0, 60), booleans(), booleans()), min_size=1, max_size=30))
def test_every_block_is_on_a_page_in_its_order_and_none_overflows(slabs: list[Slab]) -> None:
    pages = filled(*slabs, Slab(10))
    shown = [block.space_before for page in pages for block in page.blocks]
    assert shown == [*(slab.space_before for slab in slabs), 0]
    for page in pages:
        alone = len(page.blocks) == 1
        held = all(block.keep_with_next for block in page.blocks[:-1])
        assert alone or held or page.height(FRAME.width) <= FRAME.height + 0.1


# Charts


def test_a_scaled_chart_is_that_much_lower() -> None:
    chart = Chart(DrawnChart(lambda: Figure(figsize=(5, 2))), "A chart")
    assert chart.height(500) == 144
    assert chart.scaled(0.95).height(500) == pytest.approx(136.8)
