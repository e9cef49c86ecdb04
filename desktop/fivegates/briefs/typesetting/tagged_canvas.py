"""A canvas for tagged PDF: everything drawn is marked as content or as decoration."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO

from reportlab.lib.colors import Color, toColor

from fivegates.briefs.typesetting.canvas import FastCanvas
from fivegates.briefs.typesetting.fonts import Face, fonts, runs
from fivegates.briefs.typesetting.structure import Content, Element, Role
from fivegates.domain.brief import PaperSize
from fivegates.domain.language import right_to_left_language

Point = tuple[float, float]


class Paper:
    """Draws on the pages of one PDF, in points from the lower left corner.

    Text and pictures go inside `content`, everything else inside `decoration`. Content does not nest; what
    is drawn inside a decoration is a part of that.
    `canvas` is reportlab's, for figures.
    """

    def __init__(self, size: PaperSize, language: str) -> None:
        self._file = BytesIO()
        self.canvas = FastCanvas(
            self._file,
            pagesize=size.value,
            pageCompression=0,  # the archival copy is compressed once, at the end
            invariant=1,
            initialFontName=fonts(Face.REGULAR)[0].name,
            lang=language,
        )
        self.size, self._language = size, language.partition("-")[0]
        self.root = Element(Role.DOCUMENT, placed=True)
        self.pages = 0
        self._open = [self.root]
        self._numbers = 0
        self._outline = -1
        self._decorating = False

    @contextmanager
    def group(self, element: Element) -> Iterator[None]:
        """A context in which drawn content belongs to `element`."""
        if self._decorating:
            yield
            return
        self._open[-1].adopt(element)
        self._open.append(element)
        try:
            yield
        finally:
            self._open.pop()

    @contextmanager
    def content(self, element: Element) -> Iterator[None]:
        """Draw a piece of `element`.

        A line from right to left carries no /ActualText: Chrome's viewer (pdfium) and MuPDF would copy it
        reversed, and all readers put such a line in order by themselves.
        """
        if self._decorating:
            yield
            return
        self._open[-1].adopt(element)
        element.kids.append(Content(self.pages, self._numbers))
        self._operator(f"/{element.role} <</MCID {self._numbers}>> BDC")
        self._numbers += 1
        yield
        self._operator("EMC")

    @contextmanager
    def read_as(self, text: str) -> Iterator[None]:
        """A context in which drawn content reads as this text."""
        self._operator(f"/Span <</ActualText <FEFF{text.encode('utf-16-be').hex()}>>> BDC")
        yield
        self._operator("EMC")

    @contextmanager
    def decoration(self) -> Iterator[None]:
        """A context for decoration, text or not, which screen readers skip."""
        if self._decorating:
            yield
            return
        self._decorating = True
        self._operator("/Artifact BMC")
        yield
        self._operator("EMC")
        self._decorating = False

    def _operator(self, code: str) -> None:
        """Write an operator that reportlab has no method for."""
        self.canvas._code.append(code)  # noqa: SLF001 - there is no public way to mark content

    def text(self, at: Point, text: str, face: Face, size: float, colour: str) -> None:
        """Set one line, already in visual order, with its baseline beginning `at`."""
        x, y = at
        self.canvas.setFillColor(_ink(colour))
        for run in runs(text, face):
            scaled = size * run.font.scale
            self.canvas.setFont(run.font.name, scaled)
            other = "" if self._decorating else self._other_language(run.text)
            if other:
                self._operator(f"/Span <</Lang ({other})>> BDC")
            self.canvas.drawString(x, y, run.text)
            if other:
                self._operator("EMC")
            x += run.width(size)

    def _other_language(self, text: str) -> str:
        """The language that the script of a text shows, where it is not the paper's; else empty."""
        found = right_to_left_language(text)
        return "" if found == self._language else found

    def box(self, at: Point, width: float, height: float, colour: str) -> None:
        """Fill a rectangle; `at` is its lower left corner."""
        self.canvas.setFillColor(_ink(colour))
        self.canvas.rect(*at, width, height, stroke=0, fill=1)

    def line(self, start: Point, end: Point, colour: str, thickness: float) -> None:
        """Draw a straight line."""
        self.canvas.setStrokeColor(_ink(colour))
        self.canvas.setLineWidth(thickness)
        self.canvas.line(*start, *end)

    def bookmark(self, title: str, level: int, top: float) -> None:
        """Enter a heading into the outline; `level` counts from 0 and never skips one."""
        key = f"heading-{self.pages}-{len(self.canvas._code)}"  # noqa: SLF001 - unique and repeatable
        level = min(level, self._outline + 1)
        self._outline = level
        self.canvas.bookmarkHorizontal(key, 0, top)
        self.canvas.addOutlineEntry(title, key, level, closed=level > 0)

    def page_number(self, page: int) -> None:
        """Leave room on this page for what `numbering` draws once the last page is known."""
        self.canvas.doForm(_number_form(page))

    @contextmanager
    def numbering(self, page: int) -> Iterator[None]:
        """Draw what `page_number` has left room for."""
        self.canvas.beginForm(_number_form(page), 0, 0, *self.size.value)
        yield
        self.canvas.endForm()

    def end_page(self) -> None:
        """Finish this page and begin the next."""
        self.canvas.showPage()
        self.pages += 1
        self._numbers = 0

    def finish(self) -> bytes:
        """Return the PDF, still without its structure."""
        self.canvas.save()
        return self._file.getvalue()


def number_resource(page: int) -> str:
    """The resource name of the drawing of a page's number."""
    return f"/FormXob.{_number_form(page)}"


def _number_form(page: int) -> str:
    """Name the drawing of a page's number."""
    return f"page-number-{page}"


@lru_cache(maxsize=256)
def _ink(colour: str) -> Color:
    """A colour as reportlab has it, which evaluates each text as Python otherwise."""
    return toColor(colour)
