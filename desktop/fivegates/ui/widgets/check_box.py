"""A box to tick whose words go over several lines where there is no room for one."""

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

_LEAST_LETTERS: Final = 12


class WrappedCheckBox(QCheckBox):
    """Qt's own draws its words in one line, and cuts them where that has no room."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:
        """Room for a word or two."""
        least = self._beside() + _LEAST_LETTERS * self.fontMetrics().averageCharWidth()
        return QSize(min(least, self.sizeHint().width()), self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        """It is taller where it is narrow."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As tall as the lines of its words."""
        more = len(self.lines(width)) - 1
        return self.sizeHint().height() + more * self.fontMetrics().lineSpacing()

    def lines(self, width: int) -> list[str]:
        """The words as they are drawn in so many pixels; a word longer than that has its own line."""
        if width >= self.sizeHint().width():
            return [self.text()]  # layouts ask for many widths, most of them wide
        room, lines = width - self._beside(), [""]
        for word in self.text().split():
            longer = f"{lines[-1]} {word}".strip()
            if self.fontMetrics().horizontalAdvance(longer) <= room or not lines[-1]:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box with all its lines."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = "\n".join(self.lines(self.width()))
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_CheckBox, option)

    def _beside(self) -> int:
        """The pixels that are taken by all but the words."""
        return self.sizeHint().width() - self.fontMetrics().horizontalAdvance(self.text())
