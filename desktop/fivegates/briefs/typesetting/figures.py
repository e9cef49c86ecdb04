"""Draws matplotlib figures on a page as vectors, in the document's own fonts."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from math import ceil, floor
from typing import Final, Literal, cast

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, weight_dict
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Affine2DBase, BboxBase, BboxTransformTo, Transform
from matplotlib.typing import ColorType
from numpy.typing import ArrayLike
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from fivegates.briefs.typesetting.bidi import in_visual_order, printed, runs_right_to_left
from fivegates.briefs.typesetting.blocks import Block
from fivegates.briefs.typesetting.fonts import Face, runs, text_width
from fivegates.briefs.typesetting.structure import Element, Role
from fivegates.briefs.typesetting.tagged_canvas import Paper

# Decimals of a point: a thousandth of one is less than any printer shows.
_DECIMALS: Final = 3


class PathOperators:
    """A path as reportlab's canvas takes one to draw it or to clip by it."""

    def __init__(self, path: Path, transform: Transform) -> None:
        cleaned = path.cleaned(transform, remove_nans=True, simplify=False)
        points = np.round(np.asarray(cleaned.vertices), _DECIMALS).tolist()
        self._code = " ".join(_operators(points, np.asarray(cleaned.codes).tolist()))

    def getCode(self) -> str:
        """The PDF operators; the name is reportlab's."""
        return self._code


def _operators(points: list[list[float]], codes: list[int]) -> Iterator[str]:
    """One operator a segment; a quadratic curve becomes the cubic of the same shape."""
    at, x, y = 0, 0.0, 0.0
    while (code := codes[at]) != Path.STOP:
        if code == Path.CLOSEPOLY:
            yield "h"
            at += 1
            continue
        if code == Path.MOVETO:
            x, y = points[at]
            yield f"{x} {y} m"
        elif code == Path.LINETO:
            x, y = points[at]
            yield f"{x} {y} l"
        elif code == Path.CURVE4:
            (a, b), (c, d), (x, y) = points[at : at + 3]
            yield f"{a} {b} {c} {d} {x} {y} c"
            at += 2
        else:
            (a, b), end = points[at : at + 2]
            first = f"{_towards(x, a)} {_towards(y, b)}"
            second = f"{_towards(end[0], a)} {_towards(end[1], b)}"
            yield f"{first} {second} {end[0]} {end[1]} c"
            x, y = end
            at += 1
        at += 1


def _towards(end: float, control: float) -> float:
    """Where the cubic's control is between an end of a quadratic curve and the control of that."""
    return round(end + (control - end) * 2 / 3, _DECIMALS)


POINTS_PER_INCH = 72
IMAGE_RESOLUTION = 300
# Source Sans, as shares of the size.
ASCENT, DESCENT = 0.75, 0.25
HATCH_TILE = 72.0
SEMIBOLD_FROM = 550
_CAPS = {"butt": 0, "round": 1, "projecting": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}


@dataclass(eq=False)
class Chart(Block):
    """A figure at `scale` of its own size; `alternative` says in words what it shows."""

    figure: Figure
    alternative: str
    space_before: float = 0
    scale: float = 1
    elastic: bool = True

    def height(self, width: float) -> float:  # noqa: ARG002 - a figure has its own
        """Points from bottom to top."""
        return float(self.figure.get_size_inches()[1]) * POINTS_PER_INCH * self.scale

    def scaled(self, scale: float) -> "Chart":
        """The same chart, smaller or larger."""
        return replace(self, scale=scale)

    def picture(self) -> bytes:
        """The chart as PNG at 300 dots an inch on white, and at its own size."""
        drawn = BytesIO()
        metadata = {"Software": None}  # names the version of matplotlib
        self.figure.savefig(drawn, format="png", dpi=IMAGE_RESOLUTION, facecolor="white", metadata=metadata)
        return drawn.getvalue()

    def draw(self, paper: Paper, x: float, top: float, width: float) -> None:
        """Draw it as one element."""
        height = self.height(width)
        box = (x, top - height, x + width * self.scale, top)
        with paper.content(Element(Role.FIGURE, alternative=self.alternative, box=box)):
            draw_figure(self.figure, paper.canvas, x, top - height, self.scale)


