"""Sets an initiative's brief as a chapter of a pack, ready to be bound, in this process or in another."""

from dataclasses import dataclass
from io import BytesIO
from string import ascii_uppercase
from typing import Final

import pikepdf
from pikepdf import Dictionary, Name

from fivegates.briefs.initiative.brief import draw_brief
from fivegates.briefs.missing_glyphs import unprintable_in_chapter
from fivegates.briefs.typesetting.accessibility import compress, mend_text_mappings
from fivegates.briefs.typesetting.pdf_fragment import Headings, Loose, Loosening, Place, slot
from fivegates.briefs.typesetting.structure import Element, Role, write_structure
from fivegates.briefs.typesetting.tagged_canvas import Paper, number_resource
from fivegates.domain.brief import InitiativeBrief, PaperSize, Unprintable
from fivegates.domain.language import Language
from fivegates.domain.redaction import redacted

# Six letters before the name of a font distinguish its subsets: four for the chapter, reportlab's last two.
_CHAPTER_LETTERS: Final = 4


@dataclass(frozen=True, slots=True)
class ChapterOrder:
    """What to set: its number among the chapters, from 1, and how it is to look."""

    number: int
    brief: InitiativeBrief
    language: Language
    paper: PaperSize
    palette_data: bytes


@dataclass(frozen=True, slots=True)
class Chapter:
    """A brief that is set; `unprintable` lists what is in it as an empty box."""

    title: str
    part: Loose
    unprintable: tuple[Unprintable, ...]


class ChapterPaper(Paper):
    """A paper whose first heading names all of it; the headings below that one move up by a level."""

    def __init__(self, size: PaperSize, language: str) -> None:
        super().__init__(size, language)
        self.root.role = Role.PART
        self.title = ""
        self._raised = 0

    def bookmark(self, title: str, level: int, top: float) -> None:
        """Keep the first heading for the entry of the chapter."""
        if not self.title:
            self.title, self._raised = title, 1
            return
        if level == 0:
            self._raised = 0
        super().bookmark(title, level - self._raised, top)


def set_chapter(order: ChapterOrder) -> Chapter:
    """Set one brief; the same order gives the same chapter."""
    brief = redacted(order.brief, order.language)
    paper = ChapterPaper(order.paper, order.language.tag)
    draw_brief(brief, paper, order.language, order.palette_data, numbered=False)
    for page in range(paper.pages):
        with paper.numbering(page):
            pass  # drawn with the front, when the number of all pages is known
    with pikepdf.open(BytesIO(paper.finish())) as document:
        prepare(document, paper.root, order.number)
        left = {
            page.obj.Resources.XObject[number_resource(index)].objgen[0]: slot(Place.NUMBER, index)
            for index, page in enumerate(document.pages)
        }
        part = loose_part(Loosening(document, places_left(document) | left), document, paper.pages)
    return Chapter(paper.title, part, unprintable_in_chapter(brief, order.language))


def prepare(document: pikepdf.Pdf, root: Element, number: int) -> None:
    """Add structure and correct a drawn part, as for a file of its own; its fonts get tags of their own."""
    write_structure(document, root)
    mend_text_mappings(document)
    _tag_fonts(document, number)
    compress(document)


def places_left(document: pikepdf.Pdf) -> dict[int, bytes]:
    """What stands for the objects of which a file has one only."""
    root = document.Root
    return {
        root.Pages.objgen[0]: slot(Place.PAGES),
        root.StructTreeRoot.objgen[0]: slot(Place.OWNER),
        root.Outlines.objgen[0]: slot(Place.ENTRY),
    }


def loose_part(loosening: Loosening, document: pikepdf.Pdf, pages: int) -> Loose:
    """Take the first `pages` of a prepared document, with their structure and headings."""
    tree, outline = document.Root.StructTreeRoot, document.Root.Outlines
    taken = tuple(loosening.index(page.obj) for page in list(document.pages)[:pages])
    structure = loosening.index(tree.K)
    owners = tuple(loosening.index(owner) for owner in list(tree.ParentTree.Nums)[1::2])
    headings = (
        Headings(loosening.index(outline.First), loosening.index(outline.Last), int(outline.Count))
        if Name.First in outline
        else None
    )
    return Loose(loosening.taken(), taken, structure, owners, headings)


def _tag_fonts(document: pikepdf.Pdf, number: int) -> None:
    """Give the subsets of fonts names that no other chapter has."""
    letters = "".join(ascii_uppercase[number // 26**place % 26] for place in range(_CHAPTER_LETTERS))
    for item in document.objects:
        if isinstance(item, Dictionary) and item.get("/Type") in {Name.Font, Name.FontDescriptor}:
            key = Name.BaseFont if item.Type == Name.Font else Name.FontName
            item[key] = Name(f"/{letters}{str(item[key])[1 + _CHAPTER_LETTERS :]}")
