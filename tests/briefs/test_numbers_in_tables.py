"""Amounts of many digits in tables: a number is set whole, smaller where it has to be."""

import pytest

from fivegates.briefs.typesetting.blocks import Align, Prose
from fivegates.briefs.typesetting.styles import Styles, styles_of
from fivegates.briefs.typesetting.tables import Cell, Column, Grid, table
from fivegates.charts.palette import read_palettes
from fivegates.resources import read_resource

WIDTH = 480.0
LONG = "COP308,261,333,360,123.49"


@pytest.fixture(scope="module")
def styles() -> Styles:
    return styles_of(read_palettes(read_resource("styles/palette.toml")).light)


def grid(styles: Styles, amounts: int, amount: str = LONG) -> Grid:
    """A table of a word, so many amounts, and a payback."""
    columns = (
        Column("Scenario"),
        *(Column("Cost a month", most=0.1, align=Align.RIGHT) for _ in range(amounts)),
        Column("Paid back", most=0.08, align=Align.RIGHT),
    )
    texts = ["Production, at target", *[amount] * amounts, "11 months"]
    return table(columns, [[Cell.of(text, styles.cell) for text in texts]], styles)


def lines(found: Grid) -> list[list[str]]:
    """The lines of each cell of the one row."""
    (row,) = found.rows
    cells = zip(row.stacks, found.widths(WIDTH), strict=True)
    return [
        [line.strip() for line in prose.lines(width)]
        for stack, width in cells
        for prose in stack.blocks
        if isinstance(prose, Prose)
    ]


@pytest.mark.parametrize("amounts", [1, 4, 6])
@pytest.mark.parametrize("amount", [LONG, "€308,261,333,360,123.49", "−JP¥1,234,567,890,123"])
def test_neither_a_number_nor_a_word_is_broken(styles: Styles, amounts: int, amount: str) -> None:
    first, *rest, last = lines(grid(styles, amounts, amount))
    assert rest == [[amount]] * amounts
    assert last == ["11 months"]
    assert " ".join(first) == "Production, at target"
    found = grid(styles, amounts, amount)
    gaps = found.gap * (len(found.columns) - 1)
    assert sum(found.widths(WIDTH)) + gaps == pytest.approx(WIDTH)


def test_columns_with_room_for_their_numbers_are_as_wide_as_they_would_be(styles: Styles) -> None:
    found = grid(styles, 2, "€9.40")
    assert found.widths(WIDTH)[1:3] == [found.natural[1], found.natural[2]]
