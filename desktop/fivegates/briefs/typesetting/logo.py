"""A logo at the right of a paper's head: an image, or a vector drawing."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, UnidentifiedImageError
from reportlab.lib.colors import Color
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import FILL_EVEN_ODD, FILL_NON_ZERO, Canvas

from fivegates.briefs.typesetting.blocks import Block
from fivegates.briefs.typesetting.structure import Element, Role
from fivegates.briefs.typesetting.tagged_canvas import Paper
from fivegates.domain.errors import UserError
from fivegates.domain.portfolio.settings import is_svg


@dataclass(frozen=True, slots=True)
class Shape:
    """An outline as moves, lines, curves and closings, in the drawing's units, down from its top."""

    steps: tuple[tuple[str, tuple[float, ...]], ...]
    fill: Color | None
    stroke: Color | None
    line: float
    even_odd: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """The shapes of a logo, the first at the bottom, and its `size` across and down."""

    size: tuple[float, float]
    shapes: tuple[Shape, ...]

    def draw(self, canvas: Canvas, left: float, bottom: float, width: float) -> None:
        """Draw it `width` points wide with its lower left corner there."""
        scale = width / self.size[0]
        canvas.saveState()
        canvas.translate(left, bottom + self.size[1] * scale)
        canvas.scale(scale, -scale)
        for shape in self.shapes:
            path = canvas.beginPath()
            for name, numbers in shape.steps:
                getattr(path, name)(*numbers)
            if shape.fill is not None:
                canvas.setFillColor(shape.fill)
            if shape.stroke is not None:
                canvas.setStrokeColor(shape.stroke)
                canvas.setLineWidth(shape.line)
            mode = FILL_EVEN_ODD if shape.even_odd else FILL_NON_ZERO
            canvas.drawPath(
                path, stroke=int(shape.stroke is not None), fill=int(shape.fill is not None), fillMode=mode
            )
        canvas.restoreState()


HIGHEST, WIDEST, GAP = 30.0, 110.0, 18.0
Logo = Image.Image | Drawing
_DPI, POINTS_PER_INCH = 300, 72
_WHITE = (255, 255, 255, 255)


def picture_of(logo: bytes) -> Image.Image | None:
    """The picture of a PNG on white; None for what cannot be read as one."""
    try:
        with Image.open(BytesIO(logo), formats=["PNG"]) as found:
            picture = found.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return None
    ground = Image.new("RGBA", picture.size, _WHITE)
    return Image.alpha_composite(ground, picture).convert("RGB")


def logo_of(logo: bytes) -> Logo | None:
    """The picture of a PNG, or the drawing of an SVG; None for what cannot be read as either."""
    if not is_svg(logo):
        return picture_of(logo)
    # Few logos are SVG, and loading what reads one takes some 20 ms.
    from fivegates.briefs.typesetting.svg import drawing_of

    try:
        return drawing_of(logo)
    except UserError:
        return None


def png_of(logo: Logo, width: float) -> bytes:
    """The logo as a PNG, for files that take no outlines: an SVG at 300 dpi, `width` points wide."""
    picture = _rendered(logo, width) if isinstance(logo, Drawing) else logo
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _rendered(drawing: Drawing, width: float) -> Image.Image:
    """A drawing that is so many points wide, as a picture at 300 dpi."""
    from pypdfium2 import PdfDocument

    out = BytesIO()
    canvas = Canvas(out, pagesize=(width, width * drawing.size[1] / drawing.size[0]))
    drawing.draw(canvas, 0, 0, width)
    canvas.save()
    with PdfDocument(out.getvalue()) as document:
        found: Image.Image = document[0].render(scale=_DPI / POINTS_PER_INCH).to_pil()
    return found


@dataclass(eq=False)
class BesideLogo(Block):
    """A block at the left, and a logo at the right, top-aligned; `alternative` names its owner."""

    block: Block
    picture: Logo
    alternative: str
    space_before: float = 0
    keep_with_next: bool = True

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the logo, in points."""
        width, height = self.picture.size
        scale = min(HIGHEST / height, WIDEST / width)
        return width * scale, height * scale

    def height(self, width: float) -> float:
        """The taller of the two."""
        across, down = self.size
        return max(self.block.height(width - across - GAP), down)

    def draw(self, paper: Paper, x: float, top: float, width: float) -> None:
        """First the block, as it is read, then the logo as a figure."""
        across, down = self.size
        self.block.draw(paper, x, top, width - across - GAP)
        left = x + width - across
        box = (left, top - down, left + across, top)
        with paper.content(Element(Role.FIGURE, alternative=self.alternative, box=box)):
            if isinstance(self.picture, Drawing):
                self.picture.draw(paper.canvas, left, top - down, across)
            else:
                paper.canvas.drawImage(ImageReader(self.picture), left, top - down, across, down)
