"""Choosing the language in which papers are set, apart from that of the window."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fivegates.languages import language_name, spoken_codes
from fivegates.ui.context import Context
from fivegates.ui.widgets.forms import ChoiceBox


class PaperLanguageBox(ChoiceBox[str]):
    """The languages that there are; the one in which papers are set now is chosen.

    Signals:
        language_chosen(): another one was chosen, and is kept for next time.
    """

    language_chosen = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._context = context
        names = [(language_name(code), code) for code in spoken_codes()]
        super().__init__(names, context.paper_language.locale.language, parent)
        self.activated.connect(self._remember)

    def _remember(self) -> None:
        """Keep the choice for next time."""
        self._context.settings.paper_language = self.value
        self.language_chosen.emit()
