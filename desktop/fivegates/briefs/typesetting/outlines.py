"""A drawing of filled and stroked outlines, such as a logo."""

from dataclasses import dataclass

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import FILL_EVEN_ODD, FILL_NON_ZERO, Canvas


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
