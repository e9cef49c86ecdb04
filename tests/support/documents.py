"""Documents made for tests: the smallest of each kind that is kept, and those that hold what is refused."""

import zlib
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile


def pdf(catalogue: bytes = b"", *objects: bytes) -> bytes:
    """A PDF of one empty page; `objects` begin with number 4, and streams are included unchanged."""
    all_objects = (
        b"<</Type/Catalog/Pages 2 0 R %b>>" % catalogue,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        *objects,
    )
    out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
    for number, each in enumerate(all_objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(places) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Size %d/Root 1 0 R>>" % (size, rows, size)
    return bytes(out) + table + b"\nstartxref\n%d\n%%%%EOF\n" % len(out)


def packed_pdf(packed: bytes) -> bytes:
    """A PDF whose fourth object, with all that follows it, is packed in an object stream."""
    stream = zlib.compress(b"4 0 " + packed)
    head = b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>" % len(stream)
    content = pdf(b"/OpenAction 4 0 R", b"null", b"%b\nstream\n%b\nendstream" % (head, stream))
    content = content[: content.index(b"xref\n")]
    places = [content.index(b"\n%d 0 obj" % number) + 1 for number in (1, 2, 3, 5)]
    kinds = [(0, 0), *((1, place) for place in places[:3]), (2, 5), (1, places[3]), (1, len(content))]
    rows = b"".join(bytes([kind]) + place.to_bytes(4) + b"\0" for kind, place in kinds)
    table = b"6 0 obj\n<</Type/XRef/Size 7/W[1 4 1]/Root 1 0 R/Length %d>>\nstream\n%b" % (len(rows), rows)
    return b"%b%b\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (content, table, len(content))


PDF = pdf()
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
