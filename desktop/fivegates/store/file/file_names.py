"""How files that belong to a portfolio are named in a folder of our own: backups and locks."""

import os
import zlib
from pathlib import Path
from typing import Final

_LONGEST_STEM: Final = 40


def own_name(path: Path) -> str:
    """The portfolio's name and a mark of its whole path: files of one name in two folders stay apart."""
    return f"{path.stem[:_LONGEST_STEM]} {zlib.crc32(os.fsencode(path)):08x}"
