"""Export a portfolio as JSON, and import one."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from fivegates.actions.file.atomic_files import read_file, require_readable_kind, write_file
from fivegates.actions.file.backups import back_up_now
from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.actions.file.transaction import Saving, saving
from fivegates.actions.frameworks import add_missing_frameworks
from fivegates.actions.garbage_collection import without_collection
from fivegates.actions.ideas import add_missing_ideas
from fivegates.actions.importing.prices import add_missing_books
from fivegates.actions.risk_class import class_problems
from fivegates.actions.rubrics import default_rubric, missing_rubrics
from fivegates.domain.economics.money import RateTable
from fivegates.domain.errors import UserError, refuse
from fivegates.domain.language import Message
from fivegates.domain.review.history import has_final
from fivegates.domain.review.review import InitiativeRecord, Portfolio
from fivegates.exchange.json_text import MOST_BYTES
from fivegates.exchange.portfolio import json_format
from fivegates.exchange.portfolio.json_format import FORMAT, Tick, write_portfolio
from fivegates.store.records.evidence_files import read_contents, save_content
from fivegates.store.records.initiatives import find_initiative
from fivegates.store.records.ledger import read_rates, save_rates
from fivegates.store.records.portfolio import insert_records, read_portfolio
from fivegates.store.records.portfolio_tables import save_capacity, save_meetings
from fivegates.store.records.reviews import insert_rubric, read_chain_head
from fivegates.store.records.settings import save_settings

_HEAD: Final = 4_096


def export_json(opened: OpenPortfolio, path: Path) -> None:
    """Write the whole portfolio to `path`, lossless and deterministic.

    Raises UserError when it cannot be written, and for a consolidated view.
    """
    if opened.file.consolidated:
        raise UserError(
            "{file} is a consolidated view, so it is not written as JSON. Export the files that it is made "
            "of.",
            file=opened.path.name,
        )
    portfolio = replace(read_portfolio(opened.file), contents=read_contents(opened.file))
    write_file(path, write_portfolio(portfolio), portfolio=opened.path)


def is_portfolio_json(path: Path) -> bool:
    """True if a JSON file begins like a portfolio; False for one that cannot be read."""
    try:
        require_readable_kind(path)
        with path.open("rb") as file:
            return FORMAT.encode() in file.read(_HEAD)
    except (OSError, UserError):
        return False


def read_json(path: Path, tick: Tick = lambda _: None) -> Portfolio:
    """Read an exported portfolio. Raises DataError naming every problem in it.

    `tick` receives how many initiatives are read; an exception from it aborts the reading.
    """
    found = json_format.read_portfolio(read_file(path, MOST_BYTES), path.name, default_rubric(), tick)
    placed = ((f"initiatives[{index}]", record) for index, record in enumerate(found.records))
    refuse(tuple(class_problems(placed)), path.name)
    return found


def import_json(opened: OpenPortfolio, path: Path, tick: Tick = lambda _: None) -> Changes:
    """Add the initiatives, rubrics, missing rates and price books of an exported portfolio; settings stay.

    `tick` receives how many initiatives are read, then how many are written; an exception from it aborts the
    import, and nothing is changed. Raises UserError when a code is in use already, and when both have final
    reviews, DataError for problems in the file; then nothing is imported. Final reviews stay so: the import
    cannot be undone.
    """
    with without_collection():
        return _import(opened, path, tick)


def _import(opened: OpenPortfolio, path: Path, tick: Tick) -> Changes:
    """Read, check and insert."""
    portfolio = read_json(path, tick)
    _require_free_codes(opened, portfolio)
    _require_one_chain(opened, portfolio)
    back_up_now(opened)
    label = Message("Import {file}", file=path.name)
    return _insert(opened, portfolio, label, with_settings=False, tick=tick)


def insert_portfolio(opened: OpenPortfolio, portfolio: Portfolio, tick: Tick = lambda _: None) -> Changes:
    """Fill an empty file with a whole portfolio and its settings; `tick` receives the initiatives written."""
    return _insert(opened, portfolio, Message("Create the portfolio"), with_settings=True, tick=tick)


def _insert(
    opened: OpenPortfolio, portfolio: Portfolio, label: Message, *, with_settings: bool, tick: Tick
) -> Changes:
    """Write rubrics, settings and initiatives in one transaction, and judge every review."""
    with saving(opened, label, kept=not with_settings) as action:
        for rubric in missing_rubrics(opened, portfolio.rubrics):
            insert_rubric(action.edit, rubric)
            action.concerns_settings()
        if with_settings:
            save_settings(action.edit, portfolio.settings)
            save_capacity(action.edit, portfolio.capacity)
            save_meetings(action.edit, portfolio.meetings)
            action.concerns_settings()
        _add_missing_rates(action, portfolio.rates)
        add_missing_books(action, portfolio.price_books)
        add_missing_frameworks(action, portfolio.frameworks)
        add_missing_ideas(action, portfolio.ideas)
        for content in portfolio.contents.values():
            save_content(action.edit, content)
        stored = insert_records(action.edit, portfolio.records)
        action.judge_new(_counted(stored, tick))
        if any(has_final(record) for record in portfolio.records):
            action.lasts()
    return action.changes


def _add_missing_rates(action: Saving, rates: RateTable) -> None:
    """Add missing rates; existing ones stay, as the settings do."""
    held = read_rates(action.opened.file)
    missing = [rate for rate in rates.rates if held.value(rate.month, rate.base, rate.quote) is None]
    if missing:
        save_rates(action.edit, RateTable((*held.rates, *missing)))
        action.concerns_settings()
        action.judge_portfolio()


def _require_one_chain(opened: OpenPortfolio, portfolio: Portfolio) -> None:
    """Refuse to join two chains: each link contains the hash of its predecessor."""
    if read_chain_head(opened.file) and any(has_final(record) for record in portfolio.records):
        raise UserError(
            "Nothing was imported: this portfolio and the file both have final reviews, and two chains of "
            "them cannot become one. Import the file into a portfolio of its own."
        )


def _require_free_codes(opened: OpenPortfolio, portfolio: Portfolio) -> None:
    """Refuse codes that are already in use: an import never overwrites."""
    codes = [record.initiative.code for record in portfolio.records]
    taken = [code for code in codes if find_initiative(opened.file, code) is not None]
    if taken:
        raise UserError(
            "Nothing was imported: this portfolio already has {codes}. Change the code in one of the two.",
            codes=", ".join(taken),
        )


def _counted(records: Iterable[InitiativeRecord], tick: Tick) -> Iterator[InitiativeRecord]:
    """The records, with their progress reported to `tick`."""
    for count, record in enumerate(records):
        tick(count)
        yield record
