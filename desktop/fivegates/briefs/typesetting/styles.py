"""The styles of a brief: type scale, colours and page measures."""

from dataclasses import dataclass, replace

from fivegates.briefs.typesetting.fonts import Face
from fivegates.briefs.typesetting.line_breaking import Hyphens, hyphens_of
from fivegates.charts.palette import Palette
from fivegates.domain.brief import PaperSize

MM = 72 / 25.4
SIDE_MARGIN = 18 * MM
HEAD_RULE = 16 * MM
CONTENT_TOP = 19.5 * MM
CONTENT_BOTTOM = 19 * MM
FOOT_RULE = 15.5 * MM
HAIRLINE = 0.5


@dataclass(frozen=True, slots=True)
class TextStyle:
    """A text style: sizes in points, colour as `#RRGGBB`; `hyphens` if words may be hyphenated.

    Running text has none: only what is set in narrow columns needs it. With `wide_only` no word is parted but
    those that are wider than a line.
    """

    face: Face
    size: float
    leading: float
    colour: str
    hyphens: Hyphens | None = None
    wide_only: bool = False

    @property
    def whole(self) -> "TextStyle":
        """The same for names; a name that fits on a line is never broken."""
        return replace(self, wide_only=True)

    def coloured(self, colour: str) -> "TextStyle":
        """The same in another colour."""
        return replace(self, colour=colour)

    def sized(self, size: float, leading: float) -> "TextStyle":
        """The same in another size."""
        return replace(self, size=size, leading=leading)


@dataclass(frozen=True, slots=True)
class Styles:
    """The text styles of a brief.

    `title` is the initiative's name; `verdict` the verdict as a headline; `heading` opens a part,
    `subheading` what is below one, `strong` a paragraph; `detail` is below a headline; `cell`,
    `cell_strong` and `cell_quiet` in tables; `note` is for column titles, running heads and remarks.
    """

    palette: Palette
    title: TextStyle
    verdict: TextStyle
    heading: TextStyle
    subheading: TextStyle
    strong: TextStyle
    body: TextStyle
    detail: TextStyle
    cell: TextStyle
    cell_strong: TextStyle
    cell_quiet: TextStyle
    note: TextStyle

    def with_cells(self, size: float) -> "Styles":
        """The same with the text of tables in another size, in points."""
        return replace(
            self,
            cell=self.cell.sized(size, size + 3),
            cell_strong=self.cell_strong.sized(size, size + 3),
            cell_quiet=self.cell_quiet.sized(size, size + 3),
        )


def styles_of(palette: Palette, accent: str = "", language: str = "") -> Styles:
    """The one scale of type, in the colours of `palette`; with an accent of its own where one is given.

    `language` is the code of the locale by which words are parted in narrow columns; without one none is.
    """
    hyphens = hyphens_of(language) if language else None
    palette = replace(palette, accent=accent) if accent else palette
    ink, quiet = palette.ink, palette.second_ink
    return Styles(
        palette=palette,
        title=TextStyle(Face.SEMIBOLD, 22, 26, ink),
        verdict=TextStyle(Face.SEMIBOLD, 16, 20, ink),
        heading=TextStyle(Face.SEMIBOLD, 12, 15, ink),
        subheading=TextStyle(Face.SEMIBOLD, 11, 14, ink),
        strong=TextStyle(Face.SEMIBOLD, 10, 13.2, ink),
        body=TextStyle(Face.REGULAR, 10, 13.2, ink),
        detail=TextStyle(Face.REGULAR, 9, 12, quiet),
        cell=TextStyle(Face.REGULAR, 9, 12, ink, hyphens),
        cell_strong=TextStyle(Face.SEMIBOLD, 9, 12, ink, hyphens),
        cell_quiet=TextStyle(Face.REGULAR, 9, 12, quiet, hyphens),
        note=TextStyle(Face.REGULAR, 7.5, 10, quiet),
    )


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of a page that holds its content, in points from the lower left corner."""

    left: float
    right: float
    top: float
    bottom: float

    @property
    def width(self) -> float:
        """Points across."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Points from bottom to top."""
        return self.top - self.bottom


def frame_of(paper: PaperSize) -> Frame:
    """The frame of a page's content, between the running head and the footer."""
    return Frame(
        left=SIDE_MARGIN,
        right=paper.width - SIDE_MARGIN,
        top=paper.height - CONTENT_TOP,
        bottom=CONTENT_BOTTOM,
    )
