"""Initiatives, what is recorded of them, their decisions and scenarios; and price books."""

import json
from dataclasses import fields
from decimal import Decimal
from typing import Final, TypeVar

from fivegates.domain.economics.assumptions import Assumptions, Bounds
from fivegates.domain.economics.ledger import ModelPrice, PriceBook, PriceTerms, Service, TokenPrices
from fivegates.domain.initiative.decisions import Condition, Decision, LoggedDecision, Threshold
from fivegates.domain.initiative.initiative import Action, Change, Comment, Evidence, Forecast, Initiative
from fivegates.domain.initiative.waivers import Waiver
from fivegates.domain.risk import RiskAnswer, RiskClass
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.records.columns import (
    Column,
    decimal_text,
    in_tenths,
    plain_list,
    unreadable,
)
from fivegates.store.records.initiative_table import INITIATIVE
from fivegates.store.records.table import RecordTable

R = TypeVar("R")

EVIDENCE: Final = RecordTable(
    Evidence,
    "evidence",
    parent="initiative_id",
    names={"file": "file_"},
    cached=4_096,
)
CHANGE: Final = RecordTable(Change, "change", parent="initiative_id")
ACTION: Final = RecordTable(Action, "action", parent="initiative_id", own=[in_tenths("effort")])


def _answers(text: str) -> tuple[RiskAnswer, ...]:
    """The answers of a risk class. Raises sqlite3.Error for what is no list of them."""
    plain = plain_list(text)
    if not all(
        isinstance(each, dict) and type(each.get("question")) is str and type(each.get("yes")) is bool
        for each in plain
    ):
        raise unreadable()
    return tuple(RiskAnswer(each["question"], each["yes"]) for each in plain)


_ANSWERS: Final = Column(
    "answers",
    lambda answers: {"answers": json.dumps([{"question": a.question, "yes": a.yes} for a in answers])},
    lambda row: _answers(row["answers"]),
)
RISK_CLASS: Final = RecordTable(
    RiskClass, "risk_class", parent="initiative_id", own=[_ANSWERS], order="dated, id"
)
WAIVER: Final = RecordTable(Waiver, "waiver", parent="initiative_id")
COMMENT: Final = RecordTable(Comment, "comment", parent="initiative_id")
FORECAST: Final = RecordTable(Forecast, "forecast", parent="initiative_id")


def read_initiative_ids(file: PortfolioFile) -> list[int]:
    """The ids of all initiatives, in the order in which they were added."""
    return [row["id"] for row in file.rows("SELECT id FROM initiative ORDER BY id")]


def read_names(file: PortfolioFile) -> tuple[tuple[str, str], ...]:
    """Code and name of every initiative, in the order in which they were added."""
    return tuple(
        (row["code"], row["name"]) for row in file.rows("SELECT code, name FROM initiative ORDER BY id")
    )


def find_initiative(file: PortfolioFile, code: str) -> int | None:
    """The id of the initiative with this code, upper and lower case alike.

    A code from a command line may hold bytes that are no text; no initiative has those.
    """
    found = file.rows("SELECT id FROM initiative WHERE code = ?", code.encode(errors="replace").decode())
    return found[0]["id"] if found else None


CONDITION: Final = RecordTable(Condition, "condition", parent="decision_id")
THRESHOLD: Final = RecordTable(
    Threshold,
    "threshold",
    parent="decision_id",
    names={"ledger": "stop_"},
)
DECISION: Final = RecordTable(
    Decision,
    "decision",
    parent="initiative_id",
    parts={"conditions": CONDITION, "thresholds": THRESHOLD},
    order="dated, id",
)


def read_log(file: PortfolioFile, table: RecordTable[R]) -> tuple[tuple[Initiative, R], ...]:
    """Every record of a kind with its initiative, archived ones too, one initiative after another."""
    with file.read_transaction():
        initiatives = {each.id: each for each in INITIATIVE.all(file)}
        records = table.by_parent(file)
    return tuple((initiatives[owner], record) for owner, held in records.items() for record in held)


def read_decision_log(file: PortfolioFile) -> tuple[LoggedDecision, ...]:
    """Every decision with its initiative, newest first."""
    found = [LoggedDecision(initiative, decision) for initiative, decision in read_log(file, DECISION)]
    return tuple(sorted(found, key=lambda each: (each.decision.dated, each.decision.id), reverse=True))


_TOKEN_PRICES: Final = tuple(field.name for field in fields(TokenPrices))


def _terms_plain(terms: PriceTerms) -> dict[str, str | int]:
    """Terms as they are in the list of a price; a price that is not known is left out."""
    prices = {name: getattr(terms.prices, name) for name in _TOKEN_PRICES}
    known = {name: decimal_text(price) for name, price in prices.items() if price is not None}
    return {"service": terms.service.value, "above": terms.above, **known}


def _terms(text: str) -> tuple[PriceTerms, ...]:
    """The terms of a price. Raises sqlite3.Error for what is no list of them, ValueError for a bad value."""
    plain = plain_list(text)
    if not all(isinstance(each, dict) for each in plain):
        raise unreadable()
    try:
        known = ({name: Decimal(each[name]) for name in _TOKEN_PRICES if name in each} for each in plain)
        return tuple(
            PriceTerms(TokenPrices(**prices), int(each["above"]), Service(str(each["service"])))
            for prices, each in zip(known, plain, strict=True)
        )
    except (KeyError, TypeError) as error:
        raise unreadable() from error


_TERMS: Final = Column(
    "terms",
    lambda terms: {"terms": json.dumps(list(map(_terms_plain, terms)))},
    lambda row: _terms(row["terms"]),
)
# A public list has thousands of models, and is asked for each time that the ledger is shown.
PRICE: Final = RecordTable(ModelPrice, "price", parent="price_book_id", own=[_TERMS], cached=16_384)
PRICE_BOOK: Final = RecordTable(PriceBook, "price_book", parts={"prices": PRICE})
BOUNDS: Final = RecordTable(Bounds, "scenario_bounds", parent="scenario_id")
SCENARIO: Final = RecordTable(
    Assumptions,
    "scenario",
    parent="initiative_id",
    parts={"bounds": BOUNDS},
    names={
        "review": {"share": "review_share", "minutes": "review_minutes", "hourly_rate": "hourly_rate"},
        "steps": "step_",
    },
)


def read_price_books(file: PortfolioFile) -> tuple[PriceBook, ...]:
    """The portfolio's price books, each with its prices, in the order in which they were added."""
    with file.read_transaction():
        return PRICE_BOOK.all(file)
