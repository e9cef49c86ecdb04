"""Draws blocks on a slide: text boxes, tables, native charts and pictures."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any, Final

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from fivegates.briefs.office.column_widths import with_air
from fivegates.briefs.office.native_charts import SlideChart, chart_data, chart_type, finish_chart
from fivegates.briefs.office.slide_xml import TextLook, Xml, fill_body, paragraph
from fivegates.briefs.office.texts import office_text
from fivegates.briefs.typesetting.arrangements import Columns, Item, Marked, Panel
from fivegates.briefs.typesetting.blocks import Block, LinkedLine, Prose, Repeated, Rule, Stack
from fivegates.briefs.typesetting.chart import Chart
from fivegates.briefs.typesetting.qr_code import QrCode
from fivegates.briefs.typesetting.structure import Role
from fivegates.briefs.typesetting.styles import Frame, Styles
from fivegates.briefs.typesetting.tables import ROW_PADDING, Grid, Row

_PLAIN_TABLE: Final = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_EDGE: Final = 6350


@dataclass(frozen=True, slots=True)
class _Box:
    """A position in points from the upper left corner of the slide; `width` is as measured."""

    left: float
    top: float
    width: float


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph of a text box, with its spacing, indent and label."""

    prose: Prose
    text: str
    space: float
    indent: float = 0
    label: str = ""


