"""Columns that the user gave a width, by dragging the edge of a heading: kept for each view between runs."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView, QWidget

from fivegates.domain.language import Language
from fivegates.ui.settings import WindowSettings

# In letters: a column cannot be narrower, and a kept width beyond the other counts as unreadable.
_NARROWEST: Final = 3
_WIDEST: Final = 400


class DraggedHeader(QHeaderView):
    """Headings with edges to drag; a double click on an edge, or the menu, fits the column.

    Signals:
        dragged(dict[int, int]): the user gave these columns a width, in pixels by column.
        fit_requested(int): this column shall fit what it shows.
        reset_requested(): no column shall have a width of the user's any longer.
    """

    dragged = Signal(object)
    fit_requested = Signal(int)
    reset_requested = Signal()

    def __init__(self, language: Language, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self.table = table
        self._language = language
        self._held: list[int] = []
        self.setSectionsClickable(True)
        self.sectionHandleDoubleClicked.connect(self.fit_requested)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note the widths before a drag."""
        self._held = self._widths()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Report the widths after a drag: the others share the room once the hand lets go."""
        changed = {
            column: width
            for column, (before, width) in enumerate(zip(self._held, self._widths(), strict=False))
            if before != width
        }
        self._held = []
        super().mouseReleaseEvent(event)  # a click sorts, after which tables fit their columns
        if changed:
            self.dragged.emit(changed)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done to the columns."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_menu(menu, self.logicalIndexAt(event.pos()))
        menu.popup(event.globalPos())

    def fill_menu(self, menu: QMenu, column: int) -> None:
        """Add the commands about widths; `column` is -1 beside all headings."""
        fit = menu.addAction(self._language.gettext("Fit this column"))
        fit.setEnabled(column >= 0)
        fit.triggered.connect(lambda: self.fit_requested.emit(column))
        menu.addAction(self._language.gettext("Reset columns")).triggered.connect(self.reset_requested)

    def _widths(self) -> list[int]:
        return [self.sectionSize(column) for column in range(self.count())]


class ColumnWidths:
    """The widths that the user gave columns of `view`; saved in letters, so that they follow the text size.

    `needed` measures what a column shows, in pixels; `fit` shares the room among all columns again.
    """

    def __init__(
        self,
        settings: WindowSettings,
        view: str,
        header: DraggedHeader,
        needed: Callable[[int], int],
        fit: Callable[[], object],
    ) -> None:
        self.view = view
        self._settings = settings
        self._header = header
        self._fit = fit
        self._letters = dict(_read(settings.kept(self._key)))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.dragged.connect(self._keep)
        header.fit_requested.connect(lambda column: self._keep({column: needed(column)}))
        header.reset_requested.connect(self._reset)

    @property
    def given(self) -> dict[int, int]:
        """The pixels of each column that has a width of the user's, at the current text size."""
        return {column: round(letters * self._letter) for column, letters in self._letters.items()}

    @property
    def _letter(self) -> int:
        return self._header.table.fontMetrics().averageCharWidth()

    @property
    def _key(self) -> str:
        return f"columns/{self.view}"

    def _keep(self, widths: Mapping[int, int]) -> None:
        letter = self._letter
        for column, width in widths.items():
            self._letters[column] = max(_NARROWEST, min(width / letter, _WIDEST))
        kept = (f"{column}:{letters:.2f}" for column, letters in sorted(self._letters.items()))
        self._settings.keep(self._key, ",".join(kept))
        self._fit()

    def _reset(self) -> None:
        self._letters.clear()
        self._settings.keep(self._key, "")
        self._fit()


def reset_shown_columns(page: QWidget) -> None:
    """Reset the columns of every table that is shown on a page."""
    for header in page.findChildren(DraggedHeader):
        if header.isVisible():
            header.reset_requested.emit()


def _read(text: str) -> Iterator[tuple[int, float]]:
    """The saved widths: column and letters; unreadable ones are skipped."""
    for part in text.split(","):
        column, _, letters = part.partition(":")
        try:
            width = float(letters)
        except ValueError:
            continue
        if column.isdecimal() and _NARROWEST <= width <= _WIDEST:
            yield int(column), width
