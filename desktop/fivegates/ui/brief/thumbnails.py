"""Small pictures of all pages, beside the pages: which one is in front, and the way to another one."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from fivegates.ui.context import Context
from fivegates.ui.widgets.roles import set_role

THUMBNAIL_WIDTH = 68
_AROUND = 48


class Thumbnails(QListWidget):
    """A list of pages; the current one is the page in front.

    Signals:
        page_chosen(int): the user wants to see this page, counted from 0.
    """

    page_chosen = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._choosing = False
        self.setAccessibleName(context.language.gettext("Page thumbnails"))
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setFlow(QListWidget.Flow.TopToBottom)
        self.setWrapping(False)
        self.setMovement(QListWidget.Movement.Static)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(THUMBNAIL_WIDTH + _AROUND)
        set_role(self, "thumbnails")
        self.currentRowChanged.connect(self._choose)

    def show_pages(self, images: Sequence[QImage]) -> None:
        """List these pages; the page in front stays the one that it was, as far as there is one."""
        before = self.currentRow()
        with QSignalBlocker(self):
            self.clear()
            for number, image in enumerate(images, 1):
                self.addItem(self._item(image, number, len(images)))
            self.setCurrentRow(min(max(before, 0), self.count() - 1))

    def follow(self, page: int) -> None:
        """Show which page is in front, without going there; not while the user chooses one himself."""
        if self._choosing:
            return
        with QSignalBlocker(self):
            self.setCurrentRow(page)

    def _item(self, image: QImage, number: int, pages: int) -> QListWidgetItem:
        """Return a list item with the image of a page above its number."""
        ratio = self.devicePixelRatioF()
        small = image.scaledToWidth(
            round(THUMBNAIL_WIDTH * ratio), Qt.TransformationMode.SmoothTransformation
        )
        _frame(small, QColor(self._context.palette.hairline))
        small.setDevicePixelRatio(ratio)
        picture = QPixmap.fromImage(small)
        icon = QIcon(picture)
        icon.addPixmap(picture, QIcon.Mode.Selected)  # Qt would tint it
        item = QListWidgetItem(icon, self._context.language.number(number))
        spoken = self._context.language.gettext("Page {page} of {pages}", page=number, pages=pages)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        self.setIconSize(QSize(THUMBNAIL_WIDTH, round(small.height() / ratio)))
        return item

    def _choose(self, page: int) -> None:
        if page >= 0:
            self._choosing = True
            self.page_chosen.emit(page)
            self._choosing = False


def _frame(image: QImage, colour: QColor) -> None:
    """Draw a hairline around a page: on a white window it would have no edge."""
    painter = QPainter(image)
    painter.setPen(colour)
    painter.drawRect(image.rect().adjusted(0, 0, -1, -1))
    painter.end()
