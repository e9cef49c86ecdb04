"""Text search in a PDF: the pages and areas of each match."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage


@dataclass(frozen=True)
class Found:
    """One match: its page, counted from 0, and the areas that it covers, as fractions of the page."""

    page: int
    areas: tuple[QRectF, ...]


def find_in_pages(pdf: bytes, words: str) -> tuple[Found, ...]:
    """Every match of `words`, ignoring case, in page order; none for no words."""
    from pypdfium2 import PdfDocument

    if not words.strip():
        return ()
    found: list[Found] = []
    with PdfDocument(pdf) as document:
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            search = text.search(words.strip())
            while (at := search.get_next()) is not None:
                found.append(Found(number, _areas(page, text, *at)))
    return tuple(found)


def _areas(page: "PdfPage", text: "PdfTextPage", start: int, length: int) -> tuple[QRectF, ...]:
    """The areas of these characters; a PDF measures from the lower edge, a picture from the upper one."""
    width, height = page.get_size()
    boxes = [text.get_rect(index) for index in range(text.count_rects(start, length))]
    return tuple(
        QRectF(left / width, 1 - top / height, (right - left) / width, (top - bottom) / height)
        for left, bottom, right, top in boxes
    )
