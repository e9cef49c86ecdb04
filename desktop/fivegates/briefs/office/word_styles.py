"""The styles of a Word brief, by name: a template that has them restyles the brief, others are added.

Built in are Title, Heading 1 to 4 and Normal; those that begin with "Brief" are ours.
"""

from dataclasses import dataclass
from typing import Any, Final

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from fivegates.briefs.office.word_xml import TWIPS, element, valued
from fivegates.briefs.typesetting.blocks import Prose
from fivegates.briefs.typesetting.fonts import Face
from fivegates.briefs.typesetting.structure import Role
from fivegates.briefs.typesetting.styles import Styles, TextStyle

FONT: Final = "Calibri"
TABLE_STYLE: Final = "Brief Table"
BODY, HEAD, FOOT = "Brief Text", "Brief Head", "Brief Foot"
PICTURE: Final = "Brief Picture"
NEEDED: Final = ("Normal", "Title", "Heading 1", "Heading 2")
"""The styles that a template must have; others are added to it."""
_HEADINGS: Final = {Role.HEADING: 1, Role.SUBHEADING: 2, Role.MINOR_HEADING: 3}
_LAST_HEADING: Final = 4


@dataclass(frozen=True, slots=True)
class _Look:
    """The format of a style: sizes and spaces in points."""

    base: str
    size: float
    colour: str
    bold: bool = False
    before: float = 0
    after: float = 0
    keep: bool = False


