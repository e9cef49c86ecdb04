"""Price books: imported once however often, kept by hand, undone, carried from file to file."""

import json
import os
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from acting import created
from builders import books_without_ids, price_book

from fivegates.actions.file.backups import list_backups
from fivegates.actions.file.creation import create_portfolio
from fivegates.actions.file.exchange import export_json, import_json
from fivegates.actions.file.files import close_portfolio
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.transaction import undo
from fivegates.actions.importing import prices as actions
from fivegates.actions.queries import price_books
from fivegates.domain.economics.ledger import ModelPrice, PriceBook
from fivegates.domain.errors import DataError, UserError

DAY = date(2026, 11, 1)
LISTED = {
    "sample_spec": {"input_cost_per_token": 0},
    "small": {"input_cost_per_token": 1.5e-07, "output_cost_per_token": 2.8000000000000003e-07},
    "large": {"input_cost_per_token": 3e-06, "litellm_provider": "ostmere"},
}
OURS = replace(books_without_ids((price_book(),))[0], source="Contract")


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """A public list of prices, written on the first of November."""
    return written(tmp_path / "prices.json", LISTED)


def written(path: Path, plain: object) -> Path:
    path.write_text(json.dumps(plain))
    os.utime(path, (1_793_534_400, 1_793_534_400))
    return path


def held(opened: OpenPortfolio) -> tuple[PriceBook, ...]:
    return books_without_ids(price_books(opened))


def ours(opened: OpenPortfolio) -> PriceBook:
    """A book of one's own, as it is held."""
    actions.add_book(opened, OURS)
    return price_books(opened)[0]


# From a list


def test_a_list_is_imported_with_its_day_as_one_action(opened: OpenPortfolio, listed: Path) -> None:
    preview = actions.preview_prices(opened, listed)
    assert price_books(opened) == ()
    assert [price.model for price in preview.added] == ["small", "large"]

    changes = actions.import_prices(opened, preview)

    assert changes.settings
    assert held(opened) == (
        PriceBook(
            DAY,
            "USD",
            (
                ModelPrice("small", Decimal("0.00000015"), Decimal("0.00000028")),
                ModelPrice("large", Decimal("0.000003"), provider="ostmere"),
            ),
            "prices.json",
        ),
    )
    undo(opened)
    assert price_books(opened) == ()


def test_a_backup_is_made_before_an_import(opened: OpenPortfolio, listed: Path) -> None:
    actions.import_prices(opened, actions.preview_prices(opened, listed))
    (backup,) = list_backups(opened.path)
    assert backup.holds


def test_what_is_imported_twice_stands_there_once(opened: OpenPortfolio, listed: Path) -> None:
    actions.import_prices(opened, actions.preview_prices(opened, listed))
    before = price_books(opened)
    again = actions.preview_prices(opened, listed)
    assert (again.added, again.changed) == ((), ())
    actions.import_prices(opened, again)
    assert price_books(opened) == before


def test_a_list_of_the_same_day_brings_the_book_up_to_date(opened: OpenPortfolio, listed: Path) -> None:
    actions.import_prices(opened, actions.preview_prices(opened, listed))
    small = price_books(opened)[0].prices[0]
    actions.edit_price(opened, price_books(opened)[0].id, replace(small, note="As agreed"))
    later = {"small": {"input_cost_per_token": 1e-07}, "new": {"input_cost_per_token": 1e-06}}

    preview = actions.preview_prices(opened, written(listed, later))
    actions.import_prices(opened, preview)

    assert [[price.model for price in part] for part in (preview.added, preview.changed)] == [
        ["new"],
        ["small"],
    ]
    (book,) = price_books(opened)
    assert [(price.model, price.input) for price in book.prices] == [
        ("small", Decimal("0.0000001")),
        ("large", Decimal("0.000003")),
        ("new", Decimal("0.000001")),
    ]


def test_another_day_is_another_book(opened: OpenPortfolio, listed: Path) -> None:
    actions.import_prices(opened, actions.preview_prices(opened, listed))
    actions.import_prices(opened, actions.preview_prices(opened, listed, date(2026, 10, 1)))
    assert [book.snapshot for book in price_books(opened)] == [DAY, date(2026, 10, 1)]


def test_an_entry_that_cannot_be_kept_is_refused_and_named(opened: OpenPortfolio, listed: Path) -> None:
    wrong = {**LISTED, "a\nb": {"input_cost_per_token": 1e-06}, "c": {"input_cost_per_token": -1}}
    preview = actions.preview_prices(opened, written(listed, wrong))
    assert [problem.place for problem in preview.refused] == ["c", "a\N{REPLACEMENT CHARACTER}b"]
    assert len(preview.added) == 2


def test_a_file_that_is_no_list_is_refused(opened: OpenPortfolio, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="There is no price of a token"):
        actions.preview_prices(opened, written(tmp_path / "x.json", {}))
    with pytest.raises(DataError, match="date"):
        actions.preview_prices(opened, written(tmp_path / "x.json", LISTED), date(1970, 1, 1))


# By hand


def test_a_book_of_ones_own_is_kept_changed_and_removed(opened: OpenPortfolio) -> None:
    book = ours(opened)
    actions.edit_book(opened, replace(book, currency="EUR"))
    assert held(opened) == (replace(OURS, currency="EUR"),)
    actions.remove_book(opened, book.id)
    assert held(opened) == ()
    undo(opened)
    undo(opened)
    assert held(opened) == (OURS,)


def test_prices_are_added_changed_and_removed(opened: OpenPortfolio) -> None:
    book = ours(opened)
    price_id = created(actions.add_price(opened, book.id, ModelPrice("new", Decimal(1))))
    actions.edit_price(opened, book.id, ModelPrice("newer", Decimal(2), id=price_id))
    assert held(opened)[0].prices[2:] == (ModelPrice("newer", Decimal(2)),)
    actions.remove_price(opened, price_id)
    assert held(opened) == (OURS,)
    undo(opened)
    assert len(held(opened)[0].prices) == 3


def test_a_second_book_or_price_is_refused(opened: OpenPortfolio) -> None:
    book = ours(opened)
    with pytest.raises(UserError, match="price book of this day and source already"):
        actions.add_book(opened, OURS)
    actions.edit_book(opened, book)
    with pytest.raises(UserError, match="a price of this model already"):
        actions.add_price(opened, book.id, ModelPrice("model-1"))
    with pytest.raises(UserError, match="a price of this model already"):
        actions.edit_price(opened, book.id, replace(book.prices[1], model="model-1"))
    actions.edit_price(opened, book.id, book.prices[0])
    with pytest.raises(DataError, match="input"):
        actions.add_price(opened, book.id, ModelPrice("m", Decimal(-1)))
    with pytest.raises(DataError, match="currency"):
        actions.add_book(opened, replace(OURS, currency="dollar"))
    with pytest.raises(UserError, match="no longer in the portfolio"):
        actions.add_price(opened, 77, ModelPrice("m"))
    assert held(opened) == (OURS,)


# From file to file


def test_books_go_out_and_come_in_again_and_those_that_are_held_stay(
    opened: OpenPortfolio, tmp_path: Path
) -> None:
    ours(opened)
    actions.add_book(opened, replace(OURS, source="Second"))
    export_json(opened, tmp_path / "out.json")
    other = create_portfolio(tmp_path / "other.fivegates")
    mine = replace(OURS, prices=())
    actions.add_book(other, mine)

    import_json(other, tmp_path / "out.json")

    assert held(other) == (mine, replace(OURS, source="Second"))
    close_portfolio(other)
