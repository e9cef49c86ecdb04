"""Reads a PDF from its structure tree, in the order in which a screen reader speaks it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf

_MAPPING = re.compile(rb"<(\w\w)> <((?:\w{4})+)>")
_SHOWN = {"Tj", "TJ", "'", '"'}


@dataclass(frozen=True, slots=True)
class Spoken:
    """A structure element: its role, its text with that below it, and its children.

    `links` are the annotations of a link: where each leads, and its rectangle. `pages` are the pages, from 1,
    on which its own words are.
    """

    role: str
    text: str
    alternative: str = ""
    kids: "tuple[Spoken, ...]" = ()
    links: "tuple[Led, ...]" = ()
    pages: tuple[int, ...] = ()

    def all(self) -> Iterator["Spoken"]:
        """This element and all below it, in the order of reading."""
        yield self
        for kid in self.kids:
            yield from kid.all()

    def heard(self) -> str:
        """The spoken text: the alternative text of a figure, else the text, elements separated."""
        if self.alternative:
            return self.alternative
        return " ".join([self.text, *(kid.heard() for kid in self.kids)]).strip()


def spoken(pdf: bytes) -> Spoken:
    """The whole document."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return _Reader(document).element(document.Root.StructTreeRoot.K)


@dataclass
class _Reader:
    """Finds the words of the pieces of content of one document."""

    document: pikepdf.Pdf
    _words: dict[int, dict[int, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._pages = {page.obj.objgen: index for index, page in enumerate(self.document.pages)}

    def element(self, entry: Any) -> Spoken:  # noqa: ANN401 - pikepdf's objects are of any kind
        """An element with its descendants."""
        kids, text, links, pages = [], [], [], []
        for kid in entry.get("/K", []):
            if kid.get("/Type") == "/OBJR":
                links.append(_link(kid.Obj))
            elif "/MCID" in kid:
                page = self._pages[kid.Pg.objgen]
                pages.append(page + 1)
                text.append(self._of(page)[int(kid.MCID)])
            else:
                kids.append(self.element(kid))
        return Spoken(
            str(entry.S).removeprefix("/"),
            "".join(text),
            str(entry.get("/Alt", "")),
            tuple(kids),
            tuple(links),
            tuple(pages),
        )

    def _of(self, page: int) -> dict[int, str]:
        """The words of each piece of content of a page."""
        if page not in self._words:
            self._words[page] = _words(self.document.pages[page])
        return self._words[page]


@dataclass(frozen=True, slots=True)
class Led:
    """The target of a link: an address, or the name of a place in the file, "page" where it has none.

    `box` is its rectangle, and `description` what is said of it.
    """

    address: str
    place: str
    box: tuple[float, ...]
    description: str


def _link(annotation: Any) -> Led:  # noqa: ANN401
    """A link as values."""
    action = annotation.get("/A")
    place = annotation.get("/Dest")
    return Led(
        str(action.URI) if action is not None else "",
        "" if place is None else str(place) if isinstance(place, pikepdf.String) else "page",
        tuple(float(value) for value in annotation.Rect),
        str(annotation.get("/Contents", "")),
    )


def _words(page: pikepdf.Page) -> dict[int, str]:
    """The words that a page shows inside each of its numbered pieces of content."""
    fonts = {name: _characters(font) for name, font in page.Resources.get("/Font", {}).items()}
    found: dict[int, str] = {}
    open_: list[int | str | None] = []
    chars: dict[int, str] = {}
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        match str(instruction.operator):
            case "BDC":
                inherits = "/Lang" in operands[1] and open_
                open_.append(open_[-1] if inherits else _said(operands[1]))
                number = next((each for each in open_ if isinstance(each, int)), None)
                if inherits:
                    continue
                if isinstance(open_[-1], str) and number is not None:
                    found[number] = found.get(number, "") + open_[-1]
                elif number is not None:
                    found.setdefault(number, "")
            case "BMC":
                open_.append(None)
            case "EMC":
                open_.pop()
            case "Tf":
                chars = fonts[str(operands[0])]
            case shown if shown in _SHOWN and open_ and isinstance(open_[-1], int):
                pieces = operands[0] if shown == "TJ" else [operands[-1]]
                text = "".join(
                    chars[byte] for each in pieces if isinstance(each, pikepdf.String) for byte in bytes(each)
                )
                found[open_[-1]] = found.get(open_[-1], "") + text
    return found


def _said(properties: Any) -> int | str | None:  # noqa: ANN401
    """The number of a piece of content, or the text as which it reads; None of other marks."""
    if "/MCID" in properties:
        return int(properties.MCID)
    return str(properties.ActualText) if "/ActualText" in properties else None


def _characters(font: Any) -> dict[int, str]:  # noqa: ANN401
    """The characters of a font's glyphs."""
    if "/ToUnicode" not in font:
        return {code: bytes([code]).decode("cp1252", "replace") for code in range(256)}
    mapping = font.ToUnicode.read_bytes()
    return {
        int(code, 16): bytes.fromhex(char.decode()).decode("utf-16-be")
        for code, char in _MAPPING.findall(mapping)
    }
