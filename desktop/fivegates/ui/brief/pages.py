"""Renders a brief in the background, and shows its pages below one another, with zoom and text search."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from fivegates.actions.briefs import render_brief
from fivegates.domain.brief import InitiativeBrief, PaperSize, RenderedBrief
from fivegates.domain.language import Language
from fivegates.ui.background import Background
from fivegates.ui.context import Context
from fivegates.ui.widgets.roles import set_role

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage


@dataclass(frozen=True)
class PageMatch:
    """A search match: its page, counted from 0, and the areas that it covers, as fractions of the page."""

    page: int
    areas: tuple[QRectF, ...]


def find_in_pages(pdf: bytes, words: str) -> tuple[PageMatch, ...]:
    """Every match of `words`, ignoring case, in page order; none for no words."""
    from pypdfium2 import PdfDocument

    if not words.strip():
        return ()
    found: list[PageMatch] = []
    with PdfDocument(pdf) as document:
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            search = text.search(words.strip())
            while (at := search.get_next()) is not None:
                found.append(PageMatch(number, _areas(page, text, *at)))
    return tuple(found)


def _areas(page: "PdfPage", text: "PdfTextPage", start: int, length: int) -> tuple[QRectF, ...]:
    """The areas of these characters; a PDF measures from the lower edge, a picture from the upper one."""
    width, height = page.get_size()
    boxes = [text.get_rect(index) for index in range(text.count_rects(start, length))]
    return tuple(
        QRectF(left / width, 1 - top / height, (right - left) / width, (top - bottom) / height)
        for left, bottom, right, top in boxes
    )


_EDGE: Final = 48.0
_GATES: Final = 5
_BAR: Final = QColor("#e6e9ee")
"""Paper is white in the dark too."""
_LINE_WIDTHS: Final = (0.92, 0.97, 0.88, 0.6)


def page_outline(paper: PaperSize, width: int) -> QImage:
    """Picture an empty page of this paper at `width` pixels, with grey bars for what page 1 begins with."""
    scale = width / paper.width
    image = QImage(width, round(paper.height * scale), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.scale(scale, scale)
    inner = paper.width - 2 * _EDGE
    painter.fillRect(QRectF(_EDGE, 56, inner * 0.55, 22), _BAR)
    painter.fillRect(QRectF(_EDGE, 92, inner * 0.8, 14), _BAR)
    gate = inner / _GATES
    for number in range(_GATES):
        painter.fillRect(QRectF(_EDGE + number * gate, 136, gate - 8, 64), _BAR)
    top = 232.0
    while top < paper.height - 120:
        for line, share in enumerate(_LINE_WIDTHS):
            painter.fillRect(QRectF(_EDGE, top + line * 16, inner * share, 7), _BAR)
        top += 92
    painter.end()
    return image


WIDEST = 820
MARGIN = 24
SMALLEST, LARGEST = 50, 300
"""The zoom levels, in percent of the width of a page at 100 %."""
_WHEEL_STEP = 10
_MARK_OPACITY = 0.3


class PageView(QWidget):
    """A page, drawn at the size it was rendered for or smaller, with a hairline around it."""

    def __init__(self, context: Context, image: QImage, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._image = image
        self._zoom = 100
        self._marked: tuple[tuple[QRectF, bool], ...] = ()
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMaximumWidth(WIDEST)

    def set_zoom(self, percent: int) -> None:
        """Be as wide as `percent` of the usual width; above 100 also where the window is narrower."""
        self._zoom = percent
        self.setMaximumWidth(self._width)
        self.updateGeometry()

    def mark(self, marked: tuple[tuple[QRectF, bool], ...]) -> None:
        """Mark areas, each a part of the page; with True the one that is in front."""
        if marked != self._marked:
            self._marked = marked
            self.update()

    @property
    def _width(self) -> int:
        return WIDEST * self._zoom // 100

    def hasHeightForWidth(self) -> bool:
        """A page keeps its proportions."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the page at this width."""
        return round(width * self._image.height() / max(self._image.width(), 1))

    def sizeHint(self) -> QSize:
        """The size at the current zoom."""
        return QSize(self._width, self.heightForWidth(self._width))

    def minimumSizeHint(self) -> QSize:
        """Small enough for a narrow window."""
        least = self._width if self._zoom > 100 else 240  # noqa: PLR2004 - percent
        return QSize(least, self.heightForWidth(least))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the page."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.rect(), self._image)
        for area, in_front in self._marked:
            colour = QColor(self._context.palette.accent if in_front else self._context.palette.conditional)
            colour.setAlphaF(_MARK_OPACITY)
            painter.fillRect(_within(area, self.rect().size()), colour)
        painter.setPen(QPen(QColor(self._context.palette.hairline), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


def _within(area: QRectF, size: QSize) -> QRectF:
    """A part of a page of this size, in pixels."""
    width, height = size.width(), size.height()
    return QRectF(area.x() * width, area.y() * height, area.width() * width, area.height() * height)


class Pages(QScrollArea):
    """All pages; arrow keys and Page Up and Down scroll, Ctrl and the wheel change their size.

    Signals:
        page_changed(int): another page is in front, counted from 0.
        zoomed(int): pages are shown at so many percent.
    """

    page_changed = Signal(int)
    zoomed = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._views: list[PageView] = []
        self.zoom = 100
        self.found: tuple[PageMatch, ...] = ()
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
        self.verticalScrollBar().valueChanged.connect(lambda: self.page_changed.emit(self.page))

    def show_pages(self, images: Sequence[QImage]) -> None:
        """Replace the pages; the place on screen stays where it was."""
        place = self.verticalScrollBar().value()
        gettext, pages = self._context.language.gettext, len(images)
        self._replace(
            [
                (image, gettext("Page {page} of {pages}", page=n, pages=pages))
                for n, image in enumerate(images, 1)
            ]
        )
        self.verticalScrollBar().setValue(place)

    def show_outline(self, image: QImage, words: str) -> None:
        """Show an empty page in place of pages that are not set yet, from the top; `words` explain that."""
        self.found = ()
        self._replace([(image, words)])
        self.verticalScrollBar().setValue(0)

    def _replace(self, named: Sequence[tuple[QImage, str]]) -> None:
        for view in self._views:
            view.deleteLater()
        self._views = [PageView(self._context, image, name, self._sheet) for image, name in named]
        for number, view in enumerate(self._views):
            view.set_zoom(self.zoom)
            self._layout.insertWidget(number, view, 0, Qt.AlignmentFlag.AlignHCenter)

    @property
    def count(self) -> int:
        """Number of pages shown."""
        return len(self._views)

    @property
    def page(self) -> int:
        """The page in front, counted from 0: the last that begins above the middle of what is seen."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        begun = [(view.y(), -number) for number, view in enumerate(self._views) if view.y() <= middle]
        return -max(begun)[1] if begun else 0  # pages that are not laid out yet are all at the top

    def go_to(self, page: int) -> None:
        """Show a page from its upper edge."""
        if 0 <= page < len(self._views):
            self.verticalScrollBar().setValue(self._views[page].y())

    def set_zoom(self, percent: int) -> None:
        """Show pages at `percent`, and stay on the page that is in front."""
        page, self.zoom = self.page, min(max(percent, SMALLEST), LARGEST)
        for view in self._views:
            view.set_zoom(self.zoom)
        self._layout.activate()
        self._sheet.adjustSize()
        self.go_to(page)
        self.zoomed.emit(self.zoom)

    def mark(self, found: tuple[PageMatch, ...]) -> None:
        """Mark all places that were found."""
        self.found = found
        self._mark(None)

    def show_place(self, number: int) -> None:
        """Bring a place that was found into view, and mark it apart from the others."""
        place = self.found[number]
        self._mark(number)
        view = self._views[place.page]
        if place.areas:
            centre = _within(place.areas[0], view.size()).center().toPoint() + view.pos()
            self.ensureVisible(centre.x(), centre.y(), self.width() // 3, self.height() // 3)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom while Ctrl is pressed, otherwise scroll."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
        elif event.angleDelta().y():
            self.set_zoom(self.zoom + (_WHEEL_STEP if event.angleDelta().y() > 0 else -_WHEEL_STEP))

    def _mark(self, in_front: int | None) -> None:
        marks: dict[int, list[tuple[QRectF, bool]]] = {}
        for number, place in enumerate(self.found):
            marks.setdefault(place.page, []).extend((area, number == in_front) for area in place.areas)
        for page, view in enumerate(self._views):
            view.mark(tuple(marks.get(page, ())))


@dataclass(frozen=True)
class Preview:
    """A finished brief and a picture of each of its pages."""

    brief: InitiativeBrief
    rendered: RenderedBrief
    pages: tuple[QImage, ...]


@dataclass(frozen=True)
class RenderRequest:
    """A render request: a brief, its language and paper, and the width of a page's picture in pixels."""

    brief: InitiativeBrief
    language: Language
    paper: PaperSize
    width: int


class PreviewRenderer(Background):
    """Renders one request at a time; `done` carries its `Preview`."""

    def request(self, request: RenderRequest) -> None:
        """Render this in place of any earlier request."""
        self.start(lambda _tick: preview(request))


def preview(request: RenderRequest) -> Preview:
    """Render the brief, then each page as a picture of the requested width."""
    rendered = render_brief(request.brief, request.language, request.paper)
    return Preview(request.brief, rendered, page_images(rendered.pdf, request.width))


def page_images(pdf: bytes, width: int) -> tuple[QImage, ...]:
    """Render each page at `width` pixels."""
    from pypdfium2 import PdfDocument

    with PdfDocument(pdf) as document:
        return tuple(page_picture(document[number], width) for number in range(len(document)))


def page_picture(page: "PdfPage", width: int) -> QImage:
    """Render one page at `width` pixels; the copy owns its pixels."""
    bitmap = page.render(scale=width / page.get_width(), rev_byteorder=True, prefer_bgrx=True)
    picture = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888)
    return picture.copy()
