"""Reads price books and scenarios from an open portfolio file."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable

from fivegates.domain.economics.assumptions import Assumptions
from fivegates.domain.economics.ledger import PriceBook
from fivegates.domain.errors import UserError
from fivegates.store import projection_rows
from fivegates.store.fetching import all_rows, held_still
from fivegates.store.portfolio_file import PortfolioFile


def read_price_books(file: PortfolioFile) -> tuple[PriceBook, ...]:
    """The portfolio's price books, each with its prices, in the order in which they were added."""
    with held_still(file):
        books = all_rows(file, "SELECT * FROM price_book ORDER BY id")
        prices = _grouped(all_rows(file, "SELECT * FROM price ORDER BY id"), "price_book_id")
    return tuple(projection_rows.book_value(row, prices[row["id"]]) for row in books)


def read_scenarios(file: PortfolioFile, initiative_id: int) -> tuple[Assumptions, ...]:
    """The scenarios of an initiative, in the order in which they were added."""
    with held_still(file):
        found = all_rows(file, "SELECT * FROM scenario WHERE initiative_id = ? ORDER BY id", initiative_id)
        bounds = all_rows(
            file,
            "SELECT scenario_bounds.* FROM scenario_bounds "
            "JOIN scenario ON scenario.id = scenario_id WHERE initiative_id = ? ORDER BY scenario_bounds.id",
            initiative_id,
        )
    by_scenario = _grouped(bounds, "scenario_id")
    return tuple(projection_rows.scenario_value(row, by_scenario[row["id"]]) for row in found)


def owner_of_scenario(file: PortfolioFile, scenario_id: int) -> int:
    """The initiative of a scenario. Raises UserError when it is gone."""
    found = all_rows(file, "SELECT initiative_id FROM scenario WHERE id = ?", scenario_id)
    if not found:
        raise UserError("What you were editing is no longer in the portfolio.")
    return int(found[0]["initiative_id"])


def _grouped(found: Iterable[sqlite3.Row], column: str) -> dict[int, list[sqlite3.Row]]:
    """Rows by what they belong to."""
    groups: dict[int, list[sqlite3.Row]] = defaultdict(list)
    for row in found:
        groups[row[column]].append(row)
    return groups
