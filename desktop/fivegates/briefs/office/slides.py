"""Composes slides from blocks: each part has a title, and as many slides as it needs."""

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, fields, replace
from io import BytesIO
from typing import Any, Final

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.package import XmlPart
from pptx.oxml.ns import qn
from pptx.parts.chart import ChartPart
from pptx.util import Pt

from fivegates.briefs.office.packages import application_properties, repacked, set_core_properties
from fivegates.briefs.office.slide_blocks import SlideBlocks, describe
from fivegates.briefs.office.slide_layouts import slide_layout
from fivegates.briefs.office.slide_xml import TextLook, fill_body, paragraph
from fivegates.briefs.office.texts import office_text
from fivegates.briefs.typesetting.accessibility import Metadata
from fivegates.briefs.typesetting.arrangements import heading
from fivegates.briefs.typesetting.blocks import Block, Prose, Stack
from fivegates.briefs.typesetting.chart import Chart
from fivegates.briefs.typesetting.fonts import text_width
from fivegates.briefs.typesetting.line_breaking import DOT, shortened
from fivegates.briefs.typesetting.logo import GAP as LOGO_GAP
from fivegates.briefs.typesetting.logo import BesideLogo, png_of
from fivegates.briefs.typesetting.pages import Running
from fivegates.briefs.typesetting.pagination import pages_of
from fivegates.briefs.typesetting.structure import Role
from fivegates.briefs.typesetting.styles import Frame, Styles, TextStyle
from fivegates.domain.brief import Template
from fivegates.domain.language import Language

_SCALE: Final = 1.4
_SMALLEST: Final = 11.0
_SPARE: Final = 1.12
"""Factor by which text may be wider in the fonts of a template than in those that measure it."""
_LINE_FILLED: Final = 0.85
"""Share of each of several lines that is filled where words are not hyphenated."""
_ELLIPSIS: Final = 12
_WIDEST_LOGO: Final = 0.3
"""The part of a title's width that a logo takes at most."""
_LIBRARY_S: Final = "en-US"
"""The language of the masters and charts that python-pptx makes."""
_FEET: Final = {PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER}
_TITLE_SIZES: Final = ((60, 26.0), (110, 22.0), (160, 18.0))
_LONGEST_TITLE, _SMALL_TITLE = 220, 15.0


@dataclass(frozen=True, slots=True)
class SlidePart:
    """The blocks under one title, with an optional `logo`; `notes` are for the presenter."""

    title: str
    blocks: Sequence[Block]
    notes: Sequence[str] = field(default=())
    logo: BesideLogo | None = None


def slide_styles(styles: Styles) -> Styles:
    """The styles of paper in the sizes of slides."""

    def larger(style: TextStyle) -> TextStyle:
        size = max(style.size * _SCALE, _SMALLEST)
        return style.sized(size, round(size * 1.25, 1))

    sized: dict[str, Any] = {
        each.name: larger(getattr(styles, each.name)) for each in fields(styles) if each.name != "palette"
    }
    return replace(styles, **sized)


