"""Tables: columns as wide as their texts, titles on every page, rows held together."""

from unittest.mock import patch

import pytest
from brief_cases import PALETTE

from fivegates.briefs.typesetting.blocks import Align, Repeated, linked
from fivegates.briefs.typesetting.structure import Role
from fivegates.briefs.typesetting.styles import styles_of
from fivegates.briefs.typesetting.tables import Cell, Column, Grid, table
from fivegates.briefs.typesetting.tagged_canvas import Paper
from fivegates.charts.palette import read_palettes
from fivegates.domain.brief import PaperSize

STYLES = styles_of(read_palettes(PALETTE).light)
WIDTH = 400.0


def grid(*rows: tuple[str, str], titles: tuple[str, str] = ("Step", "Days")) -> Grid:
    columns = (Column(titles[0]), Column(titles[1], most=0.25, align=Align.RIGHT))
    return table(columns, [[Cell.of(text, STYLES.cell) for text in row] for row in rows], STYLES)


def texts(found: Grid) -> list[str]:
    return [stack.blocks[0].text for row in found.rows for stack in row.stacks[:1] if stack.blocks]  # type: ignore[attr-defined]


def test_a_column_takes_what_it_needs_and_the_first_the_rest() -> None:
    wide, narrow = grid(("Settle it", "2")).widths(WIDTH)
    assert narrow < 25
    assert wide + narrow + 8 == pytest.approx(WIDTH)


def test_a_column_takes_no_more_than_its_share() -> None:
    assert grid(("Settle it", "2" * 200)).widths(WIDTH)[1] == pytest.approx(0.25 * (WIDTH - 8))


def test_a_column_may_have_a_least_width() -> None:
    columns = (Column("A", most=0.5, least=0.3), Column("B"))
    found = table(columns, [[Cell.of("x", STYLES.cell)] * 2], STYLES)
    assert found.widths(WIDTH)[0] == pytest.approx(0.3 * (WIDTH - 8))


def test_rows_go_over_below_the_same_titles() -> None:
    whole = grid(*[(f"Step {number}", "2") for number in range(9)])
    pieces = whole.split(WIDTH, 100)
    assert pieces is not None
    first, rest = pieces
    assert first.height(WIDTH) <= 100
    assert texts(first) + texts(rest) == texts(whole)
    assert rest.head is whole.head
    assert rest.element is whole.element


def test_a_last_row_that_goes_over_takes_the_one_before_along() -> None:
    whole = grid(*[(f"Step {number}", "2") for number in range(8)], ("Total", "16"))
    pieces = whole.split(WIDTH, whole.height(WIDTH) - 5)
    assert pieces is not None
    assert texts(pieces[1]) == ["Step 7", "Total"]


def test_a_short_table_goes_over_whole() -> None:
    whole = grid(*[(f"Step {number}", "2") for number in range(5)])
    assert whole.height(WIDTH) < 140
    assert whole.split(WIDTH, whole.height(WIDTH) - 5) is None


def test_a_row_of_a_few_lines_is_not_split() -> None:
    whole = grid(("Short", "1"), ("word " * 150, "2"))
    assert whole.rows[1].height(whole.widths(WIDTH)) < 150
    pieces = whole.split(WIDTH, 110)
    assert pieces is not None
    assert [len(piece.rows) for piece in pieces] == [1, 1]


def test_a_row_taller_than_that_is_split() -> None:
    whole = grid(("word " * 900, "2"))
    pieces = whole.split(WIDTH, 200)
    assert pieces is not None
    assert pieces[0].height(WIDTH) <= 200
    assert pieces[1].height(WIDTH) > 0
    assert pieces[0].rows[0].element is pieces[1].rows[0].element


def test_a_table_that_does_not_even_begin_is_left_whole() -> None:
    assert grid(("Step", "2")).split(WIDTH, 20) is None


def test_a_table_that_fits_is_left_whole() -> None:
    assert grid(("Step", "2")).split(WIDTH, 200) is None


def test_titles_head_columns_and_without_them_the_first_cell_heads_its_row() -> None:
    titled, bare = grid(("a", "b")), grid(("a", "b"), titles=("", ""))
    assert titled.head is not None
    assert [(cell.role, cell.heads_row) for cell in titled.head.cells] == [(Role.HEAD_CELL, False)] * 2
    assert [cell.role for cell in titled.rows[0].cells] == [Role.CELL, Role.CELL]
    assert bare.head is None
    assert [(cell.role, cell.heads_row) for cell in bare.rows[0].cells] == [
        (Role.HEAD_CELL, True),
        (Role.CELL, False),
    ]


def test_the_paragraphs_of_a_cell_stand_below_each_other() -> None:
    assert len(grid(("One\nTwo", "2")).rows[0].stacks[0].blocks) == 2


def test_a_tall_row_that_goes_on_repeats_its_name() -> None:
    whole = grid(("Step", "2"), ("Name", " ".join(["word"] * 400)))
    pieces = whole.split(WIDTH, 300)
    assert pieces is not None
    (again,) = pieces[1].rows[0].stacks[0].blocks
    assert isinstance(again, Repeated)
    assert again.block is whole.rows[1].stacks[0].blocks[0]


def test_titles_that_come_again_are_heard_once() -> None:
    whole = grid(*[(f"Step {number}", "2") for number in range(9)])
    pieces = whole.split(WIDTH, 100)
    assert pieces is not None
    paper = Paper(PaperSize.A4, "en")
    for piece in pieces:
        piece.draw(paper, 0, 500, WIDTH)
    assert whole.head is not None
    assert all(len(cell.kids) == 1 and len(cell.kids[0].kids) == 1 for cell in whole.head.cells)  # type: ignore[union-attr]


def starts(text: str, align: Align) -> float:
    """Where the first line of a cell 200 points wide is set, from its left edge."""
    columns = (Column("", align=align),)
    (row,) = table(columns, [[Cell.of(text, STYLES.cell)]], STYLES).rows
    paper = Paper(PaperSize.A4, "en-GB")
    at: list[float] = []
    with patch.object(paper, "text", lambda point, *_: at.append(point[0])):
        row.stacks[0].draw(paper, 0, 500, 200)
    return at[0]


def test_a_link_runs_as_our_sentences_do_whatever_name_it_begins_with() -> None:
    assert not linked("דנה כהן · CLAIMS", STYLES.cell, "page-1").right_to_left


def test_a_name_from_right_to_left_stays_on_the_side_of_its_column() -> None:
    assert starts("דנה כהן", Align.LEFT) == 0
    assert starts("דנה כהן", Align.RIGHT) > 100
    assert starts("דנה כהן " * 20, Align.LEFT) > 0
