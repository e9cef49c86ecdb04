"""Buttons that give way where there is no room, and those with an icon in the palette's current colour."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from fivegates.ui.context import Context
from fivegates.ui.theme import icon
from fivegates.ui.widgets.roles import plain_tooltip, set_role

# What Qt calls QWIDGETSIZE_MAX: a widget of no greatest width.
_NO_LIMIT: Final = (1 << 24) - 1
_REDRAWN_AT: Final = frozenset({QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.EnabledChange})


class ElidedTextButton(QPushButton):
    """A button whose words end in … where there is no room; they are its tooltip then."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def shrunk(self) -> bool:
        """True if its words do not fit."""
        return self.width() < self.sizeHint().width()

    def minimumSizeHint(self) -> QSize:
        """Room for the icon, or for nothing but the frame."""
        full = super().sizeHint()
        return QSize(full.width() - self._words_width(), full.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Announce the words where they are not shown."""
        super().resizeEvent(event)
        self.setToolTip(plain_tooltip(self.text()) if self.shrunk else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw no more words than fit."""
        if not self.shrunk:
            super().paintEvent(event)
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = self.words_within(self.width() - self.sizeHint().width() + self._words_width())
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)

    def words_within(self, room: int) -> str:
        """The text shown where the words do not fit."""
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

    def _words_width(self) -> int:
        """The width of the words as Qt measures them."""
        return self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text()).width()


class IconButton(QPushButton):
    """A button with an icon before its words; `role` is the stylesheet's (primary, link, nav)."""

    def __init__(
        self, context: Context, name: str, text: str, role: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self._context = context
        self._name = name
        self._role = role
        self._drawn: tuple[str, int] | None = None
        self.setAutoDefault(False)
        if role:
            set_role(self, role)
        self.toggled.connect(self._draw_icon)
        self._draw_icon()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button too, like Space."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon again when its colour or size changes."""
        if event.type() in _REDRAWN_AT:
            self._draw_icon()
        super().changeEvent(event)

    def _draw_icon(self) -> None:
        """Draw the icon, unless it is drawn so already: Qt describes the same change many times."""
        side = self.fontMetrics().height()
        wanted = (self._colour(), side)
        if wanted != self._drawn:
            self._drawn = wanted
            self.setIcon(icon(self._name, *wanted))
            self.setIconSize(QSize(side, side))

    def _colour(self) -> str:
        palette = self._context.palette
        if not self.isEnabled():
            return palette.outline
        if self._role == "primary":
            return palette.on_accent
        if self._role in {"link", "flush-link"} or self.isChecked():
            return palette.accent
        return palette.second_ink


class ElidedButton(IconButton, ElidedTextButton):
    """A button with an icon, whose words end in … where there is no room."""


class ShrinkingButton(ElidedButton):
    """A button that shows its icon alone where there is no room for its words; they are its tooltip then."""

    def show_words(self, *, shown: bool) -> None:
        """Be as wide as the words need, or no wider than the icon."""
        most = _NO_LIMIT if shown else self.minimumSizeHint().width()
        if most != self.maximumWidth():
            self.setMaximumWidth(most)

    def words_within(self, _room: int) -> str:
        """None."""
        return ""


class ShrinkingRow(QHBoxLayout):
    """Commands in a row: with the words of each `ShrinkingButton` where all have room, else with icons alone.

    Qt's own would give each a part of the room, too much for an icon and too little for the words.
    """

    def __init__(self, left: Iterable[QWidget] = (), right: Iterable[QWidget] = ()) -> None:
        super().__init__()
        self.setSpacing(8)
        for widget in left:
            self.addWidget(widget)
        self.addStretch(1)
        for widget in right:
            self.addWidget(widget)

    def setGeometry(self, rect: QRect) -> None:
        """Decide between words and icons, then share the room."""
        parts = [item for place in range(self.count()) if (item := self.itemAt(place)) and not item.isEmpty()]
        widgets = [part.widget() for part in parts]
        buttons = [widget for widget in widgets if isinstance(widget, ShrinkingButton)]
        others = [part for part in parts if part.widget() not in buttons]
        needed = sum(button.sizeHint().width() for button in buttons)
        needed += sum(part.minimumSize().width() for part in others)
        needed += self.spacing() * (sum(widget is not None for widget in widgets) - 1)
        for button in buttons:
            button.show_words(shown=needed <= rect.width() - self._margins())
        super().setGeometry(rect)

    def _margins(self) -> int:
        margins = self.contentsMargins()
        return margins.left() + margins.right()
