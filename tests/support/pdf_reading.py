"""Parses a PDF: its words, outline and text positions."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import combinations
from typing import Any, NamedTuple

import pypdf
import pypdfium2

from fivegates.briefs.typesetting.styles import frame_of
from fivegates.domain.brief import PaperSize

RUNNING_BAND = 30  # where heads and footers stand: points from either edge


class Box(NamedTuple):
    """A piece of text on a page: points from the lower left corner."""

    page: int
    left: float
    bottom: float
    right: float
    top: float
    text: str

    def overlaps(self, other: "Box") -> bool:
        """True if two pieces of text are printed over each other."""
        across = min(self.right, other.right) - max(self.left, other.left)
        along = min(self.top, other.top) - max(self.bottom, other.bottom)
        return across > 1.5 and along > 2.5


def read(pdf: bytes) -> Any:  # noqa: ANN401 - pypdf's types say little of what is in a file
    """The PDF as pypdf sees it."""
    return pypdf.PdfReader(BytesIO(pdf))


def fonts_of(pdf: bytes) -> list[Any]:
    """The dictionaries of the fonts of every page."""
    return [font.get_object() for page in read(pdf).pages for font in page["/Resources"]["/Font"].values()]


def elements_of(pdf: bytes) -> list[Any]:
    """The elements of the structure tree, in the order of reading."""
    return list(_elements(read(pdf).trailer["/Root"]["/StructTreeRoot"]["/K"]))


def _elements(entry: Any) -> Iterator[Any]:  # noqa: ANN401
    found = entry.get_object()
    if isinstance(found, list):
        for kid in found:
            yield from _elements(kid)
    elif isinstance(found, dict) and "/S" in found:
        yield found
        yield from _elements(found["/K"])


def pages_of(pdf: bytes) -> list[str]:
    """The words of each page, each line end a space; pdfium reads a brief in a twentieth of pypdf's time."""
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(pdf)]


def words_of(pdf: bytes) -> str:
    """The words of all pages."""
    return " ".join(pages_of(pdf))


def outline_of(pdf: bytes) -> list[tuple[int, str]]:
    """The outline: depth from 0, and title."""
    return list(_entries(pypdf.PdfReader(BytesIO(pdf)).outline, 0))


def _entries(entries: Sequence[object], depth: int) -> Iterator[tuple[int, str]]:
    for entry in entries:
        if isinstance(entry, list):
            yield from _entries(entry, depth + 1)
        else:
            yield depth, str(entry.title)  # type: ignore[attr-defined]


# What a space at the end of a line of the largest text takes, in points.
SPACE = 5


def assert_text_has_its_own_room(pdf: bytes, paper: PaperSize) -> None:
    """Assert that all text is inside the frame, and none overlaps."""
    frame = frame_of(paper)
    for boxes in boxes_of(pdf):
        for box in boxes:
            assert box.left >= frame.left - 1, box
            unseen = SPACE if box.text.endswith(" ") else 0
            assert box.right <= frame.right + 1.5 + unseen, box
            assert box.bottom >= RUNNING_BAND, box
            assert box.top <= paper.height - RUNNING_BAND, box
        assert [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])] == []


def boxes_of(pdf: bytes) -> list[list[Box]]:
    """The boxes of text on each page."""
    document = pypdfium2.PdfDocument(pdf)
    return [list(_boxes(page, number)) for number, page in enumerate(document, 1)]


def _boxes(page: pypdfium2.PdfPage, number: int) -> Iterator[Box]:
    text = page.get_textpage()
    for index in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(index)
        if right - left > 0.5:
            yield Box(number, left, bottom, right, top, text.get_text_bounded(left, bottom, right, top))
