"""Buttons with an icon of ours, in the palette's colour of the moment."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QPushButton, QWidget

from fivegates.ui.context import Context
from fivegates.ui.icons import icon
from fivegates.ui.widgets.roles import set_role


class IconButton(QPushButton):
    """A button with an icon before its words; `role` is the stylesheet's (primary, link, nav)."""

    def __init__(
        self, context: Context, name: str, text: str, role: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self._context = context
        self._name = name
        self._role = role
        self._drawn: tuple[str, str, int] | None = None
        self.setAutoDefault(False)
        if role:
            set_role(self, role)
        self.toggled.connect(self._draw_icon)
        self._draw_icon()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon anew when colours or sizes change."""
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._draw_icon()
        super().changeEvent(event)

    def _draw_icon(self) -> None:
        """Draw the icon, unless it is drawn so already: Qt tells of the same change many times."""
        wanted = (self._colour(), self._context.palette.outline, self.fontMetrics().height())
        if wanted != self._drawn:
            self._drawn = wanted
            self.setIcon(icon(self._name, *wanted))
            self.setIconSize(QSize(wanted[2], wanted[2]))

    def _colour(self) -> str:
        palette = self._context.palette
        if self._role == "primary":
            return palette.on_accent
        return palette.accent if self._role == "link" or self.isChecked() else palette.second_ink
