"""The canvas of papers writes what reportlab's own writes."""

from collections.abc import Callable

import pytest
from reportlab.lib.colors import CMYKColor, Color
from reportlab.pdfgen.canvas import Canvas

from fivegates.briefs.typesetting.canvas import FastCanvas
from fivegates.briefs.typesetting.fonts import Face, fonts


def both(draw: Callable[[Canvas], object]) -> tuple[bytes, bytes]:
    """The file as our canvas and as reportlab's writes it."""
    ours, theirs = (kind("unwritten.pdf", pageCompression=0, invariant=1) for kind in (FastCanvas, Canvas))
    for canvas in (ours, theirs):
        canvas.setFont(fonts(Face.REGULAR)[0].name, 8.25)
        draw(canvas)
    return ours.getpdfdata(), theirs.getpdfdata()


# More characters than one subset of a font holds.
MANY = "".join(map(chr, [*range(0x21, 0x7F), *range(0xA0, 0x180), *range(0x391, 0x3A0)]))


@pytest.mark.parametrize("text", ["", "No (ready) \\ yet", "café – 12 %", MANY, MANY[::7] + MANY])
def test_a_line_is_written_as_reportlab_writes_it(text: str) -> None:
    ours, theirs = both(lambda canvas: canvas.drawString(51.25, 1 / 3, text))
    assert ours == theirs


def test_lines_in_turn_share_the_subsets_of_their_fonts() -> None:
    def draw(canvas: Canvas) -> None:
        for y, text in enumerate(("first", "zweite Zeile", MANY, "first")):
            canvas.drawString(0, y * 1000.5, text)
            canvas.setFont(fonts(Face.SEMIBOLD)[0].name, 12)

    ours, theirs = both(draw)
    assert ours == theirs


def test_options_and_fonts_that_every_reader_has_are_left_to_reportlab() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(1, 2, "outlined", mode=1)
        canvas.setFont("Helvetica", 9)
        canvas.drawString(1, 2, "plain")

    ours, theirs = both(draw)
    assert ours == theirs
    assert b"1 Tr" in ours


@pytest.mark.parametrize(
    "colours",
    [
        [Color(0.2, 1 / 3, 1)],
        [Color(0, 0, 0, alpha=0.5), Color(0, 0, 0)],
        [CMYKColor(0.1, 0.2, 0.3, 0.4)],
        [(0.5, 0.25, 0), "red"],
    ],
)
def test_colours_are_written_as_reportlab_writes_them(colours: list[object]) -> None:
    def draw(canvas: Canvas) -> None:
        for colour in colours:
            canvas.setFillColor(colour)
            canvas.rect(0, 0, 9, 9, stroke=0, fill=1)
        canvas.setFillColor(Color(1, 0, 0), alpha=0.25)

    ours, theirs = both(draw)
    assert ours == theirs
