"""Where the typefaces of charts and paper lie on disk."""

from importlib.util import find_spec
from pathlib import Path

import font_source_sans_pro

SOURCE_SANS = "Source Sans Pro"
DEJAVU_SANS = "DejaVu Sans"


def source_sans(style: str) -> Path:
    """The TrueType file of Source Sans in `style`: "Regular" or "Semibold"."""
    return Path(font_source_sans_pro.font_directory) / f"SourceSansPro-{style}.ttf"


def dejavu_sans(style: str = "") -> Path:
    """The TrueType file of DejaVu Sans that comes inside matplotlib: "" or "Bold"."""
    spec = find_spec("matplotlib")
    if spec is None or spec.origin is None:
        message = "matplotlib is not installed"
        raise ModuleNotFoundError(message)
    name = f"DejaVuSans-{style}.ttf" if style else "DejaVuSans.ttf"
    return Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf" / name
