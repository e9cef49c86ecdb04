"""Pages: filled from top to bottom, and filled even where a block is taller than a page."""

from dataclasses import dataclass

from brief_cases import PALETTE, pilot
from pdf_reading import pages_of

from fivegates.briefs.initiative.context import Sheet
from fivegates.briefs.typesetting.blocks import Block, Stack
from fivegates.briefs.typesetting.pages import Running, draw_pages
from fivegates.briefs.typesetting.styles import styles_of
from fivegates.briefs.typesetting.tagged_canvas import Paper
from fivegates.charts.palette import read_palettes
from fivegates.domain.brief import PaperSize
from fivegates.domain.language import ENGLISH

SHEET = Sheet(pilot(), styles_of(read_palettes(PALETTE).light), ENGLISH)


@dataclass(eq=False)
class Slab(Block):
    """So many points of nothing, which cannot be split."""

    tall: float
    keep_with_next: bool = False
    page: int = -1

    def height(self, width: float) -> float:  # noqa: ARG002
        return self.tall

    def draw(self, paper: Paper, x: float, top: float, width: float) -> None:  # noqa: ARG002
        self.page = paper.pages


def drawn(*parts: list[Slab], running: Running | None = None) -> list[str]:
    paper = Paper(PaperSize.A4, "en-GB")
    running = running or Running("FIRST", "Name", "Right", "Foot")
    draw_pages(paper, [Stack(part) for part in parts], running, SHEET.styles, ENGLISH)
    return pages_of(paper.finish())


def test_blocks_fill_one_page_after_another_and_parts_begin_anew() -> None:
    slabs = [Slab(300) for _ in range(3)]
    last = Slab(10)
    assert len(drawn(slabs, [last])) == 3
    assert [slab.page for slab in (*slabs, last)] == [0, 0, 1, 2]


def test_a_block_taller_than_a_page_has_one_of_its_own() -> None:
    slabs = [Slab(100), Slab(2000), Slab(100)]
    assert len(drawn(slabs)) == 3
    assert [slab.page for slab in slabs] == [0, 1, 2]


def test_a_run_of_headings_longer_than_a_page_is_drawn_all_the_same() -> None:
    slabs = [Slab(300, keep_with_next=True) for _ in range(4)]
    drawn(slabs)
    assert all(slab.page >= 0 for slab in slabs)


def test_the_first_page_is_headed_otherwise_than_the_rest_and_all_are_numbered() -> None:
    first, second = drawn([Slab(10)], [Slab(10)])
    assert "FIRST" in first
    assert "Name" in second
    assert "1 / 2" in first
    assert "2 / 2" in second


def test_a_marking_is_set_smaller_before_anything_is_cut() -> None:
    ending = "Auszug, siehe Seite 1 · Vertraulich – nur für den Vorstand"
    right = "ENTWURF vom 17. November 2026 · Stand 30. November 2026"
    first, _ = drawn([Slab(10)], [Slab(10)], running=Running("FIRST", "Name", right, "Foot", ending=ending))
    assert right in first
    assert ending in first


def test_a_long_head_is_cut_before_it_meets_the_other() -> None:
    first, _ = drawn([Slab(10)], [Slab(10)], running=Running("x" * 300, "Name", "y" * 300, "z" * 300))
    assert first.count("…") == 3


def test_the_right_of_a_head_is_whole_where_the_left_leaves_room() -> None:
    right = "Draft review of 10 November 2026 · as of 30 November 2026 · Board confidential"
    first, _ = drawn([Slab(10)], [Slab(10)], running=Running("INITIATIVE BRIEF", "Name", right, "Foot"))
    assert right in first


def test_a_long_left_of_a_head_leaves_the_right_its_room() -> None:
    right = "Draft review of 10 November 2026 · as of 30 November 2026 · Board confidential"
    first, second = drawn([Slab(10)], [Slab(10)], running=Running("x" * 300, "y" * 300, right, "Foot"))
    assert right in first
    assert right in second


def test_the_ending_of_a_head_stays_whole_where_what_is_before_it_is_cut() -> None:
    running = Running("FIRST", "Name", "y" * 300, "Foot", "as of 3 May · Confidential")
    first, _ = drawn([Slab(10)], [Slab(10)], running=running)
    assert "… · as of 3 May · Confidential" in " ".join(first.split())
