"""Renders a brief and pictures of its pages in the background."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from fivegates.actions.briefs import render_brief
from fivegates.domain.brief import InitiativeBrief, PaperSize, RenderedBrief
from fivegates.domain.language import Language
from fivegates.ui.background import Background

if TYPE_CHECKING:
    from pypdfium2 import PdfPage


@dataclass(frozen=True)
class Preview:
    """A finished brief and a picture of each of its pages."""

    brief: InitiativeBrief
    rendered: RenderedBrief
    pages: tuple[QImage, ...]


@dataclass(frozen=True)
class Order:
    """What to render: a brief, its language and paper, and the width of a page's picture in pixels."""

    brief: InitiativeBrief
    language: Language
    paper: PaperSize
    width: int


class PreviewRenderer(Background):
    """Renders one order at a time; `done` tells its `Preview`."""

    def order(self, order: Order) -> None:
        """Render this instead of whatever was ordered before."""
        self.start(lambda _tick: preview(order))


def preview(order: Order) -> Preview:
    """Render the brief, then each page as a picture of the width ordered."""
    rendered = render_brief(order.brief, order.language, order.paper)
    return Preview(order.brief, rendered, page_images(rendered.pdf, order.width))


def page_images(pdf: bytes, width: int) -> tuple[QImage, ...]:
    """Picture each page at `width` pixels."""
    from pypdfium2 import PdfDocument

    with PdfDocument(pdf) as document:
        return tuple(_image(document[number], width) for number in range(len(document)))


def _image(page: "PdfPage", width: int) -> QImage:
    """Picture one page; the copy owns its pixels."""
    bitmap = page.render(scale=width / page.get_width(), rev_byteorder=True, prefer_bgrx=True)
    picture = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888)
    return picture.copy()
