"""A page that asks again for what it shows, where that changed while it was out of sight."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget


class FreshPage(QWidget):
    """Shows what is there now whenever anyone looks; `stale` says that there is something to ask again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stale = True

    def refresh(self) -> None:
        """Ask again and show it; `stale` is false after it."""
        raise NotImplementedError

    def catch_up(self) -> None:
        """Ask again where that is called for and anyone is looking."""
        if self.stale and self.isVisible():
            self.refresh()

    def follow_change(self) -> None:
        """Ask again, at once if anyone is looking: nobody waits for a page out of sight."""
        self.stale = True
        self.catch_up()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while another page was shown."""
        super().showEvent(event)
        if self.stale:
            self.refresh()
