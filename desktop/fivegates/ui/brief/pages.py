"""Shows the pages of a brief below one another, each fitted to the width there is."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from fivegates.ui.context import Context
from fivegates.ui.widgets.roles import set_role

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