def draw_figure(figure: Figure, canvas: Canvas, x: float, y: float, scale: float = 1) -> None:
    """Draw `figure` at `scale` of its own size; its lower left corner is at `x`, `y`."""
    figure.set_dpi(POINTS_PER_INCH)
    width, height = figure.get_size_inches() * POINTS_PER_INCH
    canvas.saveState()
    canvas.translate(x, y)
    if scale != 1:
        canvas.scale(scale, scale)
    figure.draw(_Renderer(canvas, width, height))
    canvas.restoreState()


class _Renderer(RendererBase):
    """Turns matplotlib's primitives into reportlab's. One unit is a point; y grows upwards in both."""

    def __init__(self, canvas: Canvas, width: float, height: float) -> None:
        super().__init__()
        self._canvas = canvas
        self._size = width, height

    def get_canvas_width_height(self) -> tuple[float, float]:
        """The size of the figure in points."""
        return self._size

    def points_to_pixels(self, points: ArrayLike) -> ArrayLike:
        """A pixel is a point here."""
        return points

    def flipy(self) -> bool:
        """Y grows upwards."""
        return False

    def get_image_magnification(self) -> float:
        """How many pixels of an image go into a point."""
        return IMAGE_RESOLUTION / POINTS_PER_INCH

    def option_image_nocomposite(self) -> bool:
        """Images stay apart, each at its own resolution."""
        return True

    def draw_path(
        self,
        gc: GraphicsContextBase,
        path: Path,
        transform: Transform,
        rgbFace: ColorType | None = None,  # noqa: N803 - matplotlib names it
    ) -> None:
        """Fill, hatch, then stroke one path."""
        stroked, filled = gc.get_linewidth() > 0, rgbFace is not None
        with self._state(gc):
            self._set_stroke(gc)
            if rgbFace is not None:
                self._set_fill(gc, rgbFace)
            if gc.get_hatch() is None:
                self._draw(path, transform, stroked=stroked, filled=filled)
            else:
                self._draw(path, transform, stroked=False, filled=filled)
                self._hatch(gc, path, transform)
                self._draw(path, transform, stroked=stroked, filled=False)

    @contextmanager
    def _state(self, gc: GraphicsContextBase) -> Iterator[None]:
        """Draw inside the clip of `gc`, and leave no settings behind."""
        self._canvas.saveState()
        rectangle = gc.get_clip_rectangle()
        if rectangle is not None:
            self._clip(Path.unit_rectangle(), BboxTransformTo(rectangle))
        clip, transform = gc.get_clip_path()
        if clip is not None and transform is not None:
            self._clip(cast("Path", clip), transform)
        yield
        self._canvas.restoreState()

    def _clip(self, path: Path, transform: Transform) -> None:
        """Show only what lies inside `path` from here on."""
        self._canvas.clipPath(PathOperators(path, transform), stroke=0, fill=0)

    def _draw(self, path: Path, transform: Transform, *, stroked: bool, filled: bool) -> None:
        """Stroke or fill in the colours that are set."""
        if stroked or filled:
            self._canvas.drawPath(PathOperators(path, transform), stroke=int(stroked), fill=int(filled))

    def _set_stroke(self, gc: GraphicsContextBase) -> None:
        """Colour, width, ends, corners and dashes of lines."""
        canvas = self._canvas
        red, green, blue, alpha = to_rgba(gc.get_rgb())
        canvas.setStrokeColorRGB(red, green, blue)
        canvas.setStrokeAlpha(_alpha(gc, alpha))
        canvas.setLineWidth(gc.get_linewidth())
        canvas.setLineCap(_CAPS[str(gc.get_capstyle())])
        canvas.setLineJoin(_JOINS[str(gc.get_joinstyle())])
        offset, dashes = gc.get_dashes()
        if dashes is not None:
            canvas.setDash(np.asarray(dashes).tolist(), offset)

    def _set_fill(self, gc: GraphicsContextBase, colour: ColorType) -> None:
        """Colour of areas."""
        red, green, blue, alpha = to_rgba(colour)
        self._canvas.setFillColorRGB(red, green, blue)
        self._canvas.setFillAlpha(_alpha(gc, alpha))

    def _hatch(self, gc: GraphicsContextBase, path: Path, transform: Transform) -> None:
        """Tile the hatch over the path's extent, clipped to the path.

        Of a tile, only the lines or dots that reach the extent are written: a bar is narrower than a tile.
        """
        canvas = self._canvas
        canvas.saveState()
        self._clip(path, transform)
        red, green, blue, _ = to_rgba(gc.get_hatch_color())
        canvas.setStrokeColorRGB(red, green, blue)
        canvas.setFillColorRGB(red, green, blue)
        canvas.setLineWidth(gc.get_hatch_linewidth())
        extent = path.get_extents(transform).padded(gc.get_hatch_linewidth())
        strokes = Strokes(gc.get_hatch_path())
        for column in range(floor(extent.x0 / HATCH_TILE), ceil(extent.x1 / HATCH_TILE)):
            for row in range(floor(extent.y0 / HATCH_TILE), ceil(extent.y1 / HATCH_TILE)):
                tile = Affine2D().translate(column, row).scale(HATCH_TILE)
                self._draw(
                    strokes.reaching(extent.transformed(tile.inverted())), tile, stroked=True, filled=True
                )
        canvas.restoreState()

    def draw_image(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        im: ArrayLike,
        transform: Affine2DBase | None = None,  # noqa: ARG002 - only for renderers that scale images
    ) -> None:
        """Draw pixels; matplotlib gives the rows from bottom to top."""
        pixels = np.asarray(im)[::-1]
        scale = 1 / self.get_image_magnification()
        width, height = pixels.shape[1] * scale, pixels.shape[0] * scale
        with self._state(gc):
            image = ImageReader(Image.fromarray(pixels))
            self._canvas.drawImage(image, x, y, width, height, mask="auto")

    def draw_text(  # noqa: PLR0913, PLR0917 - matplotlib's signature
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: bool | Literal["TeX"] = False,  # noqa: FBT001, FBT002, ARG002
        mtext: Text | None = None,  # noqa: ARG002
    ) -> None:
        """Set one line in the document's fonts."""
        red, green, blue, alpha = to_rgba(gc.get_rgb())
        size, canvas = prop.get_size_in_points(), self._canvas
        with self._state(gc):
            canvas.setFillColorRGB(red, green, blue)
            canvas.setFillAlpha(_alpha(gc, alpha))
            canvas.translate(x, y)
            if angle:  # a rotation by zero would only add an operator
                canvas.rotate(angle)
            at = 0.0
            for run in runs(_shown(s), _face(prop)):
                canvas.setFont(run.font.name, size * run.font.scale)
                canvas.drawString(at, 0, run.text)
                at += run.width(size)

    def get_text_width_height_descent(
        self,
        s: str,
        prop: FontProperties,
        ismath: bool | Literal["TeX"],  # noqa: ARG002, FBT001
    ) -> tuple[float, float, float]:
        """The room that one line takes, and how much of its height is below the baseline."""
        size = prop.get_size_in_points()
        return text_width(_shown(s), _face(prop), size), (ASCENT + DESCENT) * size, DESCENT * size


