"""Draws matplotlib figures as vectors, in the document's own fonts, or as pictures."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from math import ceil, floor
from operator import methodcaller
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
from fivegates.briefs.typesetting.fonts import Face, runs, text_width

# Decimals of a point: a thousandth of one is less than any printer shows.
_DECIMALS: Final = 3


_SEGMENTS: Final = {int(Path.MOVETO): "%s %s m", int(Path.LINETO): "%s %s l", int(Path.CLOSEPOLY): "h"}


class PathOperators:
    """A path as reportlab's canvas takes one to draw it or to clip by it; curves become short lines."""

    def __init__(self, path: Path, transform: Transform) -> None:
        cleaned = path.cleaned(transform, remove_nans=True, simplify=False)
        codes = np.asarray(cleaned.codes, np.uint8)
        drawn = codes[: np.argmax(codes == Path.STOP)]
        points = np.round(np.asarray(cleaned.vertices)[: len(drawn)][drawn != Path.CLOSEPOLY], _DECIMALS)
        self._code = _operators(drawn.tobytes()) % tuple(points.ravel().tolist())

    def getCode(self) -> str:
        """The PDF operators; the name is reportlab's."""
        return self._code


@lru_cache(maxsize=512)
def _operators(codes: bytes) -> str:
    """Return an operator per segment, with placeholders for its point; bars and hatches repeat them."""
    return " ".join(map(_SEGMENTS.__getitem__, codes))


POINTS_PER_INCH = 72
IMAGE_RESOLUTION = 300
# Source Sans, as shares of the size.
ASCENT, DESCENT = 0.75, 0.25
HATCH_TILE = 72.0
SEMIBOLD_FROM = 550
_CAPS = {"butt": 0, "round": 1, "projecting": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}


Step = Callable[[Canvas], object]
"""A call of one method of a canvas."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Draws a figure on any canvas, and enters its fonts, transparency and images in that document."""

    steps: tuple[Step, ...]

    def draw(self, canvas: Canvas, x: float, y: float, scale: float = 1) -> None:
        """Draw it at `scale` of its own size; its lower left corner is at `x`, `y`."""
        canvas.saveState()
        canvas.translate(x, y)
        if scale != 1:
            canvas.scale(scale, scale)
        for step in self.steps:
            step(canvas)
        canvas.restoreState()


def drawing_of(figure: Figure) -> Drawing:
    """Draw `figure` as vectors, a point a unit."""
    figure.set_dpi(POINTS_PER_INCH)
    renderer = _Renderer(*size_of(figure))
    figure.draw(renderer)
    return Drawing(tuple(renderer.steps))


def size_of(figure: Figure) -> tuple[float, float]:
    """Width and height in points."""
    width, height = figure.get_size_inches()
    return float(width) * POINTS_PER_INCH, float(height) * POINTS_PER_INCH


def picture_of(figure: Figure) -> bytes:
    """The figure as PNG at 300 dots an inch on white."""
    drawn = BytesIO()
    metadata = {"Software": None}  # names the version of matplotlib
    figure.savefig(drawn, format="png", dpi=IMAGE_RESOLUTION, facecolor="white", metadata=metadata)
    return drawn.getvalue()


class _Renderer(RendererBase):
    """Turns matplotlib's primitives into reportlab's, as steps. One unit is a point; y grows upwards."""

    def __init__(self, width: float, height: float) -> None:
        super().__init__()
        self.steps: list[Step] = []
        self._size = width, height

    def _step(self, method: str, *given: object) -> None:
        """Call this method of the canvas."""
        self.steps.append(methodcaller(method, *given))

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
        """Number of pixels of an image in a point."""
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
        self._step("saveState")
        rectangle = gc.get_clip_rectangle()
        if rectangle is not None:
            self._clip(Path.unit_rectangle(), BboxTransformTo(rectangle))
        clip, transform = gc.get_clip_path()
        if clip is not None and transform is not None:
            self._clip(cast("Path", clip), transform)
        yield
        self._step("restoreState")

    def _clip(self, path: Path, transform: Transform) -> None:
        """Show only what lies inside `path` from here on."""
        self._step("clipPath", PathOperators(path, transform), 0, 0)

    def _draw(self, path: Path, transform: Transform, *, stroked: bool, filled: bool) -> None:
        """Stroke or fill in the colours that are set."""
        if stroked or filled:
            self._step("drawPath", PathOperators(path, transform), int(stroked), int(filled))

    def _set_stroke(self, gc: GraphicsContextBase) -> None:
        """Colour, width, ends, corners and dashes of lines."""
        red, green, blue, alpha = to_rgba(gc.get_rgb())
        self._step("setStrokeColorRGB", red, green, blue)
        self._step("setStrokeAlpha", _alpha(gc, alpha))
        self._step("setLineWidth", gc.get_linewidth())
        self._step("setLineCap", _CAPS[str(gc.get_capstyle())])
        self._step("setLineJoin", _JOINS[str(gc.get_joinstyle())])
        offset, dashes = gc.get_dashes()
        if dashes is not None:
            self._step("setDash", tuple(np.asarray(dashes).tolist()), offset)

    def _set_fill(self, gc: GraphicsContextBase, colour: ColorType) -> None:
        """Colour of areas."""
        red, green, blue, alpha = to_rgba(colour)
        self._step("setFillColorRGB", red, green, blue)
        self._step("setFillAlpha", _alpha(gc, alpha))

    def _hatch(self, gc: GraphicsContextBase, path: Path, transform: Transform) -> None:
        """Tile the hatch over the path's extent, clipped to the path.

        Of a tile, only the lines or dots that reach the extent are written: a bar is narrower than a tile.
        """
        self._step("saveState")
        self._clip(path, transform)
        red, green, blue, _ = to_rgba(gc.get_hatch_color())
        self._step("setStrokeColorRGB", red, green, blue)
        self._step("setFillColorRGB", red, green, blue)
        self._step("setLineWidth", gc.get_hatch_linewidth())
        extent = path.get_extents(transform).padded(gc.get_hatch_linewidth())
        strokes = Strokes(gc.get_hatch_path())
        for column in range(floor(extent.x0 / HATCH_TILE), ceil(extent.x1 / HATCH_TILE)):
            for row in range(floor(extent.y0 / HATCH_TILE), ceil(extent.y1 / HATCH_TILE)):
                tile = Affine2D().translate(column, row).scale(HATCH_TILE)
                self._draw(
                    strokes.reaching(extent.transformed(tile.inverted())), tile, stroked=True, filled=True
                )
        self._step("restoreState")

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
            self._step("drawImage", image, x, y, width, height, "auto")

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
        size = prop.get_size_in_points()
        with self._state(gc):
            self._step("setFillColorRGB", red, green, blue)
            self._step("setFillAlpha", _alpha(gc, alpha))
            self._step("translate", x, y)
            if angle:  # a rotation by zero would only add an operator
                self._step("rotate", angle)
            at = 0.0
            for run in runs(_shown(s), _face(prop)):
                self._step("setFont", run.font.name, size * run.font.scale)
                self._step("drawString", at, 0, run.text)
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
    """Return a line in visual order, from left to right."""
    line = printed(text)
    return in_visual_order(line, right_to_left=runs_right_to_left(line))


def _face(properties: FontProperties) -> Face:
    """The face of this font weight."""
    weight = properties.get_weight()
    number = weight if isinstance(weight, int | float) else weight_dict[weight]
    return Face.SEMIBOLD if number >= SEMIBOLD_FROM else Face.REGULAR
