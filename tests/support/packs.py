"""Portfolios for packs: two reviewed initiatives, one without a review, one archived; and forty reviewed."""

from dataclasses import replace
from datetime import date
from itertools import cycle, islice
from pathlib import Path

from fivegates.actions.file.creation import create_filled
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.rubrics import default_rubric
from fivegates.domain.review.review import InitiativeRecord, Portfolio
from fivegates.exchange.portfolio.sample import read_sample
from fivegates.resources import resource_path

TODAY = date(2026, 11, 23)
NAMES = ("Broker mailbox routing", "Storm damage estimate from photos")


def small_portfolio() -> Portfolio:
    """The sample with two initiatives reviewed once, one without a review, and one archived."""
    sample = read_sample(resource_path("sample"), default_rubric())
    by_code = {record.initiative.code: record for record in sample.records}
    unread = by_code["UWR-SEARCH"]
    archived = by_code["CLM-TRIAGE"]
    records = (
        _once(by_code["BRK-MAIL"], "Keep it live."),
        _once(by_code["PRP-STORM"]),
        replace(unread, reviews=(), decisions=()),
        replace(_once(archived), initiative=replace(archived.initiative, archived=True)),
    )
    return replace(sample, records=records)


def _once(record: InitiativeRecord, asked: str = "") -> InitiativeRecord:
    """The record with its latest review alone, as a draft; without words it asks what the rules propose."""
    review = replace(record.reviews[-1], seal=None, supersedes=None, correction="", decision_asked=asked)
    return replace(record, reviews=(review,), decisions=())


def small(folder: Path) -> OpenPortfolio:
    """The small portfolio, open."""
    return create_filled(folder / "small.fivegates", small_portfolio())


def forty_long_names(folder: Path) -> OpenPortfolio:
    """The sample over and over until there are forty initiatives, each with a name of 120 characters."""
    sample = read_sample(resource_path("sample"), default_rubric())
    records = islice(cycle(sample.records), 40)
    named = tuple(_long_named(record, number) for number, record in enumerate(records))
    return create_filled(folder / "forty.fivegates", replace(sample, records=named))


def _long_named(record: InitiativeRecord, number: int) -> InitiativeRecord:
    """The record under a code and a name of its own, with its reviews as drafts: seals cannot be copied."""
    words = (
        f"{record.initiative.name} for {number} regions, all customers and every line of business and channel"
    )
    initiative = replace(record.initiative, code=f"N{number:04}", name=f"{words:x<120}"[:120])
    reviews = tuple(replace(each, seal=None, supersedes=None, correction="") for each in record.reviews)
    return replace(record, initiative=initiative, reviews=reviews)
