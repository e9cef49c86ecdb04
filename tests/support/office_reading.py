"""Reads Word documents and presentations back: their paragraphs, and the same words in a PDF."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
import pptx
from pdf_reading import pages_of

from fivegates.briefs.typesetting.pages import Running

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened_word(data: bytes) -> Any:  # noqa: ANN401 - lxml says little of what is in a file
    """The document as python-docx sees it."""
    return docx.Document(BytesIO(data))


def word_paragraphs(data: bytes) -> list[str]:
    """The texts of the body in the order of reading, those of tables too; what is empty is left out."""
    body = opened_word(data).element.body
    texts = ("".join(text.text or "" for text in p.iter(f"{_W}t")) for p in body.iter(f"{_W}p"))
    return [text for text in texts if text.strip()]


def opened_slides(data: bytes) -> Any:  # noqa: ANN401
    """The presentation as python-pptx sees it."""
    return pptx.Presentation(BytesIO(data))


def slide_paragraphs(data: bytes) -> list[str]:
    """The texts of all slides but those below each slide, without the number of a title that goes on."""
    found = []
    for slide in opened_slides(data).slides:
        for shape in slide.shapes:
            if not (shape.is_placeholder and "TITLE" not in str(shape.placeholder_format.type)):
                lines = shape.element.iter(f"{_A}p")
                texts = ("".join(text.text or "" for text in line.iter(f"{_A}t")) for line in lines)
                found += [re.sub(r" \(\d+\)$", "", text) for text in texts if text.strip()]
    return found


def squeezed(text: str) -> str:
    """Text without spaces, and without marks that are not seen; a place in the paper is named alike."""
    text = re.sub("[\\s\u200b-\u200f\u2060\u2610]", "", text)
    return re.sub(r"moreonpage\d+", "morefurtheron", text)


def pdf_text(pdf: bytes, running: Running) -> str:
    """The squeezed text of a PDF without what is on every page."""
    right = " \u00b7 ".join(part for part in (running.right, running.ending) if part)
    told = []
    for number, page in enumerate(pages_of(pdf)):
        text = squeezed(page)
        for common in (right, running.title if number else running.first, running.foot, running.entity):
            text = text.replace(squeezed(common), "", 1)
        told.append(text)
    return "".join(told)


def parts_of_package(data: bytes) -> Iterator[tuple[str, str]]:
    """The name and the XML of each part."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                yield name, package.read(name).decode()
