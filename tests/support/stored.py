"""What the tests of the store share: filling a file, looking at all its rows, changing it from outside."""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from fivegates.domain.errors import UserError
from fivegates.domain.portfolio.overview import reached
from fivegates.domain.review.review import Case, InitiativeRecord, Portfolio
from fivegates.domain.review.seal_reader import read_content
from fivegates.domain.verdict.verdict import judge
from fivegates.store import ledger_writing, projection_writing, writing
from fivegates.store.decision_writing import insert_decision
from fivegates.store.edits import Edit, edit
from fivegates.store.portfolio_file import PortfolioFile
from fivegates.store.reading import read_record, read_rubric

TABLES = {
    "rubric": "id, version",
    "portfolio": "id",
    "initiative": "id",
    "evidence": "id",
    "change": "id",
    "action": "id",
    "review": "id",
    "score": "review_id, criterion",
    "review_verdict": "review_id",
    "gate_verdict": "review_id, number",
    "cost": "id",
    "usage": "id",
    "benefit": "id",
    "rate": "id",
    "seal": "review_id",
    "decision": "id",
    "condition": "decision_id, number",
    "threshold": "decision_id, number",
    "price_book": "id",
    "price": "id",
    "scenario": "id",
    "scenario_bounds": "id",
}
"""All tables but the count of edits, each with the columns of its key."""

Dump = dict[str, list[tuple[object, ...]]]


def fill(file: PortfolioFile, portfolio: Portfolio) -> list[int]:
    """Write a whole portfolio into an empty file; returns the ids of its initiatives."""
    with edit(file) as transaction:
        for rubric in portfolio.rubrics:
            writing.insert_rubric(transaction, rubric)
        writing.save_settings(transaction, portfolio.settings)
        ledger_writing.save_rates(transaction, portfolio.rates)
        for book in portfolio.price_books:
            projection_writing.insert_book(transaction, book)
        return [insert_record(transaction, record) for record in portfolio.records]


def insert_record(edit: Edit, record: InitiativeRecord) -> int:
    """Write an initiative with all its records and verdicts."""
    created = writing.insert_initiative(edit, record.initiative)
    for evidence in record.evidence:
        writing.insert_evidence(edit, created, evidence)
    for change in record.changes:
        writing.insert_change(edit, created, change)
    for action in record.actions:
        writing.insert_action(edit, created, action)
    for review in record.reviews:
        review_id = writing.insert_review(edit, created, review)
        if review.seal is not None:
            writing.save_reached(edit, review_id, read_content(review.seal.content).reached)
            writing.insert_seal(edit, review_id, review.seal)
    for decision in record.decisions:
        insert_decision(edit, created, decision)
    ledger_writing.insert_ledger(edit, created, record.ledger)
    for own in record.scenarios:
        projection_writing.insert_scenario(edit, created, own)
    save_verdicts(edit, created)
    return created


def save_verdicts(edit: Edit, initiative_id: int) -> None:
    """Judge all reviews of an initiative anew."""
    record = read_record(edit.file, initiative_id)
    for review in record.reviews:
        if review.seal is not None:
            continue
        rubric = read_rubric(edit.file, review.rubric_id, review.rubric_version)
        case = Case(rubric, review, record.evidence, record.changes, record.actions)
        writing.save_reached(edit, review.id, reached(judge(case)))


def dump(file: PortfolioFile) -> Dump:
    """Every row of every table."""
    return {
        table: [
            tuple(row)
            for row in file.connection.execute(f'SELECT * FROM "{table}" ORDER BY {key}').fetchall()
        ]
        for table, key in TABLES.items()
    }


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
    """What an error tells; it must name these, and leave no brace unfilled."""
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
