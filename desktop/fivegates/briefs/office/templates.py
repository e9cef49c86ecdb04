"""Templates of an organisation: Word documents and presentations, refused where they cannot be used."""

from io import BytesIO
from typing import Final
from zipfile import BadZipFile, ZipFile

from fivegates.briefs.office.packages import with_parts
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


def usable_template(template: Template, kind: FileType) -> bytes:
    """A template, or a document in its place, as one that can be opened.

    Raises UserError for what is neither, holds macros, or unpacks to more than 200 MB.
    """
    try:
        with ZipFile(BytesIO(template.data)) as package:
            entries = package.infolist()
            if len(entries) > _MOST_PARTS or sum(each.file_size for each in entries) > _MOST_UNPACKED:
                raise UserError("{file} was not used as template: it is too large.", file=template.name)
            types = package.read(_TYPES)
    except (BadZipFile, KeyError, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise _not_usable(template, kind) from error
    document = _MAIN[kind] % _DOCUMENT[kind]
    if document not in types and _MAIN[kind] % b"template" not in types:
        raise _not_usable(template, kind)
    return with_parts(template.data, {_TYPES: types.replace(_MAIN[kind] % b"template", document)})


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
