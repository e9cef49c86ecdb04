"""The slide layout: the program's own, or a template's, with the frame of its content."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from fivegates.briefs.office.templates import not_readable, require_nothing_loaded, usable_template
from fivegates.briefs.typesetting.styles import Frame
from fivegates.domain.brief import FileType, Template
from fivegates.domain.errors import UserError

WIDTH, HEIGHT = 960.0, 540.0
_MARGIN: Final = 44.0
_LEAST_WIDTH, _LEAST_HEIGHT = 400.0, 200.0
_TITLES: Final = {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE}
_CONTENTS: Final = {PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.BODY}
_FEET: Final = {PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER}
# Left, top, width and height on our own slides, in points.
_PLACES: Final = {
    PP_PLACEHOLDER.TITLE: (_MARGIN, 24, WIDTH - 2 * _MARGIN, 64),
    PP_PLACEHOLDER.OBJECT: (_MARGIN, 98, WIDTH - 2 * _MARGIN, 392),
    PP_PLACEHOLDER.BODY: (_MARGIN, 98, WIDTH - 2 * _MARGIN, 392),
    PP_PLACEHOLDER.FOOTER: (_MARGIN, 502, 760, 24),
    PP_PLACEHOLDER.SLIDE_NUMBER: (WIDTH - _MARGIN - 80, 502, 80, 24),
}
_TITLE_SIZE, _FOOT_SIZE = 2600, 900


@dataclass(frozen=True, slots=True)
class SlideLayout:
    """An empty presentation, the layout of its slides, and the frame of their content in points.

    A frame counts from the lower left corner, as on paper; `height` is that of a slide.
    """

    presentation: Any
    layout: Any
    frame: Frame
    height: float


def slide_layout(template: Template | None) -> SlideLayout:
    """The program's own layout, or that of a template.

    Raises UserError for an invalid template, or one without a layout with a title and room for content.
    """
    if template is None:
        return _own()
    data = usable_template(template, FileType.SLIDES)
    try:
        presentation = Presentation(BytesIO(data))
        _empty(presentation)
        found = _found(presentation)
    except Exception as error:  # lxml and python-pptx raise whatever a damaged part makes them
        raise not_readable(template) from error
    require_nothing_loaded(template, presentation.part.package.iter_parts())
    if found is None:
        raise UserError(
            "{file} was not used as template: it has no layout with a title and room for content.",
            file=template.name,
        )
    return found


def _own() -> SlideLayout:
    """Wide slides with a title at the left, and a foot."""
    presentation = Presentation()
    _empty(presentation)
    presentation.slide_width, presentation.slide_height = Pt(WIDTH), Pt(HEIGHT)
    master = presentation.slide_master
    for layout in list(presentation.slide_layouts):
        if layout.name != "Title and Content":
            presentation.slide_layouts.remove(layout)
    for holder in (master, presentation.slide_layouts[0]):
        for shape in list(holder.placeholders):
            _place(shape)
    styles = master.element.find(qn("p:txStyles")).find(qn("p:titleStyle")).find(qn("a:lvl1pPr"))
    styles.set("algn", "l")
    styles.find(qn("a:defRPr")).set("sz", str(_TITLE_SIZE))
    styles.find(qn("a:defRPr")).set("b", "1")
    found = _found(presentation)
    assert found is not None  # noqa: S101 - it was placed above
    return found


def _place(shape: Any) -> None:  # noqa: ANN401 - python-pptx has no types for it
    """Position a placeholder on the program's own slides, which have no date."""
    kind = shape.placeholder_format.type
    if kind not in _PLACES:
        shape.element.getparent().remove(shape.element)
        return
    shape.left, shape.top, shape.width, shape.height = map(Pt, _PLACES[kind])
    for body in shape.element.iter(qn("a:bodyPr")):
        for side in ("lIns", "rIns"):
            body.set(side, "0")
    if kind in _FEET:
        for size in shape.element.iter(qn("a:defRPr"), qn("a:rPr")):
            size.set("sz", str(_FOOT_SIZE))
        for level in shape.element.iter(qn("a:lvl1pPr")):
            level.set("algn", "l" if kind is PP_PLACEHOLDER.FOOTER else "r")


def _found(presentation: Any) -> SlideLayout | None:  # noqa: ANN401
    """The first layout with a title and enough room for content; None where there is none."""
    height = Emu(presentation.slide_height).pt
    for layout in presentation.slide_layouts:
        kinds = [shape.placeholder_format.type for shape in layout.placeholders]
        contents = [each for each in layout.placeholders if each.placeholder_format.type in _CONTENTS]
        if not _TITLES & set(kinds) or len(contents) != 1:
            continue
        box = contents[0]
        left, top = Emu(box.left).pt, Emu(box.top).pt
        width, tall = Emu(box.width).pt, Emu(box.height).pt
        if width >= _LEAST_WIDTH and tall >= _LEAST_HEIGHT:
            frame = Frame(left, left + width, height - top, height - top - tall)
            return SlideLayout(presentation, layout, frame, height)
    return None


def _empty(presentation: Any) -> None:  # noqa: ANN401
    """Remove the slides of a template, and its thumbnail."""
    relations = presentation.part.package._rels  # noqa: SLF001 - python-pptx keeps them to itself
    for key in [key for key, relation in relations.items() if relation.reltype.endswith("/thumbnail")]:
        relations.pop(key)
    slides = presentation.slides._sldIdLst  # noqa: SLF001 - python-pptx cannot remove a slide
    for each in list(slides):
        presentation.part.drop_rel(each.rId)
        slides.remove(each)
