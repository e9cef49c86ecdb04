"""The portfolio's price books: import a list of prices, and keep prices by hand. No verdict rests on them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from fivegates.actions.file.atomic_files import read_file
from fivegates.actions.file.backups import back_up_now
from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.actions.file.transaction import Saving, saving
from fivegates.domain.economics.assumptions import check_book, check_books, check_price
from fivegates.domain.economics.ledger import ModelPrice, PriceBook
from fivegates.domain.errors import Problem, UserError, refuse
from fivegates.domain.language import Message
from fivegates.domain.quoting import shown
from fivegates.exchange.json_text import MOST_BYTES
from fivegates.exchange.ledger.preview import Tick
from fivegates.exchange.ledger.prices import PricePreview, read_prices
from fivegates.resources import read_resource
from fivegates.store.records.initiatives import PRICE, PRICE_BOOK, read_price_books

__all__ = [
    "PriceImport",
    "add_book",
    "add_missing_books",
    "add_price",
    "edit_book",
    "edit_price",
    "import_prices",
    "preview_default_prices",
    "preview_prices",
    "remove_book",
    "remove_price",
]

_TICKED: Final = 500
_FIRST_PRICES: Final = date(2020, 1, 1)
"""Before this day no model was priced by the token."""


@dataclass(frozen=True, slots=True)
class PriceImport:
    """The preview of a price list: the book, and its differences from the portfolio's book.

    `tiered` are its models whose price depends on the size of a request, `aliases` those that are another
    name of one, `unpriced` the entries without a price that applies to usage, `refused` the rejected ones,
    with reasons.
    """

    book: PriceBook
    refused: tuple[Problem, ...]
    added: tuple[ModelPrice, ...]
    changed: tuple[ModelPrice, ...]
    tiered: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    unpriced: tuple[str, ...] = ()


def preview_prices(
    opened: OpenPortfolio, source: Path, snapshot: date | None = None, tick: Tick = lambda _: None
) -> PriceImport:
    """Read a list of prices; nothing is written.

    `snapshot` is the day of the prices; by default the one that the list states, or that of the
    file. `tick` receives the entries read, and may abort the work. A book of the same day and source is
    updated, so that importing twice adds nothing. Raises DataError for any other kind of file.
    """
    data = read_file(source, MOST_BYTES)
    day = snapshot or _day_of(source)
    found = _sound(read_prices(data, source.name, day, day_given=snapshot is not None, tick=tick))
    if snapshot is None and found.book.snapshot < _FIRST_PRICES:
        raise _no_day(source, found.book.snapshot)
    refuse(check_book(found.book), source.name)
    held = _held(read_price_books(opened.file), found.book)
    return _compared(found, {price.model: price for price in held.prices} if held else {}, held)


def _day_of(source: Path) -> date:
    """The day on which a file was written."""
    return datetime.fromtimestamp(source.stat().st_mtime, UTC).date()


def preview_default_prices(opened: OpenPortfolio) -> PriceImport:
    """Read the prices shipped with Fivegates, as `preview_prices` reads a file."""
    name = "prices/genai-prices.json"
    found = _sound(read_prices(read_resource(name), "genai-prices", _FIRST_PRICES, day_given=False))
    held = _held(read_price_books(opened.file), found.book)
    return _compared(found, {price.model: price for price in held.prices} if held else {}, held)


def _no_day(source: Path, day: date) -> UserError:
    """The refusal of a file whose date cannot be that of its prices, as where an archive has lost it."""
    return UserError(
        "{file} is dated {day}, which cannot be the day of its prices. Say the day with --dated on the "
        "command line, or save the file again.",
        file=source.name,
        day=day.isoformat(),
    )


def _sound(found: PricePreview) -> PricePreview:
    """Refuse prices that a book cannot hold, such as one of a model whose name is no line of text."""
    faults = {price.model: problems[0] for price in found.book.prices if (problems := check_price(price))}
    prices = tuple(price for price in found.book.prices if price.model not in faults)
    refused = (Problem(shown(model), problem.reason) for model, problem in faults.items())
    book = replace(found.book, prices=prices)
    return replace(found, book=book, refused=(*found.refused, *refused))


def _compared(found: PricePreview, held: Mapping[str, ModelPrice], book: PriceBook | None) -> PriceImport:
    """Split prices into new ones and those that differ from the portfolio's."""
    added = tuple(price for price in found.book.prices if price.model not in held)
    same = (replace(price, id=held[price.model].id) for price in found.book.prices if price.model in held)
    changed = tuple(price for price in same if _unlike(price, held[price.model]))
    return PriceImport(
        replace(found.book, id=book.id if book else 0),
        found.refused,
        added,
        changed,
        tiered=found.tiered,
        aliases=found.aliases,
        unpriced=found.unpriced,
    )


