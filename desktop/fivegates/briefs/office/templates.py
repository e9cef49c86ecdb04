"""Templates of an organisation: Word documents and presentations, refused where they cannot be used."""

import zlib
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from fivegates.domain.brief import FileType, Template
from fivegates.domain.errors import UserError

_TYPES: Final = "[Content_Types].xml"
_MAIN: Final = {
    FileType.WORD: b"application/vnd.openxmlformats-officedocument.wordprocessingml.%s.main+xml",
    FileType.SLIDES: b"application/vnd.openxmlformats-officedocument.presentationml.%s.main+xml",
}
_DOCUMENT: Final = {FileType.WORD: b"document", FileType.SLIDES: b"presentation"}
_MOST_UNPACKED: Final = 200_000_000
_MOST_PARTS: Final = 5_000
_PIECE: Final = 2**20
_DAMAGED: Final = (BadZipFile, zlib.error, KeyError, OSError, ValueError, RuntimeError, EOFError)
"""What reading a damaged package raises, or one with a password."""


def usable_template(template: Template, kind: FileType) -> bytes:
    """A template, or a document in its place, as one that can be opened.

    Raises UserError for what is neither, holds macros, or unpacks to more than 200 MB.
    """
    try:
        parts = _parts(template)
        types = parts[_TYPES]
    except _DAMAGED as error:
        raise _not_usable(template, kind) from error
    document = _MAIN[kind] % _DOCUMENT[kind]
    if document not in types and _MAIN[kind] % b"template" not in types:
        raise _not_usable(template, kind)
    parts[_TYPES] = types.replace(_MAIN[kind] % b"template", document)
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as written:
        for name, content in parts.items():
            written.writestr(name, content)
    return out.getvalue()


def _parts(template: Template) -> dict[str, bytes]:
    """The parts by name, unpacked piece by piece: a package may claim less than it holds.

    Raises UserError for too many or too large ones, one of `_DAMAGED` where they cannot be read. Ways of
    packing that Office does not use are not read: they unpack without a bound.
    """
    found: dict[str, bytes] = {}
    left = _MOST_UNPACKED
    with ZipFile(BytesIO(template.data)) as package:
        if len(package.infolist()) > _MOST_PARTS:
            raise _too_large(template)
        for name in dict.fromkeys(package.namelist()):
            if package.getinfo(name).compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
                raise BadZipFile(name)
            content = bytearray()
            with package.open(name) as part:
                while piece := part.read(_PIECE):
                    content += piece
                    if len(content) > left:
                        raise _too_large(template)
            left -= len(content)
            found[name] = bytes(content)
    return found


def _too_large(template: Template) -> UserError:
    """A template with more than a template needs."""
    return UserError("{file} was not used as template: it is too large.", file=template.name)


def _not_usable(template: Template, kind: FileType) -> UserError:
    """What kind of file is wanted instead."""
    if kind is FileType.WORD:
        return UserError(
            "{file} was not used as template: it is no Word document or template without macros "
            "(.docx, .dotx).",
            file=template.name,
        )
    return UserError(
        "{file} was not used as template: it is no presentation or template without macros (.pptx, .potx).",
        file=template.name,
    )


def not_readable(template: Template) -> UserError:
    """A template that has the parts of one, and cannot be read."""
    return UserError("{file} was not used as template: it is damaged.", file=template.name)
