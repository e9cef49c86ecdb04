"""Evidence files: limits of size and name, and the accepted types.

A name decides which program a system opens a file with, so only endings that are listed here are kept,
and `exchange.evidence.contents` checks that the content matches the extension.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from fivegates.domain.errors import Problem, UserError
from fivegates.domain.initiative.initiative import EvidenceFile

MOST_BYTES: Final = 20_000_000
"""Maximum size of a file."""

MOST_BYTES_IN_ALL: Final = 150_000_000
"""The limit of all files of a portfolio: as much as a JSON export can carry."""

LONGEST_NAME: Final = 200
"""In bytes of UTF-8; most file systems allow 255."""

_LONGEST_ENDING: Final = 32
SHORT_DIGEST: Final = 12
DIGEST_PATTERN: Final = re.compile(r"[0-9a-f]{64}")

_SEPARATORS: Final = re.compile(r"[/\\]")
_UNFIT: Final = re.compile(r'[<>:"|?*]')
_RESERVED: Final = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)")
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


class DocumentKind(StrEnum):
    """The type of a file, which decides the sort of program that opens it."""

    PDF = "pdf"
    PICTURE = "picture"
    TEXT = "text"
    TABLE = "table"
    MAIL = "mail"
    DOCUMENT = "document"
    SPREADSHEET = "spreadsheet"
    PRESENTATION = "presentation"


KINDS: Final[Mapping[str, DocumentKind]] = MappingProxyType(
    {
        "pdf": DocumentKind.PDF,
        **dict.fromkeys(("png", "jpg", "jpeg", "gif", "webp", "tif", "tiff", "bmp"), DocumentKind.PICTURE),
        **dict.fromkeys(("txt", "md", "log", "json", "yaml", "yml", "toml"), DocumentKind.TEXT),
        **dict.fromkeys(("csv", "tsv"), DocumentKind.TABLE),
        "eml": DocumentKind.MAIL,
        **dict.fromkeys(("docx", "odt"), DocumentKind.DOCUMENT),
        **dict.fromkeys(("xlsx", "ods"), DocumentKind.SPREADSHEET),
        **dict.fromkeys(("pptx", "odp"), DocumentKind.PRESENTATION),
    }
)
"""The accepted extensions, in lower case and without the dot."""


def digest_of(content: bytes) -> str:
    """The SHA-256 of a file's content, 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def ending_of(name: str) -> str:
    """The extension of a name, in lower case without the dot; empty where there is none."""
    stem, dot, ending = name.rpartition(".")
    return ending.lower() if dot and stem else ""


def kind_of(name: str) -> DocumentKind:
    """The type of an accepted file. KeyError for any other name."""
    return KINDS[ending_of(name)]


def clean_name(name: str) -> str:
    """A file name that is valid on every system and reads as it is: its extension stays.

    Folders, characters that are invisible or turn the direction of reading, and those that some system
    reserves are removed; a device name gets an underscore.
    """
    last = _SEPARATORS.split(name)[-1]
    seen = "".join(c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c) not in _UNSEEN)
    plain = " ".join(_UNFIT.sub("_", seen).split()).rstrip(". ")
    stem, dot, ending = plain.rpartition(".") if "." in plain else (plain, "", "")
    ending = _cut(ending, _LONGEST_ENDING).strip()
    room = LONGEST_NAME - len(f"{dot}{ending}".encode())
    stem = _cut(stem, room).strip(". ") or "file"
    if _RESERVED.fullmatch(stem.partition(".")[0].strip()):
        stem = _cut(f"_{stem}", room).strip(". ")
    return f"{stem}{dot}{ending}"


def _cut(text: str, most: int) -> str:
    """The longest beginning that fits into `most` bytes of UTF-8, the unit of file systems."""
    return text.encode()[:most].decode(errors="ignore")


def file_problems(place: str, file: EvidenceFile | None) -> Iterator[Problem]:
    """The problems of a file's record, without its content."""
    if file is None:
        return
    if not file.name or clean_name(file.name) != file.name:
        reason = UserError("A file's name must be one name, of characters that can be seen.")
        yield Problem(f"{place}.name", reason)
    elif ending_of(file.name) not in KINDS:
        yield Problem(f"{place}.name", unkept_kind())
    if not DIGEST_PATTERN.fullmatch(file.digest):
        yield Problem(
            f"{place}.sha256", UserError("Write the SHA-256 of the file, 64 small hexadecimal digits.")
        )
    if not 1 <= file.size <= MOST_BYTES:
        yield Problem(f"{place}.size", size_limit())


def unkept_kind() -> UserError:
    """The error for an unsupported file type."""
    return UserError(
        "This kind of file is not kept as evidence, so nothing was attached. "
        "Save it as a PDF, a picture, text, or an Office document without macros."
    )


def size_limit() -> UserError:
    """The error for a file that is too large."""
    return UserError(
        "The file is larger than {most} MB, so nothing was attached. "
        "Attach the part that proves the point, or write where it is as the reference.",
        most=MOST_BYTES // 1_000_000,
    )