class SlideDeck:
    """A presentation that parts are added to.

    Raises UserError for an invalid template, or one without a layout with a title and room for content.
    """

    def __init__(self, styles: Styles, language: Language, template: Template | None) -> None:
        self._layout, self._own = slide_layout(template), template is None
        self._styles, self._language = styles, language
        self._look = TextLook(language.tag, styles.palette)
        self._blocks = SlideBlocks(self._look, styles, self._layout.height, _SPARE)
        self._running: Running | None = None

    @property
    def frame(self) -> Frame:
        """The room that blocks have, in which they are measured: narrower than it is shown, see `_SPARE`."""
        frame = self._layout.frame
        return replace(frame, left=0, right=frame.width / _SPARE)

    def begin(self, running: Running) -> None:
        """Begin a paper: set the footer of its slides."""
        self._running = running

    def add(self, part: SlidePart) -> None:
        """Add the slides of a part; behind the first they are numbered."""
        blocks = [block.flowing() for block in part.blocks]
        pages = list(pages_of([Stack(blocks)], self.frame)) or [Stack(())]
        for number, page in enumerate(pages, 1):
            slide = self._layout.presentation.slides.add_slide(self._layout.layout)
            title = part.title if number == 1 else self._numbered(part.title, number)
            logo = part.logo if number == 1 else None
            self._set_placeholders(slide, title, logo)
            self._blocks.draw(slide, page, self._layout.frame)
            if part.notes and number == 1:
                slide.notes_slide.notes_text_frame.text = "\n".join(map(office_text, part.notes))
                for run in slide.notes_slide.element.iter(qn("a:r")):
                    run.get_or_add_rPr().set("lang", self._language.tag)

    def finish(self, metadata: Metadata, organisation: str) -> bytes:
        """The presentation as a file."""
        presentation = self._layout.presentation
        set_core_properties(presentation.core_properties, metadata)
        for part in presentation.part.package.iter_parts():
            if isinstance(part, ChartPart) or (self._own and isinstance(part, XmlPart)):
                self._set_language(part._element)  # noqa: SLF001 - python-pptx has no other way to it
        out = BytesIO()
        presentation.save(out)
        application = application_properties(metadata.program, organisation)
        return repacked(out.getvalue(), metadata.dated, {"docProps/app.xml": application})

    def _numbered(self, title: str, number: int) -> str:
        """The title of a slide that goes on."""
        return self._language.gettext("{title} ({number})", title=title, number=self._language.number(number))

    def _set_placeholders(self, slide: Any, title: str, logo: BesideLogo | None) -> None:  # noqa: ANN401 - python-pptx has no types for it
        """Fill title, footer and number; remove the template's placeholder for content."""
        for shape in list(slide.placeholders):
            if shape.placeholder_format.type in {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE}:
                left_over = self._add_logo(slide, shape, logo) if logo else 1.0
                self._set_title(shape, title, left_over)
            else:
                shape.element.getparent().remove(shape.element)
        for shape in self._layout.layout.placeholders:
            if shape.placeholder_format.type in _FEET:
                copied = deepcopy(shape.element)
                for properties in copied.iter(qn("a:rPr"), qn("a:endParaRPr")):
                    properties.set("lang", self._language.tag)
                slide.shapes._spTree.append(copied)  # noqa: SLF001 - python-pptx copies no foot
                if shape.placeholder_format.type is PP_PLACEHOLDER.FOOTER:
                    self._set_foot(copied, shape.width.pt, shape.height.pt)

    def _add_logo(self, slide: Any, title: Any, logo: BesideLogo) -> float:  # noqa: ANN401
        """Put a logo at the right of the title, which gives way; returns what part of its room is left."""
        left, top, width, height = (
            float(each.pt) for each in (title.left, title.top, title.width, title.height)
        )
        across, down = logo.size
        scale = min(_SCALE, height / down, width * _WIDEST_LOGO / across)
        across, down = across * scale, down * scale
        picture = slide.shapes.add_picture(
            BytesIO(png_of(logo.picture, across)),
            *map(Pt, (left + width - across, top + (height - down) / 2, across, down)),
        )
        describe(picture, logo.alternative)
        room = width - across - LOGO_GAP
        title.left, title.top, title.width, title.height = map(Pt, (left, top, room, height))
        return room / width

    def _set_title(self, shape: Any, title: str, room: float) -> None:  # noqa: ANN401
        """A long title is set smaller, a very long one is cut; `room` is what a logo leaves of its width."""
        text, longest = office_text(title), round(_LONGEST_TITLE * room)
        size = next((size for most, size in _TITLE_SIZES if len(text) <= most * room), _SMALL_TITLE)
        text = text if len(text) <= longest else f"{text[:longest].rstrip()}…"
        style = self._styles.title.sized(size, round(size * 1.15, 1))
        fill_body(shape.text_frame._txBody, [paragraph(Prose(text, style), self._look)])  # noqa: SLF001

    def _set_foot(self, element: Any, width: float, height: float) -> None:  # noqa: ANN401
        """The footer: organisation, day, and draft or final.

        It takes as many lines as the foot has room for; the marking is not cut, however narrow that is.
        """
        running, note = self._running, self._styles.note
        if running is None:
            return
        texts = (running.right, running.ending, running.entity, running.title)
        style = note.sized(9, 11)
        text, must = (f" {DOT} ".join(filter(str.strip, each)) for each in (texts, texts[:2]))
        lines = max(int(height / style.leading), 1)
        room = (width / _SPARE - 16) * (lines if lines == 1 else lines * _LINE_FILLED)
        needed = text_width(office_text(must), style.face, style.size) + _ELLIPSIS
        line = shortened(office_text(text), style.face, style.size, max(room, needed))
        fill_body(element.find(qn("p:txBody")), [paragraph(Prose(line, style, sentence=True), self._look)])

    def _set_language(self, element: Any) -> None:  # noqa: ANN401
        """Set the language of a part's text, in place of python-pptx's default."""
        for properties in element.iter(qn("a:defRPr"), qn("a:rPr"), qn("a:endParaRPr")):
            if properties.get("lang") == _LIBRARY_S:
                properties.set("lang", self._language.tag)


