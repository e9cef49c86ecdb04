"""A list of criteria with a box each, for a record that concerns several of them."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent, QWheelEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from fivegates.domain.initiative.initiative import UNASSIGNED
from fivegates.ui.widgets.roles import set_role

_ID: Final = Qt.ItemDataRole.UserRole
_ROWS: Final = 4
_FRAME: Final = 4


class FurtherCriteria(QListWidget):
    """Further criteria, those chosen on top in their order; Space and a click choose.

    It is off while there is no first criterion. `choices` are words and id of each that can be chosen.
    """

    def __init__(
        self, choices: Sequence[tuple[str, str]], chosen: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        set_role(self, "field")
        self._first = ""
        words = {key: text for text, key in choices}
        for key in (*chosen, *(key for key in words if key not in chosen)):
            item = QListWidgetItem(words.get(key, key), self)
            item.setData(_ID, key)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if key in chosen else Qt.CheckState.Unchecked)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCurrentRow(0)
        self._note_entered()
        self.itemChanged.connect(self._note_entered)

    @property
    def value(self) -> tuple[str, ...]:
        """The ids of those chosen, without the first criterion."""
        if self._first == UNASSIGNED:
            return ()
        chosen = (item for item in self._items if item.checkState() is Qt.CheckState.Checked)
        return tuple(key for item in chosen if (key := str(item.data(_ID))) != self._first)

    def follow(self, first: str) -> None:
        """Offer all but the first criterion; none while that is not chosen."""
        self._first = first
        for item in self._items:
            item.setHidden(item.data(_ID) == first)
        if self.count() and (self.currentItem() is None or self.currentItem().isHidden()):
            offered = (row for row in range(self.count()) if not self.isRowHidden(row))
            self.setCurrentRow(next(offered, -1))
        self.setEnabled(first != UNASSIGNED)
        self._note_entered()

    def take_over(self, other: QWidget) -> None:
        """Choose what is chosen in `other`."""
        if isinstance(other, FurtherCriteria):
            chosen = other.value
            for item in self._items:
                wanted = Qt.CheckState.Checked if item.data(_ID) in chosen else Qt.CheckState.Unchecked
                item.setCheckState(wanted)

    def showEvent(self, event: QShowEvent) -> None:
        """Take room for a few rows, at the size that text has now."""
        super().showEvent(event)
        self.doItemsLayout()  # what was laid out before it had a style is too low
        row = max(self.sizeHintForRow(each) for each in range(self.count())) if self.count() else 0
        self.setFixedHeight(min(self.count(), _ROWS) * row + _FRAME)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the list while it has the keyboard, else the form around it."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    @property
    def _items(self) -> list[QListWidgetItem]:
        return [self.item(row) for row in range(self.count())]

    def _note_entered(self) -> None:
        """Store the choice in the property that forms compare for unsaved changes."""
        self.setProperty("entered", " ".join(self.value))
