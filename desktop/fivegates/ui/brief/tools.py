"""The toolbar of the preview: page number, zoom and text search."""

from typing import Final

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from fivegates.ui.brief.pages import LARGEST, SMALLEST, Pages, find_in_pages
from fivegates.ui.context import Context
from fivegates.ui.widgets.forms import StepBox
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.widgets.roles import plain_tooltip
from fivegates.ui.widgets.seek_field import SeekField

_STEP: Final = 25
_GAP: Final = 8
_FIND_LETTERS: Final = 22


class PreviewTools(QWidget):
    """Controls `pages`, and shows the page that they are scrolled to."""

    def __init__(self, context: Context, pages: Pages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._pages = pages
        self._pdf = b""
        self._dispensable: tuple[tuple[QWidget, ...], ...] = ()
        self._at = 0
        gettext = context.language.gettext
        self.page = StepBox()
        self.page.setMinimum(1)
        self.page.setKeyboardTracking(False)  # "12" is one page, and not first page 1
        self.page.setAccessibleName(gettext("Page"))
        self._of = PlainLabel("", "quiet")
        self.smaller, self.usual, self.larger = QPushButton("−"), QPushButton("100%"), QPushButton("+")
        for button, name in (
            (self.smaller, gettext("Smaller pages")),
            (self.usual, gettext("Pages at 100%")),
            (self.larger, gettext("Larger pages")),
        ):
            button.setAccessibleName(name)
            button.setToolTip(plain_tooltip(name))
            button.setAutoDefault(False)
        self.words = SeekField(gettext("Find…"), gettext("Find in the pages"))
        self.words.setMaximumWidth(_FIND_LETTERS * self.words.fontMetrics().averageCharWidth())
        self.places = PlainLabel("", "quiet")
        self._lay_out()
        self._connect()

    def show_pdf(self, pdf: bytes) -> None:
        """Search these pages from now on; without any, nothing can be done until they are there."""
        self._pdf = pdf
        self.setEnabled(bool(pdf))
        self.page.setMaximum(max(self._pages.count, 1))
        self._of.setText(
            self._context.language.gettext(
                "of {pages}", pages=self._context.language.number(self._pages.count)
            )
            if pdf
            else ""
        )
        self._follow(self._pages.page)
        self._seek()

    def seek(self) -> None:
        """Put the focus into the search field."""
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    def minimumSizeHint(self) -> QSize:
        """Room for the field alone: where there is no more, the rest is left out."""
        return QSize(self.words.minimumSizeHint().width(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the sizes, then the page's number, where there is no room; keys and the wheel remain."""
        super().resizeEvent(event)
        needed = self.words.maximumWidth() + self.places.sizeHint().width() + _GAP
        for parts in reversed(self._dispensable):
            needed += sum(part.sizeHint().width() + _GAP for part in parts)
            for part in parts:
                part.setVisible(needed <= event.size().width())

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        label = PlainLabel(self._context.language.gettext("Page"), "quiet")
        label.setBuddy(self.page)
        numbers, sizes = (label, self.page, self._of), (self.smaller, self.usual, self.larger)
        for widget in (*numbers, *sizes):
            row.addWidget(widget)
        self._dispensable = (sizes, numbers)
        row.addWidget(self.words, 1)
        row.addWidget(self.places)
        row.addStretch(1)

    def _connect(self) -> None:
        self.page.valueChanged.connect(lambda number: self._pages.go_to(number - 1))
        self.smaller.clicked.connect(lambda: self._pages.set_zoom(self._pages.zoom - _STEP))
        self.usual.clicked.connect(lambda: self._pages.set_zoom(100))
        self.larger.clicked.connect(lambda: self._pages.set_zoom(self._pages.zoom + _STEP))
        self._pages.page_changed.connect(self._follow)
        self._pages.zoomed.connect(self._show_zoom)
        self.words.textChanged.connect(self._seek)
        self.words.entered.connect(self._step)
        self.words.left.connect(self._pages.setFocus)

    def _follow(self, page: int) -> None:
        """Name the page that is in front, without going there."""
        with QSignalBlocker(self.page):
            self.page.setValue(page + 1)

    def _show_zoom(self, percent: int) -> None:
        self.usual.setText(f"{percent}%")
        self.smaller.setEnabled(percent > SMALLEST)
        self.larger.setEnabled(percent < LARGEST)

    def _seek(self) -> None:
        """Mark every place; go to the first one."""
        self._at = 0
        self._pages.mark(find_in_pages(self._pdf, self.words.text()) if self._pdf else ())
        if self.words.text().strip() and self._pages.found:
            self._pages.show_place(self._at)
        self._count()

    def _step(self, steps: int) -> None:
        """Go to another place; after the last comes the first."""
        if self._pages.found:
            self._at = (self._at + steps) % len(self._pages.found)
            self._pages.show_place(self._at)
            self._count()

    def _count(self) -> None:
        language, found = self._context.language, len(self._pages.found)
        if not self._pdf or not self.words.text().strip():
            text = ""
        elif not found:
            text = language.gettext("not found")
        else:
            text = language.gettext(
                "{number} of {count}", number=language.number(self._at + 1), count=language.number(found)
            )
        self.places.setText(text)
        self.words.setAccessibleDescription(text)