def logo_in(blocks: Iterable[Block]) -> BesideLogo | None:
    """The logo of a first page; None where it has none."""
    return next((block for block in blocks if isinstance(block, BesideLogo)), None)


def without_title(blocks: Iterable[Block]) -> list[Block]:
    """The blocks of a first page but its title, alone or beside a logo: a slide has its own."""

    def is_title(block: Block) -> bool:
        inner = block.block if isinstance(block, BesideLogo) else block
        return isinstance(inner, Prose) and inner.role is Role.TITLE

    return [block for block in blocks if not is_title(block)]


def titled_parts(blocks: Iterable[Block]) -> Iterator[SlidePart]:
    """Split blocks into parts at their headings; blocks before the first heading are skipped."""
    title, held = "", list[Block]()
    for block in _flat(blocks):
        if isinstance(block, Prose) and block.role is Role.HEADING:
            if title:
                yield SlidePart(title, held)
            title, held = block.text, []
        else:
            held.append(block)
    if title:
        yield SlidePart(title, held)


def joined_parts(parts: Iterable[SlidePart], styles: Styles, frame: Frame) -> Iterator[SlidePart]:
    """Short parts that follow each other on one slide, the title of each but the first as a heading."""
    held: SlidePart | None = None
    for part in parts:
        if held is not None:
            blocks = [*held.blocks, heading(part.title, styles), *part.blocks]
            if Stack([each.flowing() for each in blocks]).height(frame.width) <= frame.height:
                held = replace(held, blocks=blocks, notes=(*held.notes, *part.notes))
                continue
            yield held
        held = part
    if held is not None:
        yield held


def paper_frame(frame: Frame) -> Frame:
    """The frame for which a picture of a chart is made, to be enlarged as text is; see `fitted`."""
    return replace(frame, left=0, right=frame.width / _SCALE)


def fitted(part: SlidePart, frame: Frame) -> SlidePart:
    """A part whose pictures are as wide as a slide, or as tall as leaves room for a line."""
    blocks = [_fitted(block, frame) if isinstance(block, Chart) else block for block in part.blocks]
    return replace(part, blocks=blocks)


def _fitted(chart: Chart, frame: Frame) -> Chart:
    """A picture in the size that fits."""
    most = frame.height - 2 * _SMALLEST
    return chart.scaled(chart.scale * min(_SCALE, most / chart.height(frame.width)))


def _flat(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks without the stacks that hold them together."""
    for block in blocks:
        if isinstance(block, Stack):
            yield from _flat(block.blocks)
        else:
            yield block
