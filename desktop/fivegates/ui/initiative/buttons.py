"""Buttons of the scoring page: arrow keys pass through them, since they move between criteria."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from fivegates.ui.context import Context
from fivegates.ui.initiative.drawing import Typesetter
from fivegates.ui.widgets.buttons import ElidedTextButton
from fivegates.ui.widgets.roles import button_text, set_role

ARROWS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right})


class DrawnButton(QAbstractButton):
    """A button that draws itself and leaves the arrow keys to the page."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self.type = Typesetter(self, context)
        super().__init__(parent)
        self.context = context
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def measure_again(self) -> None:
        """Update the geometry and repaint."""
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the font changes."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.type.clear()
            self.measure_again()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pass arrows on."""
        if event.key() in ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)


class WrappedButton(DrawnButton):
    """A drawn button whose text wraps; a subclass measures it, and the heights are cached."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._heights: dict[int, int] = {}
        super().__init__(context, parent)

    def measure(self, width: int) -> int:
        """The height that the text needs at `width`."""
        raise NotImplementedError

    def measure_again(self) -> None:
        """Forget what was measured."""
        self._heights.clear()
        super().measure_again()

    def hasHeightForWidth(self) -> bool:
        """Text wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The cached height for the text: layouts ask for it often."""
        if width not in self._heights:
            self._heights[width] = self.measure(width)
        return self._heights[width]


class LinkButton(ElidedTextButton):
    """A small button that looks like a link, gives way, and leaves the arrow keys to the page."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(button_text(text), parent)
        set_role(self, "quiet-link")

    def minimumSizeHint(self) -> QSize:
        """Room for some letters."""
        full = self.sizeHint()
        return QSize(min(full.width(), 8 * self.fontMetrics().averageCharWidth()), full.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pass arrows on."""
        if event.key() in ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)
