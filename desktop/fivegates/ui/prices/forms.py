"""The forms for a price book and for the prices of a model."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from fivegates.domain.assumption_checks import check_book, check_price
from fivegates.domain.errors import Problem
from fivegates.domain.ledger import ModelPrice, PriceBook
from fivegates.ui.context import Context
from fivegates.ui.initiative.costs.fields import AmountField, currency_of
from fivegates.ui.prices.per_million import for_a_million, for_one
from fivegates.ui.widgets.dates import DateField
from fivegates.ui.widgets.form_dialog import FormDialog
from fivegates.ui.widgets.forms import TextField
from fivegates.ui.widgets.prose import ProseBox


class BookForm(FormDialog):
    """The day of a price book, its currency, and who says so."""

    def __init__(self, context: Context, book: PriceBook, parent: QWidget) -> None:
        gettext = context.language.gettext
        title = gettext("Edit the price book") if book.id else gettext("Add a price book")
        super().__init__(context, title, gettext("Save") if book.id else gettext("Add price book"), parent)
        self._original = book
        self._snapshot = DateField(context, book.snapshot if book.id else None)
        self._currency = TextField(book.currency)
        self._source = TextField(book.source)
        self.add_rows(self.row("source", gettext("Source"), self._source, gettext("A contract, or a list.")))
        self.add_rows(
            self.row("date", gettext("Prices as of"), self._snapshot),
            self.row("currency", gettext("Currency"), self._currency, gettext("Three letters, such as EUR.")),
        )
        self._source.setFocus()

    @property
    def value(self) -> PriceBook:
        """The book as entered."""
        return replace(
            self._original,
            snapshot=self._snapshot.value or self._original.snapshot,
            currency=currency_of(self._currency),
            source=self._source.text().strip(),
        )

    def find_problems(self) -> Iterable[Problem]:
        """The domain's checks, and a date that is none."""
        return (*self._snapshot.problems("date"), *check_book(replace(self.value, prices=())))


class PriceForm(FormDialog):
    """The prices of a model, for a million tokens; one that is not known stays empty."""

    def __init__(self, context: Context, price: ModelPrice, currency: str, parent: QWidget) -> None:
        gettext = context.language.gettext
        title = gettext("Edit the price") if price.id else gettext("Add a price")
        super().__init__(context, title, gettext("Save") if price.id else gettext("Add price"), parent)
        self._original = price
        self._model = TextField(price.model)
        self._provider = TextField(price.provider)
        self._prices = {
            "input": AmountField(for_a_million(price.input), context.language, needed=False),
            "output": AmountField(for_a_million(price.output), context.language, needed=False),
            "cached": AmountField(for_a_million(price.cached), context.language, needed=False),
        }
        self._note = ProseBox(price.note, 2)
        self._lay_out(currency)
        self._model.setFocus()

    @property
    def value(self) -> ModelPrice:
        """The prices as entered."""
        return replace(
            self._original,
            model=self._model.text().strip(),
            input=for_one(self._prices["input"].value),
            output=for_one(self._prices["output"].value),
            cached=for_one(self._prices["cached"].value),
            provider=self._provider.text().strip(),
            note=self._note.toPlainText().strip(),
        )

    def find_problems(self) -> Iterable[Problem]:
        """The domain's checks, and prices that are none."""
        unreadable = [problem for place, field in self._prices.items() for problem in field.problems(place)]
        return (*unreadable, *check_price(self.value))

    def _lay_out(self, currency: str) -> None:
        gettext = self.context.language.gettext
        self.add_rows(
            self.row("model", gettext("Model"), self._model, gettext("As the usage names it.")),
            self.row("provider", gettext("Provider"), self._provider),
        )
        million = gettext(
            "In {currency} for a million tokens; empty where it is not known.", currency=currency
        )
        self.add_rows(
            self.row("input", gettext("Input"), self._prices["input"], million),
            self.row("output", gettext("Output"), self._prices["output"]),
            self.row("cached", gettext("Input from a cache"), self._prices["cached"]),
        )
        self.add_rows(self.row("note", gettext("Note"), self._note))
