"""A button with a menu of what the user named and keeps: choose, save, remove."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from fivegates.ui.context import Context
from fivegates.ui.widgets.buttons import ShrinkingButton
from fivegates.ui.widgets.roles import button_text


@dataclass(frozen=True, slots=True)
class KeptWords:
    """What the button, the line that saves and the menu that removes are called."""

    button: str
    save: str
    remove: str


class KeptMenu(ShrinkingButton):
    """Lists what is kept each time the menu opens; `more` fills in what is particular to a page.

    Signals:
        chosen(str): the user wants what has this name.
        save_requested(): the user wants to keep what is shown.
        removed(str): the user keeps what has this name no longer.
    """

    chosen = Signal(str)
    save_requested = Signal()
    removed = Signal(str)

    def __init__(
        self,
        context: Context,
        words: KeptWords,
        names: Callable[[], Sequence[str]],
        more: Callable[[QMenu], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, "save", words.button, parent=parent)
        self._words = words
        self._names = names
        self._more = more
        self.savable = True
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self._menu.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        menu, names = self._menu, self._names()
        menu.clear()
        for name in names:
            menu.addAction(button_text(name)).triggered.connect(lambda _on=False, n=name: self.chosen.emit(n))
        menu.addSeparator()
        if self._more is not None:
            self._more(menu)
        save = menu.addAction(self._words.save)
        save.setEnabled(self.savable)
        save.triggered.connect(self.save_requested)
        remove = menu.addMenu(self._words.remove)
        remove.setEnabled(bool(names))
        for name in names:
            action = remove.addAction(button_text(name))
            action.triggered.connect(lambda _on=False, n=name: self.removed.emit(n))
