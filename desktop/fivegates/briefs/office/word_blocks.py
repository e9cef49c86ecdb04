"""Writes blocks into a Word document, in reading order, without page positions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any, Final

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Emu, Pt
from PIL import Image

from fivegates.briefs.office.texts import office_text
from fivegates.briefs.office.word_styles import PICTURE, WordStyles
from fivegates.briefs.office.word_tables import grid_element
from fivegates.briefs.office.word_xml import (
    EMUS,
    TWIPS,
    Ground,
    Setting,
    Xml,
    anchored,
    bookmarked,
    element,
    link,
    paragraph,
    runs_of,
    valued,
    web_link,
)
from fivegates.briefs.typesetting.arrangements import Columns, Item, Marked, Panel
from fivegates.briefs.typesetting.blocks import Align, Block, LinkedLine, Prose, Repeated, Rule, Stack
from fivegates.briefs.typesetting.chart import Chart
from fivegates.briefs.typesetting.logo import GAP, BesideLogo, png_of
from fivegates.briefs.typesetting.qr_code import QrCode
from fivegates.briefs.typesetting.structure import Element, Role
from fivegates.briefs.typesetting.tables import Grid

_CODE_POINTS: Final = 110.0
_TALLEST: Final = 0.86
"""No picture is taller than this share of the room of a page, so that its heading fits above it."""
_BEFORE_NUMBER: Final = frozenset(map(qn, ("w:pStyle", "w:keepNext", "w:keepLines", "w:pageBreakBefore")))
_HEADING_ROLES: Final = {Role.TITLE, Role.HEADING, Role.SUBHEADING, Role.MINOR_HEADING}


@dataclass(frozen=True, slots=True)
class TextArea:
    """The width and height available to text, in points."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Place:
    """The context of blocks: a shaded ground, a list entry, or a table."""

    ground: Ground | None = None
    numbering: int | None = None
    indent: float = 0
    in_table: bool = False
    right: bool = False


