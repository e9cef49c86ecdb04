"""Writes papers as Word documents: from blocks, with the styles of a template, reproducible bytes."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any, Final

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Pt

from fivegates.briefs.office.packages import application_properties, repacked, set_core_properties
from fivegates.briefs.office.templates import not_readable, require_nothing_loaded, usable_template
from fivegates.briefs.office.texts import office_text
from fivegates.briefs.office.word_blocks import TextArea, WordBlocks
from fivegates.briefs.office.word_styles import FOOT, HEAD, NEEDED, WordStyles
from fivegates.briefs.office.word_xml import Setting, Xml, element, field, paragraph, runs_of, tab
from fivegates.briefs.typesetting.accessibility import Metadata
from fivegates.briefs.typesetting.blocks import Block
from fivegates.briefs.typesetting.fonts import text_width
from fivegates.briefs.typesetting.line_breaking import DOT, shortened
from fivegates.briefs.typesetting.pages import Running
from fivegates.briefs.typesetting.styles import SIDE_MARGIN, Styles, frame_of
from fivegates.domain.brief import FileType, PaperSize, Template
from fivegates.domain.errors import UserError

_APP: Final = "docProps/app.xml"
_THUMBNAIL: Final = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"


class WordPaper:
    """A Word document that papers are added to.

    `template` holds a document or a template whose styles, page and heads are taken. Raises UserError for
    an invalid one, or one that lacks a required style.
    """

    def __init__(self, styles: Styles, size: PaperSize, tag: str, template: Template | None = None) -> None:
        self._document = _opened(template)
        own = template is None
        _set_settings(self._document, tag, own_look=own)
        self._styles = WordStyles(self._document, styles, own_look=own, tag=tag)
        self._pages = WordPages(self._document, self._styles, size, own_look=own)
        room = TextArea(self._pages.width, frame_of(size).height)
        self._blocks = WordBlocks(self._document, self._styles, room)

    def begin(self, running: Running, *, shift: int = 0) -> None:
        """Begin a paper, on a new page where it is not the first; `shift` lowers its headings.

        In a pack on a template with its own headers, a line replaces the header.
        """
        self._blocks.shift = shift
        if not self._pages.begin(running):
            for text in (running.first, running.right, running.ending):
                if text.strip():
                    self._blocks.add_line(text, HEAD)
        self._blocks.room = TextArea(self._pages.width, self._blocks.room.height)

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
    """Open the template, or a new document, and empty it."""
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
    require_nothing_loaded(template, document.part.package.iter_parts())
    for name in NEEDED:
        if name not in there:
            raise UserError(
                "{file} was not used as template: it has no style “{style}”.", file=template.name, style=name
            )
    return _without_thumbnail(document)


def _empty(document: Document) -> None:
    """Remove the template's content; its last section keeps page setup, headers and footers."""
    body: Any = document.element.body
    for each in list(body):
        if each.tag != qn("w:sectPr"):
            body.remove(each)
    if body.find(qn("w:sectPr")) is None:
        body.append(element("w:sectPr"))
    # Relationships of the removed text go too, and so does the attached template.
    settings: Any = document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS)
    for named in list(settings.element.iter(qn("w:attachedTemplate"))):
        settings.element.remove(named)
    for part in (document.part, settings):
        for key in [key for key, relation in part.rels.items() if relation.is_external]:
            del part.rels[key]


def _without_thumbnail(document: Document) -> Document:
    """Remove the thumbnail of the template."""
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


_TOP, _BOTTOM, _EDGE = 62.0, 62.0, 30.0
_NARROWEST: Final = 200.0
# Text of heads is a little larger than the style says, so that the line fits in wider fonts too.
_HEAD_SIZE, _MOST_OF_HEAD, _BETWEEN = 8.4, 0.74, 16.0


class WordPages:
    """Sets headers and footers, one section a paper; a template keeps its page setup and its own headers."""

    def __init__(self, document: Document, styles: WordStyles, size: PaperSize, *, own_look: bool) -> None:
        self._document, self._styles, self._size, self._own = document, styles, size, own_look
        self._begun = False

    @property
    def width(self) -> float:
        """Width of text, in points."""
        section = self._document.sections[-1]
        measures = (section.page_width, section.left_margin, section.right_margin)
        if None in measures:
            return self._size.width - 2 * SIDE_MARGIN
        whole, left, right = (float(measure.pt) for measure in measures if measure is not None)
        return max(whole - left - right, _NARROWEST)

    def begin(self, running: Running) -> bool:
        """Begin a paper on a new page, with its running head; whether it is on these pages.

        Behind the first paper, a template's own head goes on instead.
        """
        first, self._begun = not self._begun, True
        if first:
            section = self._document.sections[0]
            if self._own:
                self._set_page(section)
        else:
            section = self._document.add_section(WD_SECTION.NEW_PAGE)
        if not (first or self._own):
            return False
        self._add_running(section, running)
        return True

    def _add_running(self, section: Section, running: Running) -> None:
        """Add the header and footer of a section; page 1 of a template may have none of its own."""
        if self._own:
            section.different_first_page_header_footer = True
        title = running.title
        if section.different_first_page_header_footer:
            self._add(section.first_page_header, [self._head(running.first, running)])
            self._add(section.first_page_footer, self._foot(running))
        else:
            title = _dotted([running.first, running.title])
        self._add(section.header, [self._head(title, running)])
        self._add(section.footer, self._foot(running))

    def _set_page(self, section: Section) -> None:
        """Size and margins as the PDF has them, with more room for heads."""
        section.page_width, section.page_height = Pt(self._size.width), Pt(self._size.height)
        section.left_margin = section.right_margin = Pt(SIDE_MARGIN)
        section.top_margin, section.bottom_margin = Pt(_TOP), Pt(_BOTTOM)
        section.header_distance = section.footer_distance = Pt(_EDGE)

    def _add(self, place: Any, paragraphs: Iterable[Xml]) -> None:  # noqa: ANN401 - a header or a footer
        """Add paragraphs after the template's own; replace an empty one."""
        place.is_linked_to_previous = False
        empty = [each for each in place.paragraphs if not each.text.strip() and not len(each.runs)]
        for each in paragraphs:
            place._element.append(each)  # noqa: SLF001 - python-docx cannot build a whole paragraph
        for each in empty:
            each._element.getparent().remove(each._element)  # noqa: SLF001

    def _head(self, left: str, running: Running) -> Xml:
        """The header: the left text, cut to fit, and the right text at the margin."""
        right = _dotted([running.right, running.ending])
        note = self._styles.styles.note.sized(_HEAD_SIZE, _HEAD_SIZE)
        taken = min(text_width(right, note.face, note.size), self.width * _MOST_OF_HEAD)
        left = shortened(office_text(left), note.face, note.size, self.width - taken - _BETWEEN)
        setting = Setting(self._styles.id_of(HEAD), tabs=(self.width,))
        return paragraph(setting, *runs_of(left), tab(), *runs_of(right))

    def _foot(self, running: Running) -> Iterable[Xml]:
        """The footer with the page number, and the organisation below it."""
        setting = Setting(self._styles.id_of(FOOT), tabs=(self.width,))
        numbers = (*field("PAGE", "1"), *runs_of(" / "), *field("NUMPAGES", "1"))
        yield paragraph(setting, *runs_of(running.foot), tab(), *numbers)
        if running.entity.strip():
            yield paragraph(setting, *runs_of(running.entity))


def _dotted(parts: Iterable[str]) -> str:
    """Join the parts that are not empty by spaced dots."""
    return f" {DOT} ".join(part for part in parts if part.strip())
