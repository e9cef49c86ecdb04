"""What can be done to price books: the form or file that asks, then the action."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fivegates.actions import prices
from fivegates.actions.opened import Changes
from fivegates.domain.ledger import ModelPrice, PriceBook
from fivegates.ui.context import Context
from fivegates.ui.file_dialogs import FileKind, ask_for_file, documents_folder
from fivegates.ui.portfolio_session import Session
from fivegates.ui.prices.forms import BookForm, PriceForm


class PriceVerbs(QObject):
    """Opens forms over `page` and runs what they ask for.

    Signals:
        told(str): what an import brought.
        book_added(int): a book is new; its id.
    """

    told = Signal(str)
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
        """Import a list as it stood on the day of the file; the user can change that day."""
        found = self._session.ask(prices.preview_prices, path)
        if found is None:
            return
        self._context.settings.import_folder = str(path.absolute().parent)
        changes = self._session.run(prices.import_prices, found)
        if changes is None:
            return
        language = self._context.language
        refused = language.ngettext(
            "{count} entry was refused.", "{count} entries were refused.", len(found.refused)
        )
        told = language.gettext(
            "{added} new, {changed} changed, as of {day}, the day of the file.",
            added=language.number(len(found.added)),
            changed=language.number(len(found.changed)),
            day=language.long_date(found.book.snapshot),
        )
        self.told.emit(f"{told} {refused}" if found.refused else told)
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
        """Ask for a book's day, currency and source anew."""
        form = BookForm(self._context, book, self._page)
        form.save_with(lambda: self._session.run(prices.edit_book, form.value))

    def remove_book(self, book: PriceBook) -> None:
        """Remove a book with its prices."""
        self._session.run(prices.remove_book, book.id)

    def ask_price(self, book: PriceBook, price: ModelPrice | None) -> None:
        """Ask for the prices of a model, new or anew."""
        form = PriceForm(self._context, price or ModelPrice(""), book.currency, self._page)
        verb = prices.edit_price if price else prices.add_price
        form.save_with(lambda: self._session.run(verb, book.id, form.value))

    def remove_price(self, price: ModelPrice) -> None:
        """Remove the prices of a model."""
        self._session.run(prices.remove_price, price.id)