class SlideBlocks:
    """Draws blocks; all is `spare` times as wide as it was measured."""

    def __init__(self, look: TextLook, styles: Styles, height: float, spare: float) -> None:
        self._look, self._styles, self._height, self._spare = look, styles, height, spare

    def draw(self, slide: Any, page: Stack, frame: Frame) -> None:  # noqa: ANN401 - python-pptx has no types for it
        """Draw what is on one slide."""
        box = _Box(frame.left, self._height - frame.top, frame.width / self._spare)
        self._stack(slide, page, box, self._look)

    def _stack(self, slide: Any, stack: Stack, box: _Box, look: TextLook) -> None:  # noqa: ANN401
        """Blocks below each other; those that are text share a box."""
        waiting: list[tuple[Block, float]] = []
        top = start = box.top
        for index, block in enumerate(stack.blocks):
            gap = block.space_before * stack.air if index else 0
            height = block.height(box.width)
            if _is_text(block):
                if not waiting:
                    start = top + gap
                waiting.append((block, gap if waiting else 0))
            else:
                self._text(slide, waiting, replace(box, top=start), look)
                waiting = []
                self._block(slide, block, replace(box, top=top + gap), look)
            top += gap + height
        self._text(slide, waiting, replace(box, top=start), look)

    def _block(self, slide: Any, block: Block, box: _Box, look: TextLook) -> None:  # noqa: ANN401
        """A block that is not text alone."""
        match block:
            case Stack():
                self._stack(slide, block, box, look)
            case Panel():
                self._panel(slide, block, box)
            case Columns():
                self._columns(slide, block, box, look)
            case Item():
                self._item(slide, block, box, look)
            case Grid():
                self._table(slide, block, box, look)
            case Repeated():
                self._stack(slide, Stack([block.block]), box, look)
            case Rule():
                pass
            case _:
                self._pictured(slide, block, box)

    def _pictured(self, slide: Any, block: Block, box: _Box) -> None:  # noqa: ANN401
        """A block that is a picture."""
        match block:
            case SlideChart():
                self._chart(slide, block, box)
            case Chart():
                across, down = block.drawn.size
                height = block.height(box.width)
                self._picture(slide, block, box, (height * across / down, height))
            case QrCode():
                self._picture(slide, block, box, (block.height(box.width),) * 2)
            case _:
                raise TypeError(block)

    def _text(self, slide: Any, blocks: Sequence[tuple[Block, float]], box: _Box, look: TextLook) -> None:  # noqa: ANN401
        """A text box of paragraphs."""
        lines = [line for block, gap in blocks for line in _lines(block, gap, box.width)]
        if not lines:
            return
        height = sum(block.height(box.width) + gap for block, gap in blocks)
        shape = slide.shapes.add_textbox(*self._place(box, height))
        self._set_text(slide, shape, lines, look)

    def _set_text(self, slide: Any, shape: Any, lines: Iterable[_Line], look: TextLook) -> None:  # noqa: ANN401
        """The paragraphs of a shape, without margins of its own."""
        frame = shape.text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        fill_body(
            frame._txBody,  # noqa: SLF001 - python-pptx cannot set the height of lines before there is text
            (self._paragraph(slide, each, look) for each in lines),
        )

    def _paragraph(self, slide: Any, line: _Line, look: TextLook) -> Xml:  # noqa: ANN401
        """A paragraph as slides have it; a web address is a link."""
        found, link = line.prose.element, ""
        if isinstance(line.prose, LinkedLine) and found is not None and found.address:
            link = slide.part.relate_to(found.address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return paragraph(
            line.prose,
            replace(look, link=link),
            text=line.text,
            space=line.space,
            indent=line.indent,
            label=line.label,
        )

    def _panel(self, slide: Any, panel: Panel, box: _Box) -> None:  # noqa: ANN401
        """A tint behind its text, with a bar."""
        height = panel.height(box.width)
        self._rectangle(slide, box, box.width, height, panel.tint)
        if panel.bar:
            self._rectangle(slide, box, Panel.BAR / self._spare, height, panel.bar)
        shift = panel.padding + (Panel.BAR if panel.bar else 0)
        inner = box.width - 2 * panel.padding - (Panel.BAR if panel.bar else 0)
        inside = _Box(box.left + shift, box.top + panel.padding, inner)
        self._stack(slide, panel.content, inside, replace(self._look, on_tint=True))

    def _rectangle(self, slide: Any, box: _Box, width: float, height: float, colour: str) -> None:  # noqa: ANN401
        """A filled box, which is a decoration."""
        shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *self._place(replace(box, width=width), height))
        shape.fill.solid()
        shape.fill.fore_color.rgb = RGBColor.from_string(colour.lstrip("#"))
        shape.line.fill.background()
        shape.shadow.inherit = False
        style = shape.element.find(qn("p:style"))
        if style is not None:
            shape.element.remove(style)
        _decorative(shape)

    def _columns(self, slide: Any, columns: Columns, box: _Box, look: TextLook) -> None:  # noqa: ANN401
        """Left, then right."""
        left = (box.width - columns.gap) * columns.share
        right = box.width - columns.gap - left
        self._stack(slide, columns.left, replace(box, width=left), look)
        shift = (left + columns.gap) * self._spare
        self._stack(slide, columns.right, _Box(box.left + shift, box.top, right), look)

    def _item(self, slide: Any, item: Item, box: _Box, look: TextLook) -> None:  # noqa: ANN401
        """The entry of a list that is more than text, its label before it."""
        if item.label:
            self._text(slide, [(Prose(item.label, item.style), 0)], replace(box, width=item.indent), look)
        left, width = box.left + item.indent * self._spare, box.width - item.indent
        self._stack(slide, item.body, _Box(left, box.top, width), look)

    def _table(self, slide: Any, grid: Grid, box: _Box, look: TextLook) -> None:  # noqa: ANN401
        """A table with its column titles."""
        rows = [*([grid.head] if grid.head else []), *grid.rows]
        measured = grid.widths(box.width)
        heights = [row.height(measured) for row in rows]
        frame = slide.shapes.add_table(len(rows), len(measured), *self._place(box, sum(heights)))
        made = frame.table
        table = made._tbl  # noqa: SLF001 - python-pptx has no other way to name the style
        table.tblPr.find(qn("a:tableStyleId")).text = _PLAIN_TABLE
        made.first_row, made.horz_banding = grid.head is not None, False
        made.first_col = bool(grid.rows) and grid.rows[0].cells[0].role is Role.HEAD_CELL
        widths = self._widths(grid, measured)
        for column, width in zip(made.columns, widths, strict=True):
            column.width = Pt(width)
        for index, (row, height) in enumerate(zip(rows, heights, strict=True)):
            made.rows[index].height = Pt(height)
            self._row(slide, table.tr_lst[index], row, measured, look)

    def _widths(self, grid: Grid, measured: Sequence[float]) -> list[float]:
        """The column widths with their spacing; narrow columns get some of the widest one's."""
        widths = [(width + grid.gap) * self._spare for width in measured]
        widths[-1] -= grid.gap * (self._spare - 1)
        return with_air(widths)

    def _row(self, slide: Any, made: Xml, row: Row, widths: Sequence[float], look: TextLook) -> None:  # noqa: ANN401
        """The cells of a row, a hairline below each."""
        gap = round(Grid.gap * 12700)
        line = self._styles.palette.hairline.lstrip("#")
        padding = round(ROW_PADDING * 12700)
        for cell, stack, width in zip(made.tc_lst, row.stacks, widths, strict=True):
            lines = [line for block in stack.blocks for line in _lines(block, block.space_before, width)]
            fill_body(
                cell.find(qn("a:txBody")),
                (self._paragraph(slide, each, look) for each in lines),
            )
            old = cell.find(qn("a:tcPr"))
            if old is not None:
                cell.remove(old)
            edge = (
                f'<a:lnB w="{_EDGE}"><a:solidFill><a:srgbClr val="{line}"/></a:solidFill></a:lnB><a:noFill/>'
            )
            cell.append(
                parse_xml(
                    f'<a:tcPr {nsdecls("a")} marL="0" marR="{gap}" marT="{padding}" marB="{padding}">'
                    f"{edge}</a:tcPr>"
                )
            )

    def _chart(self, slide: Any, block: SlideChart, box: _Box) -> None:  # noqa: ANN401
        """A chart that the presentation draws."""
        place = self._place(box, block.points)
        frame = slide.shapes.add_chart(chart_type(block.chart), *place, chart_data(block.chart))
        palette = self._styles.palette
        finish_chart(frame.chart, block.chart, palette.second_ink, palette.hairline)
        describe(frame, block.alternative)

    def _picture(
        self,
        slide: Any,  # noqa: ANN401
        block: Chart | QrCode,
        box: _Box,
        size: tuple[float, float],
    ) -> None:
        """A picture of a chart or a code, in its own width and height."""
        shape = slide.shapes.add_picture(BytesIO(block.picture()), Pt(box.left), Pt(box.top), *map(Pt, size))
        describe(shape, block.alternative)

    def _place(self, box: _Box, height: float) -> tuple[Any, ...]:
        """Left, top, width and height as slides have them."""
        return Pt(box.left), Pt(box.top), Pt(box.width * self._spare), Pt(height)


