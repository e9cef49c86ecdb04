"""The ZIP packages that Office files are: the same content gives the same bytes; their texts."""

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_FIXED: Final = (1980, 1, 1, 0, 0, 0)
_STAMP: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_PARAGRAPH: Final = re.compile(r"<(w:p|a:p|si)(?: [^>]*)?>.*?</\1>", re.DOTALL)
# A formula names cells, not amounts: `Sheet1!$B$2`.
_FORMULA: Final = re.compile(r"<(?:c:)?f>.*?</(?:c:)?f>", re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")
_ATTRIBUTE: Final = re.compile(r"[\w:]+=\"([^\"]*)\"")
_BREAK: Final = re.compile(r"<(?:w:tab|w:br|a:br)\b[^>]*>")


def repacked(package: bytes, dated: date, parts: dict[str, bytes] | None = None) -> bytes:
    """The package with fixed times inside and outside its files, and with `parts` in place of its own.

    The workbooks that hold the figures of charts are packages too.
    """
    out = BytesIO()
    with ZipFile(BytesIO(package)) as given, ZipFile(out, "w", ZIP_DEFLATED) as written:
        for name in given.namelist():
            content = (parts or {}).get(name) or given.read(name)
            if name.endswith(".xlsx"):
                content = repacked(content, dated)
            elif name == "docProps/core.xml":
                content = _STAMP.sub(rb"\g<1>%sT00:00:00Z\g<2>" % dated.isoformat().encode(), content)
            entry = ZipInfo(name, _FIXED)
            entry.compress_type = ZIP_DEFLATED
            written.writestr(entry, content)
    return out.getvalue()


def package_texts(package: bytes) -> Iterator[str]:
    """Every text of an Office file: paragraphs, cells, properties, and attributes such as alternative text.

    What is in notes, headers and the workbooks of charts is read too.
    """
    with ZipFile(BytesIO(package)) as opened:
        for name in opened.namelist():
            if name.endswith(".xlsx"):
                yield from package_texts(opened.read(name))
            elif name.endswith((".xml", ".rels")):
                yield from _xml_texts(opened.read(name).decode("utf-8", "replace"))


def _xml_texts(xml: str) -> Iterator[str]:
    """The texts of one part: whole paragraphs, then each element's and each attribute's own."""
    xml = _FORMULA.sub("", xml)
    for found in _PARAGRAPH.finditer(xml):
        yield unescape(_TAG.sub("", _BREAK.sub(" ", found[0])))
    yield from (unescape(text) for text in _TAG.split(xml) if text.strip())
    yield from (unescape(found[1]) for found in _ATTRIBUTE.finditer(xml))
