"""The logical structure of a PDF: what a screen reader follows, beside what is drawn."""

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What an element is; the names are those of the PDF standard."""

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
    """One element; it grows as its parts are drawn, so a paragraph on two pages stays one.

    `alternative` describes a figure in words; `box` is a figure's or a link's place on its page, in
    points. A head cell heads its column, or with `heads_row` its row. A link leads to the place named
    `target`, and `description` says where that is.
    """

    role: Role
    alternative: str = ""
    box: tuple[float, float, float, float] | None = None
    heads_row: bool = False
    target: str = ""
    description: str = ""
    kids: "list[Element | Content]" = field(default_factory=list)
    placed: bool = False

    def adopt(self, child: "Element") -> None:
        """Take `child` in when it is first drawn; when drawn again, it already has its place."""
        if not child.placed:
            child.placed = True
            self.kids.append(child)
