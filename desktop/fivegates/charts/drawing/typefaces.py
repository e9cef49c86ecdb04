"""The paths of the typefaces of charts and papers."""

from pathlib import Path

import font_source_sans_pro

SOURCE_SANS = "Source Sans Pro"
DEJAVU_SANS = "DejaVu Sans"


def source_sans(style: str) -> Path:
    """The TrueType file of Source Sans in `style`: "Regular", "Semibold" or "Bold"."""
    return Path(font_source_sans_pro.font_directory) / f"SourceSansPro-{style}.ttf"


def dejavu_sans(style: str = "") -> Path:
    """The TrueType file of DejaVu Sans that comes inside matplotlib: "" or "Bold"."""
    from matplotlib import get_data_path

    name = f"DejaVuSans-{style}.ttf" if style else "DejaVuSans.ttf"
    return Path(get_data_path()) / "fonts" / "ttf" / name
