"""Renders a brief and pictures of its pages away from the main thread, so that the window stays awake."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from fivegates.actions.briefs import render_brief
from fivegates.domain.briefs import InitiativeBrief, PaperSize, RenderedBrief
from fivegates.domain.language import Language

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


class PreviewRenderer(QObject):
    """Renders one order at a time; an order that was overtaken by a newer one is dropped.

    Signals:
        rendered(Preview): the newest order is done.
        failed(BaseException): the newest order raised.
    """

    rendered = Signal(object)
    failed = Signal(object)
    _finished = Signal(int, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="brief")
        self._newest = 0
        self._finished.connect(self._tell)

    def order(self, order: Order) -> None:
        """Render this instead of whatever was ordered before."""
        self._newest += 1
        number = self._newest
        future = self._worker.submit(self._if_wanted, number, order)
        future.add_done_callback(self._sender(number))

    def close(self) -> None:
        """Drop what is waiting and end the worker."""
        self._newest += 1
        self._worker.shutdown(wait=True, cancel_futures=True)

    def _if_wanted(self, number: int, order: Order) -> Preview | None:
        """Render unless a newer order came in while this one waited."""
        return preview(order) if number == self._newest else None

    def _sender(self, number: int) -> Callable[[Future[Preview | None]], None]:
        """Carry the outcome to the main thread, as a queued signal."""

        def send(future: Future[Preview | None]) -> None:
            if not future.cancelled():
                self._finished.emit(number, future)

        return send

    def _tell(self, number: int, future: Future[Preview | None]) -> None:
        """Tell the outcome, if it is still the newest order's."""
        if number != self._newest:
            return
        error = future.exception()
        if error is not None:
            self.failed.emit(error)
        else:
            self.rendered.emit(future.result())


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
