"""A field for a model of the price books: typed or chosen, found by any part of its name."""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from fivegates.domain.economics.projections import Market
from fivegates.domain.language import Language
from fivegates.ui.widgets.forms import ListBox, TextField


class ModelBox(ListBox):
    """All models of the price books by name; empty means the current one, whose name is shown in grey."""

    def __init__(
        self, language: Language, market: Market, today: str, chosen: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        editor = TextField()
        self.setLineEdit(editor)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(28)
        shown = language.gettext("{model}, as now", model=today) if today else language.gettext("as now")
        editor.setPlaceholderText(shown)
        self.offer(market)
        self.setEditText(chosen)

    def offer(self, market: Market) -> None:
        """Offer the models of these books; what is written stays."""
        written = self.currentText()
        with QSignalBlocker(self):
            self.clear()
            self.addItems(sorted({price.model for book in market.books for price in book.prices}))
            self.setEditText(written)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)

    @property
    def model_name(self) -> str:
        """The model written; empty for today's."""
        return self.currentText().strip()
