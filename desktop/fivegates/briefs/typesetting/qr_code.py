"""A QR code as a block: vector modules with alternative text."""

from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

from PIL import Image

from fivegates.briefs.typesetting.blocks import Block
from fivegates.briefs.typesetting.structure import Element, Role
from fivegates.briefs.typesetting.tagged_canvas import Paper

MODULE = 2.0
"""Points across a module; cameras of phones read 0.7 mm with ease."""
MARGIN, DOTS = 4, 8
"""The light modules around a picture of a code, and the dots across a module of it: about 300 an inch."""


@dataclass(eq=False)
class QrCode(Block):
    """The QR code of `text`; `alternative` describes it in words."""

    text: str
    alternative: str
    space_before: float = 0

    def height(self, width: float) -> float:  # noqa: ARG002 - a code has its own
        """Points from top to bottom."""
        return len(self._modules) * MODULE

    def picture(self) -> bytes:
        """The code as PNG, one dot a module, with the light margin that readers need."""
        modules = self._modules
        size = len(modules) + 2 * MARGIN
        image = Image.new("1", (size, size), 1)
        for row, line in enumerate(modules):
            for column, dark in enumerate(line):
                if dark:
                    image.putpixel((column + MARGIN, row + MARGIN), 0)
        drawn = BytesIO()
        image.resize((size * DOTS, size * DOTS)).save(drawn, "PNG")
        return drawn.getvalue()

    def draw(self, paper: Paper, x: float, top: float, width: float) -> None:
        """Draw it as one figure, each row of a module's height."""
        size = self.height(width)
        with paper.content(
            Element(Role.FIGURE, alternative=self.alternative, box=(x, top - size, x + size, top))
        ):
            canvas = paper.canvas
            canvas.saveState()
            canvas.setFillColorRGB(0, 0, 0)
            for row, modules in enumerate(self._modules):
                for column, dark in enumerate(modules):
                    if dark:
                        y = top - (row + 1) * MODULE
                        canvas.rect(x + column * MODULE, y, MODULE, MODULE, stroke=0, fill=1)
            canvas.restoreState()

    @cached_property
    def _modules(self) -> list[list[bool]]:
        """The rows of modules, dark or light; the best mask takes a while to find."""
        from reportlab.graphics.barcode.qr import QrCodeWidget  # imports reportlab's charts and flowables

        code = QrCodeWidget(self.text).qr
        code.make()
        return [[bool(module) for module in row] for row in code.modules]