def _unlike(price: ModelPrice, held: ModelPrice) -> bool:
    """True if a list gives other prices; the user's own note is ignored."""
    return replace(price, note=held.note) != held


def _held(books: Sequence[PriceBook], like: PriceBook) -> PriceBook | None:
    """The book of the same day, currency and source."""
    key = (like.snapshot, like.currency, like.source)
    return next((book for book in books if (book.snapshot, book.currency, book.source) == key), None)


def import_prices(opened: OpenPortfolio, found: PriceImport, tick: Tick = lambda _: None) -> Changes:
    """Add the book of a preview, or update the existing one, as one action.

    `tick` receives the prices written; an exception from it rolls the import back.
    """
    back_up_now(opened)
    with saving(opened, Message("Import {file}", file=found.book.source)) as action:
        _save_import(action, found, tick)
        action.concerns_settings()
    return action.changes


def _save_import(action: Saving, found: PriceImport, tick: Tick) -> None:
    """Write new prices, and keep those that the list no longer has."""
    book_id = found.book.id or PRICE_BOOK.insert(action.edit, replace(found.book, prices=()))
    for start in range(0, len(found.added), _TICKED):
        tick(start)
        batch = found.added[start : start + _TICKED]
        PRICE.insert_all(action.edit, [(book_id, price) for price in batch])
    for done, price in enumerate(found.changed, len(found.added)):
        if not done % _TICKED:
            tick(done)
        PRICE.update(action.edit, price)


def add_missing_books(action: Saving, books: Sequence[PriceBook]) -> None:
    """Add the books whose day and source the portfolio lacks; existing ones stay unchanged."""
    held = read_price_books(action.opened.file)
    for book in books:
        if _held(held, book) is None:
            PRICE_BOOK.insert(action.edit, book)
            action.concerns_settings()


def add_book(opened: OpenPortfolio, book: PriceBook) -> Changes:
    """Add a price book of the user's own; its id is in `created`. Raises UserError for a bad field."""
    _require_sound(opened, book)
    with saving(opened, Message("Add a price book")) as action:
        action.concerns_settings(created=PRICE_BOOK.insert(action.edit, book))
    return action.changes


def edit_book(opened: OpenPortfolio, book: PriceBook) -> Changes:
    """Save a book's day, currency and source. Raises UserError for a bad field."""
    _require_sound(opened, book)
    with saving(opened, Message("Edit a price book")) as action:
        PRICE_BOOK.update(action.edit, book)
        action.concerns_settings()
    return action.changes


def remove_book(opened: OpenPortfolio, book_id: int) -> Changes:
    """Remove a price book with its prices; undo restores it."""
    with saving(opened, Message("Remove a price book")) as action:
        PRICE_BOOK.delete(action.edit, book_id)
        action.concerns_settings()
    return action.changes


def add_price(opened: OpenPortfolio, book_id: int, price: ModelPrice) -> Changes:
    """Add the prices of a model to a book. Raises UserError for a bad field, or a model that it has."""
    refuse(check_price(price))
    _require_once(opened, book_id, price)
    with saving(opened, Message("Add the price of “{model}”", model=price.model)) as action:
        action.concerns_settings(created=PRICE.insert(action.edit, price, book_id))
    return action.changes


def edit_price(opened: OpenPortfolio, book_id: int, price: ModelPrice) -> Changes:
    """Save the prices of a model. Raises UserError for a bad field, or a model that the book has."""
    refuse(check_price(price))
    _require_once(opened, book_id, price)
    with saving(opened, Message("Edit the price of “{model}”", model=price.model)) as action:
        PRICE.update(action.edit, price)
        action.concerns_settings()
    return action.changes


def remove_price(opened: OpenPortfolio, price_id: int) -> Changes:
    """Remove the prices of a model; undo restores them."""
    with saving(opened, Message("Remove a price")) as action:
        PRICE.delete(action.edit, price_id)
        action.concerns_settings()
    return action.changes


def _require_sound(opened: OpenPortfolio, book: PriceBook) -> None:
    """Refuse bad fields, and a second book of a day and source."""
    refuse(check_book(book))
    others = [held for held in read_price_books(opened.file) if held.id != book.id]
    if check_books((*others, book)):
        raise UserError("There is a price book of this day and source already.")


def _require_once(opened: OpenPortfolio, book_id: int, price: ModelPrice) -> None:
    """Refuse a second price of a model, and a book that is gone."""
    books = [book for book in read_price_books(opened.file) if book.id == book_id]
    if not books:
        raise UserError("What you were editing is no longer in the portfolio.")
    other = books[0].price_of(price.model)
    if other is not None and other.id != price.id:
        raise UserError("This price book has a price of this model already.")
