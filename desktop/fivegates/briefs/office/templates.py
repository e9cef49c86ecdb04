"""Validates an organisation's templates: Word documents and presentations."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

from docx.opc.constants import RELATIONSHIP_TYPE

from fivegates.archives import UNSOUND, TooManyPartsError, open_archive, unpacked
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
    """Validate a template, or a document in its place; returns one that can be opened.

    Raises UserError for another file type, for macros, and beyond 200 MB unpacked.
    """
    try:
        parts = _parts(template)
        types = parts[_TYPES]
    except TooManyPartsError as error:
        raise _too_large(template) from error
    except (KeyError, *UNSOUND) as error:
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
    """The parts by name, unpacked. Raises TooManyPartsError, and one of `UNSOUND` for a damaged package."""
    found: dict[str, bytes] = {}
    left = _MOST_UNPACKED
    with open_archive(template.data) as package:
        if len(package.infolist()) > _MOST_PARTS:
            raise TooManyPartsError
        for name in dict.fromkeys(package.namelist()):
            found[name] = unpacked(package, package.getinfo(name), left)
            left -= len(found[name])
    return found


def require_nothing_loaded(template: Template, parts: Iterable[Any]) -> None:
    """Raise UserError where a part of python-docx or python-pptx loads something that is outside the package.

    A program that opened such a paper would ask another machine for it. Links that a reader follows remain.
    """
    for part in parts:
        for relation in part.rels.values():
            if relation.is_external and relation.reltype != RELATIONSHIP_TYPE.HYPERLINK:
                raise UserError(
                    "{file} was not used as template: it loads “{address}” when it is opened. "
                    "Embed that instead.",
                    file=template.name,
                    address=relation.target_ref,
                )


def _too_large(template: Template) -> UserError:
    """The error for a template that is too large."""
    return UserError("{file} was not used as template: it is too large.", file=template.name)


def _not_usable(template: Template, kind: FileType) -> UserError:
    """The error for a wrong file type, which names the right one."""
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
    """The error for a damaged template."""
    return UserError("{file} was not used as template: it is damaged.", file=template.name)
