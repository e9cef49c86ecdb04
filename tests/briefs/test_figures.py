"""matplotlib's drawing on paper: the same shapes and colours in the same places, text in our fonts."""

from collections.abc import Callable

import numpy as np
import pypdfium2
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Circle, PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Transform
from pdf_reading import fonts_of, words_of

from fivegates.briefs.typesetting.figures import PathOperators, drawing_of
from fivegates.briefs.typesetting.tagged_canvas import Paper
from fivegates.domain.brief import PaperSize

SIDE = 144
Pixels = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]


def blank() -> Figure:
    """Two inches square, in which one unit is a point."""
    return Figure(figsize=(2, 2), facecolor="none")


def points(figure: Figure) -> Transform:
    return Affine2D().scale(1 / 72) + figure.dpi_scale_trans


def pdf_of(figure: Figure) -> bytes:
    paper = Paper(PaperSize.A4, "en-GB")
    drawing_of(figure).draw(paper.canvas, 0, 0)
    paper.end_page()
    return paper.finish()


def pixels_of(figure: Figure) -> Pixels:
    """The figure as a reader would show it, a pixel a point, the first row on top."""
    page = pypdfium2.PdfDocument(pdf_of(figure))[0]
    page.set_cropbox(0, 0, SIDE, SIDE)
    return np.asarray(page.render(scale=1).to_numpy())[:, :, ::-1]


def at(pixels: Pixels, x: float, y: float) -> tuple[int, ...]:
    """The colour at a place, y upwards."""
    return tuple(int(value) for value in pixels[SIDE - 1 - int(y), int(x)])


RED, WHITE, BLUE = (255, 0, 0), (255, 255, 255), (0, 0, 255)


def with_patch(make: Callable[[Figure], object]) -> Pixels:
    figure = blank()
    make(figure)
    return pixels_of(figure)


def rectangle(figure: Figure, **look: object) -> Rectangle:
    patch = Rectangle((20, 40), 60, 30, transform=points(figure), **look)  # type: ignore[arg-type]
    figure.add_artist(patch)
    return patch


def test_an_area_is_filled_where_it_is() -> None:
    pixels = with_patch(lambda f: rectangle(f, facecolor="red", edgecolor="none"))
    assert at(pixels, 50, 55) == RED
    assert at(pixels, 50, 30) == WHITE
    assert at(pixels, 90, 55) == WHITE


def test_an_edge_has_its_colour_and_width() -> None:
    pixels = with_patch(lambda f: rectangle(f, facecolor="none", edgecolor="blue", linewidth=6))
    assert at(pixels, 50, 40) == BLUE
    assert at(pixels, 50, 55) == WHITE


def test_dashes_leave_gaps() -> None:
    def draw(figure: Figure) -> None:
        rectangle(
            figure, facecolor="none", edgecolor="red", linewidth=4, linestyle=(0, (2, 2)), capstyle="butt"
        )

    row = with_patch(draw)[SIDE - 1 - 40, 24:76]
    reds = [tuple(int(v) for v in pixel) == RED for pixel in row]
    assert any(reds)
    assert not all(reds)


def test_transparency_lets_the_page_through() -> None:
    pixels = with_patch(lambda f: rectangle(f, facecolor=(1, 0, 0, 0.5), edgecolor="none"))
    red, green, _ = at(pixels, 50, 55)
    assert red == 255
    assert 120 <= green <= 135
    forced = with_patch(lambda f: rectangle(f, facecolor="red", edgecolor="none", alpha=0.25))
    assert 185 <= at(forced, 50, 55)[1] <= 197


def test_a_hatch_shows_and_stays_inside() -> None:
    def draw(figure: Figure) -> None:
        rectangle(figure, facecolor="white", edgecolor="red", hatch="xx", linewidth=0)

    pixels = with_patch(draw)
    inside, outside = pixels[SIDE - 70 : SIDE - 40, 20:80], pixels[: SIDE - 75]
    assert (inside[:, :, 1] < 128).mean() > 0.02
    assert (inside[:, :, 1] > 200).mean() > 0.3
    assert (outside == 255).all()


def test_of_a_hatch_only_the_dots_that_a_bar_has_are_written() -> None:
    narrow, wide = blank(), blank()
    for figure, width in ((narrow, 4), (wide, 64)):
        patch = Rectangle((4, 4), width, 64, hatch="....", facecolor="white", transform=points(figure))
        figure.add_artist(patch)
    assert len(pdf_of(narrow)) * 3 < len(pdf_of(wide))


