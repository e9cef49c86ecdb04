"""A canvas that writes lines of text and colours as reportlab's does, byte for byte, in less time.

Reportlab also measures each line that it draws, and formats each number and colour anew.
"""

from functools import lru_cache
from typing import Final

from reportlab.lib.colors import CMYKColor, Color
from reportlab.lib.rl_accel import fp_str
from reportlab.pdfbase.pdfmetrics import getFont
from reportlab.pdfgen.canvas import Canvas

_PRINTABLE: Final = range(32, 127)
# What a string in a PDF holds for each byte.
_ESCAPED: Final = tuple(
    f"\\{chr(code)}" if chr(code) in "\\()" else chr(code) if code in _PRINTABLE else f"\\{code:03o}"
    for code in range(256)
)


class FastCanvas(Canvas):  # type: ignore[misc]  # reportlab has no types
    """Reportlab's canvas with `drawString` and `setFillColor` of its own; other calls are reportlab's."""

    def drawString(self, x: float, y: float, text: str, *more: object, **options: object) -> None:
        """Draw a line in the current font; reportlab does where there are options, or no embedded font."""
        font = getFont(self._fontname)
        if more or options or not font._dynamicFont:  # noqa: SLF001 - reportlab asks it too
            super().drawString(x, y, text, *more, **options)
            return
        code: list[str] = []
        used = -1
        for subset, part in font.splitString(text, self._doc):
            if subset != used:
                name = font.getSubsetInternalName(subset, self._doc)
                code.append(f"{name} {_number(self._fontsize)} Tf {_number(self._leading)} TL")
                used = subset
            code.append(f"({''.join(map(_ESCAPED.__getitem__, part))}) Tj")
        self._code.append(f"BT 1 0 0 1 {_number(x)} {_number(y)} Tm {' '.join(code)} T* ET")

    def setFillColor(self, aColor: object, alpha: float | None = None) -> None:  # noqa: N803 - reportlab's name
        """Set the colour of areas and text."""
        if not isinstance(aColor, Color) or isinstance(aColor, CMYKColor) or self._enforceColorSpace:
            super().setFillColor(aColor, alpha)
            return
        self._fillColorObj = aColor
        self._code.append(_fill(aColor.red, aColor.green, aColor.blue))
        self.setFillAlpha(aColor.alpha if alpha is None else alpha)


@lru_cache(maxsize=256)
def _fill(red: float, green: float, blue: float) -> str:
    """The operator that sets the colour of areas."""
    return f"{fp_str(red, green, blue)} rg"


@lru_cache(maxsize=4096)
def _number(value: float) -> str:
    """A number as reportlab writes it."""
    written: str = fp_str(value)
    return written
