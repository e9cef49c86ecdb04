"""A brief as a Word document: made of blocks, restyled by a template, the same bytes from the same brief."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any, Final

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from fivegates.briefs.office.packages import repacked
from fivegates.briefs.office.properties import application_properties, set_core_properties
from fivegates.briefs.office.templates import not_readable, usable_template
from fivegates.briefs.office.word_blocks import Room, WordBlocks
from fivegates.briefs.office.word_pages import WordPages
from fivegates.briefs.office.word_styles import HEAD, NEEDED, WordStyles
from fivegates.briefs.office.word_xml import element
from fivegates.briefs.typesetting.accessibility import Metadata
from fivegates.briefs.typesetting.blocks import Block
from fivegates.briefs.typesetting.pages import Running
from fivegates.briefs.typesetting.styles import Styles, frame_of
from fivegates.domain.brief import FileType, PaperSize, Template
from fivegates.domain.errors import UserError

_APP: Final = "docProps/app.xml"
_THUMBNAIL: Final = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"


class WordPaper:
    """A Word document that papers are added to.

    `template` holds a document or a template whose styles, page and heads are taken. Raises UserError for one
    that is none, or lacks a style that is needed.
    """

    def __init__(self, styles: Styles, size: PaperSize, tag: str, template: Template | None = None) -> None:
        self._document = _opened(template)
        own = template is None
        _set_settings(self._document, tag, own_look=own)
        self._styles = WordStyles(self._document, styles, own_look=own, tag=tag)
        self._pages = WordPages(self._document, self._styles, size, own_look=own)
        room = Room(self._pages.width, frame_of(size).height)
        self._blocks = WordBlocks(self._document, self._styles, room)

    def begin(self, running: Running, *, shift: int = 0) -> None:
        """Begin a paper, on a new page where it is not the first; `shift` lowers its headings.

        In a pack on a template that has heads of its own, a line says what the head would.
        """
        self._blocks.shift = shift
        if not self._pages.begin(running):
            for text in (running.first, running.right, running.ending):
                if text.strip():
                    self._blocks.add_line(text, HEAD)
        self._blocks.room = Room(self._pages.width, self._blocks.room.height)

    def add(self, blocks: Iterable[Block], *, bookmark: str = "") -> None:
        """Add blocks, the first of them under a bookmark that links lead to, where one is named."""
        self._blocks.add(blocks, bookmark=bookmark)

    def finish(self, metadata: Metadata, organisation: str) -> bytes:
        """The document as a file."""
        set_core_properties(self._document.core_properties, metadata)
        out = BytesIO()
        self._document.save(out)
        properties = application_properties(metadata.program, organisation)
        return repacked(out.getvalue(), metadata.dated, {_APP: properties})


def _opened(template: Template | None) -> Document:
    """The document that a brief is written into, empty."""
    if template is None:
        return _without_thumbnail(docx.Document())
    usable = usable_template(template, FileType.WORD)
    try:
        document = docx.Document(BytesIO(usable))
        there = {style.name for style in document.styles}
        _ = document.part.numbering_part
        _empty(document)
    except Exception as error:  # lxml and python-docx raise whatever a damaged part makes them
        raise not_readable(template) from error
    for name in NEEDED:
        if name not in there:
            raise UserError(
                "{file} was not used as template: it has no style “{style}”.", file=template.name, style=name
            )
    return _without_thumbnail(document)


def _empty(document: Document) -> None:
    """Take out what a template says; its last section keeps page and heads."""
    body: Any = document.element.body
    for each in list(body):
        if each.tag != qn("w:sectPr"):
            body.remove(each)
    if body.find(qn("w:sectPr")) is None:
        body.append(element("w:sectPr"))


def _without_thumbnail(document: Document) -> Document:
    """Leave out the picture of another document."""
    relations = document.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype == _THUMBNAIL]:
        del relations[key]
    custom = RELATIONSHIP_TYPE.CUSTOM_XML
    parts = document.part.rels
    for key in [key for key, relation in parts.items() if relation.reltype == custom]:
        del parts[key]
    return document


def _set_settings(document: Document, tag: str, *, own_look: bool) -> None:
    """Name the language; a document of our own is of the version that Word opens without a notice."""
    settings: Any = document.settings.element
    if not own_look:
        fonts = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
        if fonts is not None:
            for old in fonts.findall(qn("w:lang")):
                fonts.remove(old)
            fonts.append(element("w:lang", {"val": tag, "eastAsia": tag, "bidi": "ar-SA"}))
        return
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
