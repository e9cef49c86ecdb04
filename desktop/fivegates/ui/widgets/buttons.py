"""Buttons with an icon in the palette's current colour."""

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from fivegates.ui.context import Context
from fivegates.ui.theme import icon
from fivegates.ui.widgets.roles import plain_tooltip, set_role

_REDRAWN_AT: Final = frozenset({QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.EnabledChange})


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


class ShrinkingButton(IconButton):
    """A button that shows its icon alone where there is no room for its words; they are its tooltip then."""

    def __init__(
        self, context: Context, name: str, text: str, role: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(context, name, text, role, parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def shrunk(self) -> bool:
        """Whether only the icon is shown."""
        return self.width() < self.sizeHint().width()

    def minimumSizeHint(self) -> QSize:
        """Room for the icon."""
        full = super().sizeHint()
        return QSize(full.width() - self.fontMetrics().horizontalAdvance(self.text()), full.height())

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
        option.text = self._words_within(self.width() - self.minimumSizeHint().width())
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)

    def _words_within(self, _room: int) -> str:
        """The text shown where the words do not fit: none."""
        return ""


class ElidedButton(ShrinkingButton):
    """A button whose words end in … where there is no room; they are its tooltip then."""

    def _words_within(self, room: int) -> str:
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
