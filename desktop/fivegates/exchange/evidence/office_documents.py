"""Checks an Office document (OOXML or OpenDocument) for active content, and parts fetched from elsewhere."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final
from zipfile import ZipFile, ZipInfo

from fivegates.archives import UNSOUND, TooManyPartsError, open_archive, unpacked
from fivegates.domain.errors import UserError

DISGUISED: Final = UserError(
    "The content is not what the name says, so nothing was attached. Give the file its correct extension."
)

_MAIN_FOLDERS: Final[Mapping[str, str]] = MappingProxyType({"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"})
_OPEN_TYPES: Final[Mapping[str, bytes]] = MappingProxyType(
    {"odt": b"text", "ods": b"spreadsheet", "odp": b"presentation"}
)
OFFICE_ENDINGS: Final = frozenset({*_MAIN_FOLDERS, *_OPEN_TYPES})

MOST_PARTS: Final = 5_000
MOST_UNPACKED: Final = 200_000_000
_MOST_OF_A_PART: Final = 4_000_000
_DEEPEST: Final = 2
_HEAD: Final = 16

_MACRO_PART: Final = re.compile(
    r"(?i)(^|/)(vbaproject\.bin|vbadata\.xml|macrosheets/|activex/|oleobject[^/]*\.bin|basic/|scripts/)"
)
_MACRO_TYPE: Final = re.compile(rb"(?i)macroenabled|vbaproject|macrosheet|activex")
_PROGRAM_HEADS: Final = (b"MZ", b"\x7fELF", b"#!", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\b[^<>]*>")
_FETCHED: Final = re.compile(rb"(?i)/(attachedTemplate|oleObject|frame|subDocument|control)[\"']")
_EXTERNAL: Final = re.compile(rb"(?i)TargetMode\s*=\s*[\"']External[\"']")

_HOLDS_MACROS: Final = UserError(
    "This document holds macros or programs, so nothing was attached. Save it without them, or as a PDF."
)
_FETCHES: Final = UserError(
    "This document fetches parts of itself from elsewhere when it is opened, so nothing was attached. "
    "Save it as a PDF."
)
_UNREADABLE: Final = UserError(
    "This document is damaged, or is protected by a password, so nothing was attached. "
    "Attach a copy that opens, or a PDF."
)
_TOO_DEEP: Final = UserError(
    "This document holds more than can be looked through, so nothing was attached. Save it as a PDF."
)


def judge_office(ending: str, content: bytes) -> UserError | None:
    """Why a document is refused; None if it has no active content. `ending` is one of `OFFICE_ENDINGS`."""
    try:
        with open_archive(content) as archive:
            return _wrong_type(ending, archive) or _judge_parts(archive, _Budget())
    except TooManyPartsError:
        return _TOO_DEEP
    except UNSOUND:
        return _UNREADABLE


def _wrong_type(ending: str, archive: ZipFile) -> UserError | None:
    """The refusal of a document whose type differs from its extension."""
    names = archive.namelist()
    if ending in _OPEN_TYPES:
        wanted = b"application/vnd.oasis.opendocument." + _OPEN_TYPES[ending]
        fits = "mimetype" in names and _part(archive, archive.getinfo("mimetype")).strip() == wanted
    else:
        folder = _MAIN_FOLDERS[ending]
        fits = "[Content_Types].xml" in names and any(name.startswith(folder) for name in names)
    return None if fits else DISGUISED


@dataclass(slots=True)
class _Budget:
    """The remaining budget of parts, bytes and depth, shared by all nested documents."""

    parts: int = MOST_PARTS
    unpacked: int = MOST_UNPACKED
    depth: int = 0

    def charge(self, archive: ZipFile) -> bool:
        """Charge an archive to the budget; False where that exceeds it."""
        infos = archive.infolist()
        self.parts -= len(infos)
        self.unpacked -= sum(info.file_size for info in infos)
        return self.parts >= 0 and self.unpacked >= 0 and self.depth <= _DEEPEST


def _judge_parts(archive: ZipFile, budget: _Budget) -> UserError | None:
    """Check every part, including nested archives."""
    if not budget.charge(archive):
        return _TOO_DEEP
    return next((found for info in archive.infolist() if (found := _judge_part(archive, info, budget))), None)


def _judge_part(archive: ZipFile, info: ZipInfo, budget: _Budget) -> UserError | None:
    """Check one part by its name and first bytes, and lists of content types and relations."""
    if _MACRO_PART.search(info.filename):
        return _HOLDS_MACROS
    with archive.open(info) as part:
        head = part.read(_HEAD)
    if head.startswith(_PROGRAM_HEADS):
        return _HOLDS_MACROS
    if head.startswith(b"PK\x03\x04"):
        return _judge_inner(archive, info, budget)
    if info.filename == "[Content_Types].xml" and _MACRO_TYPE.search(_part(archive, info)):
        return _HOLDS_MACROS
    if info.filename.endswith(".rels"):
        relations = _RELATION.findall(_part(archive, info))
        if any(_EXTERNAL.search(relation) and _FETCHED.search(relation) for relation in relations):
            return _FETCHES
    return None


def _judge_inner(archive: ZipFile, info: ZipInfo, budget: _Budget) -> UserError | None:
    """Check a nested document."""
    budget.depth += 1
    with open_archive(unpacked(archive, info, info.file_size)) as inner:
        found = _judge_parts(inner, budget)
    budget.depth -= 1
    return found


def _part(archive: ZipFile, info: ZipInfo) -> bytes:
    """A part's content. Raises ValueError for one that is larger than such parts are."""
    with archive.open(info) as part:
        content = part.read(_MOST_OF_A_PART + 1)
    if len(content) > _MOST_OF_A_PART:
        message = "a part is too large"
        raise ValueError(message)
    return content
