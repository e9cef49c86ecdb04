"""Writes price books and scenarios into an edit under way."""

from collections.abc import Sequence

from fivegates.domain.economics.assumptions import Assumptions, Bounds
from fivegates.domain.economics.ledger import ModelPrice, PriceBook
from fivegates.store import projection_rows as rows
from fivegates.store.edits import Edit
from fivegates.store.row_access import ids_of


def insert_book(edit: Edit, book: PriceBook) -> int:
    """Insert a price book with its prices; returns its id."""
    created = edit.insert("price_book", rows.book_row(book))
    for price in book.prices:
        insert_price(edit, created, price)
    return created


def update_book(edit: Edit, book: PriceBook) -> None:
    """Save a price book's own fields; its prices stay as they are."""
    edit.update("price_book", {"id": book.id}, rows.book_row(book))


def delete_book(edit: Edit, book_id: int) -> None:
    """Delete a price book with its prices."""
    for price_id in ids_of(edit.file.connection, "price", "price_book_id", book_id):
        edit.delete("price", {"id": price_id})
    edit.delete("price_book", {"id": book_id})


def insert_price(edit: Edit, book_id: int, price: ModelPrice) -> int:
    """Insert a price; returns its id."""
    return edit.insert("price", {"price_book_id": book_id, **rows.price_row(price)})


def update_price(edit: Edit, price: ModelPrice) -> None:
    """Save a price."""
    edit.update("price", {"id": price.id}, rows.price_row(price))


def delete_price(edit: Edit, price_id: int) -> None:
    """Delete a price."""
    edit.delete("price", {"id": price_id})


def insert_scenario(edit: Edit, initiative_id: int, own: Assumptions) -> int:
    """Insert a scenario with its bounds; returns its id."""
    created = edit.insert("scenario", {"initiative_id": initiative_id, **rows.scenario_row(own)})
    _save_bounds(edit, created, own.bounds)
    return created


def update_scenario(edit: Edit, own: Assumptions) -> None:
    """Save a scenario with its bounds."""
    edit.update("scenario", {"id": own.id}, rows.scenario_row(own))
    _save_bounds(edit, own.id, own.bounds)


def delete_scenario(edit: Edit, scenario_id: int) -> None:
    """Delete a scenario with its bounds."""
    _save_bounds(edit, scenario_id, ())
    edit.delete("scenario", {"id": scenario_id})


def _save_bounds(edit: Edit, scenario_id: int, wanted: Sequence[Bounds]) -> None:
    """Make the bounds of a scenario those that are wanted, touching nothing where they are."""
    sql = "SELECT id, driver, low, high FROM scenario_bounds WHERE scenario_id = ? ORDER BY id"
    found = edit.file.connection.execute(sql, (scenario_id,)).fetchall()
    new = [rows.bounds_row(each) for each in wanted]
    if [tuple(row)[1:] for row in found] == [tuple(row.values()) for row in new]:
        return
    for row in found:
        edit.delete("scenario_bounds", {"id": row["id"]})
    for values in new:
        edit.insert("scenario_bounds", {"scenario_id": scenario_id, **values})
