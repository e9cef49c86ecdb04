"""The dialog for price books: one book at a time, its models as a table with a search above it."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from fivegates.actions import overview, queries
from fivegates.actions.file.opened import Changes
from fivegates.domain.economics.ledger import ModelPrice, PriceBook
from fivegates.ui.context import Context
from fivegates.ui.prices.commands import PriceCommands, price_text
from fivegates.ui.session import Session
from fivegates.ui.tables.model import Cell, Heading, RecordModel, RecordOrder, RecordRow
from fivegates.ui.tables.table import RecordTable
from fivegates.ui.widgets.buttons import IconButton, ShrinkingButton
from fivegates.ui.widgets.forms import ElidedBox
from fivegates.ui.widgets.labels import EmptyState, PlainLabel
from fivegates.ui.widgets.roles import rule

_MARGIN: Final = 24
_WIDTH, _HEIGHT = 920, 600
# A list of thousands takes seconds to write out; a search is quicker for the reader too.
_MOST_SHOWN: Final = 200


class PricesDialog(QDialog):
    """Shows the books; Enter edits a price, Insert adds one, Delete removes it, and Undo takes it back."""

    def __init__(self, session: Session, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._context = context
        self._books: tuple[PriceBook, ...] = ()
        self._commands = PriceCommands(session, context, self)
        gettext = context.language.gettext
        self.setWindowTitle(gettext("Prices of models"))
        self.books = ElidedBox()
        self.books.setAccessibleName(gettext("Price book"))
        self.books.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.books.setMinimumContentsLength(20)
        self.search = QLineEdit()
        self.search.setAccessibleName(gettext("Search models"))
        self.search.setPlaceholderText(gettext("Search by any part of a name"))
        self.search.setClearButtonEnabled(True)
        self._model = RecordModel(context, _headings(context), self)
        order = RecordOrder(self._model, self)
        self.table = RecordTable(context, order, gettext("Prices"), self, view="prices")
        self.note = PlainLabel("", "note", wrap=True)
        self.shown = PlainLabel("", "note", wrap=True)
        self._make_buttons()
        self._lay_out()
        self._connect()
        scale = context.settings.text_scale
        room = self.screen().availableSize()
        width, height = _WIDTH * scale // 100, _HEIGHT * scale // 100
        self.resize(min(width, room.width() - 80), min(height, room.height() - 80))
        self._refresh()
        self._enter()

    @property
    def book(self) -> PriceBook | None:
        """The book that is shown."""
        index = self.books.currentIndex()
        return self._books[index] if 0 <= index < len(self._books) else None

    def _make_buttons(self) -> None:
        context, gettext = self._context, self._context.language.gettext
        self.bring = IconButton(context, "open", gettext("Import a list…"), "primary")
        self.first_bring = IconButton(context, "open", gettext("Import a list…"), "primary")
        self.default = IconButton(context, "save", gettext("Use the prices of Fivegates"))
        self.add_book = IconButton(context, "add", gettext("Add book…"))
        self.first_book = IconButton(context, "add", gettext("Add book…"))
        self.edit_book = ShrinkingButton(context, "edit", gettext("Edit book…"))
        self.remove_book = ShrinkingButton(context, "delete", gettext("Remove book"))
        self.add = ShrinkingButton(context, "add", gettext("Add price…"))
        self.edit = ShrinkingButton(context, "edit", gettext("Edit…"))
        self.remove = ShrinkingButton(context, "delete", gettext("Remove"))
        self._close = QPushButton(gettext("Close"))
        self._close.setAutoDefault(False)

    def _connect(self) -> None:
        """Connect all signals, in one list."""
        self._session.changed.connect(self._follow)
        self._commands.reported.connect(self.note.setText)
        self._commands.book_added.connect(self._choose)
        self.books.currentIndexChanged.connect(self._show_book)
        self.search.textChanged.connect(self._show_book)
        for button in (self.bring, self.first_bring):
            button.clicked.connect(self._commands.ask_list)
        self.default.clicked.connect(self._commands.import_default)
        for button in (self.add_book, self.first_book):
            button.clicked.connect(self._ask_new_book)
        self.edit_book.clicked.connect(lambda: self._on_book(self._commands.ask_book))
        self.remove_book.clicked.connect(lambda: self._on_book(self._commands.remove_book))
        self.add.clicked.connect(self._ask_new_price)
        self.edit.clicked.connect(self._edit_price)
        self.remove.clicked.connect(self._remove_price)
        self.table.add_requested.connect(self._ask_new_price)
        self.table.edit_requested.connect(self._edit_price)
        self.table.remove_requested.connect(self._remove_price)
        self.table.chosen.connect(self._follow_choice)
        self._close.clicked.connect(self.accept)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.activated.connect(self._session.undo)

    def _follow(self, changes: Changes) -> None:
        if changes.settings:
            self._refresh()

    def _refresh(self) -> None:
        """Ask for the books again; the one that was shown stays shown."""
        shown = self.book
        self._books = self._session.ask(queries.price_books) or ()
        with QSignalBlocker(self.books):
            self.books.clear()
            self.books.addItems([self._book_words(book) for book in self._books])
        self._choose(shown.id if shown else 0)

    def _choose(self, book_id: int) -> None:
        """Show a book; the newest where it is gone."""
        ids = [book.id for book in self._books]
        newest = max(range(len(ids)), key=lambda index: self._books[index].snapshot, default=-1)
        self.books.setCurrentIndex(ids.index(book_id) if book_id in ids else newest)
        self._show_book()

    def _show_book(self) -> None:
        """Fill the table with the models that are searched for."""
        book, sought = self.book, self.search.text().strip().casefold()
        self._parts.setCurrentIndex(0 if book is None else 1)
        self.bring.setVisible(book is not None)
        self.add_book.setVisible(book is not None)
        prices = book.prices if book else ()
        found = [price for price in prices if sought in f"{price.model} {price.provider}".casefold()]
        found.sort(key=lambda price: price.model.casefold())
        chosen = self.table.current()
        self._model.set_rows([self._row(price) for price in found[:_MOST_SHOWN]])
        self.shown.setText(self._shown_words(len(found)))
        self.table.choose(chosen.record_id if chosen else 0, or_row=0)
        self._follow_choice()

    def _follow_choice(self) -> None:
        """Offer what can be done."""
        editable = not self._session.opened.read_only
        chosen = editable and self.table.current() is not None
        for button in (
            self.bring,
            self.first_bring,
            self.add_book,
            self.first_book,
            self.edit_book,
            self.remove_book,
        ):
            button.setEnabled(editable)
        self.add.setEnabled(editable)
        self.edit.setEnabled(chosen)
        self.remove.setEnabled(chosen)

    def _enter(self) -> None:
        """Search at once, or begin."""
        first: QWidget = self.first_bring if self.book is None else self.search
        first.setFocus()

    def _on_book(self, command: Callable[[PriceBook], None]) -> None:
        """Run `command` on the book that is shown."""
        if self.book is not None:
            command(self.book)

    def _ask_new_book(self) -> None:
        self._commands.ask_new_book(overview.settings(self._session.opened).currency)

    def _ask_new_price(self) -> None:
        if self.book is not None and self.add.isEnabled():
            self._commands.ask_price(self.book, None)

    def _edit_price(self) -> None:
        price = self._chosen()
        if self.book is not None and price is not None and self.edit.isEnabled():
            self._commands.ask_price(self.book, price)

    def _remove_price(self) -> None:
        price = self._chosen()
        if price is not None and self.remove.isEnabled():
            self._commands.remove_price(price)

    def _chosen(self) -> ModelPrice | None:
        """The prices of the chosen row."""
        row = self.table.current()
        if self.book is None or row is None:
            return None
        return next(price for price in self.book.prices if price.id == row.record_id)

    def _book_words(self, book: PriceBook) -> str:
        language = self._context.language
        count = language.ngettext("{count} model", "{count} models", len(book.prices))
        return " · ".join(
            filter(None, (language.long_date(book.snapshot), book.source, book.currency, count))
        )

    def _shown_words(self, count: int) -> str:
        """The caption: the unit of the figures, and the number of models not shown."""
        language = self._context.language
        unit = language.gettext("Prices for a million tokens. A dash: not known.")
        if count <= _MOST_SHOWN:
            return unit
        text = language.gettext(
            "The first {shown} of {count} models; search for the others.",
            shown=language.number(_MOST_SHOWN),
            count=language.number(count),
        )
        return f"{unit} {text}"

    def _row(self, price: ModelPrice) -> RecordRow:
        language = self._context.language
        currency = self.book.currency if self.book else ""
        amounts = (price.input, price.output, price.cached)
        cells = [Cell(price_text(each, currency, language), each, quiet=each is None) for each in amounts]
        if price.input is None and price.per_request is not None:
            amount = language.unit_money(price.per_request, currency)
            cells[0] = Cell(language.gettext("{price} a request", price=amount), price.per_request)
        if price.output is None and price.image is not None:
            amount = language.unit_money(price.image, currency)
            cells[1] = Cell(language.gettext("{price} an image", price=amount), price.image)
        return RecordRow(
            price.id,
            "",
            (
                Cell(price.model, price.model),
                Cell(price.provider, price.provider),
                *cells,
            ),
        )

    def _lay_out(self) -> None:
        gettext = self._context.language.gettext
        self._parts = QStackedWidget()
        self._parts.addWidget(
            EmptyState(
                gettext("No prices yet"),
                gettext(
                    "Use the prices that come with Fivegates, import a public list of what models cost a "
                    "token (LiteLLM, llm-prices or genai-prices), or add a book of your own."
                ),
                (self.default, self.first_bring, self.first_book),
            )
        )
        self._parts.addWidget(self._filled())
        foot = QHBoxLayout()
        foot.setContentsMargins(_MARGIN, 8, _MARGIN, 0)
        foot.addWidget(self.note, 1)
        foot.addWidget(self._close)
        heading = PlainLabel(gettext("Prices of models"), "heading")
        head = _side_by_side(heading, self.bring, self.add_book)
        head.setContentsMargins(_MARGIN, 20, _MARGIN, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 16)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._parts, 1)
        layout.addWidget(rule())
        layout.addLayout(foot)

    def _filled(self) -> QWidget:
        """Books on top, the search and the models below."""
        filled = QWidget()
        layout = QVBoxLayout(filled)
        layout.setContentsMargins(_MARGIN, 8, _MARGIN, 8)
        layout.setSpacing(8)
        layout.addLayout(_side_by_side(self.books, self.edit_book, self.remove_book))
        layout.addLayout(_side_by_side(self.search, self.add, self.edit, self.remove))
        layout.addWidget(self.table, 1)
        layout.addWidget(self.shown)
        return filled


def _headings(context: Context) -> tuple[Heading, ...]:
    gettext = context.language.gettext
    return (
        Heading(gettext("Model"), share=3),
        Heading(gettext("Provider")),
        Heading(gettext("Input"), right=True),
        Heading(gettext("Output"), right=True),
        Heading(gettext("From a cache"), right=True),
    )


def _side_by_side(first: QWidget, *others: QWidget) -> QHBoxLayout:
    """Widgets in a row; the first takes the room that is left."""
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(first, 1)
    for widget in others:
        row.addWidget(widget)
    return row