def test_clips_by_rectangle_and_by_path() -> None:
    figure = blank()
    axes = figure.add_axes((0, 0, 0.5, 1))
    axes.set_axis_off()
    axes.add_patch(Rectangle((-5, 0), 20, 1, facecolor="red", edgecolor="none"))
    axes.set_xlim(0, 1)
    pixels = pixels_of(figure)
    assert at(pixels, 60, 72) == RED
    assert at(pixels, 84, 72) == WHITE

    figure = blank()
    patch = rectangle(figure, facecolor="red", edgecolor="none")
    patch.set_clip_path(Circle((50, 55), 10, transform=points(figure)))
    pixels = pixels_of(figure)
    assert at(pixels, 50, 55) == RED
    assert at(pixels, 25, 45) == WHITE


def test_quadratic_curves_keep_their_shape() -> None:
    path = Path(
        [(20, 20), (72, 124), (124, 20), (20, 20)], [Path.MOVETO, Path.CURVE3, Path.CURVE3, Path.CLOSEPOLY]
    )

    def draw(figure: Figure) -> None:
        figure.add_artist(PathPatch(path, transform=points(figure), facecolor="red", edgecolor="none"))

    pixels = with_patch(draw)
    assert at(pixels, 72, 69) == RED  # the curve passes y = 72 here
    assert at(pixels, 72, 76) == WHITE


@pytest.mark.parametrize("rotated", [False, True])
def test_an_image_stands_in_its_place_and_way_up(*, rotated: bool) -> None:
    figure = blank()
    axes = figure.add_axes((0.25, 0.25, 0.5, 0.5))
    axes.set_axis_off()
    picture = np.array([[[255, 0, 0], [255, 255, 255]], [[0, 0, 255], [0, 0, 0]]], dtype=np.uint8)
    image = axes.imshow(picture, interpolation="none" if rotated else "nearest")
    if rotated:
        image.set_transform(Affine2D().rotate_deg_around(0.5, 0.5, 180) + axes.transData)
    pixels = pixels_of(figure)
    corners = [at(pixels, x, y) for x, y in ((50, 95), (95, 95), (50, 50), (95, 50))]
    upright = [RED, WHITE, BLUE, (0, 0, 0)]
    assert corners == (upright[::-1] if rotated else upright)


def test_text_is_text_in_the_documents_fonts() -> None:
    figure = blank()
    figure.text(0.1, 0.5, "Łódź costs $3 and $4 ✓ שלום", size=8, parse_math=False)
    figure.text(0.1, 0.2, "Closed", size=8, weight="bold")
    pdf = pdf_of(figure)
    assert "Łódź costs $3 and $4" in words_of(pdf)
    fonts = {str(font["/BaseFont"]).split("+")[1] for font in fonts_of(pdf)}
    assert fonts == {"SourceSansPro-Regular", "SourceSansPro-Semibold", "DejaVuSans"}


def test_text_takes_the_room_that_matplotlib_is_reported() -> None:
    figure = blank()
    figure.text(0.5, 0.5, "Hxg", size=20, ha="right", va="baseline", color="red")
    pixels = pixels_of(figure)
    rows, columns = np.nonzero((pixels != 255).any(axis=2))
    assert abs(columns.max() + 1 - 72) <= 2
    assert abs((SIDE - rows.max()) - (72 - 0.21 * 20)) <= 2


def test_rotated_text_runs_upwards() -> None:
    figure = blank()
    figure.text(0.5, 0.1, "Upwards", size=20, rotation=90, ha="center", va="bottom", color="red")
    rows, columns = np.nonzero((pixels_of(figure) != 255).any(axis=2))
    assert rows.max() - rows.min() > 2 * (columns.max() - columns.min())


def test_nothing_of_a_figure_stays_behind_on_the_page() -> None:
    paper = Paper(PaperSize.A4, "en-GB")
    figure = blank()
    rectangle(figure, facecolor="red", edgecolor="blue", linewidth=9, linestyle="--")
    drawing_of(figure).draw(paper.canvas, 0, 0)
    paper.canvas.rect(20, 100, 60, 30, stroke=0, fill=1)
    paper.end_page()
    page = pypdfium2.PdfDocument(paper.finish())[0]
    page.set_cropbox(0, 0, SIDE, SIDE)
    assert at(np.asarray(page.render(scale=1).to_numpy()), 50, 115) == (0, 0, 0)


def test_a_path_is_written_with_an_operator_a_segment() -> None:
    codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY, Path.MOVETO, Path.LINETO]
    corners = [(0, 0), (1, 0), (2, 2.5), (0, 0), (0.12345, 5), (-7, 5)]
    written = PathOperators(Path(corners, codes), Affine2D()).getCode()
    assert written == "0.0 0.0 m 1.0 0.0 l 2.0 2.5 l h 0.123 5.0 m -7.0 5.0 l"


def test_curves_are_written_as_lines() -> None:
    written = PathOperators(Path.unit_circle(), Affine2D().scale(20)).getCode()
    assert {part for part in written.split() if part.isalpha()} == {"m", "l", "h"}
