"""The question "what if we changed model", and its answer in a sentence."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from fivegates.domain.errors import UserError
from fivegates.domain.measured import Today
from fivegates.domain.projections import Market, with_other_model
from fivegates.domain.scenarios import Scenario
from fivegates.domain.wording.projections import other_model_sentence
from fivegates.ui.context import Context
from fivegates.ui.initiative.scale.model_box import ModelBox
from fivegates.ui.widgets.buttons import IconButton
from fivegates.ui.widgets.labels import PlainLabel
from fivegates.ui.widgets.roles import set_role


class OtherModel(QFrame):
    """A choice of model and what a month would cost with it; without prices, the way to get some.

    Signals:
        prices_requested(): the user wants to see the price books.
    """

    prices_requested = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._today: Today | None = None
        self._scenario: Scenario | None = None
        self._market = Market()
        self._unit = ""
        gettext = context.language.gettext
        set_role(self, "panel")
        self._question = PlainLabel(gettext("What if we changed model?"), "section")
        self.box = ModelBox(context.language, self._market, "", "")
        self.box.setAccessibleName(gettext("Another model"))
        self._question.setBuddy(self.box)
        self.answer = PlainLabel("", "quiet", wrap=True)
        self._prices = IconButton(context, "edit", gettext("Prices of models…"))
        self._prices.clicked.connect(self.prices_requested)
        self.box.editTextChanged.connect(self._tell)
        self._lay_out()

    def show_today(self, today: Today, scenario: Scenario, market: Market, unit: str) -> None:
        """Ask of today at a volume; the model chosen stays chosen."""
        if market.books != self._market.books:
            self.box.offer(market)
        self._today, self._scenario, self._market, self._unit = today, scenario, market, unit
        self.box.setVisible(bool(market.books))
        self._tell()

    def _tell(self) -> None:
        """Answer for the model that is written; a name that no book lists is told as such."""
        self.answer.setText(self._words())

    def _words(self) -> str:
        language, model = self._context.language, self.box.model_name
        if self._today is None or self._scenario is None:
            return ""
        if not self._market.books:
            return language.gettext("Import or write down what models cost, and compare them here.")
        if not model:
            return language.gettext("Choose a model of the price books, by any part of its name.")
        try:
            other = with_other_model(self._today, model, self._scenario.volume, self._market)
        except UserError as error:
            return error.text(language)
        return other_model_sentence(self._scenario, other, model, self._unit, language)

    def _lay_out(self) -> None:
        asked = QHBoxLayout()
        asked.setSpacing(16)
        asked.addWidget(self._question)
        asked.addWidget(self.box, 1)
        asked.addStretch(1)
        asked.addWidget(self._prices)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(6)
        layout.addLayout(asked)
        layout.addWidget(self.answer)