class WordStyles:
    """Maps paragraphs of a brief to named styles; `shift` lowers the headings of a brief in a pack."""

    def __init__(self, document: Document, styles: Styles, *, own_look: bool, tag: str) -> None:
        self._document = document
        self.styles = styles
        self._ids: dict[str, str] = {}
        if own_look:
            self._set_defaults(tag)
        self._add_missing(own_look=own_look)

    def id_of(self, name: str) -> str:
        """The identifier by which the document refers to a style."""
        if name not in self._ids:
            self._ids[name] = self._document.styles[name].style_id
        return self._ids[name]

    def name_for(self, prose: Prose, *, shift: int, in_table: bool) -> str:
        """The style of a paragraph, by its role and its style in the PDF."""
        styles, look = self.styles, prose.style
        if prose.role is Role.TITLE:
            return "Heading 1" if shift else "Title"
        if prose.role in _HEADINGS:
            if _alike(look, styles.verdict):
                return "Brief Verdict"
            return f"Heading {min(_HEADINGS[prose.role] + shift, _LAST_HEADING)}"
        if in_table:
            return "Brief Table Note" if _alike(look, styles.note) else "Brief Table Text"
        for name, known in (
            ("Brief Verdict", styles.verdict),
            ("Brief Strong", styles.strong),
            ("Brief Strong", styles.cell_strong),
            ("Brief Note", styles.note),
            ("Brief Detail", styles.detail),
        ):
            if _alike(look, known):
                return name
        return BODY

    def colour_for(self, prose: Prose, *, in_table: bool) -> str:
        """The colour of a paragraph where it differs from its style's; else ""."""
        palette, colour = self.styles.palette, prose.style.colour
        if colour in {palette.ink, palette.accent}:
            return ""
        if colour == palette.second_ink and not (in_table and prose.style.size > self.styles.note.size):
            return ""
        return colour

    def is_bold(self, prose: Prose, *, in_table: bool) -> bool:
        """True if words are bold and their style is not."""
        return in_table and prose.style.face is Face.SEMIBOLD

    def _set_defaults(self, tag: str) -> None:
        """Set the document's font and language, and the formats of built-in styles."""
        found = self._document.styles.element.find(qn("w:docDefaults"))
        fonts = dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), FONT)
        language = {"val": tag, "eastAsia": tag, "bidi": "ar-SA"}
        if found is not None:
            self._document.styles.element.remove(found)
        size = round(self.styles.body.size * 2)
        run = element(
            "w:rPr",
            None,
            element("w:rFonts", fonts),
            valued("w:sz", size),
            valued("w:szCs", size),
            element("w:lang", language),
        )
        spacing = element("w:spacing", {"after": 0, "line": 252, "lineRule": "auto"})
        defaults = element(
            "w:docDefaults",
            None,
            element("w:rPrDefault", None, run),
            element("w:pPrDefault", None, element("w:pPr", None, spacing)),
        )
        self._document.styles.element.insert(0, defaults)

    def _add_missing(self, *, own_look: bool) -> None:
        """Add the styles that a template lacks; without a template, set the built-in ones too."""
        there = {style.name for style in self._document.styles}
        for name, look in self._looks().items():
            if name in there and not (own_look and not name.startswith("Brief")):
                continue
            self._define(name, look, new=name not in there)
        if TABLE_STYLE not in there:
            self._add_table_style()

    def _looks(self) -> dict[str, _Look]:
        """Every style with its look, each after the one that it is based on."""
        palette = self.styles.palette
        ink, quiet = palette.ink, palette.second_ink
        heads = {
            f"Heading {level}": _Look("Normal", size, ink, bold=True, before=before, after=2, keep=True)
            for level, (size, before) in enumerate(((14, 16), (12, 12), (11, 10), (10, 8)), 1)
        }
        return {
            "Title": _Look("Normal", 22, ink, bold=True, after=2, keep=True),
            **heads,
            "Brief Verdict": _Look("Heading 1", 16, ink, bold=True, before=0, after=2, keep=True),
            BODY: _Look("Normal", 10, ink, before=3, after=3),
            "Brief Strong": _Look("Normal", 10, ink, bold=True, before=4),
            "Brief Detail": _Look("Normal", 9, quiet, before=1, after=1),
            "Brief Note": _Look("Normal", 8, quiet, before=3, after=2),
            "Brief Table Text": _Look("Normal", 9, ink),
            "Brief Table Note": _Look("Normal", 8, quiet),
            PICTURE: _Look("Normal", 10, ink, before=6, after=6),
            HEAD: _Look("Normal", 8, quiet),
            FOOT: _Look("Normal", 8, quiet),
        }

    def _define(self, name: str, look: _Look, *, new: bool) -> None:
        """Add a style, or give one that is built in our look."""
        sheet = self._document.styles
        style: Any = sheet.add_style(name, WD_STYLE_TYPE.PARAGRAPH) if new else sheet[name]
        if not new:
            for tag in ("w:rPr", "w:pPr"):
                own = style.element.find(qn(tag))
                if own is not None:
                    kept = own.find(qn("w:outlineLvl")) if tag == "w:pPr" else None
                    style.element.remove(own)
                    if kept is not None:
                        style.element.get_or_add_pPr().append(kept)
        style.base_style = sheet[look.base] if name != look.base else None
        style.quick_style = True
        style.font.size, style.font.bold = Pt(look.size), look.bold
        style.font.color.rgb = RGBColor.from_string(look.colour.lstrip("#"))
        for known, complex_script in (("w:b", "w:bCs"), ("w:sz", "w:szCs")):
            found = style.element.rPr.find(qn(known))
            twin = element(complex_script, {key.rpartition("}")[2]: value for key, value in found.items()})
            found.addnext(twin)  # Arabic and Hebrew have a size and a weight of their own
        style.paragraph_format.space_before = Pt(look.before)
        style.paragraph_format.space_after = Pt(look.after)
        style.paragraph_format.keep_with_next = look.keep

    def _add_table_style(self) -> None:
        """Hairlines between rows, and some room in cells."""
        line = {"val": "single", "sz": 4, "space": 0, "color": self.styles.palette.hairline.lstrip("#")}
        edges = [element(f"w:{edge}", line) for edge in ("top", "bottom", "insideH")]
        sides = [
            element(f"w:{side}", {"w": round(points * TWIPS), "type": "dxa"})
            for side, points in (("top", 2.5), ("left", 0), ("bottom", 2.5), ("right", 6))
        ]
        properties = element(
            "w:tblPr", None, element("w:tblBorders", None, *edges), element("w:tblCellMar", None, *sides)
        )
        style: Any = self._document.styles.add_style(TABLE_STYLE, WD_STYLE_TYPE.TABLE)
        style.element.append(properties)


def _alike(look: TextStyle, known: TextStyle) -> bool:
    """True if two text styles differ only in colour and leading."""
    return (look.face, look.size) == (known.face, known.size)
