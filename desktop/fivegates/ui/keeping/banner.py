"""A notice across the top of the workspace: one sentence, and what can be done about it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.widgets.roles import set_role


@dataclass(frozen=True, slots=True)
class Offer:
    """A verb on a button, and what it does."""

    text: str
    run: Callable[[], object]


class Banner(QFrame):
    """Stays until what it tells of is over."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "banner")
        self._words = PlainLabel(wrap=True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(32, 8, 32, 8)
        self._row.setSpacing(8)
        self._row.addWidget(self._words, 1)
        self._buttons: list[QPushButton] = []

    @property
    def text(self) -> str:
        """What it tells."""
        return self._words.text()

    @property
    def buttons(self) -> Sequence[QPushButton]:
        """What it offers."""
        return tuple(self._buttons)

    def tell(self, text: str, offers: Sequence[Offer] = ()) -> None:
        """Show a notice instead of the one before."""
        self._words.setText(text)
        self.setAccessibleName(text)
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(offer) for offer in offers]
        self.show()

    def _button(self, offer: Offer) -> QPushButton:
        """A button that a click gives no focus: what is being typed keeps it, and is not saved by leaving."""
        button = QPushButton(offer.text)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: offer.run())  # noqa: PLW0108 - keeps Qt's argument out
        self._row.addWidget(button)
        return button