class WordBlocks:
    """Turns blocks into elements of the body, one after the other."""

    def __init__(self, document: Document, styles: WordStyles, room: TextArea) -> None:
        self._document, self._styles, self.room = document, styles, room
        self._lists = WordLists(document)
        self._numberings: dict[Element, int] = {}
        self._names: dict[Element, tuple[int, str]] = {}
        self._pictures = 0
        self.shift = 0

    def add(self, blocks: Iterable[Block], *, bookmark: str = "") -> None:
        """Write blocks at the end, the first of them under a bookmark if one is named."""
        body = self._document.element.body
        made = [each for block in blocks for each in self._written(block, _Place())]
        if made and bookmark:
            self._mark(made[0], bookmark)
        for each in made:
            body.insert_element_before(each, "w:sectPr")

    def add_line(self, text: str, style: str) -> None:
        """Write one line in a style by name."""
        made = paragraph(Setting(self._styles.id_of(style)), *runs_of(text))
        self._document.element.body.insert_element_before(made, "w:sectPr")

    def _mark(self, first: Xml, bookmark: str) -> None:
        """Wrap a paragraph in a bookmark."""
        number, name = len(self._names) + 1, bookmark_name(bookmark)
        self._names[Element(Role.PART)] = number, name
        start, end = bookmarked(number, name, ())
        first.insert(1, start)
        first.append(end)

    def _written(self, block: Block, place: _Place) -> Iterator[Xml]:
        """The elements of a block."""
        block = block.flowing()
        match block:
            case Prose():
                yield self._paragraph(block, place)
            case Stack():
                yield from self._all(block.blocks, place)
            case Panel():
                ground = Ground(block.tint, block.bar)
                yield from self._written(block.content, replace(place, ground=ground))
            case Columns():
                yield from self._written(block.left, place)
                yield from self._written(block.right, place)
            case Marked():
                yield self._paragraph(block.content, place)
            case Item():
                yield from self._item(block, place)
            case Grid():
                yield grid_element(block, self._styles, self.room.width, self._cell)
                yield self._after_table()
            case Rule() | Repeated():
                pass
            case _:
                yield from self._pictured(block, place)

    def _pictured(self, block: Block, place: _Place) -> Iterator[Xml]:
        """The elements of a block that is a picture, or has one beside it."""
        match block:
            case Chart():
                width, _ = block.drawn.size
                yield self._picture(block.picture(), block.alternative, width * block.scale)
            case QrCode():
                yield self._picture(block.picture(), block.alternative, _CODE_POINTS)
            case BesideLogo():
                first, *others = self._written(block.block, place)
                first.append(self._beside(block))
                yield first
                yield from others
            case _:
                raise TypeError(block)

    def _all(self, blocks: Iterable[Block], place: _Place) -> Iterator[Xml]:
        """The elements of several blocks."""
        for block in blocks:
            yield from self._written(block, place)

    def _cell(self, blocks: Iterable[Block]) -> Iterator[Xml]:
        """The elements of a cell, which ends with a paragraph."""
        made = list(self._all(blocks, _Place(in_table=True)))
        yield from made
        if not made or made[-1].tag != qn("w:p"):
            yield paragraph(Setting(self._styles.id_of("Brief Table Text")))

    def _item(self, item: Item, place: _Place) -> Iterator[Xml]:
        """The entry of a list: its first paragraph has the number, the others are below it."""
        if item.label:
            if item.parent not in self._numberings:
                self._numberings[item.parent] = self._lists.numbered()
            numbering = self._numberings[item.parent]
        else:
            numbering = self._lists.dotted()
        made = list(self._written(item.body, replace(place, indent=INDENT)))
        if made and made[0].tag == qn("w:p"):
            properties = made[0].find(qn("w:pPr"))
            for indent in properties.findall(qn("w:ind")):
                properties.remove(indent)
            numbered = Setting("", numbering=numbering)
            wanted = paragraph(numbered).find(qn("w:pPr")).find(qn("w:numPr"))
            behind = [each for each in properties if each.tag in _BEFORE_NUMBER]
            properties.insert(len(behind), wanted)
        yield from made

    def _paragraph(self, prose: Prose, place: _Place) -> Xml:
        """A paragraph of text, with its bookmark where something may lead to it."""
        styles, in_table = self._styles, place.in_table
        name = styles.name_for(prose, shift=self.shift, in_table=in_table)
        colour = styles.colour_for(prose, in_table=in_table)
        bold = styles.is_bold(prose, in_table=in_table)
        runs: Iterable[Xml] = runs_of(prose.text, colour=colour, bold=bold)
        found = prose.element
        if isinstance(prose, LinkedLine) and found is not None:
            runs = (self._linked(found, runs),)
        elif found is not None and found.role in _HEADING_ROLES:
            runs = bookmarked(*self._bookmark(found), runs)
        setting = Setting(
            styles.id_of(name),
            ground=place.ground,
            indent=place.indent,
            right=prose.align is Align.RIGHT and in_table,
            right_to_left=prose.right_to_left,
            keep_with_next=prose.keep_with_next,
            outline=self.shift if name == "Brief Verdict" and self.shift else None,
        )
        return paragraph(setting, *runs)

    def _linked(self, of: Element, runs: Iterable[Xml]) -> Xml:
        """Runs that lead to a place in the document, or to a web address."""
        if not of.address:
            return link(self._anchor(of), runs)
        part: Any = self._document.part
        relation = part.relate_to(of.address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return web_link(relation, runs)

    def _anchor(self, of: Element) -> str:
        """The bookmark that a link leads to."""
        return bookmark_name(of.target) if of.leads_to is None else self._bookmark(of.leads_to)[1]

    def _bookmark(self, of: Element) -> tuple[int, str]:
        """Number and name of the bookmark of an element."""
        if of not in self._names:
            number = len(self._names) + 1
            self._names[of] = number, f"_brief{number}"
        return self._names[of]

    def _after_table(self) -> Xml:
        """A low paragraph, without which two tables would be one."""
        made = paragraph(Setting(self._styles.id_of("Brief Table Note")))
        made.find(qn("w:pPr")).append(element("w:spacing", {"line": 80, "lineRule": "exact"}))
        return made

    def _beside(self, logo: BesideLogo) -> Xml:
        """A run with a logo at the right margin, beside which the text of the paragraph is."""
        across, down = logo.size
        part: Any = self._document.part
        sizes = Emu(Pt(across)), Emu(Pt(down))
        inline = part.new_pic_inline(BytesIO(png_of(logo.picture, across)), *sizes)
        self._describe(inline, logo.alternative)
        return element("w:r", None, element("w:drawing", None, anchored(inline, round(GAP * EMUS))))

    def _picture(self, picture: bytes, alternative: str, width: float) -> Xml:
        """A paragraph with a picture so many points wide, or as wide as there is room."""
        with Image.open(BytesIO(picture)) as opened:
            across, down = opened.size
        scale = min(1.0, self.room.width / width, self.room.height * _TALLEST / (width * down / across))
        width *= scale
        part: Any = self._document.part
        inline = part.new_pic_inline(BytesIO(picture), Emu(Pt(width)), Emu(Pt(width * down / across)))
        for side in "TBLR":
            inline.set(f"dist{side}", "0")
        self._describe(inline, alternative)
        run = element("w:r", None, element("w:drawing", None, inline))
        return paragraph(Setting(self._styles.id_of(PICTURE), picture=True), run)

    def _describe(self, inline: Any, alternative: str) -> None:  # noqa: ANN401
        """Number a picture, and set its alternative text."""
        self._pictures += 1
        described = inline.docPr
        described.set("id", str(self._pictures))
        described.set("name", f"Picture {self._pictures}")
        described.set("descr", office_text(alternative))


def bookmark_name(place: str) -> str:
    """The name of a place in the letters that Word allows."""
    return place.replace("-", "_")


INDENT = 18.0
"""The indent of list entries, in points."""


class WordLists:
    """Adds numbering definitions to a document, which may have those of a template."""

    def __init__(self, document: Document) -> None:
        self._root = document.part.numbering_part.element
        first = 1 + max((int(each.get(qn("w:abstractNumId"))) for each in self._abstract()), default=0)
        self._numbered, self._dotted = first, first + 1
        for kind, form, text in ((self._numbered, "decimal", "%1"), (self._dotted, "bullet", "\u2022")):
            self._define(kind, form, text)
        self._dots: int | None = None

    def numbered(self) -> int:
        """A new list that begins at 1."""
        return self._add(self._numbered, restart=True)

    def dotted(self) -> int:
        """The bulleted list, one for the whole document."""
        if self._dots is None:
            self._dots = self._add(self._dotted, restart=False)
        return self._dots

    def _abstract(self) -> list[Xml]:
        return list(self._root.findall(qn("w:abstractNum")))

    def _define(self, number: int, form: str, text: str) -> None:
        """Add an abstract numbering definition, before all instances, as the schema requires."""
        indent = round(INDENT * TWIPS)
        level = element(
            "w:lvl",
            {"ilvl": 0},
            valued("w:start", 1),
            valued("w:numFmt", form),
            valued("w:lvlText", text),
            valued("w:lvlJc", "left"),
            element("w:pPr", None, element("w:ind", {"left": indent, "hanging": indent})),
        )
        kind = element("w:abstractNum", {"abstractNumId": number}, valued("w:multiLevelType", "singleLevel"))
        kind.append(level)
        self._root.insert(len(self._abstract()), kind)

    def _add(self, kind: int, *, restart: bool) -> int:
        """Add an instance of a numbering definition."""
        numbers = [int(each.get(qn("w:numId"))) for each in self._root.findall(qn("w:num"))]
        number = 1 + max(numbers, default=0)
        made = element("w:num", {"numId": number}, valued("w:abstractNumId", kind))
        if restart:
            made.append(element("w:lvlOverride", {"ilvl": 0}, valued("w:startOverride", 1)))
        self._root.append(made)
        return number
