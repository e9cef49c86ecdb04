"""How files that belong to a portfolio are named in a folder of our own: backups and locks."""

import os
import sys
import unicodedata
import zlib
from pathlib import Path, PurePath
from typing import Final

_LONGEST_STEM: Final = 40


def own_name(path: Path) -> str:
    """The portfolio's name and a mark of its whole path: files of one name in two folders stay apart.

    Spellings that Windows and macOS take for one name have one mark, small letters and capitals among them.
    """
    whole, stem = os.fsencode(path), path.stem
    if sys.platform in {"win32", "darwin"}:
        spelled = PurePath(_folded(str(path)))
        whole, stem = os.fsencode(spelled), spelled.stem
    return f"{stem[:_LONGEST_STEM]} {zlib.crc32(whole):08x}"


def _folded(text: str) -> str:
    """A name without what these systems do not tell apart (Unicode's canonical caseless matching)."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).casefold())
