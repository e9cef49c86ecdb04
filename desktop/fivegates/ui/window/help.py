"""The commands of the Help menu: guide, keyboard shortcuts and About."""

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QWidget

from fivegates.ui.context import Context
from fivegates.ui.window.menus import ShortcutGroup


class Help:
    """Opens the guide, the shortcut sheet and About over `window`."""

    def __init__(
        self, context: Context, window: QWidget, groups: Callable[[], Iterable[ShortcutGroup]]
    ) -> None:
        self._context = context
        self._window = window
        self._groups = groups

    def show_guide(self) -> None:
        """Show how the parts of the window are used."""
        from fivegates.ui.dialogs.help import GuideDialog

        GuideDialog(self._context, self._window).open()

    def show_shortcuts(self) -> None:
        """Show every key."""
        from fivegates.ui.dialogs.help import ShortcutSheet

        ShortcutSheet(self._context, tuple(self._groups()), self._window).open()

    def show_about(self) -> None:
        """Show credits and versions."""
        from fivegates.ui.dialogs.help import AboutDialog

        AboutDialog(self._context, self._window).open()
