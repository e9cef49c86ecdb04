"""The logical structure of a PDF: the tree of tagged elements that screen readers follow."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

import pikepdf
from pikepdf import Array, Dictionary, Name, String


class Role(StrEnum):
    """The role of an element, named as in the PDF standard."""

    DOCUMENT = "Document"
    PART = "Part"
    TITLE = "H1"
    HEADING = "H2"
    SUBHEADING = "H3"
    MINOR_HEADING = "H4"
    PARAGRAPH = "P"
    LIST = "L"
    ITEM = "LI"
    LABEL = "Lbl"
    BODY = "LBody"
    TABLE = "Table"
    ROW = "TR"
    HEAD_CELL = "TH"
    CELL = "TD"
    FIGURE = "Figure"
    LINK = "Link"


@dataclass(frozen=True, slots=True)
class Content:
    """A piece of drawing that belongs to an element: its page (from 0) and its number on that page."""

    page: int
    number: int


@dataclass(eq=False, slots=True)
class Element:
    """A structure element; it grows as its parts are drawn, so a paragraph on two pages stays one.

    `alternative` describes a figure in words; `box` is a figure's or a link's place on its page, in
    points. A head cell heads its column, or with `heads_row` its row. A link leads to the place named
    `target`, to where the element `leads_to` begins, or to the web `address`; `description` says
    where that is. `top` is the height on its page at which an element begins, in points.
    """

    role: Role
    alternative: str = ""
    box: tuple[float, float, float, float] | None = None
    heads_row: bool = False
    target: str = ""
    leads_to: "Element | None" = None
    address: str = ""
    description: str = ""
    top: float | None = None
    kids: "list[Element | Content]" = field(default_factory=list)
    placed: bool = False

    def adopt(self, child: "Element") -> None:
        """Take `child` in when it is first drawn; when drawn again, it already has its place."""
        if not child.placed:
            child.placed = True
            self.kids.append(child)


# Annotations are printed with the page.
_PRINTED = 4


def write_structure(document: pikepdf.Pdf, root: Element) -> None:
    """Write the tree below `root`. Pages, then links, get numbers by which their elements are found."""
    _Structure(document).add(root)


class _Structure:
    """Writes a tree of elements into a document."""

    def __init__(self, document: pikepdf.Pdf) -> None:
        self._document = document
        self._pages = [page.obj for page in document.pages]
        self._owners: defaultdict[int, dict[int, pikepdf.Object]] = defaultdict(dict)
        self._links: list[pikepdf.Object] = []

    def add(self, root: Element) -> None:
        """Write the tree, and for each page which element owns which piece of content."""
        tree = self._document.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        tree.K = self._element(root, tree)
        owners = [*self._owners_by_page(), *self._links]
        numbered = [each for pair in enumerate(owners) for each in pair]
        tree.ParentTree = self._document.make_indirect(Dictionary(Nums=Array(numbered)))
        tree.ParentTreeNextKey = len(owners)
        self._document.Root.StructTreeRoot = tree
        self._document.Root.MarkInfo = Dictionary(Marked=True)

    def _element(self, element: Element, parent: pikepdf.Object) -> pikepdf.Object:
        """Write one element with all that is in it."""
        entry = Dictionary(Type=Name.StructElem, S=Name(f"/{element.role}"), P=parent)
        written = self._document.make_indirect(entry)
        if element.alternative:
            written.Alt = String(element.alternative)
        attributes = _attributes(element)
        if attributes is not None:
            written.A = attributes
        kids = [self._kid(kid, written) for kid in element.kids]
        if element.box and (element.target or element.leads_to or element.address):
            kids.append(self._link(element, element.box, written))
        written.K = Array(kids)
        return written

    def _kid(self, kid: Element | Content, parent: pikepdf.Object) -> pikepdf.Object:
        """Write an element inside another, or point to a piece of content."""
        if isinstance(kid, Element):
            return self._element(kid, parent)
        self._owners[kid.page][kid.number] = parent
        return Dictionary(Type=Name.MCR, Pg=self._pages[kid.page], MCID=kid.number)

    def _link(
        self, element: Element, box: tuple[float, float, float, float], owner: pikepdf.Object
    ) -> pikepdf.Object:
        """Lay a link over the element, on the page where it is drawn; the element owns it."""
        page = self._pages[next(kid.page for kid in element.kids if isinstance(kid, Content))]
        link = self._document.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                Rect=_rounded(box),
                Border=Array([0, 0, 0]),
                F=_PRINTED,
                Contents=String(element.description),
                StructParent=len(self._pages) + len(self._links),
            )
        )
        if element.address:
            link.A = Dictionary(S=Name.URI, URI=String(element.address))
        else:
            link.Dest = self._destination(element)
        self._links.append(owner)
        if Name.Annots not in page:
            page.Annots = Array()
        page.Annots.append(link)
        return Dictionary(Type=Name.OBJR, Obj=link, Pg=page)

    def _destination(self, link: Element) -> pikepdf.Object:
        """A name that the file gives to a place, or the page and height at which an element begins."""
        if link.leads_to is None:
            return String(link.target)
        place = link.leads_to
        page = self._pages[next(kid.page for kid in place.kids if isinstance(kid, Content))]
        return Array([page, Name.XYZ, 0, round(place.top or 0, 2), 0])

    def _owners_by_page(self) -> Iterator[pikepdf.Object]:
        """Yield for each page the owners of its marked content in order."""
        for index, page in enumerate(self._pages):
            page.StructParents = index
            page.Tabs = Name.S
            owners = self._owners[index]
            yield self._document.make_indirect(Array([owners[number] for number in sorted(owners)]))


def _attributes(element: Element) -> pikepdf.Object | None:
    """The attributes of an element, by role."""
    match element.role:
        case Role.HEAD_CELL:
            return Dictionary(O=Name.Table, Scope=Name.Row if element.heads_row else Name.Column)
        case Role.LIST:
            return Dictionary(O=Name.List, ListNumbering=Name.Decimal)
        case Role.FIGURE if element.box:
            return Dictionary(O=Name.Layout, Placement=Name.Block, BBox=_rounded(element.box))
        case _:
            return None


def _rounded(box: tuple[float, float, float, float]) -> Array:
    """A place on a page, as the file writes it."""
    return Array([round(value, 2) for value in box])