class Strokes:
    """The lines or dots of a path, each from one move to the next."""

    def __init__(self, path: Path) -> None:
        self._vertices = np.array(path.vertices, dtype=float)
        self._codes = np.asarray(path.codes)
        # The vertex of a closing code is ignored: a stroke closes at its start.
        closing = np.flatnonzero(self._codes == Path.CLOSEPOLY)
        self._vertices[closing] = self._vertices[closing - 1]
        starts = np.flatnonzero(self._codes == Path.MOVETO)
        self._lengths = np.diff([*starts, len(self._codes)])
        self._least = np.minimum.reduceat(self._vertices, starts)
        self._most = np.maximum.reduceat(self._vertices, starts)

    def reaching(self, extent: BboxBase) -> Path:
        """Those whose bounds touch the extent."""
        near = ((self._most >= extent.min) & (self._least <= extent.max)).all(axis=1)
        chosen = np.repeat(near, self._lengths)
        return Path(self._vertices[chosen], self._codes[chosen])


def _alpha(gc: GraphicsContextBase, alpha: float) -> float:
    """The opacity: forced by the artist, else the colour's."""
    return gc.get_alpha() if gc.get_forced_alpha() else alpha


def _shown(text: str) -> str:
    """One line as it is set from left to right."""
    line = printed(text)
    return in_visual_order(line, right_to_left=runs_right_to_left(line))


def _face(properties: FontProperties) -> Face:
    """The face of this font weight."""
    weight = properties.get_weight()
    number = weight if isinstance(weight, int | float) else weight_dict[weight]
    return Face.SEMIBOLD if number >= SEMIBOLD_FROM else Face.REGULAR