def describe(shape: Any, alternative: str) -> None:  # noqa: ANN401
    """Set the alternative text of a shape."""
    shape._element._nvXxPr.cNvPr.set("descr", office_text(alternative))  # noqa: SLF001


def _decorative(shape: Any) -> None:  # noqa: ANN401
    """Mark a shape as one that a screen reader passes over."""
    uri = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
    space = "http://schemas.microsoft.com/office/drawing/2017/decorative"
    mark = parse_xml(
        f'<a:extLst {nsdecls("a")}><a:ext uri="{uri}"><adec:decorative xmlns:adec="{space}" val="1"/></a:ext>'
        "</a:extLst>"
    )
    shape._element._nvXxPr.cNvPr.append(mark)  # noqa: SLF001


def _is_text(block: Block) -> bool:
    """True if a block consists of paragraphs only."""
    match block:
        case Prose() | Marked() | Rule():
            return True
        case Repeated():
            return _is_text(block.block)
        case Item():
            return all(map(_is_text, block.body.blocks))
        case _:
            return False


def _lines(block: Block, gap: float, width: float) -> Iterator[_Line]:
    """The paragraphs of a text block; a rule becomes space."""
    match block:
        case Prose():
            yield _Line(block, block.written(width), gap, block.indent)
        case Repeated():
            yield from _lines(block.block, gap, width)
        case Marked():
            yield _Line(block.content, block.content.written(width - block.size - block.gap), gap)
        case Item():
            for index, each in enumerate(block.body.blocks):
                for line in _lines(each, gap if index == 0 else each.space_before, width - block.indent):
                    yield replace(
                        line, indent=block.indent + line.indent, label=block.label if index == 0 else ""
                    )
        case _:
            return
