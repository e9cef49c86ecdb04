"""Renders a brief in the background, and shows its pages below one another."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from fivegates.actions.briefs import render_brief
from fivegates.domain.brief import InitiativeBrief, PaperSize, RenderedBrief
from fivegates.domain.language import Language
from fivegates.ui.background import Background
from fivegates.ui.context import Context
from fivegates.ui.widgets.roles import set_role

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

WIDEST = 820
MARGIN = 24


class PageView(QWidget):
    """One page, drawn as large as it was ordered or smaller, with a hairline around it."""

    def __init__(self, context: Context, image: QImage, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._image = image
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMaximumWidth(WIDEST)

    def hasHeightForWidth(self) -> bool:
        """A page keeps its proportions."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the page at this width."""
        return round(width * self._image.height() / max(self._image.width(), 1))

    def sizeHint(self) -> QSize:
        """As wide as it is worth."""
        return QSize(WIDEST, self.heightForWidth(WIDEST))

    def minimumSizeHint(self) -> QSize:
        """Small enough for a narrow window."""
        return QSize(240, self.heightForWidth(240))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the page."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.rect(), self._image)
        painter.setPen(QPen(QColor(self._context.palette.hairline), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class Pages(QScrollArea):
    """All pages; arrow keys and Page Up and Down scroll."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._views: list[PageView] = []
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(context.language.gettext("Pages of the brief"))
        self._sheet = QWidget(self)
        set_role(self._sheet, "scrolled")
        self._layout = QVBoxLayout(self._sheet)
        self._layout.setContentsMargins(0, 0, MARGIN, MARGIN)
        self._layout.setSpacing(MARGIN)
        self._layout.addStretch()
        self.setWidget(self._sheet)

    def show_pages(self, images: Sequence[QImage]) -> None:
        """Replace the pages; the place on screen stays where it was."""
        place = self.verticalScrollBar().value()
        for view in self._views:
            view.deleteLater()
        language = self._context.language
        self._views = [
            PageView(
                self._context,
                image,
                language.gettext("Page {page} of {pages}", page=number, pages=len(images)),
                self._sheet,
            )
            for number, image in enumerate(images, 1)
        ]
        for number, view in enumerate(self._views):
            self._layout.insertWidget(number, view)
        self.verticalScrollBar().setValue(place)

    @property
    def count(self) -> int:
        """How many pages are shown."""
        return len(self._views)


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
        return tuple(page_picture(document[number], width) for number in range(len(document)))


def page_picture(page: "PdfPage", width: int) -> QImage:
    """Picture one page at `width` pixels; the copy owns its pixels."""
    bitmap = page.render(scale=width / page.get_width(), rev_byteorder=True, prefer_bgrx=True)
    picture = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888)
    return picture.copy()
