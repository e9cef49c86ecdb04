"""Logos for letterheads."""

from io import BytesIO

from PIL import Image


def logo(width: int = 60, height: int = 20) -> bytes:
    """A half-transparent PNG of so many pixels."""
    out = BytesIO()
    Image.new("RGBA", (width, height), (122, 31, 75, 128)).save(out, "PNG")
    return out.getvalue()
