"""Helpers for tests of the store: filling a file, dumping its rows, changing it from outside."""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from fivegates.domain.errors import UserError
from fivegates.domain.portfolio.overview import summarise_verdict
from fivegates.domain.review.review import Case, InitiativeRecord, Portfolio
from fivegates.domain.verdict.verdict import judge
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.records.edits import Edit, edit
from fivegates.store.records.initiatives import PRICE_BOOK
from fivegates.store.records.ledger import save_rates
from fivegates.store.records.overview import save_verdict_summary
from fivegates.store.records.portfolio import insert_records, read_record
from fivegates.store.records.portfolio_tables import FRAMEWORK, IDEA, save_capacity, save_meetings
from fivegates.store.records.reviews import insert_rubric, read_rubric
from fivegates.store.records.settings import save_settings

TABLES = {
    "rubric": "id, version",
    "portfolio": "id",
    "initiative": "id",
    "evidence": "id",
    "change": "id",
    "action": "id",
    "waiver": "id",
    "comment": "id",
    "risk_class": "id",
    "review": "id",
    "score": "review_id, criterion",
    "review_verdict": "review_id",
    "gate_verdict": "review_id, number",
    "cost": "id",
    "usage": "id",
    "benefit": "id",
    "rate": "id",
    "seal": "review_id",
    "panel": "id",
    "ballot": "id",
    "ballot_score": "ballot_id, criterion",
    "settlement": "panel_id, criterion",
    "decision": "id",
    "condition": "decision_id, number",
    "threshold": "decision_id, number",
    "price_book": "id",
    "price": "id",
    "scenario": "id",
    "scenario_bounds": "id",
    "forecast": "id",
    "capacity": "id",
    "capacity_owner": "capacity_id, number",
    "capacity_dependency": "capacity_id, number",
    "framework": "id",
    "framework_item": "framework_id, number",
    "idea": "id",
    "brief_meeting": "initiative_id",
    "paper_meeting": "paper",
}
"""All tables but the count of edits and their history, each with the columns of its key."""

LOG_TABLES = ("edit",)
"""The tables that undo does not take back."""

VIEW_TABLES = ("source", "consolidated")
"""The tables that have rows in a consolidated view alone."""

Dump = dict[str, list[tuple[object, ...]]]


def fill(file: PortfolioFile, portfolio: Portfolio) -> list[int]:
    """Write a whole portfolio into an empty file; returns the ids of its initiatives."""
    with edit(file) as transaction:
        for rubric in portfolio.rubrics:
            insert_rubric(transaction, rubric)
        save_settings(transaction, portfolio.settings)
        save_capacity(transaction, portfolio.capacity)
        save_meetings(transaction, portfolio.meetings)
        save_rates(transaction, portfolio.rates)
        for book in portfolio.price_books:
            PRICE_BOOK.insert(transaction, book)
        for framework in portfolio.frameworks:
            FRAMEWORK.insert(transaction, framework)
        for idea in portfolio.ideas:
            IDEA.insert(transaction, idea)
        return [insert_record(transaction, record) for record in portfolio.records]


def insert_record(edit: Edit, record: InitiativeRecord) -> int:
    """Write an initiative with all its records and verdicts."""
    created = insert_records(edit, [record])[0].initiative.id
    save_verdicts(edit, created)
    return created


def save_verdicts(edit: Edit, initiative_id: int) -> None:
    """Recompute the verdicts on all reviews of an initiative."""
    record = read_record(edit.file, initiative_id)
    for review in record.reviews:
        if review.seal is not None:
            continue
        rubric = read_rubric(edit.file, review.rubric_id, review.rubric_version)
        case = Case(rubric, review, record.evidence, record.changes, record.actions, waivers=record.waivers)
        save_verdict_summary(edit, review.id, summarise_verdict(judge(case)))


def dump(file: PortfolioFile) -> Dump:
    """Every row of every table."""
    return {
        table: [
            tuple(row)
            for row in file.connection.execute(f'SELECT * FROM "{table}" ORDER BY {key}').fetchall()
        ]
        for table, key in TABLES.items()
    }


def tamper(path: Path, statement: str, *, guards_back: bool = True) -> None:
    """Tamper with rows: the triggers are dropped, and restored afterwards or not."""
    with closing(sqlite3.connect(path, isolation_level=None)) as found:
        found.execute("PRAGMA synchronous = OFF")  # a hundred guards would each wait for the disk
        found.execute("BEGIN")
        guards = found.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            found.execute(f"DROP TRIGGER {name}")
        assert found.execute(statement).rowcount > 0
        for _, sql in guards if guards_back else ():
            found.execute(sql)
        found.execute("COMMIT")


def run_outside(path: Path, *statements: str) -> None:
    """Run SQL as another program would, with none of our settings."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


@contextmanager
def untouched(path: Path) -> Iterator[None]:
    """Fail unless the folder holds the same files with the same bytes afterwards."""
    before = contents(path.parent)
    yield
    assert contents(path.parent) == before


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def sentence_of(error: UserError, names: Iterable[str] = ()) -> str:
    """The text of an error; it must name these, and have no unfilled placeholder."""
    text = str(error)
    assert "{" not in text
    for name in names:
        assert name in text
    return text


@contextmanager
def nobody() -> Iterator[None]:
    """Run as somebody whom permissions bind: root is above them."""
    if os.geteuid() != 0:
        yield
        return
    os.setresuid(65534, 65534, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


KILLED = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE initiative SET summary = hex(randomblob(9000))")
connection.execute("UPDATE portfolio SET title = 'half saved'")
connection.execute("UPDATE evidence SET note = hex(randomblob(9000))")
os._exit(1)
"""
"""A program that dies while it saves."""

needs_permissions = pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX")
