"""The ZIP packages of Office files: reproducible bytes, texts and properties."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from html import escape, unescape
from io import BytesIO
from typing import Final, Protocol
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from fivegates.briefs.office.texts import office_text
from fivegates.briefs.typesetting.accessibility import Metadata

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


_LONGEST = 255
_APPLICATION = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">\
<Application>{program}</Application><Company>{organisation}</Company></Properties>"""


class CoreProperties(Protocol):
    """The properties that Word documents and presentations share."""

    title: str
    author: str
    subject: str
    language: str
    comments: str
    keywords: str
    last_modified_by: str
    revision: int
    created: datetime
    modified: datetime


def set_core_properties(properties: CoreProperties, metadata: Metadata) -> None:
    """Set title, author, subject and language; the paper's day is the time of creation."""
    stamp = datetime(metadata.dated.year, metadata.dated.month, metadata.dated.day)  # noqa: DTZ001 - UTC there
    properties.title = office_text(metadata.title)[:_LONGEST]
    properties.author = office_text(metadata.author)[:_LONGEST]
    properties.subject = office_text(metadata.subject)[:_LONGEST]
    properties.language = metadata.language
    properties.comments = properties.keywords = ""
    properties.last_modified_by = office_text(metadata.author)[:_LONGEST]
    properties.revision = 1
    properties.created = properties.modified = stamp


def application_properties(program: str, organisation: str) -> bytes:
    """The application properties: the program, and the organisation."""
    program, organisation = escape(office_text(program)), escape(office_text(organisation))
    return _APPLICATION.format(program=program, organisation=organisation).encode()
