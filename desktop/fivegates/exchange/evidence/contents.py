"""Checks that a file's content matches its extension, and holds nothing that runs when it is opened.

Anything not known to be harmless is refused: programs and scripts by their first bytes whatever they are
called, archives because their content is hidden, formats of old Office programs because macros can hide in
them, Office documents that hold macros, programs or parts that are fetched from elsewhere, and PDFs that run
scripts or carry other files.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, ParamSpec
from zipfile import ZipFile, ZipInfo

from fivegates.archives import (
    MOST_UNPACKED_HERE,
    UNSOUND,
    TooManyPartsError,
    open_archive,
    unpacked,
    unpacks_beyond,
)
from fivegates.domain.errors import Problem, UserError, refuse
from fivegates.domain.initiative.evidence_files import (
    KINDS,
    MOST_BYTES,
    clean_name,
    digest_of,
    ending_of,
    size_limit,
    unkept_kind,
)
from fivegates.domain.initiative.initiative import EvidenceFile
from fivegates.exchange.bounded_process import Bounds, OutOfBoundsError, run_bounded
from fivegates.exchange.evidence.pdf_documents import judge_pdf

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
    """Return why a document is refused; None if it has no active content. `ending` is in `OFFICE_ENDINGS`."""
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


P = ParamSpec("P")

_PROGRAMS: Final = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"dex\n",
    b"\0asm",
    b"L\0\0\0\x01\x14\x02\0",
    b"ITSF",
)
_ARCHIVES: Final = (
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ",
    b"\x28\xb5\x2f\xfd",
    b"MSCF",
)
_PDF: Final = b"%PDF-"
_ZIP: Final = b"PK\x03\x04"
_OLD: Final = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rt")

_PROGRAM_ENDINGS: Final = re.compile(
    "exe|com|bat|cmd|ps1|psm1|vbs|vbe|js|jse|mjs|ws|wsf|wsh|hta|scr|cpl|msi|msp|dll|sys|jar|class|sh|bash|zsh"
    "|py|pyw|pl|rb|php|app|dmg|pkg|deb|rpm|run|bin|lnk|url|reg|inf|desktop|scpt|command|applescript"
    "|html|htm|xhtml|svg|mht|chm|iqy|slk|appref-ms|gadget"
)
_MACRO_ENDINGS: Final = re.compile("docm|dotm|xl[st]m|xlam|xlsb|p[po][ts]m|ppam|sldm|xl[lam]|wll|ppa")
_OLD_ENDINGS: Final = re.compile("doc|dot|xls|xlt|ppt|pot|pps|rtf|msg|pub|mdb|accdb|one")
_ARCHIVE_ENDINGS: Final = re.compile("zip|rar|7z|tar|gz|tgz|bz2|xz|zst|cab|iso|img|arj|lzh|ace")

_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")

_PROGRAM: Final = UserError(
    "This is a program or a script, so nothing was attached. "
    "Attach what it shows, as a PDF, a picture or text."
)
_MACROS: Final = UserError(
    "This document can hold macros, which run when it is opened, so nothing was attached. "
    "Save it without macros, or as a PDF."
)
_OLD_FORMAT: Final = UserError(
    "This is a format of older programs in which macros can hide, so nothing was attached. "
    "Save it as a PDF, or as .docx, .xlsx or .pptx."
)
_ARCHIVE: Final = UserError(
    "This is an archive, and what is in it cannot be seen, so nothing was attached. "
    "Attach the files in it one by one."
)
_TOO_MUCH: Final = UserError(
    "Looking into this file takes more time or memory than any such file should need, so nothing was "
    "attached. Print it to a new PDF, and attach that."
)
_MOST_PDF_HERE: Final = 4 * 2**20
_EMPTY: Final = UserError("The file is empty, so nothing was attached. Choose another.")


def evidence_file(name: str, content: bytes) -> EvidenceFile:
    """Check a file and normalise its name. Raises DataError with the reason why it is refused."""
    cleaned = clean_name(name)
    reason = refusal(cleaned, content)
    refuse((Problem("", reason),) if reason else (), cleaned)
    return EvidenceFile(cleaned, digest_of(content), len(content))


def refusal(name: str, content: bytes) -> UserError | None:
    """The reason why a file of this name and content is refused; None if it is accepted."""
    ending = ending_of(name)
    return _size_fault(len(content)) or _known_harm(ending, content) or _judge(ending, content)


def _size_fault(size: int) -> UserError | None:
    """The reason why a file of this size is refused."""
    if not size:
        return _EMPTY
    return size_limit() if size > MOST_BYTES else None


def _known_harm(ending: str, content: bytes) -> UserError | None:
    """The refusal of executable or opaque content, by its first bytes or by its extension."""
    if content.startswith(_PROGRAMS) or _PROGRAM_ENDINGS.fullmatch(ending):
        return _PROGRAM
    if _MACRO_ENDINGS.fullmatch(ending):
        return _MACROS
    if content.startswith(_OLD) or _OLD_ENDINGS.fullmatch(ending):
        return _OLD_FORMAT
    return _ARCHIVE if content.startswith(_ARCHIVES) or _ARCHIVE_ENDINGS.fullmatch(ending) else None


def _judge(ending: str, content: bytes) -> UserError | None:
    """The refusal of an unsupported type, or of content that does not match the extension."""
    if ending not in KINDS:
        return unkept_kind()
    if ending in OFFICE_ENDINGS:
        return _judge_office(ending, content) if content.startswith(_ZIP) else DISGUISED
    if ending == "pdf" and content.startswith(_PDF):
        return _judge_pdf(content)
    if content.startswith(_ZIP):
        return _ARCHIVE
    looks_right = _LOOKS.get(ending) or _is_text
    return None if looks_right(content) else DISGUISED


def _judge_office(ending: str, content: bytes) -> UserError | None:
    """Check an Office document; one that unpacks to many bytes is checked in a child process."""
    if not unpacks_beyond(content, MOST_UNPACKED_HERE):
        return judge_office(ending, content)
    return _judge_bounded(judge_office, ending, content)


def _judge_pdf(content: bytes) -> UserError | None:
    """Check a PDF; a large one is checked in a child process."""
    return judge_pdf(content) if len(content) <= _MOST_PDF_HERE else _judge_bounded(judge_pdf, content)


def _judge_bounded(
    judge: Callable[P, UserError | None], *args: P.args, **kwargs: P.kwargs
) -> UserError | None:
    """Check in a child process; a file that takes too much time or memory there is refused."""
    try:
        return run_bounded(Bounds(), judge, *args, **kwargs)
    except OutOfBoundsError:
        return _TOO_MUCH


def _starts(*marks: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(marks)


def _is_webp(content: bytes) -> bool:
    return content.startswith(b"RIFF") and content[8:12] == b"WEBP"


def _is_text(content: bytes) -> bool:
    """True if it is text in UTF-8, in UTF-16 with a BOM, or in a single-byte encoding."""
    for encoding in ("utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8", "latin-1"):
        try:
            return not _CONTROL.search(content.decode(encoding))
        except UnicodeDecodeError:
            continue
    return False


_JPEG: Final = _starts(b"\xff\xd8\xff")
_TIFF: Final = _starts(b"II*\0", b"MM\0*")
_LOOKS: Final[Mapping[str, Callable[[bytes], bool]]] = MappingProxyType(
    {
        "pdf": _starts(_PDF),
        "png": _starts(b"\x89PNG\r\n\x1a\n"),
        "jpg": _JPEG,
        "jpeg": _JPEG,
        "gif": _starts(b"GIF87a", b"GIF89a"),
        "webp": _is_webp,
        "tif": _TIFF,
        "tiff": _TIFF,
        "bmp": _starts(b"BM"),
    }
)
