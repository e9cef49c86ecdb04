"""The commands for price books: each asks by a form or a file, then runs the action."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fivegates.actions.file.opened import Changes
from fivegates.actions.importing import prices
from fivegates.actions.importing.prices import PriceImport
from fivegates.domain.economics.assumptions import check_book, check_price
from fivegates.domain.economics.ledger import ModelPrice, PriceBook
from fivegates.domain.errors import Problem
from fivegates.domain.language import Language
from fivegates.domain.wording.money_terms import unit_text
from fivegates.ui.context import Context
from fivegates.ui.file_dialogs import FileKind, ask_for_file, documents_folder
from fivegates.ui.initiative.costs.forms import AmountField, currency_of
from fivegates.ui.session import Session
from fivegates.ui.stopping import Stoppable, StoppedError
from fivegates.ui.widgets.dates import DateField
from fivegates.ui.widgets.fields import ProseBox
from fivegates.ui.widgets.form_dialog import FormDialog
from fivegates.ui.widgets.forms import TextField

_SIX: Final = 6


def for_a_million(price: Decimal | None) -> Decimal | None:
    """Price of a million tokens; None where it is not known."""
    return None if price is None else Decimal(f"{price.scaleb(_SIX).normalize():f}")


def for_one(price: Decimal | None) -> Decimal | None:
    """Price of one token, from the price of a million."""
    return None if price is None else Decimal(f"{price.scaleb(-_SIX).normalize():f}")


def price_text(price: Decimal | None, currency: str, language: Language) -> str:
    """The price of a million tokens as money; a dash where it is not known."""
    return unit_text(for_a_million(price), currency, language)


class BookForm(FormDialog):
    """The form for a price book: its day, currency and source."""

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
    """The form for the prices of a model, per million tokens; an unknown price stays empty."""

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
            "written": AmountField(for_a_million(price.written), context.language, needed=False),
            "written_hour": AmountField(for_a_million(price.written_hour), context.language, needed=False),
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
            written=for_one(self._prices["written"].value),
            written_hour=for_one(self._prices["written_hour"].value),
            provider=self._provider.text().strip(),
            note=self._note.toPlainText().strip(),
        )

    def find_problems(self) -> Iterable[Problem]:
        """The domain's checks, and prices that cannot be read."""
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
        self.add_rows(
            self.row("written", gettext("Input written to a cache"), self._prices["written"]),
            self.row("written_hour", gettext("Kept there for an hour"), self._prices["written_hour"]),
        )
        self.add_rows(self.row("note", gettext("Note"), self._note))


class PriceCommands(QObject):
    """Opens forms over `page` and runs what they ask for.

    Signals:
        reported(str): what an import brought.
        book_added(int): a book is new; its id.
    """

    reported = Signal(str)
    book_added = Signal(int)

    def __init__(self, session: Session, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self._session = session
        self._context = context
        self._page = page

    def ask_list(self) -> None:
        """Ask for a list of prices."""
        gettext = self._context.language.gettext
        kind = FileKind(gettext("Lists of prices (*.json)"), "json")
        folder = self._context.settings.import_folder or documents_folder()
        ask_for_file(self._page, gettext("Import a list of prices"), kind, folder, self.import_list)

    def import_list(self, path: Path) -> None:
        """Import a list as it was on the day of the file; the user can change that day."""
        with self._stoppable(path.name) as work:
            found = self._session.ask(prices.preview_prices, path, tick=work.tick)
            if found is None:
                return
            self._context.settings.import_folder = str(path.absolute().parent)
            self._import(found, work)

    def import_default(self) -> None:
        """Import the prices that come with Fivegates."""
        found = self._session.ask(prices.preview_default_prices)
        if found is not None:
            with self._stoppable(found.book.source) as work:
                self._import(found, work)

    @contextmanager
    def _stoppable(self, file: str) -> Iterator[Stoppable]:
        """Show the progress of an import; where the user stops it, report that nothing was imported."""
        gettext = self._context.language.gettext
        work = Stoppable(self._context, gettext("Import {file}", file=file), self._page)
        try:
            yield work
        except StoppedError:
            self.reported.emit(gettext("Stopped. Nothing was imported."))
        finally:
            work.end()

    def _import(self, found: PriceImport, work: Stoppable) -> None:
        """Import a list, and report the result."""
        changes = self._session.run(prices.import_prices, found, work.tick)
        if changes is None:
            return
        language = self._context.language
        refused = language.ngettext(
            "{count} entry was refused.", "{count} entries were refused.", len(found.refused)
        )
        text = language.gettext(
            "{added} new, {changed} changed, as of {day}.",
            added=language.number(len(found.added)),
            changed=language.number(len(found.changed)),
            day=language.long_date(found.book.snapshot),
        )
        self.reported.emit(f"{text} {refused}" if found.refused else text)
        self.book_added.emit(changes.created or found.book.id)

    def ask_new_book(self, currency: str) -> None:
        """Ask for a new book of today."""
        book = PriceBook(self._context.today(), currency)
        form = BookForm(self._context, book, self._page)

        def save() -> Changes | None:
            changes = self._session.run(prices.add_book, form.value)
            if changes is not None and changes.created is not None:
                self.book_added.emit(changes.created)
            return changes

        form.save_with(save)

    def ask_book(self, book: PriceBook) -> None:
        """Edit a book's day, currency and source in a form."""
        form = BookForm(self._context, book, self._page)
        form.save_with(lambda: self._session.run(prices.edit_book, form.value))

    def remove_book(self, book: PriceBook) -> None:
        """Remove a book with its prices."""
        self._session.run(prices.remove_book, book.id)

    def ask_price(self, book: PriceBook, price: ModelPrice | None) -> None:
        """Open the form for new or existing prices of a model."""
        form = PriceForm(self._context, price or ModelPrice(""), book.currency, self._page)
        command = prices.edit_price if price else prices.add_price
        form.save_with(lambda: self._session.run(command, book.id, form.value))

    def remove_price(self, price: ModelPrice) -> None:
        """Remove the prices of a model."""
        self._session.run(prices.remove_price, price.id)
