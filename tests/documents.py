"""Documents made for tests: the smallest of each kind that is kept, and those that hold what is refused."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
PROGRAM = b"MZ\x90\0\x03"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504

_TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"></Types>'


def packed(parts: Mapping[str, bytes]) -> bytes:
    """An archive of these parts."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def office(ending: str = "docx", /, **extra: bytes) -> bytes:
    """An Office document; `extra` parts are named with `__` for a slash and `_dot_` for a dot."""
    folder = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}[ending]
    named = {name.replace("__", "/").replace("_dot_", "."): part for name, part in extra.items()}
    return packed({"[Content_Types].xml": _TYPES, folder: b"<a/>", **named})


def open_document(kind: str = "text", **extra: bytes) -> bytes:
    """An OpenDocument file."""
    named = {name.replace("__", "/").replace("_dot_", "."): part for name, part in extra.items()}
    mimetype = f"application/vnd.oasis.opendocument.{kind}".encode()
    return packed({"mimetype": mimetype, "content.xml": b"<a/>", **named})
