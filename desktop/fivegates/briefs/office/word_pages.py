"""The pages of a Word document: size and margins, running heads, footers with page numbers as fields."""

from collections.abc import Iterable
from typing import Any, Final

from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.section import Section
from docx.shared import Pt

from fivegates.briefs.office.texts import office_text
from fivegates.briefs.office.word_styles import FOOT, HEAD, WordStyles
from fivegates.briefs.office.word_xml import Setting, Xml, field, paragraph, runs_of, tab
from fivegates.briefs.typesetting.fonts import text_width
from fivegates.briefs.typesetting.line_breaking import DOT, shortened
from fivegates.briefs.typesetting.pages import Running
from fivegates.briefs.typesetting.styles import SIDE_MARGIN
from fivegates.domain.brief import PaperSize

_TOP, _BOTTOM, _EDGE = 62.0, 62.0, 30.0
_NARROWEST: Final = 200.0
# Text of heads is a little larger than the style says, so that the line fits in wider fonts too.
_HEAD_SIZE, _MOST_OF_HEAD, _BETWEEN = 8.4, 0.74, 16.0


class WordPages:
    """Sets what is on every page, one section a paper; a template keeps its page and its own heads."""

    def __init__(self, document: Document, styles: WordStyles, size: PaperSize, *, own_look: bool) -> None:
        self._document, self._styles, self._size, self._own = document, styles, size, own_look
        self._begun = False

    @property
    def width(self) -> float:
        """How wide text is, in points."""
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
        """Say on every page of a section what it is; page 1 of a template may have no head of its own."""
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
        """Put paragraphs below what a template has there; an empty one gives way."""
        place.is_linked_to_previous = False
        empty = [each for each in place.paragraphs if not each.text.strip() and not len(each.runs)]
        for each in paragraphs:
            place._element.append(each)  # noqa: SLF001 - python-docx cannot build a whole paragraph
        for each in empty:
            each._element.getparent().remove(each._element)  # noqa: SLF001

    def _head(self, left: str, running: Running) -> Xml:
        """The left, cut to the room there is, and at the right margin what is on every page."""
        right = _dotted([running.right, running.ending])
        note = self._styles.styles.note.sized(_HEAD_SIZE, _HEAD_SIZE)
        taken = min(text_width(right, note.face, note.size), self.width * _MOST_OF_HEAD)
        left = shortened(office_text(left), note.face, note.size, self.width - taken - _BETWEEN)
        setting = Setting(self._styles.id_of(HEAD), tabs=(self.width,))
        return paragraph(setting, *runs_of(left), tab(), *runs_of(right))

    def _foot(self, running: Running) -> Iterable[Xml]:
        """The foot with the number of the page, and whose paper it is below it."""
        setting = Setting(self._styles.id_of(FOOT), tabs=(self.width,))
        numbers = (*field("PAGE", "1"), *runs_of(" / "), *field("NUMPAGES", "1"))
        yield paragraph(setting, *runs_of(running.foot), tab(), *numbers)
        if running.entity.strip():
            yield paragraph(setting, *runs_of(running.entity))


def _dotted(parts: Iterable[str]) -> str:
    """Join what there is by dots with air around them."""
    return f" {DOT} ".join(part for part in parts if part.strip())
